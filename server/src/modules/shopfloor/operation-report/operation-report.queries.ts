/** List, detail and proposal of operation reports, and the dispatch list of a work centre. */
import { formatQuantity, parseQuantity, type Quantity } from '@millwright/core/primitives/decimal';
import sql from 'sql-template-tag';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import { referenceColumn, runList } from '../../../kernel/list.ts';
import { kernelProblem } from '../../../kernel/refusal.ts';
import { one } from '../../../kernel/transaction.ts';
import { canOf, documentSearch, headOf } from '../../documents/api.ts';
import { backflushOf } from '../material/backflush.queries.ts';
import { orderReference } from '../material/material.queries.ts';
import { getOperationReport, listOperationReports, operationReport, proposeOperationReport } from './operation-report.contract.ts';

type OpenOperation = { id: string; operationNo: number; name: string; workCenter: string; available: string; run: string; setup: string };

export const operationReportQueries: AnyQuery[] = [
  runnable(listOperationReports, (reader, input, { companyId }) =>
    runList(reader, listOperationReports.list!, {
      from: sql`documents.document as d
        join shopfloor.operation_report as r on r.company_id = d.company_id and r.id = d.id
        join documents.document as od on od.company_id = r.company_id and od.id = r.work_order_id
        join shopfloor.work_order_operation as p on p.company_id = r.company_id and p.id = r.operation_id
        left join engineering.work_center as w on w.company_id = p.company_id and w.id = p.work_center_id`,
      id: sql`d.id`,
      where: sql`d.company_id = ${companyId} and d.kind = ${operationReport.noun}`,
      columns: {
        number: sql`d.number`, day: sql`d.business_day`, workOrder: sql`od.number`, product: sql`od.summary`, operation: sql`p.operation_no || ' ' || p.name`, workCenter: referenceColumn('w'),
        goodQuantity: sql`r.good_quantity`, scrapQuantity: sql`r.scrap_quantity`, person: sql`r.person`, minutes: sql`r.minutes`, amount: sql`r.labour_amount + r.overhead_amount`, state: sql`d.state`,
      },
      search: documentSearch(companyId, operationReport.noun, (at) => [
        at.number,
        at.numberOf('shopfloor/work-order', at.naming('shopfloor.operation_report', 'work_order_id')),
        at.textOf('documents.document', 'summary', at.naming('shopfloor.operation_report', 'work_order_id')),
        at.textOf('shopfloor.work_order_operation', 'name', at.naming('shopfloor.operation_report', 'operation_id')),
        at.own('shopfloor.operation_report', 'person'),
      ]),
    }, input)),
  runnable(getOperationReport, async (reader, { id }, { companyId, actor }) => {
    const [head, document, backflush] = await Promise.all([
      headOf(reader, companyId, operationReport.noun, id),
      one<Record<string, unknown>>(reader, sql`
        select ${orderReference} as "workOrder", jsonb_build_object('id', p.id::text, 'code', p.operation_no::text, 'name', p.name) as operation, r.good_quantity as "goodQuantity", r.scrap_quantity as "scrapQuantity",
          case when c.id is null then null else jsonb_build_object('id', c.id::text, 'code', c.code, 'name', c.name) end as cause, r.person, r.minutes, r.note,
          r.labour_amount as "labourAmount", r.overhead_amount as "overheadAmount"
        from shopfloor.operation_report as r
        join documents.document as od on od.company_id = r.company_id and od.id = r.work_order_id
        join shopfloor.work_order_operation as p on p.company_id = r.company_id and p.id = r.operation_id
        left join foundation.cause_code as c on c.company_id = r.company_id and c.id = r.cause_id
        where r.company_id = ${companyId} and r.id = ${id}`),
      backflushOf(reader, companyId, id),
    ]);
    if (!head || !document) throw kernelProblem(404, 'not-found');
    return { ...head, ...document, backflush, can: canOf(operationReport, head, actor) };
  }),
  /** The first operation that has something to report, or the one asked for; all open ones are offered. */
  runnable(proposeOperationReport, async (reader, { sourceId, operation }, { companyId, today }) => {
    const order = await one<{ order: unknown }>(reader, sql`
      select ${orderReference} as order
      from documents.document as od
      where od.company_id = ${companyId} and od.id = ${sourceId} and od.kind = 'shopfloor/work-order' and od.state in ('released', 'completed')`);
    if (!order) throw kernelProblem(404, 'not-found');
    const operations = await reader.rows<OpenOperation>(sql`
      select x.id, x.operation_no as "operationNo", x.name, x.work_center as "workCenter", x.run, x.setup,
        trim_scale(greatest(coalesce(lag(x.good) over (order by x.operation_no), x.quantity) - x.good - x.scrap, 0))::text as available
      from (
        select p.id, p.operation_no, p.name, w.name as work_center, p.run_minutes::text as run, case when count(r.id) = 0 then p.setup_minutes else 0 end::text as setup, o.quantity,
          coalesce(sum(r.good_quantity), 0) as good, coalesce(sum(r.scrap_quantity), 0) as scrap
        from shopfloor.work_order_operation as p
        join shopfloor.work_order as o on o.company_id = p.company_id and o.id = p.document_id
        join engineering.work_center as w on w.company_id = p.company_id and w.id = p.work_center_id
        left join (shopfloor.operation_report as r join documents.document as rd on rd.company_id = r.company_id and rd.id = r.id and rd.state <> 'draft')
          on r.company_id = p.company_id and r.operation_id = p.id
        where p.company_id = ${companyId} and p.document_id = ${sourceId}
        group by p.company_id, p.id, o.company_id, o.id, w.company_id, w.id
      ) as x
      order by x.operation_no`);
    const chosen = operations.find((one) => one.id === operation) ?? operations.find((one) => one.available !== '0');
    const minutes = chosen ? formatQuantity((parseQuantity(chosen.setup) + (parseQuantity(chosen.run) * parseQuantity(chosen.available)) / 1_000_000n) as Quantity) : null;
    return {
      workOrder: order.order, day: today, operation: chosen ? { id: chosen.id, code: String(chosen.operationNo), name: chosen.name } : null, goodQuantity: chosen?.available ?? '0', scrapQuantity: '0', cause: null, person: '', minutes, note: '',
      operations: operations.map(({ run: _run, setup: _setup, ...row }) => row),
    };
  }),
];
