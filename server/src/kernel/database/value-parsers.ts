/**
 * How the database's values arrive in TypeScript. Exact values stay text until core's decimal types read them: numeric and bigint (a
 * JavaScript number would round), and date, which the driver would turn into a moment in some time zone: a business day has none.
 * Moments arrive as ISO text in UTC with all microseconds.
 */
import pg from 'pg';

type Parser = (text: string) => unknown;

const asText: Parser = (text) => text;
const asMoment: Parser = (text) => text.replace(' ', 'T').replace(/\+00$/, 'Z');
const textArray = pg.types.getTypeParser(1009 as 25) as unknown as (text: string) => (string | null)[];
const arrayOf = (element: Parser): Parser => (text) => textArray(text).map((value) => value === null ? null : element(value));

/** By PostgreSQL's type number: date, timestamp, timestamptz, interval, and arrays of date, timestamptz, bigint, numeric. */
const parsers = new Map<number, Parser>([
  [1082, asText],
  [1114, asMoment],
  [1184, asMoment],
  [1186, asText],
  [1182, arrayOf(asText)],
  [1185, arrayOf(asMoment)],
  [1016, arrayOf(asText)],
  [1231, arrayOf(asText)],
]);

export function parserOf(oid: number, format: 'text' | 'binary' = 'text'): Parser {
  const own = format === 'text' ? parsers.get(oid) : undefined;
  return own ?? (pg.types.getTypeParser(oid as 20, format as 'text') as Parser);
}
