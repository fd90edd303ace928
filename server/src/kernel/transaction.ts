/**
 * The handles that SQL goes through. A Tx exists only inside a command, a Reader only inside a query; the brand keeps writes
 * out of queries at compile time, the database roles keep them out for good. Connections pipeline: `send` puts a statement on
 * the wire without waiting, so that a whole command costs few round trips; its outcome is collected before the commit.
 */
import type pg from 'pg';
import type { Sql } from 'sql-template-tag';

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

/** Counts round trips: statements sent without awaiting one another share one. */
export type Wire = { roundTrips: number };

type Stream = { cork(): void; uncork(): void };

/**
 * Holds the connection's packet back until everything that is ready to run has run, so that statements sent without awaiting one
 * another leave in one write: a write costs more than all else Node does for a statement, and each wakes the server anew.
 */
export function sendTogether(client: pg.ClientBase): void {
  const { stream } = (client as unknown as { connection: { stream: Stream } }).connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

/** Runs one statement of a template. */
export async function query<Row>(client: pg.ClientBase, sql: Sql): Promise<Row[]> {
  sendTogether(client);
  const result = await client.query({ text: sql.text, values: sql.values as unknown[], ...statementName(sql.text) });
  return result.rows as Row[];
}

const names = new Map<string, string>();
/**
 * Templates without interpolated lists have one text for ever: prepared once per connection. The map is bounded because
 * dynamic lists (filters, sorts) have many texts; those stay unnamed.
 */
function statementName(text: string): { name?: string } {
  const known = names.get(text);
  if (known) return { name: known };
  if (names.size >= 400 || text.length > 20_000) return {};
  const name = `mw${names.size}`;
  names.set(text, name);
  return { name };
}

/** One row or undefined; more than one is a bug. */
export async function one<Row>(reader: Reader, sql: Sql): Promise<Row | undefined> {
  const rows = await reader.rows<Row>(sql);
  if (rows.length > 1) throw new Error(`expected at most one row, got ${rows.length}`);
  return rows[0];
}
