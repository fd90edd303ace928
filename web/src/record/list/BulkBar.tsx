/**
 * Actions on the selected rows, one after the other, with a result per row: what went through stays, what was refused says why,
 * what must be confirmed first is asked once for all such rows.
 */
import type { DocumentContract, Noun } from '@millwright/server/kernel/contract';
import { Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import { commandByName, newClickKey, queryByName } from '../../api/client.ts';
import { asProblem, needsConfirmation, tokensOf } from '../../api/problem.ts';
import { useSession } from '../../api/session.tsx';
import { Button } from '../../ui/Button.tsx';
import { useText, type Text } from '../../ui/language.tsx';
import { Tag } from '../../ui/Tag.tsx';

export type BulkRow = { readonly id: string; readonly [field: string]: unknown };
type Result = { readonly row: BulkRow; readonly refused?: readonly Text[]; readonly asked?: readonly string[] };
type BulkBarProps = { readonly noun: Noun; readonly contract: DocumentContract | undefined; readonly rows: readonly BulkRow[]; readonly labelOf: (row: BulkRow) => string; readonly summary: string; readonly onClear: () => void; readonly onDone: () => void; readonly children?: ReactNode };

export function BulkBar({ noun, contract, rows, labelOf, summary, onClear, onDone, children }: BulkBarProps) {
  const text = useText();
  const { may } = useSession();
  const [results, setResults] = useState<{ action: string; title: string; list: readonly Result[] }>();
  const actions = Object.entries(contract?.actions ?? {});
  const carryOut = async (action: string, row: BulkRow, accept: readonly string[] = []): Promise<Result> => {
    try {
      const { version } = await queryByName<{ version: number }>(`${noun}.get`, { id: row.id });
      await commandByName(`${noun}.${action}`, { id: row.id, version }, newClickKey(), { accept, ask: false });
      return { row };
    } catch (error) {
      const asked = asProblem(error);
      const { code, message, errors } = asked;
      return code === needsConfirmation ? { row, refused: errors.map((entry) => entry.message), asked: [...accept, ...tokensOf(asked)] } : { row, refused: [message] };
    }
  };
  const run = async (action: string, title: string) => {
    const list: Result[] = [];
    for (const row of rows) list.push(await carryOut(action, row));
    setResults({ action, title, list });
    onDone();
  };
  const goOn = async ({ action, title, list }: NonNullable<typeof results>) => {
    const next: Result[] = [];
    for (const one of list) next.push(one.asked ? await carryOut(action, one.row, one.asked) : one);
    setResults({ action, title, list: next });
    onDone();
  };
  const asking = results?.list.filter((one) => one.asked) ?? [];
  return (
    <div className="mw-bulk">
      <b>{text({ zh: `已选 ${rows.length} 行`, en: `${rows.length} selected` })}</b>
      <span className="mw-second mw-clip">{summary}</span>
      <span className="mw-space" />
      {actions.map(([action, shape]) => (
        <Button key={action} small onPress={() => run(action, text(shape.title))} whyNot={may(`${noun}.${action}`) ? undefined : text({ zh: `您没有「${shape.title.zh}」的权限。`, en: `You may not "${shape.title.en}".` })}>{text(shape.title)}</Button>
      ))}
      {children}
      <Button quiet small shortcut="Esc" onPress={onClear}>{text({ zh: '取消选择', en: 'Clear selection' })}</Button>
      <Modal open={results !== undefined} onCancel={() => setResults(undefined)} width={560}
        footer={results && asking.length > 0 ? (
          <div className="mw-row" style={{ justifyContent: 'flex-end', gap: 8 }}>
            <Button onPress={() => setResults(undefined)}>{text({ zh: '返回修改', en: 'Back to editing' })}</Button>
            <Button primary onPress={() => goOn(results)}>{text({ zh: `要确认的 ${asking.length} 行仍然继续`, en: `Continue with the ${asking.length} to be confirmed` })}</Button>
          </div>
        ) : null}
        title={results && text({ zh: `${results.title}：成功 ${results.list.filter((one) => !one.refused).length}，没有成功 ${results.list.filter((one) => one.refused).length}`, en: `${results.title}: ${results.list.filter((one) => !one.refused).length} done, ${results.list.filter((one) => one.refused).length} refused` })}>
        <table className="mw-plain-table">
          <colgroup><col style={{ width: 140 }} /><col /></colgroup>
          <tbody>
            {results?.list.map((one) => (
              <tr key={one.row.id}>
                <td>{labelOf(one.row)}</td>
                <td style={{ whiteSpace: 'normal' }}>{one.refused ? <span className="mw-waiting">{one.asked && <Tag tone="waiting">{text({ zh: '要确认', en: 'To confirm' })}</Tag>} {one.refused.map(text).join(' ')}</span> : <Tag tone="done">{text({ zh: '成功', en: 'Done' })}</Tag>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Modal>
    </div>
  );
}
