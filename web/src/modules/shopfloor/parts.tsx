/** Tables below a shop-floor document: components, operations, what was backflushed. */
import { Money, Quantity } from '../../ui/Figure.tsx';
import { type Text, useText } from '../../ui/language.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Table, type TableColumn } from '../../ui/Table.tsx';
import { Tag } from '../../ui/Tag.tsx';

type Reference = { readonly id: string; readonly code: string; readonly name: string; readonly spec?: string; readonly unit?: string } | null;
const named = (reference: Reference | undefined) => (reference ? `${reference.code} ${reference.name}` : '');

function Parts<Row extends { readonly id: string }>({ title, columns, rows }: { title: Text; columns: readonly (Omit<TableColumn<Row>, 'label'> & { label: Text })[]; rows: readonly Row[] | undefined }) {
  const text = useText();
  if (!rows || rows.length === 0) return null;
  return (
    <Panel title={text(title)} aside={String(rows.length)}>
      <Table label={text(title)} dense columns={columns.map((column) => ({ ...column, label: text(column.label) }))} rows={rows} rowKey={(row) => row.id} />
    </Panel>
  );
}
const right = { align: 'right', width: 100 } as const;

export type ComponentRow = {
  readonly id: string; readonly item: Reference; readonly required: string; readonly issued: string; readonly remaining: string; readonly onHand: string;
  readonly operationNo: number | null; readonly issueMethod: 'pick' | 'backflush'; readonly warehouse: Reference;
};
export function Components({ rows }: { rows: readonly ComponentRow[] | undefined }) {
  const text = useText();
  return (
    <Parts<ComponentRow> title={{ zh: '用料', en: 'Components' }} rows={rows} columns={[
      { key: 'item', label: { zh: '物料', en: 'Item' }, cell: (row) => named(row.item) },
      { key: 'method', label: { zh: '发料', en: 'Issue' }, width: 80, cell: (row) => text(row.issueMethod === 'pick' ? { zh: '领料', en: 'Pick' } : { zh: '倒冲', en: 'Backflush' }) },
      { key: 'operation', label: { zh: '工序', en: 'Op.' }, width: 60, cell: (row) => row.operationNo ?? '' },
      { key: 'required', label: { zh: '应领', en: 'Required' }, ...right, cell: (row) => <Quantity value={row.required} unit={row.item?.unit ?? ''} /> },
      { key: 'issued', label: { zh: '已领', en: 'Issued' }, ...right, cell: (row) => <Quantity value={row.issued} /> },
      { key: 'remaining', label: { zh: '未领', en: 'Remaining' }, ...right, cell: (row) => <Quantity value={row.remaining} /> },
      { key: 'onHand', label: { zh: '现存', en: 'On hand' }, ...right, cell: (row) => <b className={Number(row.onHand) < Number(row.remaining) ? 'mw-waiting' : undefined}><Quantity value={row.onHand} /></b> },
      { key: 'warehouse', label: { zh: '仓库', en: 'Warehouse' }, width: 120, cell: (row) => row.warehouse?.name ?? '' },
      { key: 'kit', label: { zh: '齐套', en: 'Material' }, width: 80, corner: true, cell: (row) => kitOf(row, text) },
    ]} />
  );
}
const kitOf = (row: ComponentRow, text: (text: Text) => string) => {
  if (Number(row.remaining) === 0) return <Tag tone="neutral">{text({ zh: '已领齐', en: 'Issued' })}</Tag>;
  return Number(row.onHand) >= Number(row.remaining) ? <Tag tone="done">{text({ zh: '齐', en: 'Ready' })}</Tag> : <Tag tone="waiting">{text({ zh: '缺', en: 'Short' })}</Tag>;
};

export type OperationRow = {
  readonly id: string; readonly operationNo: number; readonly name: string; readonly workCenter: Reference; readonly setupMinutes: string; readonly runMinutes: string;
  readonly good: string; readonly scrap: string; readonly minutes: string; readonly available: string;
};
export function Operations({ rows }: { rows: readonly OperationRow[] | undefined }) {
  return (
    <Parts<OperationRow> title={{ zh: '工序', en: 'Operations' }} rows={rows} columns={[
      { key: 'name', label: { zh: '工序', en: 'Operation' }, cell: (row) => `${row.operationNo} ${row.name}` },
      { key: 'workCenter', label: { zh: '工作中心', en: 'Work centre' }, width: 150, cell: (row) => row.workCenter?.name ?? '' },
      { key: 'setup', label: { zh: '准备(分)', en: 'Set-up' }, ...right, cell: (row) => <Quantity value={row.setupMinutes} /> },
      { key: 'run', label: { zh: '单件(分)', en: 'Per piece' }, ...right, cell: (row) => <Quantity value={row.runMinutes} /> },
      { key: 'good', label: { zh: '合格', en: 'Good' }, ...right, cell: (row) => <Quantity value={row.good} /> },
      { key: 'scrap', label: { zh: '报废', en: 'Scrap' }, ...right, cell: (row) => <Quantity value={row.scrap} /> },
      { key: 'minutes', label: { zh: '已报工时', en: 'Minutes' }, ...right, cell: (row) => <Quantity value={row.minutes} /> },
      { key: 'available', label: { zh: '可报', en: 'To report' }, ...right, cell: (row) => <b><Quantity value={row.available} /></b> },
    ]} />
  );
}

export type BackflushRow = { readonly id: string; readonly item: Reference; readonly warehouse: Reference; readonly quantity: string; readonly amount: string };
export function Backflushed({ rows }: { rows: readonly BackflushRow[] | undefined }) {
  return (
    <Parts<BackflushRow> title={{ zh: '倒冲用料', en: 'Backflushed' }} rows={rows} columns={[
      { key: 'item', label: { zh: '物料', en: 'Item' }, cell: (row) => named(row.item) },
      { key: 'warehouse', label: { zh: '仓库', en: 'Warehouse' }, width: 140, cell: (row) => row.warehouse?.name ?? '' },
      { key: 'quantity', label: { zh: '数量', en: 'Quantity' }, ...right, cell: (row) => <Quantity value={row.quantity} unit={row.item?.unit ?? ''} /> },
      { key: 'amount', label: { zh: '金额', en: 'Amount' }, ...right, cell: (row) => <Money value={row.amount} /> },
    ]} />
  );
}

export type CostRow = { readonly id: string; readonly charged: string; readonly taken: string; readonly balance: string };
const elements: Readonly<Record<string, Text>> = { material: { zh: '直接材料', en: 'Material' }, labour: { zh: '直接人工', en: 'Labour' }, overhead: { zh: '制造费用', en: 'Overhead' } };
export function Cost({ rows }: { rows: readonly CostRow[] | undefined }) {
  const text = useText();
  return (
    <Parts<CostRow> title={{ zh: '成本', en: 'Cost' }} rows={rows} columns={[
      { key: 'element', label: { zh: '成本项目', en: 'Element' }, cell: (row) => text(elements[row.id] ?? { zh: row.id, en: row.id }) },
      { key: 'charged', label: { zh: '累计投入', en: 'Charged' }, ...right, width: 130, cell: (row) => <Money value={row.charged} /> },
      { key: 'taken', label: { zh: '已转出', en: 'Taken' }, ...right, width: 130, cell: (row) => <Money value={row.taken} /> },
      { key: 'balance', label: { zh: '在制余额', en: 'In process' }, ...right, width: 130, cell: (row) => <Money value={row.balance} strong /> },
    ]} />
  );
}
