// Goal: both stores keep a content once under its hash, give it back byte by byte, and say how old it is; the S3 one signs what it asks.
// Method: the same story over a folder and over a small S3 written here, which computes every signature by itself and refuses a wrong one.
import { createHash, createHmac } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FileStore, openFileStore } from './file-store.ts';
import { folderStore } from './folder-store.ts';
import { s3Store } from './s3-store.ts';
import { sweepFiles, unreferredKeptMs } from './sweep-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'millwright-files-test-'));
const sha256 = (content: Buffer | string): string => createHash('sha256').update(content).digest('hex');
const secret = 'quite-secret';
const objects = new Map<string, { content: Buffer; at: Date }>();
let server: Server;
let address: string;
const pageSize = 2;

/** Signature version 4 as its description has it, written without the library the store signs with. */
function signature(method: string, url: URL, headers: Record<string, string>, authorization: string): string {
  const [, date = '', region = '', names = ''] = /Credential=key\/(\d{8})\/([\w-]+)\/s3\/aws4_request, ?SignedHeaders=([\w;-]+)/.exec(authorization) ?? [];
  const hmac = (key: Buffer | string, text: string): Buffer => createHmac('sha256', key).update(text).digest();
  const query = [...url.searchParams].map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).sort().join('&');
  const canonical = [method, url.pathname, query, ...names.split(';').map((name) => `${name}:${headers[name]}`), '', names, headers['x-amz-content-sha256']].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], `${date}/${region}/s3/aws4_request`, sha256(canonical)].join('\n');
  return hmac(hmac(hmac(hmac(hmac(`AWS4${secret}`, date), region), 's3'), 'aws4_request'), toSign).toString('hex');
}

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const body = Buffer.concat(pieces);
    const headers = request.headers as Record<string, string>;
    const url = new URL(request.url ?? '', 'http://s3');
    const authorization = headers['authorization'] ?? '';
    const end = (status: number, text = ''): void => void response.writeHead(status).end(text);
    if (!authorization.endsWith(`Signature=${signature(request.method ?? '', url, headers, authorization)}`)) return end(403, '<Error><Code>SignatureDoesNotMatch</Code><Message>no</Message></Error>');
    if (headers['x-amz-content-sha256'] !== sha256(body)) return end(400, '<Error><Code>XAmzContentSHA256Mismatch</Code><Message>changed</Message></Error>');
    const name = url.pathname.replace(/^\/bucket\/?/, '');
    if (request.method === 'PUT') objects.set(name, { content: body, at: new Date() });
    if (request.method === 'DELETE') objects.delete(name);
    if (request.method !== 'GET') return end(request.method === 'PUT' ? 200 : 204);
    if (name === '') {
      const names = [...objects.keys()].sort();
      const from = Number(url.searchParams.get('continuation-token') ?? 0);
      const shown = names.slice(from, from + pageSize).map((one) => `<Contents><Key>${one}</Key><LastModified>${objects.get(one)?.at.toISOString()}</LastModified></Contents>`);
      return end(200, `<ListBucketResult>${shown.join('')}${from + pageSize < names.length ? `<NextContinuationToken>${from + pageSize}</NextContinuationToken>` : ''}</ListBucketResult>`);
    }
    const found = objects.get(name);
    return found ? void response.writeHead(200, { 'content-length': found.content.length }).end(found.content) : end(404, '<Error><Code>NoSuchKey</Code></Error>');
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await new Promise((resolve) => void server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

const draft = (content: Buffer): { hash: string; file: string } => {
  const file = join(folder, 'draft');
  writeFileSync(file, content);
  return { hash: sha256(content), file };
};
const read = async (store: FileStore, hash: string): Promise<Buffer | undefined> => {
  const found = await store.open(hash);
  if (!found) return undefined;
  const pieces: Buffer[] = [];
  for await (const piece of found.content) pieces.push(piece as Buffer);
  expect(Buffer.concat(pieces).length).toBe(found.size);
  return Buffer.concat(pieces);
};
const listed = async (store: FileStore): Promise<string[]> => {
  const hashes: string[] = [];
  for await (const { hash } of store.list()) hashes.push(hash);
  return hashes.sort();
};

describe.each([
  ['a folder', () => folderStore(join(folder, 'store')), (hash: string, at: Date) => utimesSync(join(folder, 'store', hash.slice(0, 2), hash), at, at)],
  ['S3', () => s3Store({ endpoint: `${address}/`, bucket: 'bucket', key: 'key', secret, region: 'cn-east-1' }), (hash: string, at: Date) => void objects.set(`files/${hash}`, { content: objects.get(`files/${hash}`)?.content ?? Buffer.alloc(0), at })],
])('%s', (_name, open, age) => {
  it('keeps a content once, gives it back whole, and nothing for what it has not', async () => {
    const store = open();
    expect(await listed(store)).toEqual([]);
    const contents = [Buffer.from('图纸'), Buffer.alloc(3 * 1024 * 1024, 7), Buffer.from([0, 255, 10, 13])];
    for (const content of [...contents, contents[0] as Buffer]) {
      const { hash, file } = draft(content);
      await store.put(hash, file);
    }
    expect(await listed(store)).toEqual(contents.map(sha256).sort());
    for (const content of contents) expect((await read(store, sha256(content)))?.equals(content)).toBe(true);
    expect(await read(store, sha256('never'))).toBe(undefined);
    await store.remove(sha256(contents[2] as Buffer));
    await store.remove(sha256(contents[2] as Buffer));
    expect(await listed(store)).toEqual(contents.slice(0, 2).map(sha256).sort());
    await expect(store.open('../../etc/passwd')).rejects.toThrow('hash');
  });
  it('loses what nobody refers to once it is old, and nothing else; what comes again is young', async () => {
    const store = open();
    const contents = ['referred, old', 'not referred, old', 'not referred, young', 'not referred, old, put again'].map((text) => Buffer.from(text));
    for (const content of contents) await store.put(draft(content).hash, draft(content).file);
    const now = new Date();
    const old = new Date(now.getTime() - unreferredKeptMs - 1000);
    for (const index of [0, 1, 3]) age(sha256(contents[index] as Buffer), old);
    await store.put(draft(contents[3] as Buffer).hash, draft(contents[3] as Buffer).file);
    const before = await listed(store);
    const referred = new Set([sha256(contents[0] as Buffer)]);
    const asked: string[] = [];
    const removed = await sweepFiles(store, now, async (hashes) => {
      asked.push(...hashes);
      return referred;
    });
    expect([removed, asked.sort()]).toEqual([1, [sha256(contents[0] as Buffer), sha256(contents[1] as Buffer)].sort()]);
    expect(await listed(store)).toEqual(before.filter((hash) => hash !== sha256(contents[1] as Buffer)));
  });
});

it('a folder is closed to others and holds no half files', async () => {
  const { hash, file } = draft(Buffer.from('private'));
  await folderStore(join(folder, 'private')).put(hash, file);
  const parent = join(folder, 'private', hash.slice(0, 2));
  expect([statSync(parent).mode & 0o777, statSync(join(parent, hash)).mode & 0o777, readdirSync(parent)]).toEqual([0o700, 0o600, [hash]]);
  writeFileSync(join(parent, `${hash}.x.part`), 'half');
  utimesSync(join(parent, `${hash}.x.part`), new Date(0), new Date(0));
  expect(await listed(folderStore(join(folder, 'private')))).toEqual([hash]);
  expect(existsSync(join(parent, `${hash}.x.part`))).toBe(false);
});
it('S3 refuses a wrong secret and a content that is not what its hash says', async () => {
  const { file } = draft(Buffer.from('x'));
  const settings = { endpoint: address, bucket: 'bucket', key: 'key', region: 'cn-east-1' };
  await expect(s3Store({ ...settings, secret: 'wrong' }).put(sha256('x'), file)).rejects.toThrow('403');
  await expect(s3Store({ ...settings, secret }).put(sha256('y'), file)).rejects.toThrow('400');
  await expect(s3Store({ ...settings, secret: 'wrong' }).open(sha256('x'))).rejects.toThrow('SignatureDoesNotMatch');
});
it('the environment chooses, and a bucket without a key is no choice', () => {
  expect(() => openFileStore(folder, { MILLWRIGHT_FILES_S3_BUCKET: 'b', MILLWRIGHT_FILES_S3_ENDPOINT: address })).toThrow('MILLWRIGHT_FILES_S3_KEY');
  openFileStore(folder, {});
  openFileStore(folder, { MILLWRIGHT_FILES_S3_BUCKET: 'b', MILLWRIGHT_FILES_S3_ENDPOINT: address, MILLWRIGHT_FILES_S3_KEY: 'k', MILLWRIGHT_FILES_S3_SECRET: 's' });
});
