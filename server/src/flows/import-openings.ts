/**
 * Openings from workbooks into the books. Stock: opening place → warehouse, Dr inventory of the item's class Cr opening clearing,
 * at the value given, a thousand lines a document. Balances: account against opening clearing; a balance with a party is a
 * document of its own, which later receipts and payments settle.
 */
import { postMovements, type Movement } from '@millwright/core/ledger/posting';
import { parseMoney, parseQuantity } from '@millwright/core/primitives/decimal';
import type { Parameters, Text } from '@millwright/core/primitives/outcome';
import { parseDay, periodOf, type PlainDay } from '@millwright/core/primitives/plain-day';
import sql from 'sql-template-tag';
import type { AnyCommand, Context } from '../kernel/command.ts';
import { importCommand, readEffect } from '../kernel/exchange/import-command.ts';
import type { Staged } from '../kernel/exchange/staging.ts';
import { render } from '../kernel/refusal.ts';
import type { Reader, Tx } from '../kernel/transaction.ts';
import { insertDocument } from '../modules/documents/api.ts';
import { loadPlaces } from '../modules/inventory/api.ts';
import {
  type BalanceRow, balanceFault, balanceLines, booksTexts, ensurePeriodOpen, loadPostingRules, lockPools, opening, openingBalanceImport, openingStockImport, type PoolKey, sendEntry, type StockRow, stockFault,
} from '../modules/ledger/books.api.ts';
import { reverseCommand } from './reverse-document.ts';

const linesPerDocument = 1000;

/** Rows without a day take the first day of the company's first period; every day must lie in an open one. */
async function settleDays(tx: Tx, staged: Staged, { companyId }: Context): Promise<void> {
  await tx.rows(sql`update import_row set day = (select min(p.first_day) from ledger.period as p where p.company_id = ${companyId}) where day is null`);
  const days = await tx.rows<{ day: PlainDay; row_no: number }>(sql`select day, min(row_no) as row_no from import_row group by day order by day`);
  for (const { day, row_no } of days) {
    const closed = await ensurePeriodOpen(tx, day, ['stock', 'receivable-payable']);
    if (closed) staged.fault('rule', row_no, 'day', { reason: worded(closed.code, closed.parameters) });
  }
}

const worded = (code: string, parameters: Parameters = {}): Text => render(booksTexts[code] ?? { zh: code, en: code }, parameters);

type StockLine = { row_no: number; day: PlainDay; item_id: string; warehouse_id: string; class: string; quantity: string; amount: string; note: string };
const readStock = (reader: Reader): Promise<StockLine[]> =>
  reader.rows<StockLine>(sql`
    select r.row_no, r.day, r.item_id, r.warehouse_id, i.class, r.quantity, r.amount, r.note
    from import_row as r
    join engineering.item as i on i.company_id = kernel.company_id() and i.id = r.item_id
    order by r.day, r.row_no`);
const poolKeys = (lines: readonly StockLine[]): PoolKey[] => lines.map((line) => ({ itemId: line.item_id, role: 'inventory', selector: line.class }));

