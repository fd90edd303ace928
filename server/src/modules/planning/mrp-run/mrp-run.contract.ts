/** MRP 运算: starting a run, and the runs there were. */
import { z } from 'zod';
import { commandContract, field, listContract, queryContract } from '../../../kernel/contract.ts';

export const runStates = {
  running: { zh: '运算中', en: 'Running' },
  done: { zh: '已完成', en: 'Done' },
  failed: { zh: '失败', en: 'Failed' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
} as const;

export const startMrpRun = commandContract({
  name: 'planning/mrp-run.start',
  title: { zh: 'MRP 运算', en: 'Run MRP' },
  input: z.object({}),
  output: z.object({ runId: z.string(), jobId: z.string() }),
  refusals: { 'run-in-progress': { zh: 'MRP 正在运算，请等它完成或先取消。', en: 'MRP is running; wait for it to finish or cancel it first.' } },
});

const figures = {
  number: field.code('运算号', 'Run', { width: 90 }),
  day: field.day('计划日', 'Planning day'),
  state: field.choice('状态', 'State', runStates),
  startedBy: field.text('运算人', 'Started by'),
  startedAt: field.instant('开始时间', 'Started'),
  seconds: field.quantity('用时', 'Took', { unit: { zh: '秒', en: 's' } }).nullable(),
  itemCount: field.count('物料', 'Items'),
  needCount: field.count('需求行', 'Needs'),
  supplyCount: field.count('预计入库', 'Scheduled receipts'),
  orderCount: field.count('计划订单', 'Planned orders'),
  peggingCount: field.count('供需关系', 'Pegging'),
  exceptionCount: field.count('异常', 'Exceptions'),
  note: field.text('说明', 'Note'),
};
export const listMrpRuns = listContract({
  noun: 'planning/mrp-run',
  title: { zh: 'MRP 运算记录', en: 'MRP runs' },
  row: figures,
  defaultSort: { by: 'startedAt', descending: true },
});

export const mrpRunOutput = z.object({
  id: z.string(), ...figures,
  readMilliseconds: z.number(), planMilliseconds: z.number(), writeMilliseconds: z.number(),
  /** True where a newer finished run has replaced it, so that nothing of it can be released. */
  outdated: z.boolean(),
  /** Planned orders by source and state. */
  orders: z.array(z.object({ source: z.string(), state: z.string(), count: z.number() })),
});
export const getMrpRun = queryContract({
  name: 'planning/mrp-run.get',
  title: { zh: '查看 MRP 运算', en: 'View MRP runs' },
  permission: 'planning/mrp-run.view',
  input: z.object({ id: field.id() }),
  output: mrpRunOutput,
});
export const latestMrpRun = queryContract({
  name: 'planning/mrp-run.latest',
  title: { zh: '最近一次 MRP 运算', en: 'Latest MRP run' },
  permission: 'planning/mrp-run.view',
  input: z.object({}),
  output: z.object({ run: mrpRunOutput.nullable() }),
});
