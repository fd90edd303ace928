/** The beginning of an uploaded file: sheets, headings, three values of every column, and which field each seems to be. Nothing is staged. */
import { createHash } from 'node:crypto';
import { knownHeadings, lookAtSheet, matchHeadings } from './headings.ts';
import { heading, type ImportContract, type ImportReading, plainHeading } from './import.contract.ts';
import { chooseSheet } from './staging.ts';
import { uploadPath } from './upload.ts';
import { WorkbookError } from './workbook-error.ts';
import { columnLetters, openWorkbook } from './workbook-reader.ts';

export type UploadLook = {
  readonly sheets: readonly string[];
  readonly sheet: string;
  readonly headingRow: number;
  /** SHA-256 of the headings: what this source is remembered by. */
  readonly source: string;
  readonly columns: readonly { readonly column: string; readonly heading: string; readonly samples: readonly string[]; readonly field: string | null }[];
};

/** Undefined when the upload is gone. */
export async function lookAtUpload(contract: ImportContract, place: { companyId: string; userId: string; upload: string }, how: Partial<ImportReading>): Promise<UploadLook | undefined> {
  const path = uploadPath(place.companyId, place.userId, place.upload);
  if (path === undefined) return undefined;
  const workbook = await openWorkbook(path);
  try {
    const sheet = sheetOf(workbook.sheets, () => chooseSheet(workbook, contract, how.sheet));
    const { headingRow, headings, samples, width } = await lookAtSheet(workbook, sheet, contract, how.headingRow);
    const found = new Map(matchHeadings(headings, contract, knownHeadings(contract), how.columns ?? {}).map((one) => [one.index, one]));
    const columns = Array.from({ length: Math.min(width, 300) }, (_, index) => ({
      column: columnLetters(index), heading: headings.cells.get(index)?.text.trim().slice(0, 60) ?? '', samples: samples.get(index) ?? [],
      field: found.get(index)?.column?.name ?? (found.get(index)?.ignored && (found.get(index)?.shown !== '' || how.columns?.[columnLetters(index)] === '') ? '' : null),
    })).filter((one) => one.heading !== '' || one.samples.length > 0);
    const source = createHash('sha256').update(JSON.stringify([contract.noun, ...columns.map((one) => plainHeading(one.heading))])).digest('hex');
    return { sheets: workbook.sheets, sheet, headingRow, source, columns };
  } finally {
    await workbook.close();
  }
}
/** The sheet of the template's name, or the first one: the person sees which and may take another. */
function sheetOf(sheets: readonly string[], choose: () => string): string {
  try {
    return choose();
  } catch (error) {
    const [first] = sheets;
    if (!(error instanceof WorkbookError) || first === undefined) throw error;
    return first;
  }
}
/** What may be chosen for a column. */
export const fieldsToMap = (contract: ImportContract) => contract.columns.map((column) => ({ name: column.name, label: { zh: heading(column.meta, 'zh'), en: heading(column.meta, 'en') }, required: column.required && !column.deferred }));
