/**
 * 选单: open lines of earlier documents, searched, chosen by key or click, and filled into this document's lines. Lines of several
 * documents may be chosen, of one party only: the first chosen says whose. ↑↓ moves, Enter chooses, Ctrl+Enter fills in.
 */
import type { OpenLine } from '@millwright/server/modules/documents/open-line/open-line.contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Modal } from 'antd';
import { type KeyboardEvent, useDeferredValue, useEffect, useRef, useState } from 'react';
import { queryByName } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import { useSession } from '../../api/session.tsx';
import { Button } from '../../ui/Button.tsx';
import { quantityText } from '../../ui/figures.ts';
import { useText } from '../../ui/language.tsx';
import { Bones, EmptyState } from '../../ui/Notice.tsx';
import { ProblemNotice } from '../ProblemNotice.tsx';
import type { DocumentForm } from './document-form.ts';
import type { DocumentOptions } from './document-options.ts';
import { chosenFrom, takeable } from './pull.ts';

type Answer = { readonly rows: readonly OpenLine[]; readonly more: boolean };

export function PullDialog({ form, options, onClose }: { form: DocumentForm; options: DocumentOptions; onClose: () => void }) {
  const text = useText();
  const { company } = useSession();
  const { noun } = form;
  const { contract } = options;
  const pulls = contract.pulls as NonNullable<typeof contract.pulls>;
  const party = (form.head[pulls.party] as { id?: string; name?: string } | undefined) ?? undefined;
  const [typed, setTyped] = useState('');
  const search = useDeferredValue(typed.trim());
  const [chosen, setChosen] = useState<ReadonlyMap<string, OpenLine>>(new Map());
  const [at, setAt] = useState(0);
  const body = useRef<HTMLTableSectionElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const found = useQuery<Answer>({
    queryKey: [`${noun}.open-lines`, company?.id, party?.id ?? '', search],
    queryFn: ({ signal }) => queryByName<Answer>(`${noun}.open-lines`, { ...(party?.id ? { party: party.id } : {}), search }, signal),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const rows = found.data?.rows ?? [];
  const already = new Set(form.lines.map((line) => String(line[pulls.line] ?? '')));
  const current = Math.min(at, rows.length - 1);
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the current row
  useEffect(() => {
    body.current?.querySelector('.current')?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const allowed = (row: OpenLine) => takeable(row, chosen, already);
  const toggle = (row: OpenLine | undefined) => {
    if (row && (chosen.has(row.id) || allowed(row))) setChosen(chosenFrom(chosen, row));
  };
  const everyRow = rows.filter((row) => takeable(row, chosen.size > 0 ? chosen : new Map(rows.slice(0, 1).map((first) => [first.id, first])), already));
  const all = everyRow.length > 0 && everyRow.every((row) => chosen.has(row.id));
  const toggleAll = () => setChosen(all ? new Map() : new Map([...chosen, ...everyRow.map((row) => [row.id, row] as const)]));
  const [failed, setFailed] = useState<unknown>();
  const fill = async () => {
    if (chosen.size === 0) return;
    try {
      await form.pull([...chosen.values()]);
      onClose();
    } catch (error) {
      setFailed(error);
    }
  };
  const keyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') setAt(Math.min(rows.length - 1, current + 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(0, current - 1));
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void fill();
    else if (event.key === 'Enter' && event.target === input.current) toggle(rows[current]);
    else return;
    event.preventDefault();
  };
  const title = { zh: `选单：${pulls.title.zh}${party?.name ? `（${party.name}）` : ''}`, en: `Open lines: ${pulls.title.en}${party?.name ? ` (${party.name})` : ''}` };
  return (
    <Modal open title={text(title)} width={980} onCancel={onClose} afterOpenChange={(open) => open && input.current?.focus()}
      footer={
        <div className="mw-row" style={{ gap: 8 }}>
          <span className="mw-muted">{text({ zh: `已选 ${chosen.size} 行，${new Set([...chosen.values()].map((row) => row.documentId)).size} 张单`, en: `${chosen.size} lines of ${new Set([...chosen.values()].map((row) => row.documentId)).size} documents` })}</span>
          <span className="mw-space" />
          <Button shortcut="Esc" onPress={onClose}>{text({ zh: '取消', en: 'Cancel' })}</Button>
          <Button primary shortcut="Ctrl Enter" onPress={fill} whyNot={chosen.size > 0 ? undefined : text({ zh: '先选中要带入的行。', en: 'Choose lines first.' })}>{text({ zh: '带入', en: 'Fill in' })}</Button>
        </div>
      }>
      <div className="mw-pull" onKeyDown={keyDown}>
        <div className="mw-row">
          <input ref={input} className="mw-input" value={typed} onChange={(event) => { setTyped(event.currentTarget.value); setAt(0); }} aria-label={text({ zh: '查找', en: 'Find' })}
            placeholder={text(party ? { zh: '单号、物料编码、名称或拼音', en: 'Number, item code, name or pinyin' } : { zh: '单号、物料、往来单位（编码、名称或拼音）', en: 'Number, item or party (code, name, pinyin)' })} />
          <span className="mw-keys"><kbd>↑↓</kbd>{text({ zh: '移动', en: 'move' })}<kbd>Enter</kbd>{text({ zh: '选中', en: 'choose' })}</span>
        </div>
        {failed !== undefined && <ProblemNotice problem={asProblem(failed)} />}
        {found.error && <ProblemNotice problem={asProblem(found.error)} onRetry={() => found.refetch()} />}
        {found.isLoading && <Bones />}
        {found.data && rows.length === 0 && (
          <EmptyState title={text({ zh: '没有可选的行', en: 'No open lines' })}>
            {text(typed ? { zh: `没有「${typed}」的未完成行。`, en: `No open line matches “${typed}”.` } : { zh: `${pulls.title.zh}都已执行完或尚未生效。`, en: `All lines of this kind are used up or not in force yet.` })}
          </EmptyState>
        )}
        {rows.length > 0 && (
          <div className="mw-pull-rows">
            <table className="mw-plain-table">
              <colgroup><col style={{ width: 36 }} /><col style={{ width: 132 }} />{!party && <col style={{ width: 150 }} />}<col /><col style={{ width: 120 }} /><col style={{ width: 50 }} /><col style={{ width: 92 }} /><col style={{ width: 92 }} /><col style={{ width: 96 }} /></colgroup>
              <thead><tr>
                <th className="center"><input type="checkbox" checked={all} onChange={toggleAll} aria-label={text({ zh: '全选', en: 'Choose all' })} /></th>
                <th>{text({ zh: '单号', en: 'Number' })}</th>
                {!party && <th>{text({ zh: pulls.bySource ? '产品' : '往来单位', en: pulls.bySource ? 'Product' : 'Party' })}</th>}
                <th>{text({ zh: '物料', en: 'Item' })}</th><th>{text({ zh: '规格型号', en: 'Specification' })}</th><th>{text({ zh: '单位', en: 'Unit' })}</th>
                <th className="right">{text({ zh: '数量', en: 'Quantity' })}</th><th className="right">{text({ zh: '剩余', en: 'Remaining' })}</th><th>{text({ zh: '日期', en: 'Due' })}</th>
              </tr></thead>
              <tbody ref={body}>
                {rows.map((row, index) => {
                  const off = !chosen.has(row.id) && !allowed(row);
                  const why = already.has(row.id) ? { zh: '已在本单内', en: 'Already in this document' } : { zh: '与已选的行不是同一单位', en: 'Of another party than the chosen lines' };
                  return (
                    <tr key={row.id} className={[index === current && 'current', off && 'off'].filter(Boolean).join(' ')} aria-selected={chosen.has(row.id)} title={off ? text(why) : undefined}
                      onClick={() => { setAt(index); toggle(row); }}>
                      <td className="center"><input type="checkbox" tabIndex={-1} readOnly checked={chosen.has(row.id)} disabled={off} aria-label={`${row.number} ${row.item.code}`} /></td>
                      <td>{row.number}</td>
                      {!party && <td>{row.party?.name}</td>}
                      <td>{row.item.code} <span className="mw-second">{row.item.name}</span></td><td className="mw-muted">{row.spec}</td><td className="mw-muted">{row.unit}</td>
                      <td className="right mw-muted">{quantityText(row.quantity)}</td><td className="right">{quantityText(row.remaining)}</td><td>{row.dueDay}</td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
        )}
        {found.data?.more && <p className="mw-muted">{text({ zh: `只列出前 ${rows.length} 行，请用单号或物料缩小范围。`, en: `Only the first ${rows.length} are listed; narrow it down by number or item.` })}</p>}
      </div>
    </Modal>
  );
}
