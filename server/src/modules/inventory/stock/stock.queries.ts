/**
 * Stock as the journal and its balances say. Quantities by place are the balance rows; value lives in pools, and a warehouse's part of
 * a pool is its share by quantity, to the cent by largest remainder, so that warehouses always add up to the account.
 */
import { formatMoney, parseMoney, subtractMoney, sumMoney } from '@millwright/core/primitives/decimal';
import { type Period, previousPeriod } from '@millwright/core/primitives/plain-day';
import sql, { empty } from 'sql-template-tag';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import { referenceColumn, runList } from '../../../kernel/list.ts';
import { kernelProblem } from '../../../kernel/refusal.ts';
import { booksTie, stockLedger, stockOnHand, stockValues } from './stock.contract.ts';
import { booksTieSheet, stockLedgerSheet } from './stock-sheets.ts';

/** company, item, place, quantity and its share of the pool's value. Dispatched goods have a pool of their own account. */
const valuedBalances = sql`(
  select s.company_id, s.item_id, s.place_id, s.quantity, s.account_id,
    (s.cents + case when row_number() over (partition by s.pool_id order by s.rest desc, s.place_id) <= s.value_cents - sum(s.cents) over (partition by s.pool_id) then 1 else 0 end) / 100 as value
  from (
    select b.company_id, b.item_id, b.place_id, b.quantity, q.id as pool_id, q.account_id, q.value * 100 as value_cents,
      trunc(q.value * 100 * b.quantity / q.quantity) as cents, mod(q.value * 100 * b.quantity, q.quantity) as rest
    from ledger.balance as b
    join inventory.place as w on w.company_id = b.company_id and w.id = b.place_id
    join ledger.pool as q on q.company_id = b.company_id and q.item_id = b.item_id and q.quantity > 0
      and (w.kind = 'dispatched') = exists (
        select 1 from ledger.account_role as r
        where r.company_id = q.company_id and r.account_id = q.account_id and r.role = 'goods-dispatched'
      )
    where b.company_id = kernel.company_id() and b.quantity > 0 and b.owner_id = 0
  ) as s
)`;

