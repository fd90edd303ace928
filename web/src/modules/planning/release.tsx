/**
 * Releasing planned orders: the chosen ones stand in a grid where quantity, day and supplier can still be changed, then one command
 * for all. What is refused is marked in its cell; the rest can go without those rows. All or nothing otherwise.
 */
import { itemSources } from '@millwright/server/modules/engineering/item/item.contract';
import { listPlannedOrders, releasePlannedOrders } from '@millwright/server/modules/planning/planned-order/planned-order.contract';
import { useQueryClient } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { queryByName, runCommand } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import { lookupFor } from '../../record/lookups.ts';
import { PageLink } from '../../record/page-context.tsx';
import { recordPath } from '../../record/paths.ts';
import { ProblemNotice } from '../../record/ProblemNotice.tsx';
import { Button } from '../../ui/Button.tsx';
import { today } from '../../ui/clock.ts';
import type { GridColumn, GridRow } from '../../ui/grid/grid-model.ts';
import { LineGrid } from '../../ui/grid/LineGrid.tsx';
import { useText } from '../../ui/language.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { noRefusals, type PlannedRow, refusedCells, releaseRows, releaseWire, type RefusedCells } from './release-rows.ts';

type Released = { readonly kind: string; readonly id: string; readonly number: string; readonly state: string; readonly orders: readonly number[] };
type Review = { readonly runId: string; readonly orders: readonly PlannedRow[] };

export function useRelease() {
  const [review, setReview] = useState<Review>();
  const [released, setReleased] = useState<readonly Released[]>();
  const start = async (runId: string, orders: readonly PlannedRow[]) => setReview({ runId, orders });
  /** By its number, where only that is on the screen. */
  const startOne = async (runId: string, number: string) => {
    const { rows } = await queryByName<{ rows: PlannedRow[] }>(listPlannedOrders.name, { filter: [{ field: 'number', operator: 'is', value: number }], limit: 1 });
    await start(runId, rows);
  };
  const dialog = (
    <>
      {review && <ReviewDialog review={review} onClose={() => setReview(undefined)} onReleased={(documents) => { setReview(undefined); setReleased(documents); }} />}
      {released && <ReleasedDialog documents={released} onClose={() => setReleased(undefined)} />}
    </>
  );
  return { start, startOne, dialog };
}