const openingStock = importCommand(openingStockImport, {
  async check(tx, staged, context) {
    await settleDays(tx, staged, context);
    const rows = await tx.rows<StockRow>(sql`
      select r.row_no, i.class, i.source, i.code, i.active, u.decimals, r.quantity, r.amount, exists (
          select 1
          from ledger.entry_line as l
          join ledger.entry as e on e.company_id = l.company_id and e.period = l.period and e.id = l.entry_id
          join documents.document as d on d.company_id = e.company_id and d.id = e.document_id and d.state = 'booked' and d.reverses_id is null
          where l.company_id = i.company_id and l.item_id = r.item_id and l.place_id = r.warehouse_id and l.movement = 'opening.stock'
        ) as opened
      from import_row as r
      join engineering.item as i on i.company_id = ${context.companyId} and i.id = r.item_id
      join foundation.unit as u on u.company_id = i.company_id and u.id = i.unit_id
      order by r.row_no`);
    for (const row of rows) {
      const found = stockFault(row);
      if (found) staged.fault('rule', row.row_no, found.column, { reason: found.reason });
    }
    // All pools of the file at once, in the order the ledger locks them.
    const lines = await readStock(tx);
    const pools = lines[0] ? await lockPools(tx, lines[0].day, poolKeys(lines)) : [];
    lines.forEach((line, index) => {
      if (!pools[index]) staged.fault('rule', line.row_no, 'item', { reason: worded('account-role-missing', { role: 'inventory', selector: line.class }) });
    });
  },
  effect: (reader) => readEffect(reader, sql`select row_no, item || ' @ ' || warehouse as key, 'create' as action, '{}'::text[] as fields from import_row`),
  async write(tx, _staged, context) {
    const lines = await readStock(tx);
    const places = await loadPlaces(tx, context.companyId, [], ['opening']);
    for (const group of inGroups(lines)) {
      const day = parseDay(group[0]?.day ?? '');
      const [rules, pools] = [await loadPostingRules(tx, day), await lockPools(tx, day, poolKeys(group))];
      const entry = postMovements(rules, group.map((line, index): Movement => ({
        movement: 'opening.stock', amount: parseMoney(line.amount), selectors: { class: line.class }, summary: line.note,
        debit: { pool: pools[index], placeId: line.warehouse_id }, credit: { placeId: places.ofKind('opening') },
        stock: { itemId: line.item_id, quantity: parseQuantity(line.quantity) },
      })));
      if (!entry.ok) throw new Error(`opening stock: ${entry.refusals[0]?.code} was checked before`);
      const { id, number } = await newOpening(tx, context, day, '期初库存', undefined);
      sendEntry(tx, { documentId: id, day, summary: `期初库存 ${number}` }, entry.change);
    }
  },
});

/** Documents of one day each, a thousand lines at most. */
function inGroups<Line extends { readonly day: PlainDay }>(lines: readonly Line[]): Line[][] {
  const groups: Line[][] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    if (last && last[0]?.day === line.day && last.length < linesPerDocument) last.push(line);
    else groups.push([line]);
  }
  return groups;
}

async function newOpening(tx: Tx, { companyId, identity }: Context, day: PlainDay, summary: string, partyId: string | undefined): Promise<{ id: string; number: string }> {
  const [id, number] = [await identity.nextId(), await identity.nextNumber(companyId, 'OB', periodOf(day))];
  insertDocument(tx, companyId, { id, kind: opening.noun, number, day, state: 'booked', partyId, summary });
  return { id, number };
}

