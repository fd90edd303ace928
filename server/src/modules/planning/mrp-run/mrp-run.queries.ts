/** Runs: the list of them, one, and the latest that finished. */
import sql, { type Sql } from 'sql-template-tag';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import { runList } from '../../../kernel/list.ts';
import { kernelProblem } from '../../../kernel/refusal.ts';
import { one, type Reader } from '../../../kernel/transaction.ts';
import { getMrpRun, latestMrpRun, listMrpRuns } from './mrp-run.contract.ts';

type RunDetail = {
  id: string; number: string; day: string; state: 'done'; startedBy: string; startedAt: string; seconds: string; itemCount: number; needCount: number; supplyCount: number; orderCount: number;
  peggingCount: number; exceptionCount: number; note: string; readMilliseconds: number; planMilliseconds: number; writeMilliseconds: number; outdated: boolean;
  orders: { source: string; state: string; count: number }[];
};

/** The run with the highest number that finished: the one people work with. */
export const latestRunId = async (reader: Reader, companyId: string): Promise<string | undefined> =>
  (await one<{ id: string }>(reader, sql`select id from planning.run where company_id = ${companyId} and state = 'done' order by run_no desc limit 1`))?.id;

const detail = (reader: Reader, companyId: string, which: Sql): Promise<RunDetail | undefined> =>
  one<RunDetail>(reader, sql`
    select r.id, r.run_no::text as number, r.day, r.state, coalesce(u.name, '') as "startedBy", r.started_at as "startedAt",
      round(extract(epoch from r.ended_at - r.started_at), 1)::text as seconds,
      r.item_count as "itemCount", r.need_count as "needCount", r.supply_count as "supplyCount", r.order_count as "orderCount", r.pegging_count as "peggingCount",
      r.exception_count as "exceptionCount", r.note, r.read_milliseconds as "readMilliseconds", r.plan_milliseconds as "planMilliseconds", r.write_milliseconds as "writeMilliseconds",
      exists (select from planning.run as n where n.company_id = r.company_id and n.state = 'done' and n.run_no > r.run_no) as outdated,
      coalesce((
        select jsonb_agg(jsonb_build_object('source', x.source, 'state', x.state, 'count', x.count))
        from (
          select source, state, count(*) from planning.planned_order where company_id = r.company_id and run_id = r.id group by source, state order by source, state
        ) as x
      ), '[]') as orders
    from planning.run as r
    left join access."user" as u on u.id = r.started_by
    where r.company_id = ${companyId} and r.id = ${which}`);

export const mrpRunQueries: AnyQuery[] = [
  runnable(listMrpRuns, (reader, input, { companyId }) => runList(reader, listMrpRuns.list!, {
    from: sql`planning.run as r left join access."user" as u on u.id = r.started_by`,
    id: sql`r.id`,
    where: sql`r.company_id = ${companyId}`,
    columns: {
      number: sql`r.run_no::text`, day: sql`r.day`, state: sql`r.state`, startedBy: sql`coalesce(u.name, '')`, startedAt: sql`r.started_at`,
      seconds: sql`round(extract(epoch from r.ended_at - r.started_at), 1)::text`, itemCount: sql`r.item_count`, needCount: sql`r.need_count`, supplyCount: sql`r.supply_count`,
      orderCount: sql`r.order_count`, peggingCount: sql`r.pegging_count`, exceptionCount: sql`r.exception_count`, note: sql`r.note`,
    },
    search: [sql`r.run_no::text`, sql`lower(coalesce(u.name, ''))`],
  }, input)),
  runnable(getMrpRun, async (reader, { id }, { companyId }) => {
    const run = await detail(reader, companyId, sql`${id}`);
    if (!run) throw kernelProblem(404, 'not-found');
    return run;
  }),
  runnable(latestMrpRun, async (reader, _input, { companyId }) => {
    const id = await latestRunId(reader, companyId);
    return { run: id === undefined ? null : (await detail(reader, companyId, sql`${id}`)) ?? null };
  }),
];
