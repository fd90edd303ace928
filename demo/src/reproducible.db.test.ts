// Goal: two loads of the same days give the same documents, numbers, quantities and values to the cent.
// Method: load a fortnight into two databases and compare registers and journals, without ids and times.
import { addDays, parseDay } from '@millwright/core/primitives/plain-day';
import pg from 'pg';
import { expect, test } from 'vitest';
import { testDatabase } from '../../tools/test-database.ts';
import { loadDemo } from './load.ts';

const today = parseDay('2026-09-11');
const journal = `
  select d.kind, d.number, d.business_day::text as day, d.state, d.summary, a.code as account, l.side, l.amount, i.code as item, l.quantity
  from documents.document as d
  left join ledger.entry as e on e.company_id = d.company_id and e.document_id = d.id
  left join ledger.entry_line as l on l.company_id = e.company_id and l.period = e.period and l.entry_id = e.id
  left join ledger.account as a on a.company_id = l.company_id and a.id = l.account_id
  left join engineering.item as i on i.company_id = l.company_id and i.id = l.item_id
  order by d.kind, d.number, a.code, l.side, i.code, l.amount, l.quantity`;

async function loaded(name: string): Promise<unknown[]> {
  const database = await testDatabase(name);
  const client = new pg.Client({ connectionString: database.urls.admin });
  try {
    await loadDemo(database.pools, { today, from: addDays(today, -11) });
    await client.connect();
    return (await client.query(journal)).rows;
  } finally {
    await client.end();
    await database.close();
  }
}

test('the same days load the same way twice', async () => {
  const first = await loaded('demo_first');
  expect(first.length).toBeGreaterThan(500);
  expect(await loaded('demo_second')).toEqual(first);
}, 400_000);
