/**
 * Lists: one SQL statement from a contract's columns with conditions, quick search, sort and keyset paging. Column names and
 * operators come from the contract, never from the client's text; values are always parameters. Pages follow the sort value and
 * the id of the last row, so a page costs the same at row 50 and at row 50,000. Nulls stand last in both directions. Counting and
 * summing reads every matching row, so the first page does it for 10,000 of them, unless it is asked for the whole.
 */
import { isDay } from '@millwright/core/primitives/plain-day';
import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import { type Condition, fieldsOf, type FieldKind, type ListInput, type ListOutput, type ListShape, searchable } from './contract.ts';
import { kernelProblem } from './refusal.ts';
import { type SearchPlace, searchPlaces } from './list-search.ts';
import { gramCandidates, holdsWords, typedWords } from './search.ts';
import type { Reader } from './transaction.ts';
import type { z } from 'zod';

/** How a field is read: an expression, or apart for showing, filtering and sorting (references). */
export type Column = Sql | { readonly select: Sql; readonly filter: Sql; readonly sort: Sql };
export type ListSource = {
  /** from … joins, without the word where */
  readonly from: Sql;
  readonly id: Sql;
  readonly columns: Readonly<Record<string, Column>>;
  readonly where?: Sql;
  /** Expressions the quick search looks into, lower case; a list of documents, of which there may be a million, says places. */
  readonly search: readonly Sql[] | { readonly places: readonly SearchPlace[] };
  /** The table whose words kernel.search_gram holds, and its id among the rows: a quick search of a million of them. */
  readonly grams?: { readonly table: string; readonly companyId: string };
};
const countedAtMost = 10_000;
/** Rows looked at when a word is in too many to count. */
const lookedAtMost = 2000;
/** More documents with a word than these are found sooner by reading in order: a month's numbers are no more. */
const fewAtMost = 10_000;

/** Column for a joined record with id, code and name: `referenceColumn('s')`. Null when the join found nothing. */
export const referenceColumn = (alias: string): Column => ({
  select: raw(`case when ${alias}.id is null then null else jsonb_build_object('id', ${alias}.id::text, 'code', ${alias}.code, 'name', ${alias}.name) end`),
  filter: raw(`${alias}.id`),
  sort: raw(`${alias}.code`),
});

const castOf: Partial<Record<FieldKind, string>> = { money: 'numeric', quantity: 'numeric', price: 'numeric', rate: 'numeric', day: 'date', count: 'bigint', flag: 'boolean', instant: 'timestamptz', reference: 'bigint' };
const parts = (column: Column) => ('select' in column ? column : { select: column, filter: column, sort: column });

