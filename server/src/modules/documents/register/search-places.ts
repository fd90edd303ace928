/**
 * Where the quick search of a list of documents looks: declared here once, put together by each list. Every place goes from records with
 * the word to the documents that name them by an index on the reference. The list's rows have the register as d. An item is found on any line, not only the one the list shows.
 */
import sql, { raw, type Sql } from 'sql-template-tag';
import type { Noun } from '../../../kernel/contract.ts';
import type { SearchPlace } from '../../../kernel/list-search.ts';

type Rows = SearchPlace['rows'];
type DocumentPlaces = {
  /** The document's own number. */
  readonly number: SearchPlace;
  /** The register's party, by everything the party is found by elsewhere. */
  readonly party: SearchPlace;
  /** Items of the lines. */
  lines(table: string): SearchPlace;
  /** A text column of a table whose id the document shares; the migration makes it searchable (kernel.make_text_searchable). */
  own(table: string, column: string): SearchPlace;
  /** Rows of a table of this noun that name a record in this column. */
  naming(table: string, column: string, id?: string): Rows;
  /** Another document's number. */
  numberOf(noun: Noun, rows: Rows): SearchPlace;
  /** Rows of a table of lines whose column names lines of another document: that document. */
  drawing(lines: string, column: string, sources: string): Rows;
  /** Code, name, further words and pinyin of an item or a party. */
  wordsOf(table: 'engineering.item' | 'foundation.party', rows: Rows): SearchPlace;
  /** A searchable text of another record. */
  textOf(table: string, column: string, rows: Rows): SearchPlace;
};

export function documentSearch(companyId: string, noun: Noun, places: (at: DocumentPlaces) => readonly SearchPlace[]): { readonly places: readonly SearchPlace[] } {
  const registered = (column: Sql): Rows => (holds) => sql`select d.id from documents.document as d where d.company_id = ${companyId} and d.kind = ${noun} and ${holds(column)}`;
  const numberOf = (kind: Noun, rows: Rows): SearchPlace => ({ of: { companyId, kinds: [kind] }, rows });
  const wordsOf = (table: string, rows: Rows): SearchPlace => ({ of: { companyId, table, text: sql`m.search` }, rows });
  const textOf = (table: string, column: string, rows: Rows): SearchPlace => ({ of: { companyId, table, text: raw(`lower(m.${column})`) }, rows });
  const naming = (table: string, column: string, id = 'id'): Rows => (holds) => sql`select r.${raw(id)} from ${raw(table)} as r where r.company_id = ${companyId} and ${holds(raw(`r.${column}`))}`;
  const drawing = (lines: string, column: string, sources: string): Rows => (holds) => sql`
    select r.document_id
    from ${raw(lines)} as r
    join ${raw(sources)} as s on s.company_id = r.company_id and s.id = r.${raw(column)}
    where r.company_id = ${companyId} and ${holds(sql`s.document_id`)}`;
  return { places: places({
    number: { ...numberOf(noun, registered(sql`d.id`)), at: sql`d.id`, text: sql`lower(d.number)` },
    party: { ...wordsOf('foundation.party', registered(sql`d.party_id`)), at: sql`d.party_id` },
    lines: (table) => wordsOf('engineering.item', naming(table, 'item_id', 'document_id')),
    own: (table, column) => textOf(table, column, table === 'documents.document' ? registered(sql`d.id`) : naming(table, 'id')),
    naming, drawing, numberOf, wordsOf, textOf,
  }) };
}
