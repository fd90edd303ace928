/** List and detail of routings. */
import sql from 'sql-template-tag';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import { referenceColumn, runList } from '../../../kernel/list.ts';
import { kernelProblem } from '../../../kernel/refusal.ts';
import { versionCan, versionHead } from '../version/version-lifecycle.ts';
import { getRouting, listRoutings, routing } from './routing.contract.ts';

export const routingQueries: AnyQuery[] = [
  runnable(listRoutings, (reader, input, { companyId }) =>
    runList(reader, listRoutings.list!, {
      from: sql`engineering.routing as b
        join engineering.item as i on i.company_id = b.company_id and i.id = b.item_id
        left join lateral (
          select string_agg(o.operation_no || ' ' || o.name, ' → ' order by o.operation_no) as operations
          from engineering.routing_operation as o
          where o.company_id = b.company_id and o.routing_id = b.id
        ) as x on true`,
      id: sql`b.id`,
      where: sql`b.company_id = ${companyId}`,
      columns: { number: sql`i.code || '/' || b.revision`, item: referenceColumn('i'), revision: sql`b.revision`, validFrom: sql`b.valid_from`, validTo: sql`b.valid_to`, operations: sql`x.operations`, state: sql`b.state` },
      search: [sql`i.search`, sql`lower(x.operations)`],
    }, input)),
  runnable(getRouting, async (reader, { id }, { companyId, actor }) => {
    const [head, lines] = await Promise.all([
      versionHead(reader, companyId, routing.noun, 'engineering.routing', id),
      reader.rows(sql`
        select o.operation_no::text as id, o.operation_no as "operationNo", o.name, jsonb_build_object('id', w.id::text, 'code', w.code, 'name', w.name) as "workCenter",
          trim_scale(o.setup_minutes)::text as "setupMinutes", trim_scale(o.run_minutes)::text as "runMinutes", o.queue_days as "queueDays", trim_scale(o.piece_rate)::text as "pieceRate", o.instruction
        from engineering.routing_operation as o
        join engineering.work_center as w on w.company_id = o.company_id and w.id = o.work_center_id
        where o.company_id = ${companyId} and o.routing_id = ${id}
        order by o.operation_no`),
    ]);
    if (!head) throw kernelProblem(404, 'not-found');
    return { ...head, lines, can: versionCan(routing, head.state, actor) };
  }),
];
