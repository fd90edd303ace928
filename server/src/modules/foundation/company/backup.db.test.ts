/**
 * A company with receipts, reversals, vouchers and a closed period goes into a file and out of it: into another installation, where ids
 * and people mean others, and into its own under another code. Every figure is compared row by row, all invariants run over both, and work goes on.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase, type TestDatabase } from '../../../../../tools/test-database.ts';
import { createRuntime } from '../../../application.ts';
import type { Actor } from '../../../kernel/command.ts';
import { type Reply, runCommand, type Runtime } from '../../../kernel/run-command.ts';
import { runQuery } from '../../../kernel/run-query.ts';
import { testCompany, type TestCompany } from '../../../test-company.ts';
import { unwatched } from '../../../kernel/backup/backup-file.ts';
import type { BackupPlan } from '../../../kernel/backup/tables.ts';
import { writeBackup } from '../../../kernel/backup/write-backup.ts';
import { backupPlan } from './backup-plan.ts';
import { JobCancelled } from '../../../kernel/jobs.ts';
import { asAdmin, backUp, breaks, figuresOf, restore } from './company-scene.ts';

const folder = mkdtempSync(join(tmpdir(), 'millwright-backup-test-'));
const file = join(folder, 'T1.tar.gz');
const code = (call: Promise<unknown>): Promise<string> => call.then(() => 'was not refused', (error: { problem?: { code: string } }) => error.problem?.code ?? String(error));

describe('backup and restore', () => {
  let company: TestCompany;
  let other: TestDatabase;
  let otherRuntime: Runtime;
  let receipts: string[];
  let orderLine: string;
  let item: string;

  beforeAll(async () => {
    company = await testCompany('backup');
    const clerk = company.actor('accountant', ['*']);
    const auditor = company.actor('auditor', ['*']);
    item = await company.item('M-1');
    const { output: order } = await company.run('purchasing/purchase-order.save', { supplier: company.supplierId, day: '2026-05-01', lines: [{ item, quantity: '100', priceWithTax: '11.3', dueDay: '2026-06-20' }] });
    await company.run('purchasing/purchase-order.approve', { id: order.id, version: 1 });
    orderLine = (await company.ask<{ lines: { orderLine: string }[] }>('purchasing/purchase-receipt.propose', { sourceId: order.id })).lines[0]?.orderLine ?? '';
    receipts = [];
    for (const day of ['2026-05-04', '2026-05-05', '2026-06-02', '2026-06-03']) {
      receipts.push((await company.run('purchasing/purchase-receipt.save', { supplier: company.supplierId, day, book: true, lines: [{ orderLine, item, warehouse: company.warehouseId, quantity: '10' }] })).output.id);
    }
    await company.run('purchasing/purchase-receipt.reverse', { id: receipts[3], version: 1, day: '2026-06-04' });
    await company.run('ledger/voucher.generate', { period: 202605 }, { as: clerk });
    const { rows } = await company.ask<{ rows: { id: string }[] }>('ledger/voucher.list', { filter: [], limit: 50, sort: { by: 'number', descending: false } });
    await company.run('ledger/voucher.audit', { ids: rows.map(({ id }) => id) }, { as: auditor });
    await company.run('ledger/voucher.post', { ids: rows.map(({ id }) => id) }, { as: auditor });
    for (const period of [202601, 202602, 202603, 202604, 202605]) for (const area of ['trade', 'stock', 'inventory-cost', 'receivable-payable', 'ledger']) await company.run('ledger/period.close', { period, area });
    await asAdmin(company.database, (client) => client.query('select ledger.roll_up($1)', [company.companyId]));
    await company.database.pools.maintain.query(`update access."user" set password_hash = '$argon2id$secret'`);
    other = await testDatabase('backup_other');
    otherRuntime = createRuntime(other.pools, company.runtime.clock);
    // The same ids mean other people here, and one login is there already.
    const strangers = await otherRuntime.identity.nextIds(900);
    expect(strangers).toContain(company.chief.userId);
    await other.pools.maintain.query(`insert into access."user" (id, login, name, password_hash) select n, 'stranger' || n, 'x', '!' from unnest($1::bigint[]) as n`, [strangers]);
    await other.pools.maintain.query(`insert into access."user" (id, login, name, password_hash) values (77, 'keeper', '库管', '!')`);
  });
  afterAll(async () => {
    await company?.close();
    await other?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const as = (runtime: Runtime, companyId: string, actor: Actor) => ({
    run: (name: string, input: unknown) => runCommand(runtime, { name, companyId, actor, input, idempotencyKey: randomUUID() }) as Promise<Reply & { output: { id: string; number: string } }>,
    ask: <Output>(name: string, input: unknown) => runQuery(runtime, { name, companyId, actor, input }) as Promise<Output>,
  });
  /** Receives again, takes an old receipt back, and the books still tie. */
  async function goOn(database: TestDatabase, runtime: Runtime, companyId: string, userId: string): Promise<void> {
    const work = as(runtime, companyId, { userId, userName: 'chief', permissions: new Set(['*']) });
    const before = await asAdmin(database, async (client) => (await client.query('select max(number) as number from documents.document where company_id = $1 and kind = $2', [companyId, 'purchasing/purchase-receipt'])).rows[0].number as string);
    const { output } = await work.run('purchasing/purchase-receipt.save', { supplier: company.supplierId, day: '2026-06-10', book: true, lines: [{ orderLine, item, warehouse: company.warehouseId, quantity: '5' }] });
    expect(output.number > before).toBe(true);
    await work.run('purchasing/purchase-receipt.reverse', { id: receipts[2], version: 1, day: '2026-06-12' });
    expect(await code(work.run('purchasing/purchase-receipt.reverse', { id: receipts[3], version: 2, day: '2026-06-12' }))).not.toBe('was not refused');
    expect(await code(work.run('purchasing/purchase-receipt.save', { supplier: company.supplierId, day: '2026-05-20', book: true, lines: [{ orderLine, item, warehouse: company.warehouseId, quantity: '5' }] }))).toBe('period-closed');
    expect(await breaks(database)).toEqual([]);
  }

  it('is one file that only its owner reads, written from one snapshot while people work', async () => {
    const working = Promise.all(Array.from({ length: 12 }, (_, n) => company.item(`W-${n}`)));
    const { bytes, rows, manifest } = await backUp(company.database, company.companyId, company.chief.userId, file);
    await working;
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(bytes).toBe(statSync(file).size);
    expect(rows).toBeGreaterThan(200);
    // Four receipts of 100.00, one of them taken back in red on the same sides.
    expect(manifest.figures).toMatchObject({ debits: '300.00', stockValue: '300.00', entries: '5' });
    const text = gunzipSync(readFileSync(file)).toString('latin1');
    expect([text.includes('purchasing/purchase-receipt.save'), text.includes('argon2id')]).toEqual([true, false]);
  });
  it('comes up in another installation with the same books, its people matched by login or added without the right to enter', async () => {
    // Another process of the same installation, with ids in hand that the company has already.
    const beside = createRuntime(other.pools, company.runtime.clock);
    const inHand = await beside.identity.nextId();
    const restored = await restore(other, otherRuntime, file, { administrator: '77' });
    expect(restored).toMatchObject({ code: 'T1', peopleKnown: 1 });
    expect(restored.peopleAdded).toContain('chief');
    const [before, after] = [await figuresOf(company.database, company.companyId), await figuresOf(other, restored.companyId)];
    // What was entered while the backup ran is in it or not; items have no figures.
    expect({ ...after, history: after.history.length > 50 }).toEqual({ ...before, history: true });
    expect(await breaks(other)).toEqual([]);
    const people = await asAdmin(other, async (client) => (await client.query(`select u.login, u.active, u.password_hash from documents.document as d join access."user" as u on u.id = d.created_by where d.company_id = $1 group by 1, 2, 3`, [restored.companyId])).rows);
    expect(people).toEqual([{ login: 'chief', active: false, password_hash: '!' }]);
    expect(await asAdmin(other, async (client) => (await client.query(`select count(*)::int as n from kernel.change_log as h where h.company_id = $1 and h.after ->> 'created_by' is not null and not exists (select 1 from access."user" as u where u.id = (h.after ->> 'created_by')::bigint and u.login in ('chief', 'keeper', 'accountant', 'auditor'))`, [restored.companyId])).rows)).toEqual([{ n: 0 }]);
    await asAdmin(other, (client) => client.query('select ledger.roll_up($1)', [restored.companyId]));
    expect((await figuresOf(other, restored.companyId)).trialBalance).toEqual(before.trialBalance);
    const { output } = await as(beside, restored.companyId, { userId: '77', userName: 'keeper', permissions: new Set(['*']) }).run('foundation/unit.save', { code: 'beside', name: '旁边', decimals: 0 });
    const { rows: [first] } = await other.pools.maintain.query<{ id: string }>('select first_id as id from kernel.company where id = $1', [restored.companyId]);
    expect(BigInt(inHand) < BigInt(first?.id ?? 0) && BigInt(output.id) > BigInt(first?.id ?? 0)).toBe(true);
    await goOn(other, otherRuntime, restored.companyId, '77');
  });
  it('comes up beside itself under another code; the two do not mix', async () => {
    const before = await figuresOf(company.database, company.companyId);
    const restored = await restore(company.database, company.runtime, file, { code: 'T1-COPY', name: '副本', administrator: company.chief.userId });
    expect(restored).toMatchObject({ code: 'T1-COPY', name: '副本', peopleAdded: [] });
    expect({ ...(await figuresOf(company.database, restored.companyId)), history: [] }).toEqual({ ...before, history: [] });
    await goOn(company.database, company.runtime, restored.companyId, company.chief.userId);
    expect(await figuresOf(company.database, company.companyId)).toEqual(before);
    expect(await code(restore(company.database, company.runtime, file))).toBe('backup-code-taken');
  });
  it('is refused when it is cut off, changed by a byte, or no backup, and nothing of it stays', async () => {
    const whole = readFileSync(file);
    const traces = () => asAdmin(other, async (client) => (await client.query(`select (select count(*) from kernel.company) as companies, (select count(*) from access."user") as people, (select count(*) from documents.document) as documents`)).rows[0] as unknown);
    const before = await traces();
    const tried = join(folder, 'tried');
    const refusal = async (bytes: Buffer): Promise<string> => {
      writeFileSync(tried, bytes);
      return code(restore(other, otherRuntime, tried, { code: 'X1' }));
    };
    for (const part of [0.02, 0.3, 0.7, 0.999]) expect(await refusal(whole.subarray(0, Math.trunc(whole.length * part)))).toBe('backup-damaged');
    for (let at = 40; at < whole.length; at += Math.trunc(whole.length / 23)) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 0x10;
      expect(await refusal(changed), `byte ${at}`).toBe('backup-damaged');
    }
    expect(await refusal(Buffer.from('PK\u0003\u0004 something else'))).toBe('backup-foreign');
    expect(await refusal(Buffer.alloc(0))).toMatch(/backup-(damaged|foreign)/);
    expect(await traces()).toEqual(before);
  });
  it('called off or losing its connection on the way leaves no company, no people, and a pool that works', async () => {
    const traces = () => asAdmin(other, async (client) => (await client.query(`select (select jsonb_agg(code) from kernel.company) as companies, (select count(*) from access."user") as people, (select count(*) from ledger.entry_line) as lines, (select count(*) from kernel.command) as commands`)).rows[0] as unknown);
    const before = await traces();
    for (const at of [3, 35, 55]) {
      let looks = 0;
      const steps = { progress: () => undefined, throwIfCancelled: () => { looks += 1; if (looks === at) throw new JobCancelled('cancelled'); } };
      await expect(restore(other, otherRuntime, file, { code: 'OFF', steps }), `look ${at}`).rejects.toThrow(JobCancelled);
    }
    const cut = restore(other, otherRuntime, file, {
      code: 'CUT',
      settle: async (client) => {
        const { rows: [inside] } = await client.query('select count(*)::integer as lines from ledger.entry_line where company_id = kernel.company_id()');
        expect(inside.lines).toBeGreaterThan(5);
        await asAdmin(other, (admin) => admin.query('select pg_terminate_backend($1)', [(client as unknown as { processID: number }).processID]));
      },
    });
    expect(await code(cut)).toMatch(/terminat|not queryable/i);
    expect(await traces()).toEqual(before);
    let parts = 0;
    const cancelled = { progress: () => undefined, throwIfCancelled: () => { parts += 1; if (parts === 20) throw new JobCancelled('cancelled'); } };
    const draft = join(folder, 'off.tar.gz');
    await expect(writeBackup({ pool: company.database.pools.maintain, companyId: company.companyId, userId: company.chief.userId, takenAt: '', file: draft, plan: backupPlan, steps: cancelled })).rejects.toThrow(JobCancelled);
    expect([existsSync(draft), existsSync(`${draft}.part`)]).toEqual([false, false]);
    for (let turn = 0; turn < 6; turn += 1) await backUp(company.database, company.companyId, company.chief.userId, join(folder, 'again.tar.gz'));
  });
  it('takes files along where there are some, under the new company, and none is lost silently', async () => {
    const kept: { companyId: string; name: string; text: string }[] = [];
    const files = (): BackupPlan => ({ ...backupPlan, files: [{
      folder: 'files',
      async *list(_client, companyId) {
        for (const name of ['aa/drawing', 'bb/photo']) {
          const bytes = Buffer.from(`${name} of ${companyId}`);
          yield { name, size: bytes.length, content: (async function* () { yield bytes; })() };
        }
      },
      async keep(companyId, { name, content }) {
        let read = '';
        for await (const piece of content) read += piece.toString();
        kept.push({ companyId, name, text: read });
      },
    }] });
    const withFiles = join(folder, 'files.tar.gz');
    await writeBackup({ pool: company.database.pools.maintain, companyId: company.companyId, userId: '', takenAt: '', file: withFiles, plan: files(), steps: unwatched });
    const restored = await restore(company.database, company.runtime, withFiles, { code: 'FILES', plan: files() });
    expect(kept).toEqual(['aa/drawing', 'bb/photo'].map((name) => ({ companyId: restored.companyId, name, text: `${name} of ${company.companyId}` })));
    // A program that keeps no files does not lose them silently.
    expect(await code(restore(company.database, company.runtime, withFiles, { code: 'FILES2' }))).toBe('backup-other-structure');
  });
  it('taken in the middle of bookings ties: each is in it with all its rows, or not at all', async () => {
    const during = join(folder, 'during.tar.gz');
    let booked = 0;
    let taken = false;
    const booking = (async () => {
      while (!taken && booked < 40) {
        await company.run('purchasing/purchase-receipt.save', { supplier: company.supplierId, day: '2026-06-11', book: true, lines: [{ orderLine, item, warehouse: company.warehouseId, quantity: '1' }] });
        booked += 1;
      }
    })();
    await new Promise((resolve) => setTimeout(resolve, 100));
    const { manifest } = await backUp(company.database, company.companyId, company.chief.userId, during);
    taken = true;
    await booking;
    expect(booked).toBeGreaterThan(1);
    // The restore runs all invariants; five entries were there before.
    const restored = await restore(company.database, company.runtime, during, { code: 'DURING' });
    expect(Number(manifest.figures['entries'])).toBeLessThanOrEqual(5 + booked);
    const [inventory] = (await figuresOf(company.database, restored.companyId)).trialBalance as string[][];
    expect([inventory?.[0], `${inventory?.[2]}.00`]).toEqual(['1403.02', manifest.figures['debits']]);
    expect(await breaks(company.database)).toEqual([]);
  });
});
