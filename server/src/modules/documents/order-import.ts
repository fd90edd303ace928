/**
 * Open orders from a workbook: rows with one original order number make one order, checked by the same rules as an order that is
 * typed in, and approved at once. What an order noun adds is how its input, its facts and its rows look.
 */
import type { Decision, Parameters } from '@millwright/core/primitives/outcome';
import { parseDay, periodOf } from '@millwright/core/primitives/plain-day';
import sql, { raw } from 'sql-template-tag';
import type { AnyCommand, Context } from '../../kernel/command.ts';
import type { Noun, Text } from '../../kernel/contract.ts';
import type { ImportContract } from '../../kernel/exchange/import.contract.ts';
import { importCommand, readEffect } from '../../kernel/exchange/import-command.ts';
import type { Staged } from '../../kernel/exchange/staging.ts';
import { render } from '../../kernel/refusal.ts';
import type { Reader, Tx } from '../../kernel/transaction.ts';
import { insertDocuments, insertExecutablesOf, type NewExecutable } from './register/register.store.ts';

export type OrderRow = { readonly row_no: number; readonly order: string } & Record<string, unknown>;
export type OrderImport<Input extends { readonly day: string; readonly lines: readonly unknown[] }, Priced> = {
  readonly exchange: ImportContract;
  readonly noun: Noun;
  readonly prefix: string;
  /** The reference that orders belong to: supplier or customer. */
  readonly party: string;
  /** Where the original number is kept, "purchasing.purchase_order.contract_number", so that no order comes in twice. */
  readonly original: { readonly table: string; readonly column: string; readonly partyColumn: string };
  /** The rows of one order → what a person would have sent. References come as ids. */
  inputOf(rows: readonly OrderRow[]): Input;
  /** The decision per order, on facts loaded for all of them at once. */
  decide(tx: Tx, inputs: readonly Input[], context: Context): Promise<readonly Decision<Priced>[]>;
  readonly refusals: Readonly<Record<string, Text>>;
  write(tx: Tx, companyId: string, id: string, lineIds: readonly string[], input: Input, priced: Priced): void;
  executables(tx: Tx, companyId: string, ids: readonly string[]): Promise<readonly (NewExecutable & { readonly document_id: string })[]>;
  partyOf(input: Input): string;
};

export function orderImport<Input extends { readonly day: string; readonly lines: readonly unknown[] }, Priced>(order: OrderImport<Input, Priced>): AnyCommand {
  return importCommand(order.exchange, {
    async check(tx, staged, context) {
      await checkHeads(tx, staged, order);
      await checkTaken(tx, staged, order, context.companyId);
      if (staged.issues.any) return;
      const orders = await readOrders(tx, order.exchange);
      const decisions = await order.decide(tx, orders.map((rows) => order.inputOf(rows)), context);
      decisions.forEach((decision, index) => {
        if (!decision.ok) faultsOf(staged, order, orders[index] ?? [], decision.refusals);
      });
    },
    effect: (reader: Reader) => readEffect(reader, sql`select min(row_no) as row_no, "order" as key, 'create' as action, '{}'::text[] as fields from import_row group by "order"`),
    async write(tx, _staged, context) {
      const { companyId, identity } = context;
      const inputs = (await readOrders(tx, order.exchange)).map((rows) => order.inputOf(rows));
      const decisions = await order.decide(tx, inputs, context);
      const documents: { id: string; kind: string; number: string; day: ReturnType<typeof parseDay>; state: string; partyId: string; summary: string }[] = [];
      for (const input of inputs) {
        const day = parseDay(input.day);
        documents.push({ id: await identity.nextId(), kind: order.noun, number: await identity.nextNumber(companyId, order.prefix, periodOf(day)), day, state: 'approved', partyId: order.partyOf(input), summary: '' });
      }
      insertDocuments(tx, companyId, documents);
      for (const [index, input] of inputs.entries()) {
        const decision = decisions[index];
        if (!decision?.ok) throw new Error('an order was checked before and is refused now');
        order.write(tx, companyId, documents[index]?.id ?? '', await identity.nextIds(input.lines.length), input, decision.change);
      }
      insertExecutablesOf(tx, companyId, await order.executables(tx, companyId, documents.map(({ id }) => id)));
    },
  }, order.refusals);
}

