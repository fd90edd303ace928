/** What a completion or report took along, as its page shows it. */
import sql from 'sql-template-tag';
import type { Reader } from '../../../kernel/transaction.ts';

export const backflushOf = (reader: Reader, companyId: string, documentId: string): Promise<Record<string, unknown>[]> =>
  reader.rows(sql`
    select l.id, jsonb_build_object('id', i.id::text, 'code', i.code, 'name', i.name, 'spec', i.spec, 'unit', u.name) as item,
      jsonb_build_object('id', w.id::text, 'code', w.code, 'name', w.name) as warehouse, l.quantity, l.amount
    from shopfloor.backflush_line as l
    join engineering.item as i on i.company_id = l.company_id and i.id = l.item_id
    join foundation.unit as u on u.company_id = i.company_id and u.id = i.unit_id
    join inventory.place as w on w.company_id = l.company_id and w.id = l.warehouse_id
    where l.company_id = ${companyId} and l.document_id = ${documentId}
    order by l.line_no`);
