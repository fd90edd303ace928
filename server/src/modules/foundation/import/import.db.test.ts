// Goal: an import is a job: it says how far it is, can be called off with nothing written, and leaves every change or every problem behind.
// Method: a real queue and runner on a real database; files through the same upload as a browser's; what was written is counted.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/command.ts';
import { keepFile } from '../../../kernel/exchange/upload.ts';
import { createHttp } from '../../../kernel/http.ts';
import { type JobRunner, startJobRunner } from '../../../kernel/jobs.ts';
import { type TestCompany, testCompany } from '../../../test-company.ts';
import type { ImportResult } from './import.contract.ts';

type Job = { id: string; title: { zh: string }; state: string; progress: number; message: { zh: string } | null; result: ImportResult | null };
let company: TestCompany;
let runner: JobRunner;
let folder: string;
beforeAll(async () => {
  company = await testCompany('import-job');
  folder = mkdtempSync(join(tmpdir(), 'millwright-import-'));
  runner = await startJobRunner({ jobsPool: company.database.pools.jobs, runtime: company.runtime, log: () => undefined, actorOf: async () => company.chief });
});
afterAll(async () => {
  await runner.stop();
  rmSync(folder, { recursive: true, force: true });
  await company.close();
});

const start = async (name: string, content: string | Buffer, dryRun: boolean, as: Actor = company.chief): Promise<string> => {
  const path = join(folder, name);
  writeFileSync(path, content);
  const upload = await keepFile(path, company.companyId, as.userId, name);
  const { output } = await company.run('foundation/import.start', { noun: 'foundation/unit', upload, fileName: name, dryRun }, { as });
  return (output as unknown as { jobId: string }).jobId;
};
const see = (id: string) => company.ask<Job>('foundation/import.get', { id });
async function until(id: string, holds: (job: Job) => boolean): Promise<Job> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    const job = await see(id);
    if (holds(job)) return job;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`job ${id} never came there`);
}
const ended = ({ state }: Job) => state !== 'waiting' && state !== 'running';
const units = async (search: string) => (await company.ask<{ total: number }>('foundation/unit.list', { search })).total;

test('a check says what is new, what changes from what to what, and keeps nothing', async () => {
  const job = await until(await start('units.csv', '编码,名称,小数位\npcs,个,2\nbox,箱,0\n', true), ended);
  expect(job).toMatchObject({ state: 'done', title: { zh: '检查引入文件计量单位：units.csv' }, message: { zh: '检查通过：新增 1，修改 1，不变 0' } });
  expect(job.result?.output?.preview).toMatchObject([
    { row: 2, key: 'pcs', action: 'change', changes: [{ label: { zh: '名称' }, old: { zh: '件' }, new: { zh: '个' } }, { label: { zh: '小数位' }, old: { zh: '0' }, new: { zh: '2' } }] },
    { row: 3, key: 'box', action: 'create', changes: [] },
  ]);
  expect(await units('box')).toBe(0);
});
test('the import itself; a file of GB18030 as Excel in China writes it', async () => {
  // 编码,名称,小数位 / ton,吨,3
  const bytes = Buffer.from('b1e0c2eb2cc3fbb3c62cd0a1cafdcebb0a746f6e2cb6d62c330a', 'hex');
  const job = await until(await start('gb.csv', bytes, false), ended);
  expect(job).toMatchObject({ state: 'done', message: { zh: '已引入：新增 1，修改 0，不变 0' } });
  expect(await units('吨')).toBe(1);
});
test('what is wrong stands with sheet, row and column, here and in a workbook to work through', async () => {
  const id = await start('bad.csv', '编码,名称,小数位\na1,甲,x\na2,,0\n', false);
  const job = await until(id, ended);
  expect(job).toMatchObject({ state: 'failed', message: { zh: '有 2 处问题，什么也没有引入' } });
  expect(job.result?.refusal?.errors.map(({ code, path }) => [code, path.slice(1)])).toEqual([['bad-number', [2, 'C']], ['required', [3, 'B']]]);
  expect(await units('a1')).toBe(0);
  const server = await createHttp({ runtime: company.runtime, cookieName: 'sid', log: () => undefined, ready: async () => true, authenticate: async (token) => (token === 'chief' ? company.chief : company.actor('buyer', ['*'])) });
  const fetched = (token: string) => server.inject({ method: 'GET', url: `/api/imports/problems/${id}.xlsx?company=${company.companyId}`, cookies: { sid: token } });
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await fetched('chief')).rawPayload as unknown as ArrayBuffer);
  const sheet = book.worksheets[0];
  expect([sheet?.rowCount, sheet?.getCell('B2').value, sheet?.getCell('C2').value, String(sheet?.getCell('D3').value)]).toEqual([3, 2, 'C', expect.stringContaining('没有填')]);
  expect((await fetched('buyer')).statusCode).toBe(404);
  await server.close();
});
test('a long one tells how many rows it has read, and called off it has written nothing', async () => {
  const lines = Array.from({ length: 120_000 }, (_, index) => `long${index},长 ${index},0`).join('\n');
  const id = await start('long.csv', `编码,名称,小数位\n${lines}\n`, false);
  const running = await until(id, (job) => /已读 \d+ 行/.test(job.message?.zh ?? '') || ended(job));
  expect(running.state).toBe('running');
  expect(running.progress).toBeGreaterThan(0);
  expect(running.progress).toBeLessThan(0.7);
  await company.run('foundation/job.cancel', { id });
  expect((await until(id, ended)).state).toBe('cancelled');
  expect(await units('long')).toBe(0);
}, 60_000);
test('what cannot be imported, and who may not', async () => {
  const upload = 'a'.repeat(64);
  expect(await company.refused(company.run('foundation/import.start', { noun: 'no/thing', upload }))).toBe('nothing-to-import');
  expect(await company.refused(company.run('foundation/import.start', { noun: 'foundation/unit', upload, fileName: 'a\ud800b.csv' }))).toBe('bad-input');
  expect(await company.refused(company.run('foundation/import.start', { noun: 'foundation/unit', upload }, { as: company.actor('buyer', ['foundation/job.*']) }))).toBe('may-not-import');
  const { output } = await company.run('foundation/import.start', { noun: 'foundation/unit', upload });
  expect((await until((output as unknown as { jobId: string }).jobId, ended)).result?.refusal?.errors.map((entry) => entry.code)).toEqual(['upload-gone']);
});
