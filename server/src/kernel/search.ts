/**
 * Finding masters by what a person types: every word must occur in the record's code, name, further words or pinyin. Where a table may
 * have a million rows, the longest word goes through kernel.search_gram (migration 0037) first. Trap: a common fragment leads to
 * half the table; then it is no help, and the rows are read in the order wanted until enough have matched. What begins nowhere ("pcc" of
 * SPCC) is looked for in all rows; in a large table it is found only when nothing else begins with it.
 */
import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { Reader } from './transaction.ts';

/** More endings than these begin with the word: reading in order finds enough records sooner. */
const commonFrom = 4000;
/** So many records are looked through in a moment, and then any fragment is found, not only what begins somewhere. */
const fewUpTo = 30_000;
/** As many characters as a gram keeps. */
const gramLength = 10;

export const typedWords = (typed: string): string[] => typed.trim().toLowerCase().split(/\s+/).filter((word) => word !== '');

const contains = (expression: Sql, word: string): Sql => sql`${expression} like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`;
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
    where (select records from size) > ${fewUpTo} and g.company_id = ${companyId} and g.kind = ${kind} and g.gram >= ${from} and g.gram < ${`${from}\u{10ffff}`}
    limit ${commonFrom + 1}`);
  return rows.length === 0 ? 'all' : rows.length > commonFrom ? 'common' : [...new Set(rows.map((row) => row.id))];
}