/** Runs the list. Unknown fields in conditions or sort are refused, not ignored. */
export async function runList<Row>(reader: Reader, shape: ListShape, source: ListSource, input: ListInput): Promise<ListOutput<Row>> {
  const fields = fieldsOf(shape.row);
  const columnOf = (name: string) => {
    // Own names only: every object has a valueOf.
    const column = Object.hasOwn(source.columns, name) ? source.columns[name] : undefined;
    if (!column) throw kernelProblem(400, 'bad-input');
    const { kind = 'text' } = fields[name] ?? {};
    // A reference is filtered by its id and sorted by its code.
    return { ...parts(column), cast: castOf[kind] ?? 'text', sortCast: kind === 'reference' ? 'text' : (castOf[kind] ?? 'text'), nullable: (shape.row.shape[name] as z.ZodType | undefined)?.safeParse(null).success !== false };
  };
  const base = [source.where ?? sql`true`, ...input.filter.map((condition) => conditionSql(condition, columnOf(condition.field)))];
  const words = typedWords(input.search ?? '');
  const search = await searched(reader, source, words);
  const sort = input.sort ?? shape.defaultSort;
  const sorted = columnOf(sort.by);
  const direction = raw(sort.descending ? 'desc' : 'asc');
  const filtered = join([...base, ...search.conditions], ' and ');
  const selected = Object.entries(source.columns).map(([name, column]) => sql`${parts(column).select} as ${raw(`"${name}"`)}`);
  const ordered = sql`order by ${sorted.sort} ${direction}${sorted.nullable ? sql` nulls last` : empty}, ${source.id} ${direction}`;
  const wanted = sql`${filtered}${input.cursor ? sql` and ${after(input.cursor, sorted, source.id, sort.descending)}` : empty}`;
  const limited = sql`${ordered} limit ${input.limit + 1}`;
  // What is only shown, such as the first item, is worked out for the page's rows, not for all that a word has found.
  const page = reader.rows<Row & { id: string; sort_value: string | null }>(sql`
    select ${source.id}::text as id, ${join(selected)}, (${sorted.sort})::text as sort_value
    from ${source.from}
    where ${words.length > 0 ? sql`${source.where ?? sql`true`} and ${source.id} in (select ${source.id} from ${source.from} where ${wanted} ${limited}) ${ordered}` : sql`${wanted} ${limited}`}`);
  const totals = shape.totals.map((name) => [name, columnOf(name).select] as const);
  const counting = input.cursor !== undefined ? undefined
    : search.many && !input.whole ? countSome(reader, source, base, search, search.many, input).then((some) => some ?? countRows(reader, source, filtered, totals, false))
      : countRows(reader, source, filtered, totals, input.whole);
  const [found, counted] = await Promise.all([page, counting]);
  const rows = found.slice(0, input.limit);
  const last = rows.at(-1);
  const next = found.length > input.limit && last ? Buffer.from(JSON.stringify([last.sort_value, last.id])).toString('base64url') : null;
  return { rows: rows.map(({ sort_value: _, ...row }) => row as unknown as Row), next, ...(counted ? { ...counted, total: Math.max(counted.total ?? 0, rows.length) } : { total: null, atLeast: false, totals: {} }) };
}

type Counted = Pick<ListOutput, 'total' | 'atLeast' | 'totals'>;
type Search = { readonly conditions: readonly Sql[]; /** By places, and too many to count. */ readonly many?: { readonly atLeast: number } };
async function searched(reader: Reader, source: ListSource, words: readonly string[]): Promise<Search> {
  if (words.length === 0) return { conditions: [] };
  if ('places' in source.search) return searchPlaces(reader, source.search.places, words, source.id, fewAtMost);
  const candidates = source.grams ? await gramCandidates(reader, source.grams.companyId, source.grams.table, words) : 'all';
  return { conditions: [holdsWords(words, ...source.search), ...(typeof candidates === 'string' ? [] : [sql`${source.id} = any (${candidates}::bigint[])`])] };
}

/** A lower bound when a word is in too many rows to count: as many as are known to have it, or those among the first rows looked at. Undefined when all can be counted. */
async function countSome(reader: Reader, source: ListSource, base: readonly Sql[], { conditions }: Search, many: { readonly atLeast: number }, { filter }: ListInput): Promise<Counted | undefined> {
  if (filter.length === 0 && many.atLeast > lookedAtMost) return { total: many.atLeast, atLeast: true, totals: {} };
  const [row] = await reader.rows<{ looked: number; matching: number }>(sql`
    with looked as materialized (select ${source.id} as id from ${source.from} where ${join(base, ' and ')} limit ${lookedAtMost})
    select (select count(*) from looked)::integer as looked, count(*)::integer as matching
    from ${source.from}
    where ${source.where ?? sql`true`} and ${source.id} in (select id from looked) and ${join(conditions, ' and ')}`);
  return row && row.looked >= lookedAtMost ? { total: row.matching, atLeast: true, totals: {} } : undefined;
}

