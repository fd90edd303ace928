// Goal: attachments and comments follow the permissions of the record they hang on, in every kind of record; contents are kept once, refused by
// what they are, and never lost between store and row. Method: a real server over a real database and a folder, people of different posts.
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/command.ts';
import { folderStore } from '../../../kernel/files/folder-store.ts';
import type { FileStore } from '../../../kernel/files/file-store.ts';
import { createHttp } from '../../../kernel/http.ts';
import { recordNouns } from '../../../kernel/record-nouns.ts';
import { runCommand, type Runtime } from '../../../kernel/run-command.ts';
import { modules } from '../../../modules.ts';
import { testCompany, type TestCompany } from '../../../test-company.ts';
import { asAdmin, backUp, restore } from '../company/company-scene.ts';
import { backupPlanWith } from '../company/backup-plan.ts';
import { setUpCompany } from '../company/set-up.ts';
import { testDatabase } from '../../../../../tools/test-database.ts';
import { createRuntime } from '../../../application.ts';
import { sweepAttachments } from './attachment.files.ts';
import { attachmentRoutes } from './attachment.routes.ts';

const folder = mkdtempSync(join(tmpdir(), 'millwright-attachments-'));
const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(2000, 3)]);
const pdf = Buffer.from('%PDF-1.4\n1 0 obj\n');
let company: TestCompany;
let runtime: Runtime;
let store: FileStore;
let server: FastifyInstance;
let item: string;
let order: string;
let people: Record<string, Actor>;

beforeAll(async () => {
  company = await testCompany('attachments');
  store = folderStore(join(folder, 'store'));
  runtime = { ...company.runtime, files: store };
  item = await company.item('M-1');
  order = (await company.run('purchasing/purchase-order.save', { supplier: company.supplierId, day: '2026-06-01', lines: [{ item, quantity: '1', priceWithTax: '11.3', dueDay: '2026-06-20' }] })).output.id;
  people = {
    chief: company.chief,
    engineer: company.actor('planner', ['engineering/*', 'foundation/history.view']),
    viewer: company.actor('seller', ['engineering/item.view']),
    writer: company.actor('foreman', ['engineering/item.save']),
    buyer: company.actor('buyer', ['purchasing/*']),
  };
  server = await createHttp({ runtime, cookieName: 'sid', log: (entry) => { throw new Error(String(entry['stack'] ?? entry['message'])); }, ready: async () => true, authenticate: async (token) => people[token ?? ''] });
  attachmentRoutes(server, runtime, async (request) => {
    const actor = people[request.cookies['sid'] ?? ''];
    if (!actor) throw new Error('nobody');
    return { actor, companyId: String(request.headers['x-company'] ?? (request.query as Record<string, string>)['company']) };
  });
});
afterAll(async () => {
  await server?.close();
  await company?.close();
  rmSync(folder, { recursive: true, force: true });
});

type Answer = { status: number; code: string; id: string; headers: Record<string, string>; body: Buffer };
const answerOf = (reply: { statusCode: number; rawPayload: Buffer; headers: Record<string, unknown> }): Answer => {
  const body = (() => { try { return JSON.parse(reply.rawPayload.toString()); } catch { return {}; } })() as { code?: string; output?: { id: string } };
  return { status: reply.statusCode, code: body.code ?? '', id: body.output?.id ?? '', headers: reply.headers as Record<string, string>, body: reply.rawPayload };
};
async function send(who: string, noun: string, record: string, name: string, content: Buffer, key: string = randomUUID()): Promise<Answer> {
  const edge = 'millwright-boundary';
  const payload = Buffer.concat([Buffer.from(`--${edge}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: image/png\r\n\r\n`), content, Buffer.from(`\r\n--${edge}--\r\n`)]);
  return answerOf(await server.inject({ method: 'POST', url: `/api/attachments/${noun}/${record}`, cookies: { sid: who }, headers: { 'x-company': company.companyId, 'idempotency-key': key, 'content-type': `multipart/form-data; boundary=${edge}` }, payload }));
}
const fetched = async (who: string, noun: string, record: string, id: string, more = '', headers = {}): Promise<Answer> =>
  answerOf(await server.inject({ method: 'GET', url: `/api/attachments/${noun}/${record}/${id}?company=${company.companyId}${more}`, cookies: { sid: who }, headers }));
