/**
 * The quick search of a document list: a word stands in the document's number, in a party's or an item's words, or in a text of its own.
 * Looking through such places row by row reads a million documents; so the records with the word are found first (numbers from their
 * series, words from kernel.search_gram) and then, by the indexes of the references, the documents that name them. Trap: a word that leads to too
 * many documents is no help; then rows are read in the order wanted, each tested, until enough have matched.
 */
import sql, { join, raw, type Sql } from 'sql-template-tag';
import { contains, numbersWith, recordsWith } from './search.ts';
import type { Reader } from './transaction.ts';

/** Records that have words: by their table, or documents by number. */
export type Searched =
  | { readonly companyId: string; readonly kinds: readonly string[] }
  | { readonly companyId: string; readonly table: string; /** Lower case, of alias m. */ readonly text: Sql };
export type SearchPlace = {
  readonly of: Searched;
  /** Ids of the list's rows that name a record of which `holds` is true; one column. */
  rows(holds: (id: Sql) => Sql): Sql;
  /** Where the row itself says it: the record's id, and its text. */
  readonly at?: Sql;
  readonly text?: Sql;
};

/** Conditions on the rows; `many` when they don't come down to few ids, with what is known of how many they are. */
export type Found = { readonly conditions: readonly Sql[]; readonly many?: { readonly atLeast: number } };

/** `fewAtMost`: more documents than these are read in order, each tested. */
export async function searchPlaces(reader: Reader, places: readonly SearchPlace[], words: readonly string[], id: Sql, fewAtMost: number): Promise<Found> {
  const found = await Promise.all(words.map((word) => rowsWith(reader, places, word, id, fewAtMost)));
  const few = found.flatMap((one) => (Array.isArray(one) ? [new Set(one)] : []));
  const many = found.flatMap((one) => (Array.isArray(one) ? [] : [one]));
  const [first, ...others] = few.sort((a, b) => a.size - b.size);
  if (!first) return { conditions: many.map(({ test }) => test), many: { atLeast: many.length === 1 ? (many[0]?.atLeast ?? 0) : 0 } };
  const ids = [...first].filter((one) => others.every((set) => set.has(one)));
  return { conditions: [sql`${id} = any (${ids}::bigint[])`, ...many.map(({ test }) => test)] };
}

type Many = { readonly test: Sql; readonly atLeast: number };
/** Ids of the rows with the word, or how to test a row when they are many. What begins nowhere is looked for in the middle of words too. */
async function rowsWith(reader: Reader, places: readonly SearchPlace[], word: string, id: Sql, fewAtMost: number): Promise<string[] | Many> {
  for (const thoroughly of [false, true]) {
    const records = await Promise.all(places.map(({ of }) => ('kinds' in of ? numbersWith(reader, of.companyId, of.kinds, word, fewAtMost) : recordsWith(reader, of, word, thoroughly))));
    const named = places.flatMap((place, index) => ((records[index] ?? []).length === 0 ? [] : [{ place, ids: records[index] ?? [] }]));
    if (named.length === 0) continue;
    const holdsIn = (place: SearchPlace, ids: 'common' | string[]) => (column: Sql): Sql => (ids === 'common' ? contains(textOf(place.of, column), word) : sql`${column} = any (${ids}::bigint[])`);
    const test = sql`(${join(named.map(({ place, ids }) => testOf(place, ids === 'common' && place.text ? () => contains(place.text as Sql, word) : holdsIn(place, ids), id)), ' or ')})`;
    if (records.includes('common')) return { test, atLeast: 0 };
    const rows = await reader.rows<{ id: string }>(sql`
      select t.id
      from (${join(named.map(({ place, ids }) => sql`(select t.id from (${place.rows(holdsIn(place, ids))}) as t (id) limit ${fewAtMost + 1})`), ' union ')}) as t
      limit ${fewAtMost + 1}`);
    if (rows.length > fewAtMost) return { test, atLeast: fewAtMost };
    if (rows.length > 0) return rows.map((row) => row.id);
  }
  return [];
}

/** A scalar subquery, which is carried out row by row; `exists` would be hashed over all documents. */
const testOf = (place: SearchPlace, holds: (column: Sql) => Sql, id: Sql): Sql => (place.at ? holds(place.at) : sql`(select true from (${place.rows(holds)}) as t (id) where t.id = ${id} limit 1) is true`);
const textOf = (of: Searched, id: Sql): Sql =>
  'kinds' in of
    ? sql`(select lower(m.number) from documents.document as m where m.company_id = ${of.companyId} and m.id = ${id})`
    : sql`(select ${of.text} from ${raw(of.table)} as m where m.company_id = ${of.companyId} and m.id = ${id})`;
