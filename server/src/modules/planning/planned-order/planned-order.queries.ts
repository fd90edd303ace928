/** The planned orders of the latest run. */
import sql, { raw, type Sql } from 'sql-template-tag';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import { referenceColumn, runList } from '../../../kernel/list.ts';
import { latestRunId } from '../mrp-run/mrp-run.queries.ts';
import { listPlannedOrders } from './planned-order.contract.ts';

/** "PL-12-0352": run and order; longer where a plan has more than 9999. */
export const orderNumber = (runNo: string, orderNo: string): Sql => raw(`'PL-' || ${runNo} || '-' || lpad(${orderNo}::text, greatest(4, length(${orderNo}::text)), '0')`);

export const plannedOrderQueries: AnyQuery[] = [
  runnable(listPlannedOrders, async (reader, input, { companyId }) => {
    const runId = (await latestRunId(reader, companyId)) ?? '0';
    return runList(reader, listPlannedOrders.list!, {
      from: sql`planning.planned_order as o
        join planning.run as r on r.company_id = o.company_id and r.id = o.run_id
        join engineering.item as i on i.company_id = o.company_id and i.id = o.item_id
        join foundation.unit as u on u.company_id = i.company_id and u.id = i.unit_id
        left join foundation.party as p on p.company_id = o.company_id and p.id = o.supplier_id
        left join documents.document as d on d.company_id = o.company_id and d.id = o.released_document_id`,
      id: sql`o.order_no`,
      where: sql`o.company_id = ${companyId} and o.run_id = ${runId}`,
      columns: {
        number: orderNumber('r.run_no', 'o.order_no'),
        item: referenceColumn('i'),
        class: sql`i.class`,
        source: sql`o.source`,
        quantity: sql`o.quantity`,
        unit: sql`u.name`,
        startDay: sql`o.start_day`,
        dueDay: sql`o.due_day`,
        supplier: referenceColumn('p'),
        late: sql`(o.start_day < r.day)`,
        state: sql`o.state`,
        document: sql`d.number`,
        documentId: sql`d.id::text`,
        documentKind: sql`d.kind`,
        run: sql`o.run_id::text`,
      },
      search: [sql`lower(${orderNumber('r.run_no', 'o.order_no')})`, sql`i.search`, sql`p.search`, sql`lower(d.number)`],
    }, input);
  }),
];
