// Connections to the database, one pool per role. Bulk work (COPY, cursors) has pools of its own, so that a long copy never holds
// a connection somebody's click waits for.

import pg from 'pg';
import type { RuntimeRole } from './home.ts';
import { parserOf } from './value-parsers.ts';

export interface DatabaseUrls extends Readonly<Record<RuntimeRole, string>> {
  readonly admin: string;
}

export interface Pools {
  readonly write: pg.Pool;
  readonly read: pg.Pool;
  readonly auth: pg.Pool;
  readonly jobs: pg.Pool;
  readonly maintain: pg.Pool;
  /** The same roles, for COPY and cursors. */
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
    write: openPool(urls.write, 'millwright write', sizes.write),
    read: openPool(urls.read, 'millwright read', sizes.read),
    auth: openPool(urls.auth, 'millwright auth', sizes.small),
    jobs: openPool(urls.jobs, 'millwright jobs', sizes.small),
    maintain: openPool(urls.maintain, 'millwright maintain', sizes.small),
    writeBulk: openPool(urls.write, 'millwright write bulk', sizes.small),
    readBulk: openPool(urls.read, 'millwright read bulk', sizes.small),
  };
  return {
    ...pools,
    end: async () => {
      await Promise.all(Object.values(pools).map((pool) => pool.end()));
    },
  };
}

function openPool(connectionString: string, applicationName: string, max: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString, application_name: applicationName, max,
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

/** A connection of its own outside the pools, whose loss fails its query instead of ending Node. The caller ends it. */
export async function openClient(connectionString: string, applicationName: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString, application_name: applicationName, connectionTimeoutMillis: 10_000 });
  client.on('error', ignore);
  await client.connect();
  return client;
}

const ignore = (): void => undefined;
