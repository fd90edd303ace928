/**
 * Routes of the exchange: templates, uploads, problems of an import, exports. They check who asks and how large the file is;
 * everything else is the import's job or the list's query. A file is sent with the header x-company, which a foreign page's form cannot set.
 */
import { randomUUID } from 'node:crypto';
import fastifyMultipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import sql from 'sql-template-tag';
import { mayDo } from '../authorize.ts';
import { kernelProblem, type ProblemEntry } from '../refusal.ts';
import { notPermitted, type Runtime } from '../run-command.ts';
import { reading } from '../run-query.ts';
import { exportList } from './export-list.ts';
import { exportReport } from './export-report.ts';
import { exportPermission, exportTitle } from './export-permission.ts';
import { exchangeOf } from './import-command.ts';
import { writeProblems } from './problem-workbook.ts';
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
    return { upload };
  });

  server.get<Place>('/api/imports/problems/:file', async (request, reply) => {
    const { actor, companyId } = await signedIn(request);
    const id = /^([1-9]\d{0,17})\.xlsx$/.exec(request.params.file)?.[1];
    const [found] = id === undefined ? [] : await reading(runtime, companyId, actor.userId, (reader) => reader.rows<{ errors: readonly ProblemEntry[] | null; file: string | null }>(sql`
      select result -> 'import' -> 'refusal' -> 'errors' as errors, result -> 'import' ->> 'fileName' as file
      from kernel.job
      where company_id = ${companyId} and id = ${id} and user_id = ${actor.userId}`));
    if (!found?.errors) throw kernelProblem(404, 'not-found');
    const language = request.query['language'] === 'en' ? 'en' : 'zh';
    return attachment(reply, `${(found.file ?? '').replace(/\.\w+$/, '')}-${language === 'en' ? 'problems' : '问题'}.xlsx`).send(await writeProblems(found.errors, language));
  });

  server.get<Place>('/api/export/:module/:file', async (request, reply) => {
    const { actor, companyId } = await signedIn(request);
    const name = nounOf(request, '.xlsx');
    const query = runtime.registry.queries.get(name);
    if (!query || (!query.contract.list && !query.sheet)) throw kernelProblem(404, 'unknown-operation', { name });
    if (!mayDo(actor, query.contract.permission)) throw notPermitted(query.contract.title);
    const asked = { companyId, actor, input: jsonOf(request.query['input']), language: request.query['language'] === 'en' ? 'en' : 'zh' } as const;
    if (query.sheet) return attachment(reply, `${query.contract.title.zh}.xlsx`).send(await exportReport(runtime, query, { ...asked, view: String(request.query['view'] ?? '') }));
    if (!mayDo(actor, exportPermission(name))) throw notPermitted(exportTitle(query.contract.title));
    const stream = exportList(runtime, query, asked);
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