/** What belongs to the order, not to a line, must be the same in all its rows. */
async function checkHeads<Input extends { readonly day: string; readonly lines: readonly unknown[] }, Priced>(tx: Tx, staged: Staged, { party }: OrderImport<Input, Priced>): Promise<void> {
  for (const name of [party, 'day']) {
    const column = raw(`"${name}"`);
    const found = await tx.rows<{ row_no: number; first: number }>(sql`
      select r.row_no, f.row_no as first
      from import_row as r
      join (select distinct on ("order") "order", row_no, ${column} as value from import_row order by "order", row_no) as f on f."order" = r."order"
      where r.${column} is distinct from f.value
      order by r.row_no
      limit 1000`);
    for (const { row_no, first } of found) staged.fault('rule', row_no, name, { reason: { zh: `同一订单的各行要一致，与第 ${first} 行不同。`, en: `rows of one order must agree; it differs from row ${first}.` } });
  }
}

async function checkTaken<Input extends { readonly day: string; readonly lines: readonly unknown[] }, Priced>(tx: Tx, staged: Staged, { original, party }: OrderImport<Input, Priced>, companyId: string): Promise<void> {
  const found = await tx.rows<{ row_no: number; order: string; number: string }>(sql`
    select min(r.row_no) as row_no, r."order", min(d.number) as number
    from import_row as r
    join ${raw(original.table)} as o on o.company_id = ${companyId} and o.${raw(original.column)} = r."order" and o.${raw(original.partyColumn)} = r.${raw(`"${party}_id"`)}
    join documents.document as d on d.company_id = o.company_id and d.id = o.id
    group by r."order"
    order by 1
    limit 1000`);
  for (const { row_no, order, number } of found) staged.fault('rule', row_no, 'order', { reason: { zh: `订单 ${order} 已引入为 ${number}。`, en: `order ${order} is there already as ${number}.` } });
}

/** Rows by order, in the file's order; references as ids under the field's own name. */
async function readOrders(reader: Reader, exchange: ImportContract): Promise<OrderRow[][]> {
  const columns = raw(exchange.columns.map(({ name, meta }) => (meta.kind === 'reference' ? `r."${name}_id" as "${name}"` : `r."${name}"`)).join(', '));
  const rows = await reader.rows<OrderRow>(sql`select r.row_no, ${columns} from import_row as r order by min(r.row_no) over (partition by r."order"), r.row_no`);
  const orders: OrderRow[][] = [];
  for (const row of rows) {
    const last = orders.at(-1);
    if (last && last[0]?.order === row.order) last.push(row);
    else orders.push([row]);
  }
  return orders;
}

/** A refusal of the order's rules, put at the row and column it is about. */
function faultsOf<Input extends { readonly day: string; readonly lines: readonly unknown[] }, Priced>(staged: Staged, order: OrderImport<Input, Priced>, rows: readonly OrderRow[], refusals: readonly { code: string; path?: readonly (string | number)[]; parameters?: Parameters }[]): void {
  for (const { code, path = [], parameters = {} } of refusals) {
    const line = path[0] === 'lines' ? Number(path[1]) : 0;
    const field = String(path[0] === 'lines' ? path[2] : path[0] ?? 'order');
    const row = rows[line]?.row_no ?? 0;
    const text = render(order.refusals[code] ?? { zh: code, en: code }, { ...parameters, row });
    staged.fault('rule', row, field, { reason: { zh: text.zh.replace(/^第 \d+ 行：/, ''), en: text.en.replace(/^Row \d+: /, '') } });
  }
}
