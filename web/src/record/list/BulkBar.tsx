/** Actions on the selected rows, one after the other, with a result per row: what went through stays, what was refused says why. */
import type { DocumentContract, Noun } from '@millwright/server/kernel/contract';
import { Modal } from 'antd';
import { useState } from 'react';
import { commandByName, newClickKey, queryByName } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import { useSession } from '../../api/session.tsx';
import { Button } from '../../ui/Button.tsx';
import { useText, type Text } from '../../ui/language.tsx';
import { Tag } from '../../ui/Tag.tsx';

export type BulkRow = { readonly id: string; readonly [field: string]: unknown };
type Result = { readonly id: string; readonly label: string; readonly refused?: Text };
type BulkBarProps = { readonly noun: Noun; readonly contract: DocumentContract | undefined; readonly rows: readonly BulkRow[]; readonly labelOf: (row: BulkRow) => string; readonly summary: string; readonly onClear: () => void; readonly onDone: () => void };

export function BulkBar({ noun, contract, rows, labelOf, summary, onClear, onDone }: BulkBarProps) {
  const text = useText();
  const { may } = useSession();
  const [results, setResults] = useState<{ title: string; list: readonly Result[] }>();
  const actions = Object.entries(contract?.actions ?? {});
  const run = async (action: string, title: string) => {
    const list: Result[] = [];
    for (const row of rows) {
      try {
        const { version } = await queryByName<{ version: number }>(`${noun}.get`, { id: row.id });
        await commandByName(`${noun}.${action}`, { id: row.id, version }, newClickKey());
        list.push({ id: row.id, label: labelOf(row) });
      } catch (error) {
        list.push({ id: row.id, label: labelOf(row), refused: asProblem(error).message });
      }
    }
    setResults({ title, list });
    onDone();
  };
  return (
    <div className="mw-bulk">
      <b>{text({ zh: `已选 ${rows.length} 行`, en: `${rows.length} selected` })}</b>
      <span className="mw-second mw-clip">{summary}</span>
      <span className="mw-space" />
      {actions.map(([action, shape]) => (
        <Button key={action} small onPress={() => run(action, text(shape.title))} whyNot={may(`${noun}.${action}`) ? undefined : text({ zh: `您没有「${shape.title.zh}」的权限。`, en: `You may not "${shape.title.en}".` })}>{text(shape.title)}</Button>
      ))}
      <Button quiet small shortcut="Esc" onPress={onClear}>{text({ zh: '取消选择', en: 'Clear selection' })}</Button>
      <Modal open={results !== undefined} onCancel={() => setResults(undefined)} footer={null} width={560}
        title={results && text({ zh: `${results.title}：成功 ${results.list.filter((one) => !one.refused).length}，没有成功 ${results.list.filter((one) => one.refused).length}`, en: `${results.title}: ${results.list.filter((one) => !one.refused).length} done, ${results.list.filter((one) => one.refused).length} refused` })}>
        <table className="mw-plain-table">
          <colgroup><col style={{ width: 140 }} /><col /></colgroup>
          <tbody>
            {results?.list.map((one) => (
              <tr key={one.id}>
                <td>{one.label}</td>
                <td style={{ whiteSpace: 'normal' }}>{one.refused ? <span className="mw-waiting">{text(one.refused)}</span> : <Tag tone="done">{text({ zh: '成功', en: 'Done' })}</Tag>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Modal>
    </div>
  );
}
