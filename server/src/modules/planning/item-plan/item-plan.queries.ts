/** One item of the latest run (or the run asked for) over time. */
import sql from 'sql-template-tag';
import { formatQuantity, parseQuantity } from '@millwright/core/primitives/decimal';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import { kernelProblem } from '../../../kernel/refusal.ts';
import { one } from '../../../kernel/transaction.ts';
import { latestRunId } from '../mrp-run/mrp-run.queries.ts';
import { itemFigures } from './item-figures.ts';
import { timePhased } from './item-plan.contract.ts';
import { phasesOf } from './time-phases.ts';

type ItemHead = { id: string; code: string; name: string; spec: string; source: string; unit: string; leadDays: number; safetyStock: string; policy: string; lotMinimum: string; lotMultiple: string; lotMaximum: string | null; lowLevelCode: number | null };

export const itemPlanQueries: AnyQuery[] = [
  runnable(timePhased, async (reader, input, { companyId, today }) => {
    const runId = input.runId ?? (await latestRunId(reader, companyId));
    const head = await one<ItemHead>(reader, sql`
      select i.id, i.code, i.name, i.spec, i.source, u.name as unit, i.lead_days as "leadDays", i.safety_stock as "safetyStock", i.order_policy as policy,
        i.lot_minimum as "lotMinimum", i.lot_multiple as "lotMultiple", i.lot_maximum as "lotMaximum", p.low_level_code as "lowLevelCode"
      from engineering.item as i
      join foundation.unit as u on u.company_id = i.company_id and u.id = i.unit_id
      left join planning.item_plan as p on p.company_id = i.company_id and p.run_id = ${runId ?? '0'} and p.item_id = i.id
      where i.company_id = ${companyId} and i.id = ${input.item}`);
    if (!head) throw kernelProblem(404, 'not-found');
    const plain = (text: string): string => formatQuantity(parseQuantity(text));
    const item = { ...head, safetyStock: plain(head.safetyStock), lotMinimum: plain(head.lotMinimum), lotMultiple: plain(head.lotMultiple), lotMaximum: head.lotMaximum === null ? null : plain(head.lotMaximum) };
    const figures = await itemFigures(reader, companyId, runId ?? '0', input.item);
    const { overdue, buckets } = phasesOf(runId === undefined ? { ...figures, runDay: today } : figures, input.bucket);
    return { runId: runId ?? null, day: runId === undefined ? null : figures.runDay, item, stock: formatQuantity(figures.stock), overdue, buckets };
  }),
];
