/** Exceptions of the latest run. */
import sql from 'sql-template-tag';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import { referenceColumn, runList } from '../../../kernel/list.ts';
import { latestRunId } from '../mrp-run/mrp-run.queries.ts';
import { orderNumber } from '../sql-texts.ts';
import { listExceptions } from './exception.contract.ts';

export const exceptionQueries: AnyQuery[] = [
  runnable(listExceptions, async (reader, input, { companyId }) => {
    const runId = (await latestRunId(reader, companyId)) ?? '0';
    return runList(reader, listExceptions.list!, {
      from: sql`planning.exception as x
        join planning.run as r on r.company_id = x.company_id and r.id = x.run_id
        join engineering.item as i on i.company_id = x.company_id and i.id = x.item_id
        left join engineering.item as c on c.company_id = x.company_id and c.id = x.cause_item_id
        left join documents.document as d on d.company_id = x.company_id and d.id = x.document_id
        left join foundation.party as p on p.company_id = d.company_id and p.id = d.party_id`,
      id: sql`x.seq`,
      where: sql`x.company_id = ${companyId} and x.run_id = ${runId}`,
      columns: {
        kind: sql`x.kind`,
        item: referenceColumn('i'),
        order: orderNumber('r.run_no', 'x.order_no'),
        document: sql`d.number`,
        fromDay: sql`x.from_day`,
        toDay: sql`x.to_day`,
        quantity: sql`x.quantity`,
        cause: referenceColumn('c'),
        party: sql`p.name`,
        severity: sql`x.severity`,
        orderNo: sql`x.order_no`,
        documentId: sql`d.id::text`,
        documentKind: sql`d.kind`,
        run: sql`x.run_id::text`,
      },
      search: [sql`i.search`, sql`lower(d.number)`, sql`p.search`],
    }, input);
  }),
];
