/**
 * Writes and reads entries. An entry with all its lines is ONE statement: the database takes no line later. The sequence in the
 * pools is numbered inside that statement, from rows the transaction has locked through lockPools() before.
 */
import type { EntryLine } from '@millwright/core/ledger/entry-line';
import { formatMoney, formatQuantity, parseMoney, parseQuantity } from '@millwright/core/primitives/decimal';
import type { PlainDay } from '@millwright/core/primitives/plain-day';
import sql, { type Sql } from 'sql-template-tag';
import type { Reader, Tx } from '../../../kernel/transaction.ts';

export type NewEntry = {
  readonly documentId: string;
  readonly day: PlainDay;
  readonly reversesId?: string | undefined;
  readonly summary?: string | undefined;
};

/** Returns the entry's id. The document must be in the register already; the area is that of its kind. */
export async function insertEntry(tx: Tx, entry: NewEntry, lines: readonly EntryLine[]): Promise<string> {
  const rows = await tx.rows<{ id: string }>(entryStatement(entry, lines));
  const id = rows[0]?.id;
  if (id === undefined) throw new Error(`document ${entry.documentId} is not in the register`);
  return id;
}

/** The same without waiting for the id, for a booking that shares its round trip with the commit. */
export const sendEntry = (tx: Tx, entry: NewEntry, lines: readonly EntryLine[]): void => tx.send(entryStatement(entry, lines));

function entryStatement(entry: NewEntry, lines: readonly EntryLine[]): Sql {
  return sql`
    with new_entry as (
      insert into ledger.entry (company_id, period, area, day, document_id, reverses_id, is_opening, summary, line_count)
      select d.company_id, (extract(year from v.day) * 100 + extract(month from v.day))::integer, coalesce(k.area, 'ledger'), v.day, d.id,
        ${entry.reversesId ?? null}::bigint, d.kind in (select o.document_kind from ledger.opening_kind as o), ${entry.summary ?? ''}::text, ${lines.length}::integer
      from documents.document as d
      join documents.kind as k on k.kind = d.kind
      cross join (select ${entry.day}::date as day) as v
      where d.company_id = kernel.company_id() and d.id = ${entry.documentId}::bigint
      returning company_id, id, period
    ), new_lines as (
      insert into ledger.entry_line (company_id, period, entry_id, line_no, side, amount, account_id, item_id, lot_id, place_id, owner_id, pool_id, pool_seq,
        quantity, second_quantity, currency, exchange_rate, currency_amount, party_id, open_item_id, department_id, person_id, work_order_id, operation_id,
        order_line_id, cost_object_id, project_id, cost_element, asset_id, bank_account_id, cash_flow_item_id, settles,
        adjusts_entry_id, adjusts_line_no, movement, summary)
      select e.company_id, e.period, e.id, l.n, l.side, l.amount, l.account, l.item, l.lot, l.place, l.owner, l.pool,
        case when l.pool is not null then coalesce(s.next_seq, 1) - 1 + row_number() over (partition by l.pool order by l.n) end,
        coalesce(l.quantity, 0), l.second, l.currency, l.rate, l.currency_amount, l.party, l.open_item, l.department, l.person, l.work_order, l.operation,
        l.order_line, l.cost_object, l.project, l.element, l.asset, l.bank_account, l.cash_flow_item, coalesce(l.settles, false),
        l.adjusts_entry, l.adjusts_line, l.movement, l.summary
      from new_entry as e
      cross join jsonb_to_recordset(${JSON.stringify(lines.map(lineToJson))}::jsonb) as l (n integer, side text, amount numeric, account bigint, item bigint,
        lot bigint, place bigint, owner bigint, pool bigint, quantity numeric, second numeric, currency text, rate numeric, currency_amount numeric, party bigint,
        open_item bigint, department bigint, person bigint, work_order bigint, operation bigint, order_line bigint, cost_object bigint, project bigint, element text,
        asset bigint, bank_account bigint, cash_flow_item bigint, settles boolean,
        adjusts_entry bigint, adjusts_line integer, movement text, summary text)
      left join ledger.pool_period as s on s.company_id = e.company_id and s.pool_id = l.pool and s.period = e.period
    )
    select id from new_entry`;
}

