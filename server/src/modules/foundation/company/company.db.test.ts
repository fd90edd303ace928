/**
 * Several companies in one installation, through the real server: opened by who looks after the installation, entered only by who has a
 * role, with books that do not mix though codes and numbers are the same; backed up, downloaded, uploaded and restored as people do it.
 */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApplication, createRuntime } from '../../../application.ts';
import { type JobRunner, startJobRunner } from '../../../kernel/jobs.ts';
import type { Runtime } from '../../../kernel/run-command.ts';
import { testCompany, type TestCompany } from '../../../test-company.ts';
import { actorOf, hashPassword } from '../../access/session/session.store.ts';
import { asAdmin, breaks, figuresOf } from './company-scene.ts';

const folder = mkdtempSync(join(tmpdir(), 'millwright-company-test-'));
type Answer<Output> = { status: number; code?: string; output: Output; body: Record<string, unknown> };

describe('companies', () => {
  let a: TestCompany;
  let runtime: Runtime;
  let server: FastifyInstance;
  let runner: JobRunner;
  let b = '';
  const tokens = new Map<string, string>();

  beforeAll(async () => {
    a = await testCompany('companies');
    const { pools } = a.database;
    runtime = createRuntime(pools, a.runtime.clock, folder);
    server = await createApplication({ pools, runtime, log: () => undefined });
    runner = await startJobRunner({ jobsPool: pools.jobs, runtime, log: () => undefined, actorOf: (userId, companyId) => actorOf(pools.auth, userId, companyId) });
    const hash = await hashPassword('right');
    await pools.maintain.query('update access."user" set password_hash = $1', [hash]);
    // Everybody of the test company is an administrator of the installation; here only the chief is.
    await admin(`delete from access.installation_administrator where user_id <> ${a.chief.userId}`);
  });
  afterAll(async () => {
    await runner?.stop();
    await server?.close();
    await a?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const admin = async (text: string): Promise<void> => {
    await asAdmin(a.database, (client) => client.query(text));
  };
  const signIn = async (login: string): Promise<Record<string, unknown>> => {
    const reply = await server.inject({ method: 'POST', url: '/api/session', payload: { login, password: 'right' } });
    tokens.set(login, reply.cookies.find(({ name }) => name === 'millwright')?.value ?? '');
    return reply.json();
  };
  const send = async <Output = { id: string; jobId: string; number: string }>(kind: 'commands' | 'queries', name: string, input: unknown, company: string, login = 'chief'): Promise<Answer<Output>> => {
    if (!tokens.has(login)) await signIn(login);
    const reply = await server.inject({ method: 'POST', url: `/api/${kind}/${name}`, cookies: { millwright: tokens.get(login) ?? '' }, headers: { 'x-company': company, 'idempotency-key': randomUUID() }, payload: input as object });
    const body = reply.json() as Record<string, unknown>;
    return { status: reply.statusCode, code: body['code'] as string, output: (kind === 'commands' ? body['output'] : body) as Output, body };
  };
  const run = async (name: string, input: unknown, company: string, login = 'chief') => {
    const answer = await send('commands', name, input, company, login);
    expect(answer.body, name).toHaveProperty('output');
    return answer.output;
  };
  async function jobEnded(jobId: string, company: string): Promise<{ state: string; message: { zh: string; en: string } }> {
    for (let attempt = 0; attempt < 400; attempt += 1) {
      const { output } = await send<{ rows: { id: string; state: string; message: { zh: string; en: string } }[] }>('queries', 'foundation/job.list', {}, company);
      const job = output.rows.find(({ id }) => id === jobId);
      if (job && !['waiting', 'running'].includes(job.state)) return job;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`job ${jobId} did not end`);
  }
  /** Buys and receives ten at that price; the same codes in every company. */
  async function buyTen(company: string, price: string) {
    const unit = (await run('foundation/unit.save', { code: 'kg', name: '千克', decimals: 2 }, company)).id;
    const warehouse = (await run('inventory/warehouse.save', { code: 'W09', name: '原料仓', usage: 'raw' }, company)).id;
    const supplier = (await run('purchasing/supplier.save', { code: 'S009', name: '甬钢' }, company)).id;
    const item = (await run('engineering/item.save', { code: 'M-9', name: '板', class: 'raw', source: 'buy', unit, warehouse }, company)).id;
    const order = await run('purchasing/purchase-order.save', { supplier, day: '2026-06-01', lines: [{ item, quantity: '10', priceWithTax: price, dueDay: '2026-06-20' }] }, company);
    await run('purchasing/purchase-order.approve', { id: order.id, version: 1 }, company);
    const { output: { lines } } = await send<{ lines: { orderLine: string }[] }>('queries', 'purchasing/purchase-receipt.propose', { sourceId: order.id }, company);
    const receipt = await run('purchasing/purchase-receipt.save', { supplier, day: '2026-06-02', book: true, lines: [{ orderLine: lines[0]?.orderLine, item, warehouse, quantity: '10' }] }, company);
    await run('ledger/voucher.generate', { period: 202606 }, company);
    return { supplier, item, order, receipt, orderLine: lines[0]?.orderLine, warehouse };
  }

  it('an administrator of the installation opens one and is its administrator; nobody else is in it', async () => {
    const input = { code: 'B01', name: '二厂', firstPeriod: '2026-04' };
    expect(await send('commands', 'foundation/company.create', input, a.companyId, 'buyer')).toMatchObject({ code: 'not-installation-administrator' });
    expect(await send('commands', 'foundation/company.create', { ...input, code: 'T1' }, a.companyId)).toMatchObject({ code: 'code-taken' });
    const { jobId } = await run('foundation/company.create', input, a.companyId);
    expect(await jobEnded(jobId, a.companyId)).toMatchObject({ state: 'done', message: { zh: expect.stringContaining('二厂') } });
    // Who was signed in all the while sees it on the next page, not only after signing in anew.
    const session = (await server.inject({ method: 'GET', url: '/api/session', cookies: { millwright: tokens.get('chief') ?? '' } })).json() as { companies: { id: string; code: string; period: { period: number } }[] };
    expect(session.companies.map(({ code }) => code)).toEqual(['B01', 'T1']);
    expect(session.companies[0]?.period.period).toBe(202606);
    b = session.companies[0]?.id ?? '';
    expect((await signIn('buyer') as { companies: unknown[] }).companies).toHaveLength(1);
    const list = async (login: string) => (await send<{ rows: { code: string; member: boolean; documents: number }[]; administrator: boolean }>('queries', 'foundation/company.list', {}, a.companyId, login)).output;
    expect(await list('chief')).toMatchObject({ administrator: true, rows: [{ code: 'B01', member: true, documents: 0 }, { code: 'T1', member: true }] });
    expect(await list('buyer')).toMatchObject({ administrator: false, rows: [{ code: 'T1' }] });
  });
  it('the same codes, document and voucher numbers in both; each keeps its own books', async () => {
    const inA = await buyTen(a.companyId, '11.3');
    const inB = await buyTen(b, '22.6');
    expect(inB.receipt.number).toBe(inA.receipt.number);
    const inventory = async (company: string) => (await send<{ rows: { code: string; debit: string }[] }>('queries', 'ledger/report.trial-balance', { fromPeriod: 202606, toPeriod: 202606, includeUnposted: true }, company)).output.rows.filter(({ code }) => code.startsWith('1403')).map(({ debit }) => debit);
    expect([new Set(await inventory(a.companyId)), new Set(await inventory(b))]).toEqual([new Set(['100.00']), new Set(['200.00'])]);
    // A second person audits: number 1 in both.
    const numbers = [];
    for (const company of [a.companyId, b]) {
      const { output: { rows } } = await send<{ rows: { id: string; number: string }[] }>('queries', 'ledger/voucher.list', { filter: [], limit: 5, sort: { by: 'number', descending: false } }, company);
      await admin(`insert into access.user_role (company_id, user_id, role_id) select company_id, ${a.userIds.get('auditor')}, id from access.role where company_id = ${company} on conflict do nothing`);
      await signIn('auditor');
      await run('ledger/voucher.audit', { ids: [rows[0]?.id] }, company, 'auditor');
      numbers.push((await send<{ rows: { number: string }[] }>('queries', 'ledger/voucher.list', { filter: [], limit: 5, sort: { by: 'number', descending: false } }, company)).output.rows[0]?.number);
    }
    expect(numbers).toEqual(['记-0001', '记-0001']);
    expect(await breaks(a.database)).toEqual([]);
  });
  it('whoever has no role in it neither reads nor writes it, by no trick with ids', async () => {
    const inB = await send<{ rows: { id: string; kind: string; version: number }[] }>('queries', 'purchasing/purchase-receipt.list', { filter: [], limit: 5, sort: { by: 'number', descending: false } }, b);
    const receipt = inB.output.rows[0]?.id ?? '';
    const suppliers = await send<{ rows: { id: string }[] }>('queries', 'purchasing/supplier.lookup', { search: 'S009', limit: 5 }, b);
    const supplier = suppliers.output.rows[0]?.id;
    const before = await figuresOf(a.database, b);
    // Named directly.
    expect(await send('queries', 'foundation/unit.list', { filter: [], limit: 5, sort: { by: 'code', descending: false } }, b, 'buyer')).toMatchObject({ status: 403, code: 'company-unavailable' });
    expect(await send('commands', 'foundation/unit.save', { code: 'evil', name: 'evil', decimals: 0 }, b, 'buyer')).toMatchObject({ status: 403, code: 'company-unavailable' });
    for (const trick of [`${a.companyId},${b}`, `${b} `, `0${b}`, `${a.companyId} or true`, '']) expect((await send('queries', 'foundation/job.list', {}, trick, 'buyer')).status, trick).toBe(403);
    const asked = await server.inject({ method: 'POST', url: `/api/queries/foundation/job.list?company=${b}`, cookies: { millwright: tokens.get('buyer') ?? '' }, headers: { 'x-company': a.companyId }, payload: { companyId: b, company: b } });
    expect(JSON.stringify(asked.json())).not.toContain(b);
    // Ids of the other company under one's own.
    expect(await send('queries', 'purchasing/purchase-receipt.get', { id: receipt }, a.companyId, 'buyer')).toMatchObject({ code: 'not-found' });
    expect((await send('commands', 'purchasing/purchase-receipt.reverse', { id: receipt, version: 1, day: '2026-06-12' }, a.companyId, 'buyer')).status).not.toBe(200);
    expect((await send('commands', 'purchasing/purchase-order.save', { supplier, day: '2026-06-01', lines: [{ item: '1', quantity: '10', priceWithTax: '1', dueDay: '2026-06-20' }] }, a.companyId, 'buyer')).status).not.toBe(200);
    expect(await send('queries', 'foundation/history.get', { noun: 'purchasing/purchase-receipt', key: receipt }, a.companyId, 'buyer')).toMatchObject({ code: 'not-found' });
    // The write role itself, with the company of its transaction set to A.
    const writer = await a.database.pools.write.connect();
    await writer.query('begin');
    await writer.query("select set_config('millwright.company', $1, true), set_config('millwright.user', $2, true)", [a.companyId, a.chief.userId]);
    expect((await writer.query('select 1 from documents.document where company_id = $1', [b])).rowCount).toBe(0);
    expect((await writer.query("update foundation.unit set name = 'evil' where company_id = $1", [b])).rowCount).toBe(0);
    await expect(writer.query(`insert into foundation.unit (company_id, id, code, name, search) values (${b}, 5, 'x', 'x', '')`)).rejects.toThrow(/row-level security/);
    await writer.query('rollback');
    writer.release();
    expect(await figuresOf(a.database, b)).toEqual(before);
  });
  it('is backed up by who may, downloaded by who may, and restored under a new code; roles in a company give no right to', async () => {
    await admin(`update access.role set permissions = array_append(permissions, '!foundation/company.back-up') where company_id = ${b}`);
    await admin(`update access.role set permissions = '{*}' where company_id = ${a.companyId}`);
    const { jobId } = await run('foundation/company.back-up', {}, a.companyId);
    expect(await jobEnded(jobId, a.companyId)).toMatchObject({ state: 'done' });
    const { output: { rows: [backup] } } = await send<{ rows: { id: string; fileName: string; bytes: number }[] }>('queries', 'foundation/company.backups', {}, a.companyId);
    expect(readdirSync(join(folder, 'backups'))).toEqual([backup?.fileName]);
    expect([statSync(join(folder, 'backups')).mode & 0o777, statSync(join(folder, 'backups', backup?.fileName ?? '')).mode & 0o777]).toEqual([0o700, 0o600]);
    const get = (id: string, company: string, login: string) => server.inject({ method: 'GET', url: `/api/company-backups/${id}?company=${company}`, cookies: { millwright: tokens.get(login) ?? '' } });
    const download = await get(backup?.id ?? '', a.companyId, 'chief');
    expect([download.statusCode, download.rawPayload.length]).toEqual([200, backup?.bytes]);
    await signIn('chief');
    // Another company's id, no permission, a path, nobody.
    expect((await get(backup?.id ?? '', b, 'chief')).statusCode).toBe(403);
    await admin(`update access.role set permissions = '{*}' where company_id = ${b}`);
    await signIn('chief');
    expect((await get(backup?.id ?? '', b, 'chief')).statusCode).toBe(404);
    expect((await get('..%2Fsecrets.json', a.companyId, 'chief')).statusCode).toBe(404);
    expect((await get(backup?.id ?? '', a.companyId, 'nobody')).statusCode).toBe(401);

    const boundary = 'millwright-boundary';
    const upload = async (content: Buffer, login: string) => server.inject({
      method: 'POST', url: '/api/company-backups', cookies: { millwright: tokens.get(login) ?? '' }, headers: { 'x-company': a.companyId, 'content-type': `multipart/form-data; boundary=${boundary}` },
      payload: Buffer.concat([Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="b.tar.gz"\r\ncontent-type: application/gzip\r\n\r\n`), content, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    });
    const sent = (await upload(download.rawPayload, 'chief')).json() as { upload: string };
    expect(await send('commands', 'foundation/company.restore', { upload: '0'.repeat(64) }, a.companyId)).toMatchObject({ code: 'upload-gone' });
    expect(await send('commands', 'foundation/company.restore', { ...sent, code: 'B01' }, a.companyId)).toMatchObject({ code: 'code-taken' });
    expect(await send('commands', 'foundation/company.restore', { ...sent, code: 'T1-2' }, a.companyId, 'buyer')).toMatchObject({ code: 'not-installation-administrator' });
    const started = await run('foundation/company.restore', { ...sent, fileName: 'b.tar.gz', code: 'T1-2', name: '测试公司副本' }, a.companyId);
    expect(await jobEnded(started.jobId, a.companyId)).toMatchObject({ state: 'done', message: { zh: expect.stringContaining('账簿核对相符'), en: expect.stringContaining('the books tie') } });
    const session = await signIn('chief') as { companies: { id: string; code: string }[] };
    const copy = session.companies.find(({ code }) => code === 'T1-2')?.id ?? '';
    expect({ ...(await figuresOf(a.database, copy)), history: [] }).toEqual({ ...(await figuresOf(a.database, a.companyId)), history: [] });
    expect((await run('foundation/unit.save', { code: 'after', name: '之后', decimals: 0 }, copy)).id).toMatch(/^\d+$/);

    const damaged = (await upload(download.rawPayload.subarray(0, 5000), 'chief')).json() as { upload: string };
    const broken = await run('foundation/company.restore', { ...damaged, code: 'T1-3' }, a.companyId);
    expect(await jobEnded(broken.jobId, a.companyId)).toMatchObject({ state: 'failed', message: { zh: expect.stringContaining('备份文件损坏'), en: expect.stringContaining('damaged') } });
    expect(await breaks(a.database)).toEqual([]);
  });
});
