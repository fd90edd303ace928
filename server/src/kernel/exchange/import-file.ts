/** An import from a file on this machine: the demo factory, the command line and tests load their workbooks as people do. */
import { randomUUID } from 'node:crypto';
import type { Actor } from '../command.ts';
import type { Noun } from '../contract.ts';
import { runCommand, type Runtime } from '../run-command.ts';
import type { ImportOutput } from './import.contract.ts';
import { keepFile } from './upload.ts';

export async function importFile(runtime: Runtime, request: { noun: Noun; path: string; companyId: string; actor: Actor; dryRun?: boolean; idempotencyKey?: string }): Promise<ImportOutput> {
  const { noun, path, companyId, actor, dryRun = false, idempotencyKey } = request;
  const upload = await keepFile(path, companyId, actor.userId, randomUUID());
  const reply = await runCommand(runtime, { name: `${noun}.import`, companyId, actor, input: { upload }, dryRun, idempotencyKey });
  return reply.output as ImportOutput;
}
