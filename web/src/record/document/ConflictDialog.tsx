/** Somebody saved in between: both values side by side, chosen per field; lines as a whole, because rows cannot be matched safely. */
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
  // Only what I changed and they changed otherwise is a question; what I left alone takes their value without asking.
  const differing = fields.filter((field) => plainField(field, form.head) !== plainField(field, theirs) && plainField(field, form.head) !== plainField(field, form.record));
  const plain = (lines: readonly Values[]) => JSON.stringify(lines.map((line) => fieldShapes(options.contract.line ?? options.contract.head).map((field) => toWire(field, line[field.key]) ?? null)));
  const linesDiffer = options.contract.line !== undefined && plain(form.lines) !== plain(theirs.lines ?? []) && plain(form.lines) !== plain(form.record?.lines ?? []);
  const [mine, setMine] = useState<ReadonlySet<string>>(() => new Set(differing.map((field) => field.key)));
  const [mineLines, setMineLines] = useState(true);
  const choose = (key: string, isMine: boolean) => {
    const next = new Set(mine);
    if (isMine) next.add(key);
    else next.delete(key);
    setMine(next);
  };
  const apply = (all: 'chosen' | 'theirs') => {
    const kept = all === 'theirs' ? {} : Object.fromEntries(differing.filter((field) => mine.has(field.key)).map((field) => [field.key, form.head[field.key]]));
    form.resolve({ ...theirs, ...kept }, all === 'chosen' && mineLines && linesDiffer ? form.lines : (theirs.lines ?? []).map(asGridRow), theirs);
  };
  const radio = (name: string, checked: boolean, onPick: () => void, shown: string) => (
    <label className="mw-clip"><input type="radio" name={name} checked={checked} onChange={onPick} style={{ accentColor: 'var(--mw-primary)' }} /><span className={`mw-clip${checked ? ' mw-strong' : ''}`}>{shown || '—'}</span></label>
  );
  return (
    <Modal open width={560} onCancel={form.closeConflict} title={text({ zh: '两人同时改了这张单', en: 'Two people changed this document' })}
      footer={<div className="mw-row" style={{ justifyContent: 'flex-end' }}><Button onPress={() => apply('theirs')}>{text({ zh: '都用对方的', en: 'Take all of theirs' })}</Button><Button primary onPress={() => apply('chosen')}>{text({ zh: '用选中的继续', en: 'Go on with the chosen' })}</Button></div>}>
      <p className="mw-second">{text({ zh: `您和对方都改过的有 ${differing.length + (linesDiffer ? 1 : 0)} 处，选一边；您没动过的按对方的。选完再保存。`, en: 'You both changed these; choose a side. What you left alone takes their value. Then save.' })}</p>
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
        ]}
      </div>
    </Modal>
  );
}
