/**
 * MRP of 10,000 items from end to end (read, plan, write, previous plans deleted) against its floor: the same input tables out
 * by COPY, and the same plan in again by COPY into temporary tables and insert … select, with the same indexes and policies.
 * The factory is the seeded model planning is measured on; its rows are planted as the superuser, because only the reading
 * and the writing of a plan are the subject here.
 */
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { addDays, parseDay } from '@millwright/core/primitives/plain-day';
import { copyInto, copyRows } from '@millwright/server/kernel/bulk-copy';
import { companyReading, companyWriting } from '@millwright/server/kernel/database/company-transaction';
import { runMrp } from '@millwright/server/modules/planning/mrp-run/run-mrp';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { benchModel } from './planning-model.ts';
import type { Scene } from './scene.ts';

const goods = 3637;
const demandsPerGood = 10;
const rounds = 3;
const today = parseDay('2026-06-15');
const inputs = ['engineering.item', 'ledger.balance', 'engineering.bom', 'engineering.bom_line', 'documents.executable', 'sales.sales_order_line', 'foundation.calendar_day'];
const outputs = ['item_plan', 'need', 'supply', 'planned_order', 'pegging', 'exception'];

export async function benchMrp(scene: Scene, print: (line: string) => void): Promise<void> {
  await plant(scene);
  const parts = { bulk: scene.runtime.bulk, companyId: scene.companyId, userId: scene.userId, today };
  const runs: number[] = [];
  let last = await runMrp({ ...parts, runId: await scene.runtime.identity.nextId() });
  for (let round = 0; round < rounds; round += 1) {
    const begun = performance.now();
    last = await runMrp({ ...parts, runId: await scene.runtime.identity.nextId() });
    runs.push(performance.now() - begun);
  }
  const floors: number[] = [];
  for (let round = 0; round < rounds; round += 1) floors.push(await floor(scene, last.runId, await scene.runtime.identity.nextId()));
  const [run, least] = [median(runs), median(floors)];
  const { read, plan, write } = last.milliseconds;
  const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(2);
  print(`MRP, ${Math.trunc(goods * 2.75)} items, ${goods * demandsPerGood} demands, ${last.orders} orders    ${seconds(run)} s (read ${seconds(read)}, plan ${seconds(plan)}, write ${seconds(write)})   COPY floor ${seconds(least)} s   ratio ${(run / least).toFixed(2)} (aim ≤ 2)`);
}
const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

async function floor({ runtime, companyId, userId }: Scene, runId: string, copyId: string): Promise<number> {
  const { read, write } = runtime.bulk;
  const kept = new Map<string, { columns: Record<string, string>; lines: string[] }>();
  await companyReading(read, companyId, userId, async (client) => {
    for (const table of outputs) {
      const { rows } = await client.query<{ name: string; type: string }>(`
        select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
        where attrelid = 'planning.${table}'::regclass and attnum > 0 and not attisdropped and attname not in ('company_id', 'run_id') order by attnum`);
      const lines: string[] = [];
      await copyRows(client, `select ${rows.map((row) => row.name).join(', ')} from planning.${table} where company_id = ${companyId} and run_id = ${runId}`, (fields) => lines.push(fields.map((field) => field || '\\N').join('\t')));
      kept.set(table, { columns: Object.fromEntries(rows.map((row) => [row.name, row.type])), lines });
    }
  });
  const begun = performance.now();
  await companyReading(read, companyId, userId, async (client) => {
    for (const table of inputs) await pipeline(client.query(copyTo(`copy (select * from ${table} where company_id = ${companyId}) to stdout`)), new Writable({ write: (_chunk, _encoding, done) => done() }));
  });
  await companyWriting(write, companyId, userId, async (client) => {
    for (const [table, { columns, lines }] of kept) await copyInto(client, { table: `planning.${table}`, columns, fixed: { company_id: companyId, run_id: copyId } }, lines.length, (index) => lines[index] ?? '');
  });
  const took = performance.now() - begun;
  await companyWriting(write, companyId, userId, async (client) => {
    for (const table of outputs) await client.query(`delete from planning.${table} where company_id = $1 and run_id = $2`, [companyId, copyId]);
  });
  return took;
}

