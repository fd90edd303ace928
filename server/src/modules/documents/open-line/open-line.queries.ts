/**
 * Open lines of the documents a noun is filled from: what is in force, not closed and not used up, oldest need first. The counters
 * of documents.executable say what remains; the noun adds when its lines are due and which of them it never takes.
 */
import sql, { empty, join, type Sql } from 'sql-template-tag';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import type { DocumentContract } from '../../../kernel/contract.ts';
import { openLinesContract, openLinesMax } from './open-line.contract.ts';

export type OpenLineSource = {
  /** Joins the source's own line to executable `e`; needed where `due` or `where` speak of it. */
  readonly join?: Sql;
  /** When a line is due; the document's day where it has no other. */
  readonly due?: Sql;
  readonly where?: Sql;
};

/** The query of a noun whose contract says what it `pulls`. */
export function openLines(contract: DocumentContract, source: OpenLineSource = {}): AnyQuery {
  const { pulls } = contract;
  if (!pulls) throw new Error(`${contract.noun} pulls nothing`);
  const party = pulls.bySource ? sql`d.id` : sql`d.party_id`;
  const due = source.due ?? sql`d.business_day`;
  return runnable(openLinesContract(contract), async (reader, input, { companyId }) => {
    const words = input.search.toLowerCase().split(/\s+/).filter((word) => word !== '').slice(0, 6);
    const found = await reader.rows<never>(sql`
      select e.line_id::text as id, d.id::text as "documentId", d.number, d.business_day as day, ${due} as "dueDay",
        ${pulls.bySource ? sql`jsonb_build_object('id', d.id::text, 'code', d.number, 'name', d.summary)` : sql`case when p.id is null then null else jsonb_build_object('id', p.id::text, 'code', p.code, 'name', p.name) end`} as party,
        jsonb_build_object('id', i.id::text, 'code', i.code, 'name', i.name) as item, i.spec, u.name as unit,
        trim_scale(e.quantity)::text as quantity, trim_scale(e.quantity - e.quantity_executed)::text as remaining
      from documents.executable as e
      join documents.document as d on d.company_id = e.company_id and d.id = e.document_id
      join engineering.item as i on i.company_id = e.company_id and i.id = e.item_id
      join foundation.unit as u on u.company_id = i.company_id and u.id = i.unit_id
      left join foundation.party as p on p.company_id = d.company_id and p.id = d.party_id
      ${source.join ?? empty}
      where e.company_id = ${companyId} and e.measure = ${pulls.measure} and not e.closed and e.quantity_executed < e.quantity
        and d.kind = ${pulls.source} and d.state = any (${pulls.states}::text[]) and d.reverses_id is null
        ${input.party === undefined ? empty : sql`and ${party} = ${input.party}`}
        ${source.where ? sql`and ${source.where}` : empty}
        ${words.length === 0 ? empty : sql`and ${join(words.map((word) => sql`position(${word} in lower(d.number) || ' ' || i.search || ' ' || coalesce(p.search, '')) > 0`), ' and ')}`}
      order by ${due}, d.number, e.line_id
      limit ${openLinesMax + 1}`);
    return { rows: found.slice(0, openLinesMax), more: found.length > openLinesMax };
  });
}
