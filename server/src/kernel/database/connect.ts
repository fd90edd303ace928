// Connections to the database, one pool per role, and how its values arrive in TypeScript.
//
// Exact values stay text until core's decimal types read them: numeric and bigint (a JavaScript number would round), and
// date, which the driver would turn into a moment in some time zone: a business day has none. Moments arrive as ISO text
// in UTC with all microseconds.
// The pools of the two hot roles pipeline: statements sent without waiting for each other leave together and cost one round
// trip. COPY streams and cursors do not work on a pipelining connection, so bulk work has pools of its own.

import type { Writable } from 'node:stream';
import pg from 'pg';
import type { RuntimeRole } from './home.ts';

export interface DatabaseUrls extends Readonly<Record<RuntimeRole, string>> {
  readonly admin: string;
}

export interface Pools {
  readonly write: pg.Pool;
  readonly read: pg.Pool;
  readonly auth: pg.Pool;
  readonly jobs: pg.Pool;
  readonly maintain: pg.Pool;
  /** The same roles without pipelining, for COPY and cursors. */
  readonly writeBulk: pg.Pool;
  readonly readBulk: pg.Pool;
  end(): Promise<void>;
}

export interface PoolSizes {
  readonly write: number;
  readonly read: number;
  readonly small: number;
}

export function openPools(urls: DatabaseUrls, sizes: PoolSizes = { write: 16, read: 16, small: 4 }): Pools {
  const pools = {
    write: openPool(urls.write, 'millwright write', sizes.write, true),
    read: openPool(urls.read, 'millwright read', sizes.read, true),
    auth: openPool(urls.auth, 'millwright auth', sizes.small, false),
    jobs: openPool(urls.jobs, 'millwright jobs', sizes.small, false),
    maintain: openPool(urls.maintain, 'millwright maintain', sizes.small, false),
    writeBulk: openPool(urls.write, 'millwright write bulk', sizes.small, false),
    readBulk: openPool(urls.read, 'millwright read bulk', sizes.small, false),
  };
  return {
    ...pools,
    end: async () => {
      await Promise.all(Object.values(pools).map((pool) => pool.end()));
    },
  };
}

function openPool(connectionString: string, applicationName: string, max: number, pipeline: boolean): pg.Pool {
  const pool = new pg.Pool({
    connectionString, application_name: applicationName, max, pipeline,
    types: { getTypeParser: parserOf as typeof pg.types.getTypeParser },
    options: '-c timezone=UTC -c datestyle=iso -c intervalstyle=iso_8601',
    connectionTimeoutMillis: 10_000, idleTimeoutMillis: 60_000, allowExitOnIdle: false,
  });
  // A connection that the server ends (restart, kill) is dropped by the pool, idle or in use, and its query fails; without a
  // listener on both, Node would end as well.
  pool.on('error', ignore);
  pool.on('connect', (client) => client.on('error', ignore));
  return pool;
}

/**
 * Sends several statements on a pipelining connection in one packet and waits for all of them: one round trip, for example
 * `together(client, () => [client.query('begin'), client.query(load, values)])`. When one fails inside a transaction the
 * later ones fail too, and the first error is thrown.
 */
export async function together<T extends readonly Promise<unknown>[]>(
  client: pg.PoolClient, send: () => readonly [...T],
): Promise<{ -readonly [Key in keyof T]: Awaited<T[Key]> }> {
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection;
  stream.cork();
  let sent: readonly [...T];
  try {
    sent = send();
  } finally {
    stream.uncork();
  }
  return Promise.all(sent) as Promise<{ -readonly [Key in keyof T]: Awaited<T[Key]> }>;
}

/** A connection of its own outside the pools, whose loss fails its query instead of ending Node. The caller ends it. */
export async function openClient(connectionString: string, applicationName: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString, application_name: applicationName, connectionTimeoutMillis: 10_000 });
  client.on('error', ignore);
  await client.connect();
  return client;
}

const ignore = (): void => undefined;

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

function parserOf(oid: number, format: 'text' | 'binary' = 'text'): Parser {
  const own = format === 'text' ? parsers.get(oid) : undefined;
  return own ?? (pg.types.getTypeParser(oid as 20, format as 'text') as Parser);
}
