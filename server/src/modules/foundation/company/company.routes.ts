/** A backup goes out and comes in as a file: the only two routes of companies that carry no JSON. A name in a request is an id, never a path. */
import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import sql from 'sql-template-tag';
import { mayDo } from '../../../kernel/authorize.ts';
import { backupFolder } from '../../../kernel/backup/register.ts';
import type { Actor } from '../../../kernel/command.ts';
import { keepUpload } from '../../../kernel/exchange/upload.ts';
import { kernelProblem } from '../../../kernel/refusal.ts';
import { notPermitted, type Runtime } from '../../../kernel/run-command.ts';
import { reading } from '../../../kernel/run-query.ts';
import { listBackups, restoreCompany } from './company.contract.ts';

const backupBytesMax = 16 * 1024 ** 3;

export function companyRoutes(server: FastifyInstance, runtime: Runtime, signedIn: (request: FastifyRequest) => Promise<{ actor: Actor; companyId: string }>): void {
  server.get<{ Params: { id: string } }>('/api/company-backups/:id', async (request, reply) => {
    const { actor, companyId } = await signedIn(request);
    if (!mayDo(actor, listBackups.permission)) throw notPermitted(listBackups.title);
    const { id } = request.params;
    const [found] = !/^[1-9]\d{0,17}$/.test(id) ? [] : await reading(runtime, companyId, actor.userId, (reader) => reader.rows<{ file: string }>(sql`
      select file_name as file
      from kernel.company_backup
      where company_id = ${companyId} and id = ${id}`));
    const path = found && runtime.maintenance ? join(backupFolder(runtime.maintenance.folder), found.file) : undefined;
    const size = path === undefined ? undefined : await stat(path).then((file) => file.size, () => undefined);
    if (!found || path === undefined || size === undefined) throw kernelProblem(404, 'not-found');
    return reply.type('application/gzip').header('content-length', size).header('content-disposition', `attachment; filename="${found.file}"`).header('cache-control', 'no-store').send(createReadStream(path));
  });
  server.post('/api/company-backups', async (request) => {
    // A foreign page's form cannot set a header.
    if (request.headers['x-company'] === undefined) throw kernelProblem(403, 'company-unavailable');
    const { actor, companyId } = await signedIn(request);
    if (!mayDo(actor, restoreCompany.permission)) throw notPermitted(restoreCompany.title);
    const part = request.isMultipart() ? await request.file({ limits: { fileSize: backupBytesMax } }) : undefined;
    if (!part) throw kernelProblem(400, 'bad-input');
    const upload = await keepUpload(part.file, companyId, actor.userId, randomUUID());
    if (part.file.truncated) throw kernelProblem(413, 'too-large');
    return { upload };
  });
}
