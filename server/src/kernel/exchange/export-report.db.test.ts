// Goal: a report's workbook is what its page shows: the same figures, the page's own narrowing, every page of a paged one, no formulas;
// for those who may see the report and nobody else. Method: real bookings through the real routes, and a paged query made for the test.
import ExcelJS from 'exceljs';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { type SalesScene, salesScene } from '../../modules/sales/sales-scene.ts';
import { runnable } from '../command.ts';
import { field, queryContract } from '../contract.ts';
import { createHttp } from '../http.ts';
import { exportReport } from './export-report.ts';

let scene: SalesScene;
let server: FastifyInstance;
beforeAll(async () => {
  scene = await salesScene('report-export');
  await scene.stock('20', '45.2');
  const people = { chief: scene.company.chief, reader: scene.company.actor('buyer', ['ledger/report.view']), stranger: scene.company.actor('buyer', ['ledger/voucher.view']) };
  server = await createHttp({ runtime: scene.company.runtime, cookieName: 'sid', log: () => undefined, ready: async () => true, authenticate: async (token) => people[token as keyof typeof people] });
});
afterAll(async () => {
  await server.close();
  await scene.close();
});

const asked = (name: string, input: object, token = 'reader', more = '') =>
  server.inject({ method: 'GET', url: `/api/export/${name}.xlsx?${new URLSearchParams({ company: scene.company.companyId, input: JSON.stringify(input) })}${more}`, cookies: { sid: token } });
const rowsOf = async (content: Buffer): Promise<unknown[][]> => {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(content as unknown as ArrayBuffer);
  const rows: unknown[][] = [];
  book.worksheets[0]?.eachRow((row) => rows.push((row.values as unknown[]).slice(1)));
  return rows;
};
const year = { fromPeriod: 202601, toPeriod: 202612, includeUnposted: true };

it('a trial balance with its totals, or its leaves only, as the page has them', async () => {
  const { rows, totals } = await scene.company.ask<{ rows: { code: string; isLeaf: boolean; debit: string }[]; totals: { debit: string } }>('ledger/report.trial-balance', year);
  const all = await rowsOf((await asked('ledger/report.trial-balance', year)).rawPayload);
  expect(all[0]).toEqual(['科目', '科目名称', '期初借方', '期初贷方', '本期借方', '本期贷方', '期末借方', '期末贷方']);
  expect(all.slice(1, -1).map((row) => [row[0], row[4]])).toEqual(rows.map((row) => [row.code, Number(row.debit)]));
  expect([all.at(-1)?.[1], all.at(-1)?.[4]]).toEqual(['合计（末级）', Number(totals.debit)]);
  expect(rows.some((row) => !row.isLeaf)).toBe(true);
  expect((await rowsOf((await asked('ledger/report.trial-balance', year, 'reader', '&view=leaves&language=en')).rawPayload)).slice(1, -1).map((row) => row[0])).toEqual(rows.filter((row) => row.isLeaf).map((row) => row.code));
});
it('the general and the detail ledger end with the balance of the trial balance', async () => {
  const account = scene.company.accountIds.get('1405.01') ?? '';
  const general = await rowsOf((await asked('ledger/report.general', { ...year, account }, 'reader', '&view=all')).rawPayload);
  const detail = await rowsOf((await asked('ledger/report.detail', { ...year, account })).rawPayload);
  // 20 at 40.00 without tax.
  expect([general.at(-1)?.[6], general.at(-1)?.[7], detail[1]?.[3], detail.at(-1)?.[3], detail.at(-1)?.[10]]).toEqual(['借', 800, '期初余额', '合计', 800]);
});
it('stock ledger and both books', async () => {
  expect((await rowsOf((await asked('inventory/report.stock-ledger', { fromPeriod: 202601, toPeriod: 202612 }, 'chief')).rawPayload)).at(-1)?.[13]).toBe(800);
  expect((await rowsOf((await asked('inventory/report.books-tie', { period: 202612 }, 'chief')).rawPayload)).at(-1)?.slice(5)).toEqual([800, 800, 0]);
});
it('is for those who may see the report', async () => {
  expect((await asked('ledger/report.trial-balance', year, 'stranger')).statusCode).toBe(403);
  expect((await asked('inventory/report.stock-ledger', { fromPeriod: 202601, toPeriod: 202612 })).statusCode).toBe(403);
  expect((await asked('ledger/report.trial-balance', { fromPeriod: 1 })).statusCode).toBe(400);
  expect((await asked('ledger/report.trial-balance', { ...year, fromPeriod: 202612, toPeriod: 202601 })).statusCode).toBe(400);
  expect((await asked('ledger/entry.of-document', { documentId: '1' }, 'chief')).statusCode).toBe(404);
});
it('reads a paged report to its end in order, and leaves no text that becomes a formula', async () => {
  const contract = queryContract({ name: 'test/report.paged', title: { zh: '分页', en: 'Paged' }, permission: 'x', input: z.object({ cursor: z.string().optional(), limit: z.number().default(2) }), output: z.object({ numbers: z.array(z.number()), next: z.string().nullable() }) });
  const query = runnable(contract, async (_reader, { cursor }) => ({ numbers: [Number(cursor ?? 0), Number(cursor ?? 0) + 1], next: Number(cursor ?? 0) >= 8 ? null : String(Number(cursor ?? 0) + 2) }), {
    row: z.object({ text: field.text('文字', 'Text'), number: field.count('数', 'Number') }),
    rows: ({ numbers }, { first, last }) => [...(first ? [{ text: '@first' }] : []), ...numbers.map((number) => ({ text: `=1+${number}`, number })), ...(last ? [{ text: 'last' }] : [])],
    next: ({ next }) => next,
  });
  const chunks: Buffer[] = [];
  for await (const chunk of await exportReport(scene.company.runtime, query, { companyId: scene.company.companyId, actor: scene.company.chief, input: {}, view: '', language: 'zh' })) chunks.push(chunk as Buffer);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(Buffer.concat(chunks) as unknown as ArrayBuffer);
  const sheet = book.worksheets[0];
  const texts = sheet?.getColumn(1).values.slice(1) ?? [];
  expect(texts).toEqual(['文字', '@first', ...Array.from({ length: 10 }, (_, number) => `=1+${number}`), 'last']);
  expect([sheet?.getCell('A3').numFmt, sheet?.getCell('A3').formula]).toEqual(['@', undefined]);
});
