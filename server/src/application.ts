/** Puts the parts together: pools → runtime → HTTP server with routes, session and the built web. Used by main and by tests. */
import { existsSync } from 'node:fs';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Clock, systemClock } from './kernel/clock.ts';
import type { Pools } from './kernel/database/connect.ts';
import { openFileStore } from './kernel/files/file-store.ts';
import { createHttp, signedIn } from './kernel/http.ts';
import { createIdentity } from './kernel/identity.ts';
import { createRegistry } from './kernel/registry.ts';
import type { Runtime } from './kernel/run-command.ts';
import { modules } from './modules.ts';
import { cookieName, sessionRoutes } from './modules/access/session/session.routes.ts';
import { authenticate } from './modules/access/session/session.store.ts';
import { attachmentRoutes } from './modules/foundation/attachment/attachment.routes.ts';
import { companyRoutes } from './modules/foundation/company/company.routes.ts';

export type Log = (entry: Record<string, unknown>) => void;

/** Ids come from a pool of their own: a command that waits for a block must not wait for a connection other commands hold. */
export const createRuntime = (pools: Pools, clock: Clock = systemClock, folder?: string): Runtime => ({
  registry: createRegistry(modules),
  writePool: pools.write,
  readPool: pools.read,
  bulk: { read: pools.readBulk, write: pools.writeBulk },
  identity: createIdentity(pools.writeBulk),
  clock,
  ...(folder === undefined ? {} : { files: openFileStore(folder), maintenance: { pool: pools.maintain, folder } }),
});

export async function createApplication(parts: { pools: Pools; runtime: Runtime; log: Log; webFolder?: string; demoAccounts?: () => Promise<unknown> }): Promise<FastifyInstance> {
  const { pools, runtime, log } = parts;
  const door = { cookieName, authenticate: (token: string | undefined, companyId: string) => authenticate(pools.auth, token, companyId) };
  const server = await createHttp({
    ...door,
    runtime,
    log,
    ready: () => pools.read.query('select 1').then(() => true, () => false),
  });
  sessionRoutes(server, pools, runtime.clock);
  companyRoutes(server, runtime, (request) => signedIn(request, door));
  attachmentRoutes(server, runtime, (request) => signedIn(request, door));
  server.get('/api/demo-accounts', async (_request, reply) => (parts.demoAccounts ? parts.demoAccounts() : reply.status(204).send()));
  if (parts.webFolder && existsSync(parts.webFolder)) await serveWeb(server, parts.webFolder);
  return server;
}

/** Hashed assets may be kept for ever; every other path that is no API call is the application's page. */
async function serveWeb(server: FastifyInstance, root: string): Promise<void> {
  await server.register(fastifyStatic, { root, maxAge: '1y', immutable: true, index: false, wildcard: true, preCompressed: true });
  const page = (reply: FastifyReply) => reply.header('cache-control', 'no-cache').sendFile('index.html', { maxAge: 0, immutable: false });
  // The folder itself is forbidden to the static files, so the front door has its own route.
  server.get('/', (_request, reply) => page(reply));
  server.setNotFoundHandler((request, reply) => {
    if (request.url.startsWith('/api/')) return reply.status(404).type('application/problem+json').send({ type: 'about:blank', status: 404, title: 'not found', code: 'not-found', message: { zh: '没有这个地址。', en: 'No such address.' }, errors: [] });
    return page(reply);
  });
}