function ReviewDialog({ review, onClose, onReleased }: { review: Review; onClose: () => void; onReleased: (documents: readonly Released[]) => void }) {
  const text = useText();
  const client = useQueryClient();
  const [rows, setRowsState] = useState<readonly GridRow[]>(() => releaseRows(review.orders, today()));
  const latest = useRef(rows);
  const [refused, setRefused] = useState<RefusedCells>(noRefusals);
  const setRows = (next: readonly GridRow[]) => {
    // What is made has no supplier, whatever is filled down over it.
    latest.current = next.map((row) => (row['source'] === 'make' && row['supplier'] ? { ...row, supplier: null } : row));
    setRefused((before) => ({ ...before, cells: new Map([...before.cells].filter(([key]) => rows.find((row) => key.startsWith(`${row.$key}.`)) === latest.current.find((row) => key.startsWith(`${row.$key}.`)))) }));
    setRowsState(latest.current);
  };
  const columns = useMemo<GridColumn[]>(() => [
    { key: 'number', kind: 'code', label: { zh: '计划单号', en: 'Number' }, width: 110, readOnly: true },
    { key: 'item', kind: 'reference', label: { zh: '物料', en: 'Item' }, width: 250, readOnly: true },
    { key: 'source', kind: 'choice', options: itemSources, label: { zh: '来源', en: 'Source' }, width: 64, readOnly: true },
    { key: 'quantity', kind: 'quantity', label: { zh: '投放数量', en: 'Quantity' }, width: 96, required: true, strong: true },
    { key: 'unit', kind: 'text', label: { zh: '单位', en: 'Unit' }, width: 50, readOnly: true },
    { key: 'startDay', kind: 'day', label: { zh: '开工/下单', en: 'Start' }, width: 96, readOnly: true },
    { key: 'dueDay', kind: 'day', label: { zh: '到货/完工', en: 'Due' }, width: 104, required: true },
    { key: 'supplier', kind: 'reference', label: { zh: '供应商', en: 'Supplier' }, width: 200, lookup: lookupFor('purchasing/supplier'), shows: 'name' },
  ], []);
  // While a question is open, F8 is not another release.
  const sending = useRef(false);
  const send = async (asked: readonly GridRow[]) => {
    if (sending.current) return;
    sending.current = true;
    try {
      const { output } = await runCommand(releasePlannedOrders, { runId: review.runId, orders: releaseWire(asked) });
      onReleased(output.documents);
      await client.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('planning/') });
    } catch (error) {
      const problem = asProblem(error);
      setRefused(refusedCells(problem, asked.map((row) => row.$key)));
    } finally {
      sending.current = false;
    }
  };
  /** A cell still being typed in is taken first: leaving it commits it. */
  const sendAll = async () => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    await new Promise((resolve) => setTimeout(resolve, 60));
    await send(latest.current);
  };
  // F8 wherever the focus is; the page behind does not listen while a dialog is open.
  const pressed = useRef(sendAll);
  pressed.current = sendAll;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== 'F8' || event.repeat) return;
      event.preventDefault();
      void pressed.current();
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);
  const grid = useRef<HTMLDivElement>(null);
  const good = rows.filter((row) => !refused.rows.has(row.$key));
  const { made, bought } = { made: rows.filter((row) => row['source'] === 'make').length, bought: rows.filter((row) => row['source'] !== 'make').length };
  const cells = useMemo(() => new Map([...refused.cells].map(([key, sentence]) => [key, text(sentence)])), [refused.cells, text]);
  return (
    <Modal open width={1060} title={text({ zh: `投放计划订单 ${rows.length} 张（自制 ${made}，外购 ${bought}）`, en: `Release ${rows.length} planned orders (${made} to make, ${bought} to buy)` })} onCancel={onClose} maskClosable={false} afterOpenChange={(open) => open && grid.current?.querySelector<HTMLInputElement>('.mw-grid-input')?.focus()}
      footer={
        <div className="mw-row" style={{ gap: 8 }}>
          <span className="mw-keys"><kbd>Enter</kbd>{text({ zh: '下一格', en: 'next cell' })}<kbd>Ctrl D</kbd>{text({ zh: '向下填充', en: 'fill down' })}<kbd>Ctrl Delete</kbd>{text({ zh: '这行不投', en: 'leave the row out' })}</span>
          <span className="mw-space" />
          <Button shortcut="Esc" onPress={onClose}>{text({ zh: '取消', en: 'Cancel' })}</Button>
          {refused.rows.size > 0 && good.length > 0 && <Button onPress={() => send(good)}>{text({ zh: `只投放其余 ${good.length} 张`, en: `Release the other ${good.length}` })}</Button>}
          <Button primary shortcut="F8" onPress={sendAll} whyNot={rows.length > 0 ? undefined : text({ zh: '没有要投放的行。', en: 'There is nothing to release.' })}>{text({ zh: `投放 ${rows.length} 张`, en: `Release ${rows.length}` })}</Button>
        </div>
      }>
      <div className="mw-plan-review" ref={grid}>
        {refused.problem && <ProblemNotice problem={refused.problem} />}
        <LineGrid label={text({ zh: '要投放的计划订单', en: 'Planned orders to release' })} columns={columns} rows={rows} onRows={setRows} fixed problems={cells} />
        <p className="mw-muted">{text({ zh: '外购按供应商合并成采购订单，自制各成一张生产任务单。过去的日期已改到今天。', en: 'What is bought is joined by supplier into purchase orders; what is made becomes one work order each. Days past have been moved to today.' })}</p>
      </div>
    </Modal>
  );
}

function ReleasedDialog({ documents, onClose }: { documents: readonly Released[]; onClose: () => void }) {
  const text = useText();
  const orders = documents.reduce((sum, document) => sum + document.orders.length, 0);
  return (
    <Modal open width={620} title={text({ zh: `已投放 ${orders} 张，生成 ${documents.length} 张单据`, en: `${orders} released into ${documents.length} documents` })} onCancel={onClose}
      footer={<div className="mw-row" style={{ justifyContent: 'flex-end' }}><Button onPress={onClose}>{text({ zh: '关闭', en: 'Close' })}</Button></div>}>
      <div className="mw-plan-outcome">
        {documents.map((document) => (
          <div key={document.id} className="mw-row">
            <PageLink href={recordPath(document.kind as `${string}/${string}`, document.id)}>{document.number}</PageLink>
            <span className="mw-muted">{text(document.kind === 'shopfloor/work-order' ? { zh: '生产任务单', en: 'work order' } : { zh: `采购订单，${document.orders.length} 行`, en: `purchase order, ${document.orders.length} lines` })}</span>
            <span className="mw-space" />
            <Tag tone={document.state === 'draft' ? 'waiting' : 'done'}>{text(document.state === 'draft' ? { zh: '待审核', en: 'Draft' } : document.state === 'released' ? { zh: '已下达', en: 'Released' } : { zh: '已审核', en: 'Approved' })}</Tag>
          </div>
        ))}
      </div>
    </Modal>
  );
}