/** Ids are taken from the model's order; everything hangs on one unit and one sales order, because a plan reads lines only. */
async function plant(scene: Scene): Promise<void> {
  const model = benchModel('shared', 'mrp', goods, demandsPerGood);
  const { companyId } = scene;
  const base = 5_000_000_000;
  const number = new Map(model.items.map((item, index) => [item.id, base + index]));
  const idOf = (name: string): number => number.get(name) ?? 0;
  const supply = new Map<string, { leadDays: number; lotMinimum: number; lotMultiple: number; source: string }>([
    ...model.make.map((row): [string, { leadDays: number; lotMinimum: number; lotMultiple: number; source: string }] => [row.item, { ...row, source: 'make' }]),
    ...model.buy.map((row): [string, { leadDays: number; lotMinimum: number; lotMultiple: number; source: string }] => [row.item, { ...row, source: 'buy' }]),
  ]);
  const client = new pg.Client({ connectionString: scene.database.urls.admin });
  await client.connect();
  try {
    await client.query('begin');
    // Keys and audit are not what is measured; the rows are whole as far as a plan reads them.
    await client.query("set local session_replication_role = 'replica'");
    const fixed = { company_id: companyId };
    await client.query('insert into foundation.unit (company_id, id, code, name, search, decimals) values ($1, $2, $3, $3, $3, 0)', [companyId, base - 1, 'bench']);
    await copyInto(client, { table: 'engineering.item', columns: { id: 'bigint', code: 'text', name: 'text', search: 'text', class: 'text', source: 'text', lead_days: 'integer', lot_minimum: 'numeric', lot_multiple: 'numeric', safety_stock: 'numeric' }, fixed: { ...fixed, unit_id: String(base - 1) } }, model.items.length, (index) => {
      const item = model.items[index];
      const of = supply.get(item?.id ?? '');
      return `${base + index}\t${item?.id}\t${item?.id}\t${item?.id.toLowerCase()}\t${of?.source === 'buy' ? 'raw' : 'semi-finished'}\t${of?.source}\t${of?.leadDays}\t${of?.lotMinimum}\t${of?.lotMultiple}\t${item?.safetyStock}`;
    });
    await copyInto(client, { table: 'ledger.balance', columns: { item_id: 'bigint', quantity: 'numeric' }, fixed: { ...fixed, place_id: String(base - 2) } }, model.items.length, (index) => `${base + index}\t${model.items[index]?.stock}`);
    await client.query("insert into inventory.place (company_id, id, code, name, search, kind) values ($1, $2, 'bench', 'bench', 'bench', 'warehouse')", [companyId, base - 2]);
    await copyInto(client, { table: 'engineering.bom', columns: { id: 'bigint', item_id: 'bigint' }, fixed: { ...fixed, state: "'approved'" } }, model.make.length, (index) => `${base + index}\t${idOf(model.make[index]?.item ?? '')}`);
    const bomOf = new Map(model.make.map((row, index) => [row.item, base + index]));
    await copyInto(client, { table: 'engineering.bom_line', columns: { bom_id: 'bigint', line_no: 'integer', component_id: 'bigint', quantity_per: 'numeric' }, fixed }, model.structure.length, (index) => {
      const row = model.structure[index];
      return `${bomOf.get(row?.parent ?? '')}\t${index + 1}\t${idOf(row?.component ?? '')}\t${row?.quantity}`;
    });
    const lines = { id: 'bigint', item_id: 'bigint', quantity: 'numeric', due_day: 'date', line_no: 'integer' };
    await copyInto(client, { table: 'sales.sales_order_line', columns: lines, fixed: { ...fixed, document_id: String(base - 3), price_with_tax: '1', tax_rate: '0', amount: 'quantity', tax: '0' } }, model.demands.length, (index) => {
      const demand = model.demands[index];
      return `${base + index}\t${idOf(demand?.item ?? '')}\t${demand?.quantity}\t${addDays(today, demand?.dueDay ?? 0)}\t${index + 1}`;
    });
    await copyInto(client, { table: 'documents.executable', columns: { line_id: 'bigint', item_id: 'bigint', quantity: 'numeric' }, fixed: { ...fixed, document_id: String(base - 3), measure: "'delivered'" } }, model.demands.length, (index) => {
      const demand = model.demands[index];
      return `${base + index}\t${idOf(demand?.item ?? '')}\t${demand?.quantity}`;
    });
    await client.query('commit');
    await client.query('analyze');
  } finally {
    await client.end();
  }
}
