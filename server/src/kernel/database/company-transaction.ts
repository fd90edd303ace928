/**
 * A transaction of one company outside commands and queries: blocks of numbers, bulk copies, set-up, backups. Commands and queries have
 * their own (run-command.ts, run-query.ts).
 */
import type pg from 'pg';

/** One read-only snapshot, with the company set; nobody's where the program itself asks. */
export const companyReading = <Result>(pool: pg.Pool, companyId: string, userId: string | null, work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> =>
  transaction(pool, 'begin transaction isolation level repeatable read, read only', companyId, userId, work);
/** One writing transaction, with the company set. */
export const companyWriting = <Result>(pool: pg.Pool, companyId: string, userId: string | null, work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> =>
  transaction(pool, 'begin', companyId, userId, work);

async function transaction<Result>(pool: pg.Pool, begin: string, companyId: string, userId: string | null, work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(begin);
    await client.query("select set_config('millwright.company', $1, true), set_config('millwright.user', $2, true)", [companyId, userId ?? '']);
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    // A stream that was broken off leaves the connection in the middle of COPY: it is given up.
    await client.query('rollback').catch((failure: Error) => { broken = failure; });
    throw error;
  } finally {
    client.release(broken);
  }
}