/** How many rows match and what they add up to; no sums when there are more than were looked at. */
async function countRows(reader: Reader, source: ListSource, filtered: Sql, totals: readonly (readonly [string, Sql])[], whole: boolean): Promise<Counted> {
  const [row] = await reader.rows<Record<string, string>>(sql`
    select count(*)::text as "#count"${join([empty, ...totals.map(([name]) => sql`coalesce(sum(${raw(`"${name}"`)}), 0)::text as ${raw(`"${name}"`)}`)], ', ')}
    from (
      select ${join([sql`1`, ...totals.map(([name, expression]) => sql`${expression} as ${raw(`"${name}"`)}`)])}
      from ${source.from}
      where ${filtered}
      ${whole ? empty : sql`limit ${countedAtMost + 1}`}
    ) as matching`);
  const { '#count': count = '0', ...sums } = row ?? {};
  const atLeast = !whole && Number(count) > countedAtMost;
  return { total: Math.min(Number(count), whole ? Number(count) : countedAtMost), atLeast, totals: atLeast ? {} : sums };
}

/** Behind the cursor. Where there are no nulls it is a range of (value, id), which an index on the value serves; as "or" it is not. */
function after(cursor: string, { sort: expression, sortCast, nullable }: { sort: Sql; sortCast: string; nullable: boolean }, id: Sql, descending: boolean): Sql {
  let place: unknown;
  try {
    place = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw kernelProblem(400, 'bad-input');
  }
  if (!Array.isArray(place) || place.length !== 2 || !/^\d{1,18}$/.test(String(place[1])) || (place[0] !== null && typeof place[0] !== 'string')) throw kernelProblem(400, 'bad-input');
  const [value, lastId] = place as [string | null, string];
  const beyond = raw(descending ? '<' : '>');
  if (value === null) return sql`(${expression} is null and ${id} ${beyond} ${lastId}::bigint)`;
  const typed = sql`${value}::${raw(sortCast)}`;
  if (!nullable) return sql`(${expression}, ${id}) ${beyond} (${typed}, ${lastId}::bigint)`;
  return sql`(${expression} ${beyond} ${typed} or (${expression} = ${typed} and ${id} ${beyond} ${lastId}::bigint) or ${expression} is null)`;
}

function conditionSql({ operator, value }: Condition, column: { filter: Sql; cast: string }): Sql {
  const typed = (one: unknown): Sql => sql`${castable(String(one), column.cast)}::${raw(column.cast)}`;
  const { filter } = column;
  const text = String(value ?? '');
  switch (operator) {
    case 'is': return sql`${filter} = ${typed(value)}`;
    case 'is-not': return sql`${filter} is distinct from ${typed(value)}`;
    case 'one-of': return Array.isArray(value) && value.length > 0 ? sql`${filter} in (${join(value.map(typed))})` : sql`false`;
    case 'contains': return sql`lower((${filter})::text) like ${`%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`}`;
    case 'from': return sql`${filter} >= ${typed(value)}`;
    case 'to': return sql`${filter} <= ${typed(value)}`;
    case 'empty': return sql`(${filter} is null or (${filter})::text = '')`;
    case 'not-empty': return sql`(${filter} is not null and (${filter})::text <> '')`;
    default: return operator satisfies never;
  }
}

/** A value PostgreSQL could not cast would be a 500; it is the asker's mistake and answered as one. */
function castable(text: string, cast: string): string {
  const pattern = cast === 'numeric' || cast === 'bigint' ? /^-?\d{1,18}(\.\d{1,8})?$/ : cast === 'date' ? /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/ : cast === 'boolean' ? /^(true|false)$/ : cast === 'timestamptz' ? /^\d{4}-\d\d-\d\d([T ].{0,30})?$/ : searchable;
  if (!pattern.test(text) || (cast === 'bigint' && text.includes('.'))) throw kernelProblem(400, 'bad-input');
  if (cast === 'date' ? !isDay(text) : cast === 'timestamptz' && (!isDay(text.slice(0, 10)) || Number.isNaN(Date.parse(text)))) throw kernelProblem(400, 'bad-input');
  return text;
}
