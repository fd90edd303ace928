/**
 * Finding records by what a person types: every word must occur in the record's code, name, further words or pinyin. Where a table may
 * have a million rows, the longest word goes through kernel.search_gram (migration 0037) first. Trap: a common fragment leads to
 * half the table; then it is no help, and the rows are read in the order wanted until enough have matched. What begins nowhere ("pcc" of
 * SPCC) is looked for in all rows; in a large table it is found only when nothing else begins with it.
 */
import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import type { Reader } from './transaction.ts';

/** More endings than these begin with the word: reading in order finds enough records sooner. */
const commonFrom = 4000;
/** Of records that documents name, more are worth following. */
const followedAtMost = 10_000;
/** So many records are looked through in a moment, and then any fragment is found, not only what begins somewhere. */
const fewUpTo = 30_000;
/** As many characters as a gram keeps. */
const gramLength = 10;

export const typedWords = (typed: string): string[] => typed.trim().toLowerCase().split(/\s+/).filter((word) => word !== '');

export const contains = (expression: Sql, word: string): Sql => sql`${expression} like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`;
/** Every word is in one of the expressions, which are lower case. */
export const holdsWords = (words: readonly string[], ...expressions: readonly Sql[]): Sql =>
  join([sql`true`, ...words.map((word) => sql`(${join(expressions.map((expression) => contains(expression, word)), ' or ')})`)], ' and ');

/**
 * Ids among which the records with these words are. "all": look at every record, because they are few, or because the word begins
 * nowhere; "common": it begins in too many to be of use. `kind` is the table's name.
 */
export async function gramCandidates(reader: Reader, companyId: string, kind: string, words: readonly string[]): Promise<'all' | 'common' | string[]> {
  const [longest] = [...words].sort((a, b) => b.length - a.length);
  if (longest === undefined) return 'common';
  const from = [...longest].slice(0, gramLength).join('');
  const rows = await reader.rows<{ id: string }>(sql`
    with size as (select count(*) as records from (select 1 from ${raw(kind)} as m where m.company_id = ${companyId} limit ${fewUpTo + 1}) as few)
    select g.id
    from kernel.search_gram as g
    where (select records from size) > ${fewUpTo} and g.company_id = ${companyId} and g.kind = ${kind}::regclass and g.gram >= ${from} and g.gram < ${`${from}\u{10ffff}`}
    limit ${commonFrom + 1}`);
  return rows.length === 0 ? 'all' : rows.length > commonFrom ? 'common' : [...new Set(rows.map((row) => row.id))];
}

/** Ids of the records that have the word in their words (`text`, of alias m); of a large table those in which it begins somewhere, or looking through all of it `thoroughly`. */
export async function recordsWith(reader: Reader, { companyId, table, text }: { companyId: string; table: string; text: Sql }, word: string, thoroughly: boolean): Promise<'common' | string[]> {
  const from = [...word].slice(0, gramLength).join('');
  const records = sql`from ${raw(table)} as m where m.company_id = ${companyId}`;
  const rows = await reader.rows<{ id: string }>(sql`
    with size as (select count(*) as records from (select 1 ${records} limit ${fewUpTo + 1}) as few)
    (select m.id ${records} and (${thoroughly} or (select records from size) <= ${fewUpTo}) and ${contains(text, word)} limit ${followedAtMost + 1})
    union all
    (select g.id
    from kernel.search_gram as g
    where not ${thoroughly} and (select records from size) > ${fewUpTo} and g.company_id = ${companyId} and g.kind = ${table}::regclass and g.gram >= ${from} and g.gram < ${`${from}\u{10ffff}`}
      ${from === word ? empty : sql`and exists (select 1 ${records} and m.id = g.id and ${contains(text, word)})`}
    limit ${followedAtMost + 1})`);
  return rows.length > followedAtMost ? 'common' : [...new Set(rows.map((row) => row.id))];
}

/**
 * Ids of documents of these kinds whose number ("PO-2611-0087") holds the word, found without reading numbers: the series say which
 * years and months there are and how far each has counted (kernel.number_block), so the word stands in the beginning, runs over from it into the running
 * number, or is part of running numbers that can be written down. "common": there may be more than `limit`.
 */
export async function numbersWith(reader: Reader, companyId: string, kinds: readonly string[], word: string, limit: number): Promise<'common' | string[]> {
  if (!/^[a-z0-9-]+$/.test(word)) return [];
  const [, tail = '', rest = ''] = /^(.*-)(\d+)$/.exec(word) ?? [];
  const rows = await reader.rows<{ id: string }>(sql`
    with series as materialized (
      select b.series || '-' as beginning, b.next_number - 1 as last, ${contains(sql`lower(b.series || '-')`, word)} as whole, ${rest !== ''} and right(lower(b.series || '-'), ${tail.length}) = ${tail} as over
      from kernel.number_block as b
      join documents.kind as k on b.series like k.prefix || '-____'
      where b.company_id = ${companyId} and k.kind = any (${kinds}::text[])
    ), run as materialized (
      select r.n, r.digits
      from generate_series(1, (select max(last) from series)) as n
      cross join lateral (select n, case when n < 10000 then lpad(n::text, 4, '0') else n::text end as digits) as r
      where ${/^\d+$/.test(word)} and ${contains(sql`r.digits`, word)}
    ), number as materialized (
      select s.beginning || r.digits as number
      from series as s
      join run as r on r.n <= s.last
      where not s.whole
      limit ${limit + 1}
    ), size as materialized (
      select (select coalesce(sum(last), 0) from series where whole) + (select count(*) from number) as most
    )
    (select null as id from size where most > ${limit})
    union all
    (select d.id
    from series as s
    cross join lateral (
      select d.id
      from documents.document as d
      where d.company_id = ${companyId} and d.number >= s.beginning || case when s.whole then '' else ${rest} end and d.number < case when s.whole then left(s.beginning, -1) || '.' else s.beginning || ${rest} || ':' end
      order by d.number
    ) as d
    where (s.whole or s.over) and (select most from size) <= ${limit}
    limit ${limit + 1})
    union all
    (select d.id
    from number as n
    join documents.document as d on d.company_id = ${companyId} and d.number = n.number
    where (select most from size) <= ${limit})`);
  return rows.length > limit || rows[0]?.id === null ? 'common' : rows.map((row) => row.id);
}
