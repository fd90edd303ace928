/** Whatever kind of document the register knows has a page, so that no drill-down and no trace ends at 「没有这一页」. */
import { expect, it } from 'vitest';
import { testDatabase } from '../../../tools/test-database.ts';
import { documentPath } from '../record/paths.ts';
import { matchPage } from './page-match.ts';
import { pages } from './routes.tsx';

it('every kind of document opens', async () => {
  const database = await testDatabase('document_kinds');
  const { rows } = await database.pools.maintain.query<{ kind: string }>('select kind from documents.kind order by kind');
  await database.close();
  const kinds = rows.map((row) => row.kind);
  expect(kinds).toEqual(expect.arrayContaining(['ledger/voucher', 'ledger/revaluation', 'sales/sales-order']));
  expect(kinds.filter((kind) => matchPage(pages, documentPath(kind, '17')) === undefined)).toEqual([]);
});
