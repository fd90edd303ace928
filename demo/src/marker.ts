/**
 * Whether the demo is there, whole. The company's policy row says "loading" from its first transaction until the last document of the
 * history stands; a company that still says so at the next start was interrupted. It is put aside (deleting: nobody can enter, its
 * people cannot sign in) and the demo is loaded anew: cheaper and surer than resuming in the middle of a factory's life.
 */
import type pg from 'pg';
import { companyCode } from './company.ts';

export type DemoState = 'missing' | 'loading' | 'complete';

export async function demoState(maintain: pg.Pool): Promise<{ state: DemoState; companyId: string | undefined }> {
  const { rows } = await maintain.query<{ id: string; state: DemoState | null }>(`select id, policy ->> 'demo' as state from kernel.company where code = $1`, [companyCode]);
  const row = rows[0];
  return row ? { state: row.state ?? 'complete', companyId: row.id } : { state: 'missing', companyId: undefined };
}

/** Frees the code and the logins for the next attempt. */
export async function putAside(maintain: pg.Pool, companyId: string, logins: readonly string[]): Promise<void> {
  const client = await maintain.connect();
  try {
    await client.query('begin');
    await client.query(`update kernel.company set code = 'X' || id, state = 'deleting' where id = $1`, [companyId]);
    await client.query(`update access."user" set login = left(login, 20) || '.' || id, active = false where login = any ($1)`, [logins]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

/** The last statement of the load. It waits for the disk, and with it everything written before. */
export async function markComplete(maintain: pg.Pool, companyId: string): Promise<void> {
  await maintain.query(`update kernel.company set policy = policy || '{"demo": "complete"}' where id = $1`, [companyId]);
}
