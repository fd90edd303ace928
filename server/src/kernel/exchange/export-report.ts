/**
 * A report as a workbook: what the page shows, by the report's own query and permission. How an answer becomes rows stands beside the query
 * (a sheet); a paged report is read to its end in one snapshot. Written as lists are: streamed, numbers as numbers, no text becomes a formula.
 */
import { PassThrough } from 'node:stream';
import { today } from '../clock.ts';
import type { Actor, AnyQuery } from '../command.ts';
import { fieldsOf } from '../contract.ts';
import { kernelProblem, ProblemError } from '../refusal.ts';
import type { Runtime } from '../run-command.ts';
import type { Reader } from '../transaction.ts';
import { reading } from '../run-query.ts';
import { shapeProblem } from '../shape-problem.ts';
import { writeWorkbook } from './export-list.ts';

const pageRows = 500;
const rowsMax = 1_000_000;

/** Starts writing and returns the stream with the first answer; what is refused before is thrown. `view` is what the page itself leaves out of the answer. */
export async function exportReport(runtime: Runtime, query: AnyQuery, request: { companyId: string; actor: Actor; input: unknown; view: string; language: 'zh' | 'en' }): Promise<PassThrough> {
  const { contract, sheet } = query;
  const parsed = contract.input.safeParse(request.input);
  if (!parsed.success) throw new ProblemError(shapeProblem(parsed.error, contract.input, request.input));
  if (!sheet) throw kernelProblem(404, 'unknown-operation', { name: contract.name });
  const { companyId, actor, view, language } = request;
  const asked = parsed.data as Record<string, unknown>;
  const context = { companyId, actor, today: today(runtime.clock), clock: runtime.clock, identity: runtime.identity };
  const out = new PassThrough({ highWaterMark: 1024 * 1024 });
  out.on('error', () => undefined);
  const answers = async function* (reader: Reader, onFirst: () => void): AsyncGenerator<Record<string, unknown>[]> {
    let cursor: string | null = null;
    let count = 0;
    do {
      const answer = (await query.run(reader, { ...asked, ...('limit' in asked ? { limit: pageRows } : {}), ...(cursor === null ? {} : { cursor }) }, context)) as never;
      const first = cursor === null;
      cursor = sheet.next?.(answer) ?? null;
      const rows = sheet.rows(answer, { first, last: cursor === null, view, text: (text) => text[language] });
      onFirst();
      count += rows.length;
      yield [...rows];
    } while (cursor !== null && count < rowsMax && !out.destroyed);
  };
  await new Promise<void>((begun, refused) => {
    reading(runtime, companyId, actor.userId, (reader) => writeWorkbook(out, contract.title[language], Object.entries(fieldsOf(sheet.row)), answers(reader, begun), language)).catch((error: Error) => {
      refused(error);
      out.destroy(error);
    });
  });
  return out;
}
