/**
 * Finding masters by what a person types: every word must occur in the record's code, name, further words or pinyin. Where a table may
 * have a million rows, the longest word goes through kernel.search_gram (migration 0037) first. Trap: a common fragment leads to
 * half the table; then it is no help, and the rows are read in the order wanted until enough have matched. What begins nowhere ("pcc" of
 * SPCC) is looked for in all rows.
 */
import sql, { join, type Sql } from 'sql-template-tag';
import type { Reader } from './transaction.ts';

/** More endings than these begin with the word: reading in order finds enough records sooner. */
const commonFrom = 4000;
/** As many characters as a gram keeps. */
const gramLength = 10;

export const typedWords = (typed: string): string[] => typed.trim().toLowerCase().split(/\s+/).filter((word) => word !== '');

const contains = (expression: Sql, word: string): Sql => sql`${expression} like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`;
/** Every word is in one of the expressions, which are lower case. */
export const holdsWords = (words: readonly string[], ...expressions: readonly Sql[]): Sql =>
  join([sql`true`, ...words.map((word) => sql`(${join(expressions.map((expression) => contains(expression, word)), ' or ')})`)], ' and ');

/** Ids among which the records with these words are; undefined when they are too many to be of use, or none. `kind` is the table's name. */
export async function gramCandidates(reader: Reader, companyId: string, kind: string, words: readonly string[]): Promise<string[] | undefined> {
  const [longest] = [...words].sort((a, b) => b.length - a.length);
  if (longest === undefined) return undefined;
  const from = [...longest].slice(0, gramLength).join('');
  const rows = await reader.rows<{ id: string }>(sql`
    select g.id
    from kernel.search_gram as g
    where g.company_id = ${companyId} and g.kind = ${kind} and g.gram >= ${from} and g.gram < ${`${from}\u{10ffff}`}
    limit ${commonFrom + 1}`);
  return rows.length === 0 || rows.length > commonFrom ? undefined : [...new Set(rows.map((row) => row.id))];
}
