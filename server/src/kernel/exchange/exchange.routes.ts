/**
 * Routes of the exchange: templates, imports, exports. They check who asks and how large the file is; everything else is the
 * import's command or the list's query. A file is sent with the header x-company, which a foreign page's form cannot set.
 */
import { randomUUID } from 'node:crypto';
import fastifyMultipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mayDo } from '../authorize.ts';
import { kernelProblem } from '../refusal.ts';
import { notPermitted, runCommand, type Runtime } from '../run-command.ts';
import { exportList } from './export-list.ts';
import { exportPermission, exportTitle } from './export-permission.ts';
import { exchangeOf } from './import-command.ts';
import { writeTemplate } from './template.ts';
import { keepUpload, uploadBytesMax } from './upload.ts';
import type { Actor } from '../command.ts';

type Caller = (request: FastifyRequest) => Promise<{ actor: Actor; companyId: string }>;
type Place = { Params: { module: string; file: string }; Querystring: Record<string, string> };
const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export async function exchangeRoutes(server: FastifyInstance, runtime: Runtime, signedIn: Caller): Promise<void> {
  await server.register(fastifyMultipart, { limits: { fileSize: uploadBytesMax, files: 1, fields: 5, parts: 6 } });

  server.get<Place>('/api/templates/:module/:file', async (request, reply) => {
    const { actor } = await signedIn(request);
    const noun = nounOf(request, '.xlsx');
    const command = runtime.registry.commands.get(`${noun}.import`);
    const exchange = exchangeOf(command);
    if (!command || !exchange) throw kernelProblem(404, 'unknown-operation', { name: noun });
    if (!mayDo(actor, command.contract.permission)) throw notPermitted(command.contract.title);
    return attachment(reply, `${exchange.title.zh}引入模板.xlsx`).send(await writeTemplate(exchange));
  });

  server.post<Place>('/api/imports/:module/:file', async (request) => {
    if (request.headers['x-company'] === undefined) throw kernelProblem(403, 'company-unavailable');
    const { actor, companyId } = await signedIn(request);
    const noun = nounOf(request, '');
    const command = runtime.registry.commands.get(`${noun}.import`);
    if (!command || !exchangeOf(command)) throw kernelProblem(404, 'unknown-operation', { name: noun });
    if (!mayDo(actor, command.contract.permission)) throw notPermitted(command.contract.title);
    const part = request.isMultipart() ? await request.file() : undefined;
    if (!part) throw kernelProblem(400, 'bad-input');
    const upload = await keepUpload(part.file, companyId, actor.userId, randomUUID());
    if (part.file.truncated) throw kernelProblem(413, 'too-large');
    const key = request.headers['idempotency-key'];
    if (key !== undefined && (typeof key !== 'string' || !/^[\w-]{8,100}$/.test(key))) throw kernelProblem(400, 'bad-input');
    return runCommand(runtime, { name: command.contract.name, companyId, actor, input: { upload }, idempotencyKey: key, dryRun: request.query['dryRun'] !== 'false' });
  });

  server.get<Place>('/api/export/:module/:file', async (request, reply) => {
    const { actor, companyId } = await signedIn(request);
    const name = nounOf(request, '.xlsx');
    const query = runtime.registry.queries.get(name);
    if (!query?.contract.list) throw kernelProblem(404, 'unknown-operation', { name });
    const permission = exportPermission(name);
    if (!mayDo(actor, query.contract.permission)) throw notPermitted(query.contract.title);
    if (!mayDo(actor, permission)) throw notPermitted(exportTitle(query.contract.title));
    const stream = exportList(runtime, query, { companyId, actor, input: jsonOf(request.query['input']), language: request.query['language'] === 'en' ? 'en' : 'zh' });
    return attachment(reply, `${query.contract.title.zh}.xlsx`).send(stream);
  });
}

function nounOf(request: FastifyRequest<Place>, ending: string): string {
  const { module, file } = request.params;
  if (!file.endsWith(ending)) throw kernelProblem(404, 'unknown-operation', { name: `${module}/${file}` });
  return `${module}/${ending === '' ? file : file.slice(0, -ending.length)}`;
}

function jsonOf(text: string | undefined): unknown {
  if (text === undefined || text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw kernelProblem(400, 'bad-input');
  }
}

const attachment = (reply: FastifyReply, name: string): FastifyReply =>
  reply.type(spreadsheet).header('content-disposition', `attachment; filename="export.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}`).header('cache-control', 'no-store');
