/** Walks links upstream and downstream separately, so that siblings of a shared ancestor don't flood the picture. */
import sql from 'sql-template-tag';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import { documentFind, traceGet } from './trace.contract.ts';

type Node = { id: string; kind: string; title: { zh: string; en: string }; number: string; state: string; day: string };

export const traceQueries: AnyQuery[] = [
  runnable(traceGet, async (reader, { documentId }, { companyId }) => {
    const nodes = await reader.rows<Node>(sql`
      with recursive up(id, depth) as (
        select ${documentId}::bigint, 0
        union
        select l.from_document_id, up.depth + 1
        from up
        join documents.link as l on l.company_id = ${companyId} and l.to_document_id = up.id
        where up.depth < 12
      ), down(id, depth) as (
        select ${documentId}::bigint, 0
        union
        select l.to_document_id, down.depth + 1
        from down
        join documents.link as l on l.company_id = ${companyId} and l.from_document_id = down.id
        where down.depth < 12
      )
      select d.id, d.kind, jsonb_build_object('zh', k.name_zh, 'en', k.name_en) as title, d.number, d.state, d.business_day as day
      from documents.document as d
      join documents.kind as k on k.kind = d.kind
      where d.company_id = ${companyId} and d.id in (select id from up union select id from down)
      order by d.business_day, d.id
      limit 200`);
    const ids = nodes.map((node) => node.id);
    const edges = await reader.rows<{ from: string; to: string }>(sql`
      select from_document_id as "from", to_document_id as "to"
      from documents.link
      where company_id = ${companyId} and from_document_id = any (${ids}::bigint[]) and to_document_id = any (${ids}::bigint[])`);
    return { nodes, edges };
  }),
  runnable(documentFind, async (reader, { search }, { companyId, today }) => {
    const typed = search.toUpperCase();
    // Ranges and equality only: LIKE is not leak-proof, so that under row-level security it would read every document.
    const named = /^\d{1,6}$/.test(typed)
      ? sql`
        d.number in (
          select k.prefix || '-' || to_char(${today}::date - make_interval(months => m.back), 'YYMM') || '-' || lpad(${typed}, 4, '0')
          from documents.kind as k
          cross join generate_series(0, 23) as m (back))`
      : /^\d{4}-\d{0,6}$/.test(typed)
        ? sql`
        d.id in (
          select n.id
          from (select distinct k.prefix || '-' || ${typed} as beginning from documents.kind as k) as p
          join documents.document as n on n.company_id = ${companyId} and n.number >= p.beginning and n.number < p.beginning || ${'\u{10ffff}'})`
        : sql`d.number >= ${typed} and d.number < ${`${typed}\u{10ffff}`}`;
    return {
      rows: await reader.rows<Node>(sql`
        select d.id, d.kind, d.number, jsonb_build_object('zh', k.name_zh, 'en', k.name_en) as title, d.business_day as day
        from documents.document as d
        join documents.kind as k on k.kind = d.kind
        where d.company_id = ${companyId} and ${named}
        order by d.number desc
        limit 20`),
    };
  }),
];
