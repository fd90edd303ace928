/**
 * The handles that SQL goes through. A Tx exists only inside a command, a Reader only inside a query; the brand keeps writes
 * out of queries at compile time, the database roles keep them out for good. `send` hands a statement over without waiting, so that a
 * whole command costs few round trips; its outcome is collected before the commit.
 */
import type pg from 'pg';
import type { Sql } from 'sql-template-tag';
import { run } from './database/wire.ts';

declare const writes: unique symbol;
/** Reading side: every query runs on it, in a READ ONLY transaction of the read role. */
export type Reader = {
  /** All rows. numeric, int8 and dates arrive as strings. */
  rows<Row>(sql: Sql): Promise<Row[]>;
};
export type Tx = Reader & {
  readonly [writes]: true;
  /** Writes without waiting; a failure surfaces at the commit. Statements are carried out in the order sent. */
  send(sql: Sql): void;
  /** An event for the outside, written with the transaction and delivered after it. */
  emit(topic: string, payload: Record<string, unknown>): void;
};

/** Runs one statement of a template. */
export async function query<Row>(client: pg.ClientBase, { text, values }: Sql): Promise<Row[]> {
  const { rows } = await run(client, { text, values, name: statementName(text) });
  return rows as Row[];
}

const names = new Map<string, string>();
/**
 * Templates without interpolated lists have one text for ever: prepared once per connection. The map is bounded because
 * dynamic lists (filters, sorts) have many texts; those stay unnamed.
 */
export function statementName(text: string): string | undefined {
  const known = names.get(text);
  if (known || names.size >= 400 || text.length > 20_000) return known;
  const name = `mw${names.size}`;
  names.set(text, name);
  return name;
}

/** One row or undefined; more than one is a bug. */
export async function one<Row>(reader: Reader, sql: Sql): Promise<Row | undefined> {
  const rows = await reader.rows<Row>(sql);
  if (rows.length > 1) throw new Error(`expected at most one row, got ${rows.length}`);
  return rows[0];
}
