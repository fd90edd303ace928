/**
 * HTTP: routes for every command and query of the registry, and nothing that decides. Cookies are httpOnly and SameSite=Strict;
 * every call must carry JSON, which a foreign page's form cannot send. Errors are problem+json; a bug answers with a short code that finds the log line.
 */
import { randomBytes } from 'node:crypto';
import fastifyCookie from '@fastify/cookie';
import fastifyHelmet from '@fastify/helmet';
import fastify, { type FastifyError, type FastifyInstance, type FastifyRequest } from 'fastify';
import type { Actor } from './command.ts';
import { exchangeRoutes } from './exchange/exchange.routes.ts';
import { openApi } from './openapi.ts';
import { kernelProblem, kernelRefusals, problem, ProblemError, render } from './refusal.ts';
import { runCommand, type Runtime } from './run-command.ts';
import { runQuery } from './run-query.ts';

/** Who is behind a request: answered by the access module from the session cookie. Undefined = not signed in. */
export type Authenticate = (token: string | undefined, companyId: string) => Promise<Actor | undefined | 'no-company'>;
export type HttpOptions = {
  readonly runtime: Runtime;
  readonly authenticate: Authenticate;
  readonly cookieName: string;
  /** False while the database is away. */
  readonly ready: () => Promise<boolean>;
  readonly log: (entry: Record<string, unknown>) => void;
};

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by `signedIn`. */
    caller?: { actor: Actor; companyId: string };
  }
}

export async function createHttp(options: HttpOptions): Promise<FastifyInstance> {
  const { runtime } = options;
  const server = fastify({ bodyLimit: 8 * 1024 * 1024, trustProxy: false, forceCloseConnections: true });
  await server.register(fastifyCookie);
  await server.register(fastifyHelmet, {
    contentSecurityPolicy: { directives: { defaultSrc: ["'self'"], styleSrc: ["'self'", "'unsafe-inline'"], imgSrc: ["'self'", 'data:', 'blob:'], workerSrc: ["'self'", 'blob:'], upgradeInsecureRequests: null } },
    strictTransportSecurity: false,
    // On a factory's network it is plain http, where browsers answer these two with an error on the console.
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
  });
  server.setErrorHandler((error: FastifyError, _request, reply) => {
    const found = error instanceof ProblemError ? error.problem : fromFastify(error) ?? unexpected(error, options.log);
    return reply.status(found.status).type('application/problem+json').send(found);
  });
  server.get('/healthz', async (_request, reply) => {
    const ready = await options.ready();
    return reply.status(ready ? 200 : 503).send({ ready });
  });
  server.get('/api/openapi.json', async () => openApi(runtime.registry));
  server.post<{ Params: { module: string; operation: string } }>('/api/commands/:module/:operation', async (request) => {
    const { actor, companyId } = await signedIn(request, options);
    const key = header(request, 'idempotency-key');
    if (key !== undefined && !/^[\w-]{8,100}$/.test(key)) throw kernelProblem(400, 'bad-input');
    const { module, operation } = request.params;
    if (runtime.registry.commands.get(`${module}/${operation}`)?.byRoute) throw kernelProblem(404, 'unknown-operation', { name: `${module}/${operation}` });
    const accept = header(request, 'x-accept-warnings')?.split(',').map((code) => code.trim()) ?? [];
    return runCommand(runtime, { name: `${module}/${operation}`, companyId, actor, input: request.body, idempotencyKey: key, dryRun: header(request, 'x-dry-run') === 'true', accept });
  });
  server.post<{ Params: { module: string; operation: string } }>('/api/queries/:module/:operation', async (request) => {
    const { actor, companyId } = await signedIn(request, options);
    const { module, operation } = request.params;
    return runQuery(runtime, { name: `${module}/${operation}`, companyId, actor, input: request.body ?? {} });
  });
  await exchangeRoutes(server, runtime, (request) => signedIn(request, options));
  return server;
}

const header = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
};

/** The caller of a request, or 401/403. The company comes from a header, for downloads from the query string. */
export async function signedIn(request: FastifyRequest, options: Pick<HttpOptions, 'authenticate' | 'cookieName'>): Promise<{ actor: Actor; companyId: string }> {
  const companyId = header(request, 'x-company') ?? (request.query as Record<string, string>)['company'] ?? '';
  if (!/^[1-9]\d{0,17}$/.test(companyId)) throw kernelProblem(403, 'company-unavailable');
  const actor = await options.authenticate(request.cookies[options.cookieName], companyId);
  if (!actor) throw kernelProblem(401, 'not-signed-in');
  if (actor === 'no-company') throw kernelProblem(403, 'company-unavailable');
  request.caller = { actor, companyId };
  return request.caller;
}

function fromFastify(error: FastifyError) {
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE' || error.statusCode === 413) return problem(413, 'too-large', kernelRefusals.texts['too-large']);
  if (error.statusCode === 429) return problem(429, 'busy', kernelRefusals.texts.busy);
  if (error.statusCode && error.statusCode >= 400 && error.statusCode < 500) return problem(error.statusCode, 'bad-input', kernelRefusals.texts['bad-input']);
  return undefined;
}

const outage = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P01', '57P02', '57P03', '08006', '08001', '08003', '53300']);
function unexpected(error: Error & { code?: string }, log: HttpOptions['log']) {
  if (outage.has(error.code ?? '') || /Connection terminated|timeout exceeded when trying to connect|not queryable/.test(error.message)) return problem(503, 'busy', kernelRefusals.texts.busy);
  const trace = randomBytes(3).toString('hex').toUpperCase().replace(/^(...)/, '$1-');
  log({ level: 'error', trace, message: error.message, code: error.code, stack: error.stack });
  return problem(500, 'bug', render(kernelRefusals.texts.bug, { trace }));
}
