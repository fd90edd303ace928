/** SQL on operation reports. */
import { formatMoney, formatQuantity, parseQuantity, type Quantity } from '@millwright/core/primitives/decimal';
import sql from 'sql-template-tag';
import { one, type Reader, type Tx } from '../../../kernel/transaction.ts';
import type { OperationReportInput, Report } from './operation-report.rules.ts';

export function writeReport(tx: Tx, companyId: string, id: string, input: OperationReportInput, report: Report): void {
  const [labour, overhead] = input.book ? [report.labour, report.overhead].map(formatMoney) : ['0', '0'];
  tx.send(sql`
    insert into shopfloor.operation_report (company_id, id, work_order_id, operation_id, good_quantity, scrap_quantity, cause_id, person, minutes, labour_amount, overhead_amount, note)
    values (${companyId}, ${id}, ${input.workOrder}, ${input.operation}, ${input.goodQuantity}, ${input.scrapQuantity}, ${input.cause}, ${input.person}, ${formatQuantity(report.minutes)},
      ${labour}, ${overhead}, ${input.note})
    on conflict (company_id, id) do update
    set work_order_id = excluded.work_order_id, operation_id = excluded.operation_id, good_quantity = excluded.good_quantity, scrap_quantity = excluded.scrap_quantity,
      cause_id = excluded.cause_id, person = excluded.person, minutes = excluded.minutes, labour_amount = excluded.labour_amount, overhead_amount = excluded.overhead_amount,
      note = excluded.note`);
}

/** A stored draft in the form it was saved with; its time is what was proposed or typed then. */
export async function readReportDraft(reader: Reader, companyId: string, id: string): Promise<Omit<OperationReportInput, 'book'> | undefined> {
  const found = await one<{ draft: Omit<OperationReportInput, 'book'> }>(reader, sql`
    select jsonb_build_object('id', r.id::text, 'workOrder', r.work_order_id::text, 'operation', r.operation_id::text, 'day', d.business_day, 'goodQuantity', trim_scale(r.good_quantity)::text,
      'scrapQuantity', trim_scale(r.scrap_quantity)::text, 'cause', r.cause_id::text, 'person', r.person, 'minutes', trim_scale(r.minutes)::text, 'note', r.note) as draft
    from shopfloor.operation_report as r
    join documents.document as d on d.company_id = r.company_id and d.id = r.id
    where r.company_id = ${companyId} and r.id = ${id}`);
  return found?.draft;
}

export function copyRedReport(tx: Tx, companyId: string, originalId: string, redId: string): void {
  tx.send(sql`
    insert into shopfloor.operation_report (company_id, id, work_order_id, operation_id, good_quantity, scrap_quantity, cause_id, person, minutes, labour_amount, overhead_amount, note)
    select company_id, ${redId}, work_order_id, operation_id, -good_quantity, -scrap_quantity, cause_id, person, -minutes, -labour_amount, -overhead_amount, note
    from shopfloor.operation_report
    where company_id = ${companyId} and id = ${originalId}`);
}

export async function loadReported(reader: Reader, companyId: string, id: string): Promise<{ operationId: string; good: Quantity } | undefined> {
  const row = await one<{ operation_id: string; good_quantity: string }>(reader, sql`select operation_id, good_quantity from shopfloor.operation_report where company_id = ${companyId} and id = ${id}`);
  return row && { operationId: row.operation_id, good: parseQuantity(row.good_quantity) };
}