export const stockQueries: AnyQuery[] = [
  runnable(stockOnHand, (reader, input, { companyId }) =>
    runList(reader, stockOnHand.list!, {
      from: sql`${valuedBalances} as b
        join engineering.item as i on i.company_id = b.company_id and i.id = b.item_id
        join foundation.unit as u on u.company_id = i.company_id and u.id = i.unit_id
        join inventory.place as w on w.company_id = b.company_id and w.id = b.place_id`,
      id: sql`(b.item_id * 1000003 + b.place_id)`,
      where: sql`b.company_id = ${companyId}`,
      columns: {
        item: referenceColumn('i'), spec: sql`i.spec`, class: sql`i.class`, warehouse: referenceColumn('w'), quantity: sql`b.quantity`, unit: sql`u.name`,
        value: sql`round(b.value, 2)`, unitCost: sql`round(b.value / b.quantity, 8)`, safetyStock: sql`i.safety_stock`,
      },
      search: [sql`i.search`, sql`w.search`],
    }, input)),

  runnable(stockLedger, async (reader, input) => {
    if (input.fromPeriod > input.toPeriod) throw kernelProblem(400, 'bad-input');
    const words = `%${input.search.trim().toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
    type Row = { itemId: string; code: string; name: string; spec: string; class: string; unit: string; accountId: string; accountCode: string; openingQuantity: string; openingValue: string; quantityIn: string; valueIn: string; quantityOut: string; valueOut: string; closingQuantity: string; closingValue: string };
    const rows = await reader.rows<Row>(sql`
      select i.id::text as "itemId", i.code, i.name, i.spec, i.class, u.name as unit, a.id::text as "accountId", a.code as "accountCode",
        coalesce(sum(m.quantity_in - m.quantity_out) filter (where m.is_opening or m.period < ${input.fromPeriod}), 0)::text as "openingQuantity",
        coalesce(sum(m.value_in - m.value_out) filter (where m.is_opening or m.period < ${input.fromPeriod}), 0)::text as "openingValue",
        coalesce(sum(m.quantity_in) filter (where not m.is_opening and m.period >= ${input.fromPeriod}), 0)::text as "quantityIn",
        coalesce(sum(m.value_in) filter (where not m.is_opening and m.period >= ${input.fromPeriod}), 0)::text as "valueIn",
        coalesce(sum(m.quantity_out) filter (where not m.is_opening and m.period >= ${input.fromPeriod}), 0)::text as "quantityOut",
        coalesce(sum(m.value_out) filter (where not m.is_opening and m.period >= ${input.fromPeriod}), 0)::text as "valueOut",
        sum(m.quantity_in - m.quantity_out)::text as "closingQuantity",
        sum(m.value_in - m.value_out)::text as "closingValue"
      from ledger.item_movements(${input.toPeriod}) as m
      join ledger.account as a on a.company_id = kernel.company_id() and a.id = m.account_id
      join engineering.item as i on i.company_id = kernel.company_id() and i.id = m.item_id
      join foundation.unit as u on u.company_id = i.company_id and u.id = i.unit_id
      where i.search like ${words}${input.class ? sql` and i.class = ${input.class}` : empty}
      group by i.id, i.code, i.name, i.spec, i.class, u.name, a.id, a.code
      order by a.code, i.code`);
    const total = (name: 'openingValue' | 'valueIn' | 'valueOut' | 'closingValue') => formatMoney(sumMoney(rows.map((row) => parseMoney(row[name]))));
    return { rows, totals: { openingValue: total('openingValue'), valueIn: total('valueIn'), valueOut: total('valueOut'), closingValue: total('closingValue') } };
  }, stockLedgerSheet),

  // From the roll-ups by period: what each period moved, added up. Costs items by periods, not lines of the journal.
  runnable(stockValues, async (reader, { toPeriod, count }) => {
    const moved = await reader.rows<{ period: number; class: string; value: string }>(sql`
      select m.period, i.class, sum(m.value_in - m.value_out)::numeric(20, 2)::text as value
      from ledger.item_movements(${toPeriod}) as m
      join engineering.item as i on i.company_id = kernel.company_id() and i.id = m.item_id
      where m.account_id <> 0
      group by m.period, i.class
      order by m.period, i.class`);
    const classes = [...new Set(moved.map((row) => row.class))].sort();
    const first = moved[0]?.period ?? toPeriod;
    const periods: Period[] = [];
    for (let period: Period = toPeriod; period >= first && periods.length < count; period = previousPeriod(period)) periods.unshift(period);
    const rows = periods.flatMap((period) => classes.map((name) => ({ period, class: name, value: formatMoney(sumMoney(moved.filter((row) => row.class === name && row.period <= period).map((row) => parseMoney(row.value)))) })));
    return { rows };
  }),

  runnable(booksTie, async (reader, { period, by, account }, { clock }) => {
    type Row = { id: string; accountId: string; code: string; name: string; quantity: string | null; unit: string | null; opening: string; valueIn: string; valueOut: string; warehouseBook: string; financeBook: string };
    const rows = await reader.rows<Row>(by === 'item' ? byItem(period, account) : byAccount(period));
    const withDifference = rows.map((row) => ({ ...row, difference: formatMoney(subtractMoney(parseMoney(row.warehouseBook), parseMoney(row.financeBook))) }));
    const total = (name: 'opening' | 'valueIn' | 'valueOut' | 'warehouseBook' | 'financeBook' | 'difference') => formatMoney(sumMoney(withDifference.map((row) => parseMoney(row[name]))));
    return {
      rows: withDifference,
      totals: { opening: total('opening'), valueIn: total('valueIn'), valueOut: total('valueOut'), warehouseBook: total('warehouseBook'), financeBook: total('financeBook'), difference: total('difference') },
      checkedAt: clock.now().toISOString(),
    };
  }, booksTieSheet),
];

/** Per inventory account: the warehouse side sums stock lines by item, the finance side sums all lines of the account. */
const byAccount = (period: number) => sql`
  with warehouse as (
    select m.account_id, sum(m.value_in - m.value_out) filter (where m.is_opening or m.period < ${period}) as opening,
      sum(m.value_in) filter (where not m.is_opening and m.period = ${period}) as value_in, sum(m.value_out) filter (where not m.is_opening and m.period = ${period}) as value_out, sum(m.value_in - m.value_out) as closing
    from ledger.item_movements(${period}) as m
    group by m.account_id
  )
  select a.id::text as id, a.id::text as "accountId", a.code, a.name, null as quantity, null as unit,
    coalesce(w.opening, 0)::numeric(20, 2)::text as opening, coalesce(w.value_in, 0)::numeric(20, 2)::text as "valueIn", coalesce(w.value_out, 0)::numeric(20, 2)::text as "valueOut",
    coalesce(w.closing, 0)::numeric(20, 2)::text as "warehouseBook", coalesce(f.closing, 0)::numeric(20, 2)::text as "financeBook"
  from ledger.account as a
  left join warehouse as w on w.account_id = a.id
  left join ledger.trial_balance(${period}, ${period}, false) as f on f.account_id = a.id
  where a.company_id = kernel.company_id() and a.control = 'inventory' and a.is_leaf and (w.account_id is not null or f.account_id is not null)
  order by a.code`;

/** Per item of one account: the warehouse side is the pool's value, the finance side the sum of the account's lines of the item. */
const byItem = (period: number, account: string | undefined) => sql`
  select m.item_id::text as id, m.account_id::text as "accountId", i.code, i.name, sum(m.quantity_in - m.quantity_out)::text as quantity, u.name as unit,
    coalesce(sum(m.value_in - m.value_out) filter (where m.is_opening or m.period < ${period}), 0)::numeric(20, 2)::text as opening,
    coalesce(sum(m.value_in) filter (where not m.is_opening and m.period = ${period}), 0)::numeric(20, 2)::text as "valueIn",
    coalesce(sum(m.value_out) filter (where not m.is_opening and m.period = ${period}), 0)::numeric(20, 2)::text as "valueOut",
    sum(m.value_in - m.value_out)::numeric(20, 2)::text as "warehouseBook",
    (
      select coalesce(sum(case l.side when 'D' then l.amount else -l.amount end), 0)
      from ledger.entry_line as l
      where l.company_id = kernel.company_id() and l.account_id = m.account_id and l.item_id = m.item_id and l.period <= ${period}
    )::numeric(20, 2)::text as "financeBook"
  from ledger.item_movements(${period}) as m
  join engineering.item as i on i.company_id = kernel.company_id() and i.id = m.item_id
  join foundation.unit as u on u.company_id = i.company_id and u.id = i.unit_id
  where ${account ? sql`m.account_id = ${account}::bigint` : sql`m.account_id <> 0`}
  group by m.item_id, m.account_id, i.code, i.name, u.name
  order by i.code`;
