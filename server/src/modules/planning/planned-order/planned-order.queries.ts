/** The planned orders of the latest run. */
import sql from 'sql-template-tag';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import { referenceColumn, runList } from '../../../kernel/list.ts';
import { itemFigures } from '../item-plan/item-figures.ts';
import { kernelProblem } from '../../../kernel/refusal.ts';
import { one } from '../../../kernel/transaction.ts';
import { latestRunId } from '../mrp-run/mrp-run.queries.ts';
import { orderNumber } from '../sql-texts.ts';
import { walkDown, walkUp } from './pegging-steps.ts';
import { demandSupply, listPlannedOrders, whyPlannedOrder } from './planned-order.contract.ts';
import { type PlannedOrderFacts, sentencesOf } from './why-sentences.ts';

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
  runnable(whyPlannedOrder, async (reader, { runId, orderNo }, { companyId }) => {
    const order = await one<PlannedOrderFacts>(reader, sql`
      select ${orderNumber('r.run_no', 'o.order_no')} as number, o.order_no as "orderNo", o.item_id as "itemId", o.source, o.quantity, o.good_quantity as "goodQuantity", o.start_day as "startDay", o.due_day as "dueDay",
        i.code, i.name, i.lot_minimum as "lotMinimum", i.lot_multiple as "lotMultiple", i.lot_maximum as "lotMaximum", i.order_policy as policy, i.period_days as "periodDays", u.name as unit
      from planning.planned_order as o
      join planning.run as r on r.company_id = o.company_id and r.id = o.run_id
      join engineering.item as i on i.company_id = o.company_id and i.id = o.item_id
      join foundation.unit as u on u.company_id = i.company_id and u.id = i.unit_id
      where o.company_id = ${companyId} and o.run_id = ${runId} and o.order_no = ${orderNo}`);
    if (!order) throw kernelProblem(404, 'not-found');
    const place = { kind: 'order', ref: String(orderNo) };
    const [up, down, figures] = await Promise.all([walkUp(reader, companyId, runId, place), walkDown(reader, companyId, runId, place), itemFigures(reader, companyId, runId, order.itemId)]);
    return { number: order.number, sentences: sentencesOf(order, up.steps, figures), up: up.steps, down: down.steps, cut: up.cut || down.cut };
  }),
  runnable(demandSupply, async (reader, { salesOrderLine }, { companyId }) => {
    const runId = await latestRunId(reader, companyId);
    const need = runId === undefined ? undefined : await one<{ day: string; late: number | null }>(reader, sql`
      select day, late_days as late from planning.need where company_id = ${companyId} and run_id = ${runId} and line_id = ${salesOrderLine} and kind = 'sales-order-line'`);
    if (runId === undefined || !need) return { runId: runId ?? null, lateDays: null, needDay: null, down: [], cut: false };
    const down = await walkDown(reader, companyId, runId, { kind: 'sales-order-line', ref: salesOrderLine });
    return { runId, lateDays: need.late, needDay: need.day, down: down.steps, cut: down.cut };
  }),
];
