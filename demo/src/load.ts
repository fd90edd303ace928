/**
 * Loads the demo factory: the company with its people, the committed workbooks through the imports a customer would use, then 26
 * weeks of documents through the commands, each by the person whose post it is, under a clock that stands on its day.
 *
 * Commits do not wait for the disk while it loads: what is lost in a crash is loaded again. The marker at the end does wait.
 */
import { addDays, type PlainDay } from '@millwright/core/primitives/plain-day';
import { createRegistry } from '@millwright/server/kernel/registry';
import { clockAt } from '@millwright/server/kernel/clock';
import type { Text } from '@millwright/server/kernel/contract';
import { companyReading } from '@millwright/server/kernel/database/company-transaction';
import type { Pools } from '@millwright/server/kernel/database/connect';
import { importFile } from '@millwright/server/kernel/exchange/import-file';
import { createIdentity } from '@millwright/server/kernel/identity';
import type { Runtime } from '@millwright/server/kernel/run-command';
import { modules } from '@millwright/server/modules';
import { hashPassword } from '@millwright/server/modules/access/session/session.store';
import { setUpCompany } from '@millwright/server/modules/foundation/company/set-up';
import pg from 'pg';
import { companyPlan, demoPassword, historyStart, people } from './company.ts';
import { buildFactory } from './factory/factory.ts';
import { actorOf, type Desk, openDesk } from './history/desk.ts';
import type { DemoEvent } from './history/events.ts';
import { finish } from './history/finish.ts';
import { createPoster } from './history/post.ts';
import { simulate } from './history/simulate.ts';
import { demoState, markComplete, putAside } from './marker.ts';
import { factoryWorkbooks, nounOf, workbookPath } from './workbooks.ts';

export type DemoProgress = { readonly text: Text; readonly done: number; readonly total: number };
export type DemoOptions = {
  /** The last day of the history: the real today. */
  readonly today: PlainDay;
  readonly onProgress?: (progress: DemoProgress) => void;
  /** Begin later than 26 weeks ago; for tests. */
  readonly from?: PlainDay;
};
export type LoadedDemo = { readonly companyId: string; readonly desk: Desk; readonly documents: number };

/** Loads the demo unless it is there; undefined when it was. */
export async function loadDemo(pools: Pools, options: DemoOptions): Promise<LoadedDemo | undefined> {
  const { state, companyId } = await demoState(pools.maintain);
  if (state === 'complete') return undefined;
  if (companyId !== undefined) await putAside(pools.maintain, companyId, people.map(({ login }) => login));
  const writePool = hurriedPool(pools.write);
  try {
    return await load({ registry: createRegistry(modules), writePool, readPool: pools.read, bulk: { read: pools.readBulk, write: pools.writeBulk }, identity: createIdentity(pools.writeBulk), clock: clockAt(options.today) }, pools, options);
  } finally {
    await writePool.end();
  }
}

function hurriedPool(like: pg.Pool): pg.Pool {
  const { options } = like as unknown as { options: pg.PoolConfig };
  const pool = new pg.Pool({ ...options, max: 6, options: `${options.options ?? ''} -c synchronous_commit=off`.trim() });
  pool.on('error', () => undefined);
  // Also of one in use: Ctrl-C while the demo loads ends the database under it.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

async function load(runtime: Runtime, pools: Pools, { today, onProgress = () => undefined, from = historyStart(today) }: DemoOptions): Promise<LoadedDemo> {
  const plan = companyPlan(from, today, await hashPassword(demoPassword));
  const { companyId, userIds } = await setUpCompany(pools.maintain, runtime.identity, { ...plan, policy: { ...plan.policy, demo: 'loading' } });
  const administrator = actorOf(userIds, 'tanglei');
  const dayBefore = { ...runtime, clock: clockAt(addDays(from, -1)) };
  for (const [index, workbook] of factoryWorkbooks.entries()) {
    onProgress({ text: { zh: `引入 ${workbook.contract.title.zh}`, en: `Importing ${workbook.contract.title.en}` }, done: index, total: factoryWorkbooks.length });
    await importFile(dayBefore, { noun: nounOf(workbook), path: workbookPath(workbook), companyId, actor: administrator });
  }
  const desk = openDesk(runtime, companyId, userIds, await masterIds(pools.maintain, companyId));
  const documents = await postHistory(desk, from, today, onProgress);
  await finish(desk, from, today, onProgress);
  await markComplete(pools.maintain, companyId);
  return { companyId, desk, documents };
}

async function postHistory(desk: Desk, from: PlainDay, today: PlainDay, onProgress: (progress: DemoProgress) => void): Promise<number> {
  const factory = buildFactory();
  const { days, shop } = simulate(from, today, factory);
  const poster = createPoster(factory);
  const total = shop.events.length;
  let done = 0;
  const inOrder = async (events: readonly DemoEvent[]): Promise<void> => {
    for (const event of events) {
      await poster.post(desk, event);
      done += 1;
    }
  };
  for (const { day, events } of days) {
    onProgress({ text: { zh: `过账 ${day}`, en: `Posting ${day}` }, done, total });
    for (const stage of stages) {
      await poster.lookUpVersions(desk, events.flatMap((event) => (event.kind === 'work-order-close' && stage.some((kinds) => kinds.has(event.kind)) ? [event.workOrder] : [])));
      await Promise.all(stage.map((kinds) => inOrder(events.filter((event) => kinds.has(event.kind === 'reversal' ? event.noun : event.kind)))));
      await poster.lookUpLines(desk);
    }
  }
  onProgress({ text: { zh: `过账完成，共 ${total} 张单据`, en: `${total} documents posted` }, done, total });
  return total;
}

/**
 * A day in three stages, at three desks each. What stands at one desk goes one after the other, so numbers come out the same every
 * time; desks of a stage touch no pool in common, so values do too.
 */
const stages: readonly (readonly ReadonlySet<string>[])[] = [
  [new Set(['work-order']), new Set(['supplier-invoice', 'receipt']), new Set(['sales-order', 'acceptance', 'sales-invoice'])],
  [new Set(['issue']), new Set(['report']), new Set(['purchase-order', 'payment', 'collection'])],
  [new Set(['completion', 'delivery', 'work-order-close'])],
];

async function masterIds(maintain: pg.Pool, companyId: string): Promise<ReadonlyMap<string, string>> {
  const codes = modules.flatMap((module) => module.masters ?? []).map(({ contract: { noun }, tables: { table, extension } }) => `
    select '${noun} ' || m.code as key, m.id from ${table} as m${extension ? ` join ${extension.table} as x on x.company_id = m.company_id and x.id = m.id` : ''}`);
  const { rows } = await companyReading(maintain, companyId, null, (client) => client.query<{ key: string; id: string }>(codes.join(' union all ')));
  return new Map(rows.map(({ key, id }) => [key, id]));
}
