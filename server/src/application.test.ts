/** The front door: every address that is no API call is the application's page, the bare address among them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApplication, createRuntime } from './application.ts';
import type { Pools } from './kernel/database/connect.ts';

let server: FastifyInstance;
const webFolder = mkdtempSync(join(tmpdir(), 'millwright-web-'));
beforeAll(async () => {
  writeFileSync(join(webFolder, 'index.html'), '<title>page</title>');
  const pools = {} as Pools;
  server = await createApplication({ pools, runtime: createRuntime(pools), log: () => undefined, webFolder });
});
afterAll(async () => {
  await server.close();
  rmSync(webFolder, { recursive: true });
});

it.each(['/', '/?tab=1', '/sales/sales-order', '/index.html'])('%s is the page', async (url) => {
  const answer = await server.inject({ method: 'GET', url });
  expect([answer.statusCode, answer.headers['cache-control'] === undefined ? '' : answer.body]).toEqual([200, '<title>page</title>']);
});
it.each(['/api/nothing', '/api/commands/a/b'])('%s is no address', async (url) => {
  expect((await server.inject({ method: 'GET', url })).statusCode).toBe(404);
});
it('a sign-in with a character no database stores is refused before it is asked', async () => {
  const answer = await server.inject({ method: 'POST', url: '/api/session', payload: { login: 'a\u0000b', password: 'x' } });
  expect(answer.statusCode).toBe(400);
});