const as = (who: string): Actor => people[who] ?? company.chief;
type Listed = { rows: { id: string; name: string; mediaType: string; shown: boolean; person: string; size: number; note: string }[] };
const list = (noun: string, record: string, who = 'chief') => company.ask<Listed>('foundation/attachment.list', { noun, record }, as(who));
const contents = (): string[] => (existsSync(join(folder, 'store')) ? readdirSync(join(folder, 'store')).flatMap((letters) => readdirSync(join(folder, 'store', letters))) : []);

test('who may save the record attaches, who may view it sees, nobody else learns that it is there', async () => {
  const added = await send('engineer', 'engineering/item', item, '支架 A-1.png', png);
  expect([added.status, added.id !== '']).toEqual([200, true]);
  expect((await list('engineering/item', item, 'viewer')).rows).toMatchObject([{ id: added.id, name: '支架 A-1.png', mediaType: 'image/png', shown: true, person: 'planner', size: png.length, note: '' }]);
  expect((await send('viewer', 'engineering/item', item, 'b.png', png)).code).toBe('not-permitted');
  expect((await send('buyer', 'engineering/item', item, 'b.png', png)).code).toBe('not-permitted');
  expect(await company.refused(list('engineering/item', item, 'buyer'))).toBe('not-permitted');
  expect((await fetched('buyer', 'engineering/item', item, added.id)).status).toBe(403);
  // May save without a right to view: adds, and sees nothing.
  expect((await send('writer', 'engineering/item', item, 'c.pdf', pdf)).status).toBe(200);
  expect(await company.refused(list('engineering/item', item, 'writer'))).toBe('not-permitted');
  for (const verb of ['remove', 'restore', 'note']) expect(await company.refused(company.run(`foundation/attachment.${verb}`, { noun: 'engineering/item', record: item, id: added.id, note: 'x' }, { as: as('viewer') }))).toBe('not-permitted');
  await company.run('foundation/attachment.note', { noun: 'engineering/item', record: item, id: added.id, note: '第二版' }, { as: as('engineer') });
  expect((await list('engineering/item', item)).rows[0]).toMatchObject({ note: '第二版' });
});
test('only the kind and the record it hangs on open it; what is none is not found', async () => {
  const { id } = await send('buyer', 'purchasing/purchase-order', order, '合同.pdf', pdf);
  expect((await fetched('buyer', 'purchasing/purchase-order', order, id)).body.equals(pdf)).toBe(true);
  const other = await company.item('M-2');
  for (const [noun, record] of [['engineering/item', item], ['engineering/item', other], ['purchasing/purchase-receipt', order], ['access/user', company.chief.userId], ['planning/mrp-run', order], ['no/such', order]] as const) {
    expect((await fetched('chief', noun, record, id)).status, noun).toBe(404);
  }
  for (const [noun, record] of [['engineering/item', order], ['purchasing/purchase-order', item], ['ledger/voucher', order], ['foundation/history', item]] as const) {
    expect((await send('chief', noun, record, 'a.png', png)).status, noun).toBe(404);
    expect(await company.refused(list(noun, record)), noun).toBe('not-found');
    expect(await company.refused(company.run('foundation/comment.add', { noun, record, text: 'x' })), noun).toBe('not-found');
  }
});
test('every document and master can carry them: asked for an unknown record, each answers that it is not there', async () => {
  const records = recordNouns(modules);
  expect(records.names.length).toBeGreaterThan(25);
  for (const noun of records.names) {
    expect(await company.refused(list(noun, '999999999')), noun).toBe('not-found');
    expect(await company.refused(company.run('foundation/comment.add', { noun, record: '999999999', text: 'x' })), noun).toBe('not-found');
  }
  for (const [noun, record] of [['purchasing/supplier', company.supplierId], ['sales/customer', company.customerId], ['inventory/warehouse', company.warehouseId], ['foundation/unit', company.unitId]] as const) {
    await company.run('foundation/comment.add', { noun, record, text: '可以' });
  }
  expect(await company.refused(list('sales/customer', company.supplierId))).toBe('not-found');
});
test('another company sees nothing of it, with the same ids', async () => {
  const { id } = await send('chief', 'engineering/item', item, '另.pdf', Buffer.from('%PDF-1.4 other'));
  const next = await setUpCompany(company.database.pools.maintain, runtime.identity, {
    code: 'T2', name: '另一家', firstPeriod: 202601 as never, periodCount: 12, calendar: [], roles: [{ code: 'all', name: '全部', permissions: ['*'] }], people: [], members: [{ userId: company.chief.userId, roles: ['all'] }],
  });
  const there = (name: string, input: object) => company.refused(runCommand(runtime, { name, companyId: next.companyId, actor: company.chief, input }));
  expect(await there('foundation/attachment.remove', { noun: 'engineering/item', record: item, id })).toBe('not-found');
  expect(await there('foundation/comment.add', { noun: 'engineering/item', record: item, text: 'x' })).toBe('not-found');
  const reply = await server.inject({ method: 'GET', url: `/api/attachments/engineering/item/${item}/${id}?company=${next.companyId}`, cookies: { sid: 'chief' } });
  expect(reply.statusCode).toBe(404);
});
test('a hash is no permission: the command that names one is not offered to requests', async () => {
  const reply = await server.inject({ method: 'POST', url: '/api/commands/foundation/attachment.add', cookies: { sid: 'chief' }, headers: { 'x-company': company.companyId }, payload: { noun: 'engineering/item', record: item, hash: 'a'.repeat(64), name: 'x', mediaType: 'image/png', size: 1 } });
  expect([reply.statusCode, reply.json<{ code: string }>().code]).toEqual([404, 'unknown-operation']);
});
test('the same content lies there once, hangs on a record once, and a repeated click attaches once', async () => {
  const drawing = Buffer.concat([png, Buffer.from('once')]);
  const before = contents().length;
  const key = randomUUID();
  const first = await send('chief', 'engineering/item', item, '图.png', drawing, key);
  expect((await send('chief', 'engineering/item', item, '图.png', drawing, key)).id).toBe(first.id);
  const again = await send('chief', 'engineering/item', item, '别名.png', drawing);
  expect([again.status, again.code]).toEqual([422, 'attached-already']);
  expect((await send('chief', 'purchasing/purchase-order', order, '图.png', drawing)).status).toBe(200);
  expect(contents().length).toBe(before + 1);
});
test('programs, empty and too large files are refused with a sentence, and none is kept', async () => {
  const before = contents().length;
  const refused = async (name: string, content: Buffer) => { const { status, code } = await send('chief', 'engineering/item', item, name, content); return [status, code]; };
  expect(await refused('图纸.png', Buffer.from('MZ\x90\0\x03', 'latin1'))).toEqual([422, 'file-refused']);
  expect(await refused('run.bat', Buffer.from('del *'))).toEqual([422, 'file-refused']);
  expect(await refused('空.png', Buffer.alloc(0))).toEqual([422, 'file-empty']);
  await asAdmin(company.database, (client) => client.query(`update kernel.company set policy = policy || '{"attachmentMegabytesMax": 1}' where id = $1`, [company.companyId]));
  expect(await refused('大.png', Buffer.alloc(1024 * 1024 + 1, 1))).toEqual([413, 'file-too-large']);
  await asAdmin(company.database, (client) => client.query(`update kernel.company set policy = policy - 'attachmentMegabytesMax' where id = $1`, [company.companyId]));
  expect((await send('chief', 'engineering/item', item, '大.png', Buffer.alloc(1024 * 1024 + 1, 1))).status).toBe(200);
  expect(await refused('很大.png', Buffer.alloc(25 * 1024 * 1024 + 1, 1))).toEqual([413, 'file-too-large']);
  expect(contents().length).toBe(before + 1);
});
test('only pictures and PDF are shown, in a policy that lets nothing run; html and svg come down as bytes', async () => {
  const page = await send('chief', 'engineering/item', item, '../说明.html', Buffer.from('<script>alert(1)</script>'));
  const shown = await fetched('chief', 'engineering/item', item, page.id, '&show=1');
  expect(shown.headers).toMatchObject({
    'content-type': 'application/octet-stream', 'x-content-type-options': 'nosniff', 'content-disposition': `attachment; filename="__.html"; filename*=UTF-8''${encodeURIComponent('说明.html')}`,
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox",
  });
  const picture = await send('chief', 'engineering/item', item, '照.svg', Buffer.concat([png, Buffer.from('<svg onload=alert(1)>')]));
  const drawn = await fetched('chief', 'engineering/item', item, picture.id, '&show=1');
  expect([drawn.headers['content-type'], drawn.headers['content-disposition']?.slice(0, 7), drawn.headers['content-security-policy']?.endsWith('sandbox')]).toEqual(['image/png', 'inline;', true]);
  expect((await fetched('chief', 'engineering/item', item, picture.id)).headers['content-disposition']?.slice(0, 10)).toBe('attachment');
  expect((await fetched('chief', 'engineering/item', item, picture.id, '', { 'if-none-match': drawn.headers['etag'] })).status).toBe(304);
});
test('removed is gone for all, can be taken back for a day, and history tells it in order', async () => {
  const record = await company.item('M-3');
  const of = { noun: 'engineering/item', record };
  const { id } = await send('engineer', of.noun, record, '旧图.pdf', pdf);
  const act = (verb: string) => company.run(`foundation/attachment.${verb}`, { ...of, id }, { as: as('engineer') });
  await act('remove');
  expect((await list(of.noun, record)).rows).toEqual([]);
  expect((await fetched('engineer', of.noun, record, id)).status).toBe(404);
  expect(await company.refused(act('remove'))).toBe('not-found');
  await act('restore');
  expect(await company.refused(act('restore'))).toBe('not-found');
  await act('remove');
  const again = await send('engineer', of.noun, record, '新名.pdf', pdf);
  expect(await company.refused(act('restore'))).toBe('attached-already');
  await company.run('foundation/attachment.remove', { ...of, id: again.id });
  await asAdmin(company.database, (client) => client.query(`update foundation.attachment set removed_at = now() - interval '25 hours' where id = $1`, [id]));
  expect(await company.refused(act('restore'))).toBe('removed-for-good');
  const { output: { id: comment } } = await company.run('foundation/comment.add', { ...of, text: '请看新图' }, { as: as('viewer') });
  await company.run('foundation/comment.remove', { ...of, id: comment }, { as: as('viewer') });
  const { rows } = await company.ask<{ rows: { command: string; subject: string | null; person: string }[] }>('foundation/history.get', { noun: of.noun, key: record }, as('engineer'));
  expect(rows.filter(({ command }) => command !== '').reverse().map(({ command, subject, person }) => `${person} ${command} ${subject ?? ''}`)).toEqual([
    'chief engineering/item.save ', 'planner foundation/attachment.add 旧图.pdf', 'planner foundation/attachment.remove 旧图.pdf', 'planner foundation/attachment.restore 旧图.pdf',
    'planner foundation/attachment.remove 旧图.pdf', 'planner foundation/attachment.add 新名.pdf', 'chief foundation/attachment.remove 新名.pdf',
    'seller foundation/comment.add ', 'seller foundation/comment.remove ',
  ]);
  expect(JSON.stringify(rows)).not.toContain('请看新图');
  // History follows the record as well: no table is named, no record read that its own page would not show.
  const historian = { ...company.chief, permissions: new Set(['foundation/history.view', 'engineering/item.view']) };
  for (const [noun, key, code] of [['purchasing/purchase-order', order, 'not-permitted'], ['foundation/comment', comment, 'not-found'], ['engineering/item', order, 'not-found']]) {
    expect(await company.refused(company.ask('foundation/history.get', { noun, key, tables: ['foundation.comment', 'purchasing.purchase_order'] }, historian)), noun).toBe(code);
  }
});
test('people talk about a record: all who see it, each changing only what they said themselves', async () => {
  const of = { noun: 'engineering/item', record: await company.item('M-4') };
  const say = async (who: string, text: string, mentions: string[] = []) => (await company.run('foundation/comment.add', { ...of, text, mentions }, { as: as(who) })).output.id;
  const first = await say('viewer', '孔位对吗？@planner', [as('engineer').userId, '12345']);
  const second = await say('engineer', '对，按 B 版');
  type Talk = { rows: { id: string; text: string; author: { name: string }; editedAt: string | null; mentions: { name: string }[] }[]; count: number };
  const talk = (who: string) => company.ask<Talk>('foundation/comment.list', of, as(who));
  expect(await talk('engineer')).toMatchObject({ count: 2, rows: [{ id: first, author: { name: 'seller' }, mentions: [{ name: 'planner' }], editedAt: null }, { id: second, text: '对，按 B 版', mentions: [] }] });
  expect(await company.refused(talk('buyer'))).toBe('not-permitted');
  expect(await company.refused(say('buyer', 'x'))).toBe('not-permitted');
  for (const input of [{ id: first, text: '改' }, { id: first }]) {
    const verb = 'text' in input ? 'edit' : 'remove';
    expect(await company.refused(company.run(`foundation/comment.${verb}`, { ...of, ...input }, { as: as('engineer') }))).toBe('comment-of-others');
    expect(await company.refused(company.run(`foundation/comment.${verb}`, { ...of, ...input, record: item }, { as: as('viewer') }))).toBe('not-found');
  }
  await company.run('foundation/comment.edit', { ...of, id: first, text: '孔径对吗？' }, { as: as('viewer') });
  expect((await talk('viewer')).rows[0]).toMatchObject({ text: '孔径对吗？', mentions: [], editedAt: expect.any(String) });
  await company.run('foundation/comment.remove', { ...of, id: first }, { as: as('viewer') });
  expect(await talk('viewer')).toMatchObject({ count: 1, rows: [{ id: second }] });
  for (const text of ['', '   ', 'x'.repeat(2001)]) expect(await company.refused(say('viewer', text))).toBe('bad-input');
  await say('viewer', 'x'.repeat(2000));
  const offered = await company.ask<{ rows: { name: string }[] }>('foundation/comment.people', { noun: of.noun, search: 'PLAN' }, as('viewer'));
  expect(offered.rows.map(({ name }) => name)).toEqual(['planner']);
});
test('killed between store and row it leaves no row, and the content is swept once it is old; what is referred to stays', async () => {
  const lost = Buffer.concat([png, Buffer.from('killed')]);
  const record = await company.item('M-5');
  // The command never comes: as if the server had died behind the store.
  const broken: Runtime = { ...runtime, registry: { ...runtime.registry, commands: new Map([...runtime.registry.commands].map(([name, command]) => [name, name === 'foundation/attachment.add' ? { ...command, load: () => Promise.reject(new Error('killed')) } : command])) } };
  const dying = await createHttp({ runtime: broken, cookieName: 'sid', log: () => undefined, ready: async () => true, authenticate: async () => company.chief });
  attachmentRoutes(dying, broken, async () => ({ actor: company.chief, companyId: company.companyId }));
  const form = Buffer.concat([Buffer.from('--e\r\ncontent-disposition: form-data; name="file"; filename="k.png"\r\n\r\n'), lost, Buffer.from('\r\n--e--\r\n')]);
  const before = contents();
  expect((await dying.inject({ method: 'POST', url: `/api/attachments/engineering/item/${record}`, headers: { 'x-company': company.companyId, 'content-type': 'multipart/form-data; boundary=e' }, payload: form })).statusCode).toBe(500);
  await dying.close();
  const [left = ''] = contents().filter((hash) => !before.includes(hash));
  expect(left).toMatch(/^[0-9a-f]{64}$/);
  expect((await list('engineering/item', record)).rows).toEqual([]);
  const { jobs } = company.database.pools;
  expect(await sweepAttachments(store, jobs, new Date())).toBe(0);
  for (const hash of contents()) utimesSync(join(folder, 'store', hash.slice(0, 2), hash), new Date(0), new Date(0));
  expect(await sweepAttachments(store, jobs, new Date())).toBe(1);
  expect(contents().sort()).toEqual(before.sort());
});
test('a backup takes attachments and comments along, into a store that has nothing', async () => {
  const file = join(folder, 'T1.tar.gz');
  const plan = backupPlanWith(store);
  const { manifest } = await backUp(company.database, company.companyId, company.chief.userId, file, plan);
  expect(manifest.files.length).toBe(new Set(manifest.files.map(({ name }) => name)).size);
  expect(manifest.files.every(({ name, sha256 }) => name === `files/${sha256}`)).toBe(true);
  const other = await testDatabase('attachments_other');
  try {
    const there = folderStore(join(folder, 'there'));
    const restored = await restore(other, createRuntime(other.pools, company.runtime.clock), file, { plan: backupPlanWith(there) });
    const { rows } = await asAdmin(other, (client) => client.query<{ name: string; hash: string; size: string; login: string }>(`
      select a.name, a.hash, a.size, u.login from foundation.attachment as a join access."user" as u on u.id = a.created_by where a.company_id = $1 and a.removed_at is null`, [restored.companyId]));
    expect(rows.length).toBeGreaterThan(8);
    for (const row of rows) expect((await there.open(row.hash))?.size).toBe(Number(row.size));
    expect(rows.find(({ name }) => name === '支架 A-1.png')?.login).toBe('planner');
    const { rows: comments } = await asAdmin(other, (client) => client.query(`select count(*)::int as n from foundation.comment where company_id = $1`, [restored.companyId]));
    expect(comments[0].n).toBeGreaterThan(4);
    expect(await sweepAttachments(there, other.pools.jobs, new Date())).toBe(0);
  } finally {
    await other.close();
  }
});
