/**
 * Files go up and come down here, and nowhere else. Up: who may is asked before anything is read; the content is looked at, put into the store
 * and then named by one command, so a repeated click attaches once. Down: a page shows pictures and PDF, everything else is only saved;
 * what is shown can load, run and be nothing (its own content security policy), whatever it claims to be.
 */
import { randomUUID } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mayDo } from '../../../kernel/authorize.ts';
import type { Actor } from '../../../kernel/command.ts';
import { keepUpload, uploadPath } from '../../../kernel/exchange/upload.ts';
import { contentDisposition, safeFileName } from '../../../kernel/files/file-name.ts';
import type { FileStore } from '../../../kernel/files/file-store.ts';
import { headBytes, mediaTypeOf, plainBytes } from '../../../kernel/files/media-type.ts';
import { kernelProblem, problem, ProblemError, render } from '../../../kernel/refusal.ts';
import { notPermitted, runCommand, type Runtime } from '../../../kernel/run-command.ts';
import { runQuery } from '../../../kernel/run-query.ts';
import { addAttachment, attachmentRefusals, type AttachmentRow, getAttachment, listAttachments } from './attachment.contract.ts';

type Caller = { actor: Actor; companyId: string };
type Place = { Params: { module: string; noun: string; record: string; id: string }; Querystring: Record<string, string> };
const megabyte = 1024 * 1024;
/** A PDF's viewer is a program of the browser, which a sandbox would lock out; the others need nothing. */
const policy = (mediaType: string): string => `default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'${mediaType === 'application/pdf' ? "; object-src 'self'" : '; sandbox'}`;

export function attachmentRoutes(server: FastifyInstance, runtime: Runtime, signedIn: (request: FastifyRequest) => Promise<Caller>): void {
  server.post<Place>('/api/attachments/:module/:noun/:record', async (request) => {
    // A foreign page's form cannot set a header.
    if (request.headers['x-company'] === undefined) throw kernelProblem(403, 'company-unavailable');
    const caller = await signedIn(request);
    const place = { noun: `${request.params.module}/${request.params.noun}`, record: request.params.record };
    const needs = runtime.registry.commands.get(addAttachment.name)?.permission?.(place);
    if (needs === undefined || !mayDo(caller.actor, needs)) throw notPermitted(addAttachment.title);
    // The record must be there before anybody sends megabytes for it.
    const { megabytesMax } = (await runQuery(runtime, { name: listAttachments.name, ...caller, actor: seeing(caller.actor, runtime, place), input: place })) as { megabytesMax: number };
    const part = request.isMultipart() ? await request.file({ limits: { fileSize: megabytesMax * megabyte } }) : undefined;
    if (!part) throw kernelProblem(400, 'bad-input');
    const name = safeFileName(part.filename);
    const { hash, path } = await received(part.file, caller);
    if (part.file.truncated) throw refused(413, 'file-too-large', { name, limit: megabytesMax });
    const size = (await stat(path)).size;
    if (size === 0) throw refused(422, 'file-empty', { name });
    const mediaType = mediaTypeOf(await headOf(path), name);
    if (mediaType === undefined) throw refused(422, 'file-refused', { name });
    await storeOf(runtime).put(hash, path);
    const key = request.headers['idempotency-key'];
    return runCommand(runtime, {
      name: addAttachment.name, ...caller, idempotencyKey: typeof key === 'string' && /^[\w-]{8,100}$/.test(key) ? key : randomUUID(), input: { ...place, hash, name, mediaType, size },
    });
  });

  server.get<Place>('/api/attachments/:module/:noun/:record/:id', async (request, reply) => {
    const caller = await signedIn(request);
    const { module, noun, record, id } = request.params;
    const found = (await runQuery(runtime, { name: getAttachment.name, ...caller, input: { noun: `${module}/${noun}`, record, id } })) as AttachmentRow;
    return download(request, reply, found, storeOf(runtime));
  });
}

async function download(request: FastifyRequest<Place>, reply: FastifyReply, { hash, name, mediaType, shown }: AttachmentRow, store: FileStore): Promise<FastifyReply> {
  const inline = shown && request.query['show'] === '1';
  reply.header('etag', `"${hash}"`).header('cache-control', 'private, no-cache').header('x-content-type-options', 'nosniff')
    .header('content-security-policy', policy(inline ? mediaType : plainBytes)).header('content-disposition', contentDisposition(inline ? 'inline' : 'attachment', name));
  if (request.headers['if-none-match'] === `"${hash}"`) return reply.status(304).send();
  const kept = await store.open(hash);
  if (!kept) throw kernelProblem(404, 'not-found');
  return reply.type(inline ? mediaType : plainBytes).header('content-length', kept.size).send(kept.content);
}

const storeOf = ({ files }: Runtime): FileStore => {
  if (!files) throw new Error('this server has no file store');
  return files;
};
/** Who may save may see what hangs on it, at least to add to it. */
const seeing = (actor: Actor, { registry }: Runtime, place: { noun: string }): Actor => {
  const view = registry.queries.get(listAttachments.name)?.permission?.(place);
  return view === undefined ? actor : { ...actor, permissions: new Set([...actor.permissions, view]) };
};

async function received(stream: Parameters<typeof keepUpload>[0], { companyId, actor }: Caller): Promise<{ hash: string; path: string }> {
  const hash = await keepUpload(stream, companyId, actor.userId, randomUUID());
  const path = uploadPath(companyId, actor.userId, hash);
  if (path === undefined) throw kernelProblem(503, 'busy');
  return { hash, path };
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

const refused = (status: number, code: keyof typeof attachmentRefusals, parameters: Record<string, string | number>): ProblemError => {
  const message = render(attachmentRefusals[code], parameters);
  return new ProblemError(problem(status, code, message, [{ code, path: [], message }]));
};
