/**
 * Somebody saved in between: what both changed stands side by side, chosen per field; what only one changed is taken as it is. Lines
 * are chosen as a whole, because rows cannot be matched safely; the lines that differ are shown.
 */
import { Modal } from 'antd';
import { useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { valueText } from '../../ui/Figure.tsx';
import { asGridRow } from '../../ui/grid/grid-model.ts';
import { useText } from '../../ui/language.tsx';
import { fieldShapes, toWire, type Values } from '../fields.ts';
import type { DocumentForm } from './document-form.ts';
import type { DocumentOptions, DocumentRecord } from './document-options.ts';

export function ConflictDialog({ form, options, theirs }: { form: DocumentForm; options: DocumentOptions; theirs: DocumentRecord }) {
  const text = useText();
  const fields = fieldShapes(options.contract.head);
  const plainField = (field: (typeof fields)[number], values: Values | undefined) => JSON.stringify(toWire(field, values?.[field.key]) ?? null);
  const changed = fields.filter((field) => plainField(field, form.head) !== plainField(field, form.record));
  const differing = changed.filter((field) => plainField(field, theirs) !== plainField(field, form.record) && plainField(field, theirs) !== plainField(field, form.head));
  const lineFields = options.contract.line ? fieldShapes(options.contract.line) : [];
  const plainLine = (line: Values) => JSON.stringify(lineFields.map((field) => toWire(field, line[field.key]) ?? null));
  const plain = (lines: readonly Values[] | undefined) => JSON.stringify((lines ?? []).map(plainLine));
  const iChangedLines = plain(form.lines) !== plain(form.record?.lines);
  const linesDiffer = iChangedLines && plain(theirs.lines) !== plain(form.record?.lines) && plain(theirs.lines) !== plain(form.lines);
  /** The lines of one side that the other has not, in a few words each. */
  const onlyIn = (lines: readonly Values[], others: readonly Values[]) => {
    const known = new Set(others.map(plainLine));
    const own = lines.map((line, index) => ({ line, number: index + 1 })).filter(({ line }) => !known.has(plainLine(line)));
    return [...own.slice(0, 4).map(({ line, number }) => `${number}. ${lineFields.map((field) => valueText(line[field.key], field, text)).filter((shown) => shown !== '').join(' · ')}`), ...(own.length > 4 ? ['…'] : [])];
  };
  const [mine, setMine] = useState<ReadonlySet<string>>(() => new Set(differing.map((field) => field.key)));
  const [mineLines, setMineLines] = useState(true);
  const choose = (key: string, isMine: boolean) => {
    const next = new Set(mine);
    if (isMine) next.add(key);
    else next.delete(key);
    setMine(next);
  };
  const apply = (all: 'chosen' | 'theirs') => {
    const kept = all === 'theirs' ? {} : Object.fromEntries(changed.filter((field) => !differing.includes(field) || mine.has(field.key)).map((field) => [field.key, form.head[field.key]]));
    form.resolve({ ...theirs, ...kept }, all === 'chosen' && iChangedLines && (mineLines || !linesDiffer) ? form.lines : (theirs.lines ?? []).map(asGridRow), theirs);
  };
  const radio = (name: string, checked: boolean, onPick: () => void, shown: string) => (
    <label className="mw-clip"><input type="radio" name={name} checked={checked} onChange={onPick} style={{ accentColor: 'var(--mw-primary)' }} /><span className={`mw-clip${checked ? ' mw-strong' : ''}`}>{shown || '—'}</span></label>
  );
  return (
    <Modal open width={560} onCancel={form.closeConflict} title={text({ zh: '两人同时改了这张单', en: 'Two people changed this document' })}
      footer={<div className="mw-row" style={{ justifyContent: 'flex-end' }}><Button onPress={() => apply('theirs')}>{text({ zh: '都用对方的', en: 'Take all of theirs' })}</Button><Button primary onPress={() => apply('chosen')}>{text({ zh: '用选中的继续', en: 'Go on with the chosen' })}</Button></div>}>
      <p className="mw-second">{text({ zh: `您和对方都改过的有 ${differing.length + (linesDiffer ? 1 : 0)} 处，请选一边；只有一方改过的，按改过的。选完再保存。`, en: `You both changed ${differing.length + (linesDiffer ? 1 : 0)} place(s); choose a side. What only one of you changed is taken as changed. Then save.` })}</p>
      <div className="mw-conflict" style={{ marginTop: 8 }}>
        <span className="mw-muted">{text({ zh: '字段', en: 'Field' })}</span><span className="mw-muted">{text({ zh: '您的', en: 'Yours' })}</span><span className="mw-muted">{text({ zh: '对方的', en: 'Theirs' })}</span>
        {differing.map((field) => [
          <span key={`${field.key}-l`}>{text(field.label)}</span>,
          <span key={`${field.key}-m`}>{radio(field.key, mine.has(field.key), () => choose(field.key, true), valueText(form.head[field.key], field, text, true))}</span>,
          <span key={`${field.key}-t`}>{radio(field.key, !mine.has(field.key), () => choose(field.key, false), valueText(theirs[field.key], field, text, true))}</span>,
        ])}
        {linesDiffer && [
          <span key="lines-l">{text({ zh: '明细', en: 'Lines' })}</span>,
          <span key="lines-m">{radio('lines', mineLines, () => setMineLines(true), text({ zh: `${form.lines.length} 行`, en: `${form.lines.length} lines` }))}</span>,
          <span key="lines-t">{radio('lines', !mineLines, () => setMineLines(false), text({ zh: `${theirs.lines?.length ?? 0} 行`, en: `${theirs.lines?.length ?? 0} lines` }))}</span>,
          <span key="lines-x" />,
          <span key="lines-om" className="mw-small mw-second">{onlyIn(form.lines, theirs.lines ?? []).map((shown) => <div key={shown}>{shown}</div>)}</span>,
          <span key="lines-ot" className="mw-small mw-second">{onlyIn(theirs.lines ?? [], form.lines).map((shown) => <div key={shown}>{shown}</div>)}</span>,
        ]}
      </div>
    </Modal>
  );
}
