// Goal: the routes answer who may, refuse who may not, and limit what they read. Method: a real server over a real database,
// signed in by a token that stands for a person.
import { createHash } from 'node:crypto';
import ExcelJS from 'exceljs';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestCompany, testCompany } from '../../test-company.ts';
import { createHttp } from '../http.ts';

let company: TestCompany;
let server: FastifyInstance;
beforeAll(async () => {
  company = await testCompany('exchange-routes');
  const people = { chief: company.chief, viewer: company.actor('buyer', ['engineering/item.view']), exporter: company.actor('buyer', ['engineering/item.view', 'engineering/item.export']) };
  server = await createHttp({
    runtime: company.runtime, cookieName: 'sid', log: () => undefined, ready: async () => true,
    authenticate: async (token) => people[token as keyof typeof people],
  });
});
afterAll(async () => {
  await server.close();
  await company.close();
});

const workbook = async (rows: unknown[][]): Promise<Buffer> => {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('物料');
  for (const row of rows) sheet.addRow(row);
  return Buffer.from(await book.xlsx.writeBuffer());
};
const boundary = 'millwright-boundary';
const form = (content: Buffer): Buffer => Buffer.concat([Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="items.xlsx"\r\ncontent-type: application/octet-stream\r\n\r\n`), content, Buffer.from(`\r\n--${boundary}--\r\n`)]);
const send = (content: Buffer, query: string, token = 'chief', headers: Record<string, string> = {}) =>
  server.inject({ method: 'POST', url: `/api/imports/engineering/item?${query}`, cookies: { sid: token }, headers: { 'x-company': company.companyId, 'content-type': `multipart/form-data; boundary=${boundary}`, ...headers }, payload: form(content) });
const fetched = (url: string, token = 'chief') => server.inject({ method: 'GET', url, cookies: { sid: token } });
const rows = [['编码', '名称', '类别', '来源', '单位'], ['P-1', '侧板', '钣金', '自制', 'pcs'], ['P-2', '=1+1', '钣金', '自制', 'pcs']];

test('a template is a workbook with a Chinese file name', async () => {
  const reply = await fetched(`/api/templates/engineering/item.xlsx?company=${company.companyId}`);
  expect([reply.statusCode, reply.headers['content-disposition']]).toEqual([200, `attachment; filename="export.xlsx"; filename*=UTF-8''${encodeURIComponent('物料引入模板.xlsx')}`]);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(reply.rawPayload as unknown as ArrayBuffer);
  expect(book.worksheets[0]?.name).toBe('物料');
  expect((await fetched(`/api/templates/engineering/item.xlsx?company=${company.companyId}`, 'viewer')).statusCode).toBe(403);
  expect((await fetched(`/api/templates/engineering/nothing.xlsx?company=${company.companyId}`)).statusCode).toBe(404);
  expect((await fetched(`/api/templates/engineering/item.xlsx?company=${company.companyId}`, 'stranger')).statusCode).toBe(401);
});

test('an upload is named by its content, the same for the same content', async () => {
  const content = await workbook(rows);
  const first = await send(content, '');
  expect([first.statusCode, first.json()]).toEqual([200, { upload: createHash('sha256').update(content).digest('hex') }]);
  expect((await send(content, '')).json()).toEqual(first.json());
  expect((await fetched(`/api/imports/problems/1.xlsx?company=${company.companyId}`)).statusCode).toBe(404);
});

test('who may not import, and what is no file', async () => {
  expect((await send(await workbook(rows), '', 'viewer')).statusCode).toBe(403);
  const bare = await server.inject({ method: 'POST', url: '/api/imports/engineering/item', cookies: { sid: 'chief' }, headers: { 'x-company': company.companyId }, payload: {} });
  expect(bare.statusCode).toBe(400);
  const withoutCompany = await server.inject({ method: 'POST', url: `/api/imports/engineering/item?company=${company.companyId}`, cookies: { sid: 'chief' }, headers: { 'content-type': `multipart/form-data; boundary=${boundary}` }, payload: form(await workbook(rows)) });
  expect(withoutCompany.statusCode).toBe(403);
  expect((await send(Buffer.alloc(51 * 1024 * 1024, 1), '')).statusCode).toBe(413);
});

test('an export needs its own permission and holds exactly the filter', async () => {
  await company.item('P-1');
  await company.item('P-2', { name: '=1+1' });
  const url = (filter: unknown[]) => `/api/export/engineering/item.list.xlsx?${new URLSearchParams({ company: company.companyId, input: JSON.stringify({ filter }), language: 'en' })}`;
  expect((await fetched(url([]), 'viewer')).statusCode).toBe(403);
  const reply = await fetched(url([{ field: 'code', operator: 'is', value: 'P-2' }]), 'exporter');
  expect(reply.statusCode).toBe(200);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(reply.rawPayload as unknown as ArrayBuffer);
  const sheet = book.worksheets[0];
  expect([sheet?.rowCount, sheet?.getCell('A1').value, sheet?.getCell('A2').value, sheet?.getCell('B2').value, sheet?.getCell('B2').type]).toEqual([2, 'Code', 'P-2', '=1+1', ExcelJS.ValueType.String]);
  expect((await fetched(`/api/export/engineering/item.get.xlsx?company=${company.companyId}`)).statusCode).toBe(404);
  expect((await fetched(`/api/export/engineering/item.list.xlsx?company=${company.companyId}&input={`)).statusCode).toBe(400);
  expect([...company.runtime.registry.permissions.keys()]).toContain('engineering/item.export');
});
