/** Opening documents: they have no tables of their own, their entry says everything. */
import sql from 'sql-template-tag';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import { referenceColumn, runList } from '../../../kernel/list.ts';
import { kernelProblem } from '../../../kernel/refusal.ts';
import { canOf, documentSearch, headOf } from '../../documents/api.ts';
import { getOpening, listOpenings, opening } from './opening.contract.ts';

export const openingQueries: AnyQuery[] = [
  runnable(listOpenings, (reader, input, { companyId }) =>
    runList(reader, listOpenings.list!, {
      from: sql`documents.document as d
        left join foundation.party as p on p.company_id = d.company_id and p.id = d.party_id
        left join lateral (
          select count(*)::integer as lines, coalesce(sum(l.amount) filter (where l.side = 'D'), 0) as debit, coalesce(sum(l.amount) filter (where l.side = 'C'), 0) as credit
          from ledger.entry as e
          join ledger.entry_line as l on l.company_id = e.company_id and l.period = e.period and l.entry_id = e.id
          where e.company_id = d.company_id and e.document_id = d.id
        ) as x on true`,
      id: sql`d.id`,
      where: sql`d.company_id = ${companyId} and d.kind = ${opening.noun}`,
      columns: { number: sql`d.number`, day: sql`d.business_day`, party: referenceColumn('p'), summary: sql`d.summary`, lines: sql`x.lines`, debit: sql`x.debit`, credit: sql`x.credit`, state: sql`d.state` },
      search: documentSearch(companyId, opening.noun, (at) => [at.number, at.party, at.own('documents.document', 'summary')]),
    }, input)),
  runnable(getOpening, async (reader, { id }, { companyId, actor }) => {
    const [head, [more], lines] = await Promise.all([
      headOf(reader, companyId, opening.noun, id),
      reader.rows<{ summary: string }>(sql`select summary from documents.document where company_id = ${companyId} and id = ${id}`),
      reader.rows(sql`
        select l.line_no::text as id, jsonb_build_object('id', a.id::text, 'code', a.code, 'name', a.name) as account,
          case when i.id is null then null else jsonb_build_object('id', i.id::text, 'code', i.code, 'name', i.name) end as item,
          case when w.id is null then null else jsonb_build_object('id', w.id::text, 'code', w.code, 'name', w.name) end as place,
          case when p.id is null then null else jsonb_build_object('id', p.id::text, 'code', p.code, 'name', p.name) end as party,
          l.quantity, case when l.side = 'D' then l.amount end as debit, case when l.side = 'C' then l.amount end as credit, l.summary
        from ledger.entry as e
        join ledger.entry_line as l on l.company_id = e.company_id and l.period = e.period and l.entry_id = e.id
        left join ledger.account as a on a.company_id = l.company_id and a.id = l.account_id
        left join engineering.item as i on i.company_id = l.company_id and i.id = l.item_id
        left join inventory.place as w on w.company_id = l.company_id and w.id = l.place_id
        left join foundation.party as p on p.company_id = l.company_id and p.id = l.party_id
        where e.company_id = ${companyId} and e.document_id = ${id}
        order by l.line_no`),
    ]);
    if (!head) throw kernelProblem(404, 'not-found');
    return { ...head, ...more, lines, can: canOf(opening, head, actor) };
  }),
];