function lineToJson(line: EntryLine, index: number): Record<string, unknown> {
  return {
    n: index + 1, side: line.side, amount: formatMoney(line.amount), account: line.accountId, item: line.itemId, lot: line.lotId, place: line.placeId,
    owner: line.ownerId, pool: line.poolId, quantity: line.quantity === 0n ? undefined : formatQuantity(line.quantity),
    second: line.secondQuantity == null ? undefined : formatQuantity(line.secondQuantity),
    currency: line.currency, rate: line.exchangeRate, currency_amount: line.currencyAmount == null ? undefined : formatMoney(line.currencyAmount),
    party: line.partyId, open_item: line.openItemId, department: line.departmentId, person: line.personId, work_order: line.workOrderId,
    operation: line.operationId, order_line: line.orderLineId, cost_object: line.costObjectId, project: line.projectId, element: line.costElement,
    asset: line.assetId, bank_account: line.bankAccountId, cash_flow_item: line.cashFlowItemId, settles: line.settles || undefined,
    adjusts_entry: line.adjusts?.entryId, adjusts_line: line.adjusts?.lineNo,
    movement: line.movement, summary: line.summary,
  };
}

export type StoredLine = EntryLine & { readonly lineNo: number; readonly poolSeq: string | null };
export type StoredEntry = {
  readonly id: string;
  readonly period: number;
  readonly day: PlainDay;
  readonly documentId: string;
  readonly reversesId: string | null;
  readonly lines: readonly StoredLine[];
};

/** The entry of a document, or undefined while it has none. */
export async function loadEntry(reader: Reader, documentId: string): Promise<StoredEntry | undefined> {
  const rows = await reader.rows<LineRow & { id: string; period: number; day: PlainDay; reverses_id: string | null }>(sql`
    select e.id, e.period, e.day, e.reverses_id, l.*
    from ledger.entry as e
    join ledger.entry_line as l on l.company_id = e.company_id and l.period = e.period and l.entry_id = e.id
    where e.company_id = kernel.company_id() and e.document_id = ${documentId}::bigint
    order by l.line_no`);
  const first = rows[0];
  if (!first) return undefined;
  return { id: first.id, period: first.period, day: first.day, documentId, reversesId: first.reverses_id, lines: rows.map(lineFromRow) };
}

export type LineRow = {
  line_no: number; side: 'D' | 'C'; amount: string; account_id: string | null; item_id: string | null; lot_id: string | null; place_id: string | null;
  owner_id: string | null; pool_id: string | null; pool_seq: string | null; quantity: string; second_quantity: string | null; currency: string | null;
  exchange_rate: string | null; currency_amount: string | null; party_id: string | null; open_item_id: string | null; department_id: string | null;
  person_id: string | null; work_order_id: string | null; operation_id: string | null; order_line_id: string | null; cost_object_id: string | null;
  project_id: string | null; cost_element: string | null; asset_id: string | null; bank_account_id: string | null; cash_flow_item_id: string | null;
  settles: boolean; adjusts_entry_id: string | null; adjusts_line_no: number | null; movement: string; summary: string;
};

export const lineFromRow = (row: LineRow): StoredLine => ({
  lineNo: row.line_no, side: row.side, amount: parseMoney(row.amount), accountId: row.account_id, itemId: row.item_id, lotId: row.lot_id, placeId: row.place_id,
  ownerId: row.owner_id, poolId: row.pool_id, poolSeq: row.pool_seq, quantity: parseQuantity(row.quantity),
  secondQuantity: row.second_quantity === null ? null : parseQuantity(row.second_quantity), currency: row.currency, exchangeRate: row.exchange_rate,
  currencyAmount: row.currency_amount === null ? null : parseMoney(row.currency_amount), partyId: row.party_id, openItemId: row.open_item_id,
  departmentId: row.department_id, personId: row.person_id, workOrderId: row.work_order_id, operationId: row.operation_id, orderLineId: row.order_line_id,
  costObjectId: row.cost_object_id, projectId: row.project_id, costElement: row.cost_element, assetId: row.asset_id, bankAccountId: row.bank_account_id,
  cashFlowItemId: row.cash_flow_item_id, settles: row.settles,
  adjusts: row.adjusts_entry_id === null ? null : { entryId: row.adjusts_entry_id, lineNo: row.adjusts_line_no ?? 0 }, movement: row.movement, summary: row.summary,
});