type BalanceLine = { row_no: number; day: PlainDay; account_id: string; party_id: string | null; reference: string; debit: string | null; credit: string | null };
const openingBalances = importCommand(openingBalanceImport, {
  async check(tx, staged, context) {
    await settleDays(tx, staged, context);
    const clearing = await clearingAccount(tx);
    // The same file sent twice at once: the second waits and finds what the first brought in.
    await tx.rows(sql`select from ledger.account as a where a.company_id = ${context.companyId} and a.id in (select account_id from import_row) order by a.id for no key update`);
    const rows = await tx.rows<BalanceRow>(sql`
      select r.row_no, a.code, a.is_leaf as leaf, a.active, a.control, (a.control in ('receivable', 'payable', 'prepayment', 'accrued-receipt') or 'party' = any (a.dimensions)) as needs_party,
        r.party, r.debit, r.credit, s.kept_by, c.id is not null as customer, p.id is not null as supplier, coalesce(a.id = ${clearing ?? null}::bigint, false) as clearing,
        exists (
          select 1
          from ledger.entry_line as l
          join ledger.entry as e on e.company_id = l.company_id and e.period = l.period and e.id = l.entry_id
          join documents.document as d on d.company_id = e.company_id and d.id = e.document_id and d.kind = ${opening.noun} and d.state = 'booked' and d.reverses_id is null
          where l.company_id = a.company_id and l.account_id = a.id and l.party_id is not distinct from r.party_id and l.movement in ('opening.debit', 'opening.credit') and l.summary = r.reference
        ) as opened
      from import_row as r
      join ledger.account as a on a.company_id = ${context.companyId} and a.id = r.account_id
      cross join lateral (
        select case when a.control = 'receivable' or 'advance' = any (o.roles) then 'customer' when a.control in ('payable', 'accrued-receipt') or 'prepayment' = any (o.roles) then 'supplier' end as kept_by
        from (select array(select x.role from ledger.account_role as x where x.company_id = a.company_id and x.account_id = a.id) as roles) as o
      ) as s
      left join sales.customer as c on c.company_id = a.company_id and c.id = r.party_id
      left join purchasing.supplier as p on p.company_id = a.company_id and p.id = r.party_id
      order by r.row_no`);
    for (const row of rows) {
      const found = balanceFault(row);
      if (found) staged.fault('rule', row.row_no, found.column, { reason: found.reason });
    }
    if (rows.length > 0 && clearing === undefined) staged.fault('rule', rows[0]?.row_no ?? 1, 'account', { reason: worded('account-role-missing', { role: 'opening-clearing', selector: '' }) });
  },
  effect: (reader) => readEffect(reader, sql`select row_no, concat_ws(' / ', account, party, nullif(reference, '')) as key, 'create' as action, '{}'::text[] as fields from import_row`),
  async write(tx, _staged, context) {
    const clearing = await clearingAccount(tx);
    if (clearing === undefined) throw new Error('opening clearing was checked before');
    const lines = await tx.rows<BalanceLine>(sql`select row_no, day, account_id, party_id, reference, debit, credit from import_row order by day, row_no`);
    for (const line of lines.filter(({ party_id }) => party_id !== null)) {
      const { id, number } = await newOpening(tx, context, line.day, line.reference ? `期初余额 ${line.reference}` : '期初余额', line.party_id ?? undefined);
      sendEntry(tx, { documentId: id, day: line.day, summary: `期初余额 ${line.reference || number}` }, balanceLines(balanceOf(line, id), clearing));
    }
    for (const group of inGroups(lines.filter(({ party_id }) => party_id === null))) {
      const day = parseDay(group[0]?.day ?? '');
      const { id, number } = await newOpening(tx, context, day, '期初余额', undefined);
      sendEntry(tx, { documentId: id, day, summary: `期初余额 ${number}` }, group.flatMap((line) => balanceLines(balanceOf(line, null), clearing)));
    }
  },
});
const balanceOf = (line: BalanceLine, openItemId: string | null) => ({ accountId: line.account_id, partyId: line.party_id, openItemId, summary: line.reference, debit: line.debit, credit: line.credit });
const clearingAccount = async (reader: Reader): Promise<string | undefined> =>
  (await reader.rows<{ account_id: string }>(sql`select account_id from ledger.account_role where company_id = kernel.company_id() and role = 'opening-clearing' order by valid_from desc limit 1`))[0]?.account_id;

/** An opening has no rows of its own; its entry is taken back, unless receipts or payments have settled it meanwhile. */
const reverseOpening = reverseCommand({
  contract: opening,
  prefix: 'OB',
  copyRed: () => undefined,
  async check(tx, original, { companyId }) {
    const rows = await tx.rows<{ number: string }>(sql`
      select d.number
      from ledger.entry_line as l
      join ledger.entry as e on e.company_id = l.company_id and e.period = l.period and e.id = l.entry_id
      join documents.document as d on d.company_id = e.company_id and d.id = e.document_id and d.state = 'booked' and d.reverses_id is null
      where l.company_id = ${companyId} and l.open_item_id = ${original.id} and d.id <> ${original.id}
      group by d.number
      order by d.number
      limit 10`);
    return rows.length > 0 ? [{ code: 'later-documents', parameters: { numbers: rows.map(({ number }) => number).join('、') } }] : [];
  },
});
export const importOpenings: AnyCommand[] = [openingStock, openingBalances, reverseOpening];
