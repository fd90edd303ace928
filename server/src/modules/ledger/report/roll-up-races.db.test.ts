/** Several servers roll up the same company at the same time while people book: the mark never goes back and nothing is counted twice. */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testCompany, type TestCompany } from '../../../test-company.ts';
import { findBreaks } from '../../../verify.ts';

const [servers, seconds] = [12, 5];

describe('rolling up at the same time', () => {
  let company: TestCompany;
  let admin: pg.Client;
  const clients: pg.Client[] = [];
  beforeAll(async () => {
    company = await testCompany('roll_up_races');
    for (let count = 0; count <= servers; count += 1) {
      const client = new pg.Client({ connectionString: count === 0 ? company.database.urls.admin : company.database.urls.jobs });
      await client.connect();
      clients.push(client);
    }
    admin = clients[0] as pg.Client;
  });
  afterAll(async () => {
    await Promise.all(clients.map((client) => client.end()));
    await company.close();
  });

  it('counts every entry once', async () => {
    const until = performance.now() + seconds * 1000;
    const goesOn = (): boolean => performance.now() < until;
    const book = async (): Promise<void> => {
      while (goesOn()) {
        const { output } = await company.run('ledger/voucher.save', { day: '2026-06-10', summary: '利息', lines: [
          { summary: '利息', account: company.accountIds.get('1002.01'), debit: '1', credit: null }, { summary: '利息', account: company.accountIds.get('2241'), debit: null, credit: '1' },
        ] }, { as: company.actor('accountant', ['*']) });
        await company.run('ledger/voucher.audit', { id: output.id, version: 1 }, { as: company.actor('auditor', ['*']) });
      }
    };
    const rollUp = async (client: pg.Client): Promise<void> => { while (goesOn()) await client.query('select ledger.roll_up($1)', [company.companyId]); };
    const marks: bigint[] = [];
    const watch = async (): Promise<void> => {
      while (goesOn()) marks.push(BigInt((await admin.query<{ mark: string }>('select coalesce(max(mark::text::bigint), 0) as mark from ledger.rollup_mark')).rows[0]?.mark ?? 0));
    };
    await Promise.all([book(), book(), watch(), ...clients.slice(1).map(rollUp)]);
    expect(marks.filter((mark, index) => mark < (marks[index - 1] ?? 0n))).toEqual([]);
    expect(await findBreaks(admin)).toEqual([]);
  });
});
