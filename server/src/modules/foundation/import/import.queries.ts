/** An import's job with what it found; one's own, or anybody's for administrators. */
import sql, { empty } from 'sql-template-tag';
import { mayDo } from '../../../kernel/authorize.ts';
import type { z } from 'zod';
import { type AnyQuery, type QueryContext, runnable } from '../../../kernel/command.ts';
import { importOf } from '../../../kernel/exchange/import-command.ts';
import { unreadable } from '../../../kernel/exchange/import-issues.ts';
import { fieldsToMap, lookAtUpload } from '../../../kernel/exchange/look-at-upload.ts';
import { WorkbookError } from '../../../kernel/exchange/workbook-error.ts';
import { kernelProblem } from '../../../kernel/refusal.ts';
import { one, type Reader } from '../../../kernel/transaction.ts';
import { jobOfOthers } from '../job/job.contract.ts';
import { getImport, type ImportLook, lookImport } from './import.contract.ts';
import { mappingOf } from './import.store.ts';

export const importQueries: AnyQuery[] = [
  runnable(getImport, async (reader, { id }, { companyId, actor }) => {
    const own = mayDo(actor, jobOfOthers) ? empty : sql` and j.user_id = ${actor.userId}`;
    const found = await one<never>(reader, sql`
      select j.id::text as id, j.title::jsonb as title, j.state, j.progress::float8 as progress, nullif(j.note, '')::jsonb as message, j.created_at as "createdAt", j.result -> 'import' as result,
        (select u.undone_at from foundation.import_undone as u where u.company_id = j.company_id and u.batch_id = (j.result #>> '{import,output,batch}')::bigint) as "undoneAt"
      from kernel.job as j
      where j.company_id = ${companyId} and j.id = ${id} and j.name = 'foundation/import'${own}`);
    if (!found) throw kernelProblem(404, 'not-found');
    return found;
  }),
  { ...runnable(lookImport, look), permission: (input) => `${(input as { noun: string }).noun}.import` },
];

/** Headings say which source it is; what was said about that source comes first, then names, then nothing. */
async function look(reader: Reader, { noun, upload, sheet, headingRow }: z.output<typeof lookImport.input>, { companyId, actor }: QueryContext): Promise<ImportLook> {
  const exchange = importOf(noun);
  if (!exchange) throw kernelProblem(404, 'unknown-operation', { name: noun });
  const place = { companyId, userId: actor.userId, upload };
  try {
    const found = await lookAtUpload(exchange, place, { ...(sheet === undefined ? {} : { sheet }), ...(headingRow === undefined ? {} : { headingRow }) });
    if (!found) throw unreadable('upload-gone');
    const known = await mappingOf(reader, companyId, noun, found.source);
    const seen = known && headingRow === undefined && sheet === undefined ? (await lookAtUpload(exchange, place, known)) ?? found : found;
    return { ...seen, source: found.source, sheets: [...seen.sheets], columns: seen.columns.map((one) => ({ ...one, samples: [...one.samples] })), fields: fieldsToMap(exchange), remembered: known !== undefined, answers: { ...known?.answers } };
  } catch (error) {
    if (error instanceof WorkbookError) throw unreadable(error.fault, error.parameters);
    throw error;
  }
}

