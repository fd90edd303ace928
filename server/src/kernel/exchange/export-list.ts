/**
 * A list as a workbook: exactly the rows of its filter, read page by page in one snapshot and written as a stream. Numbers are
 * numbers and days are days, so that Excel can sum. Trap: a text beginning with = + - @ tab or CR becomes a formula when somebody
 * edits or re-saves the cell; such texts are stored as strings with text format. References get a second column with the name.
 */
import { PassThrough } from 'node:stream';
import { once } from 'node:events';
import ExcelJS from 'exceljs';
import { dayNumber, isDay } from '@millwright/core/primitives/plain-day';
import { today } from '../clock.ts';
import type { Actor, AnyQuery } from '../command.ts';
import { type FieldMeta, fieldsOf, listInput, type ListOutput } from '../contract.ts';
import { ProblemError } from '../refusal.ts';
import { shapeProblem } from '../shape-problem.ts';
import type { Runtime } from '../run-command.ts';
import { reading } from '../run-query.ts';
import { heading } from './import.contract.ts';

const pageRows = 2000;
const rowsMax = 1_000_000;
type Row = Record<string, unknown>;
type Field = readonly [string, FieldMeta];

/** Starts writing and returns the stream at once; an error on the way destroys it. */
export function exportList(runtime: Runtime, query: AnyQuery, request: { companyId: string; actor: Actor; input: unknown; language: 'zh' | 'en' }): PassThrough {
  const parsed = listInput.safeParse(request.input);
  if (!parsed.success) throw new ProblemError(shapeProblem(parsed.error, listInput, request.input));
  const out = new PassThrough({ highWaterMark: 1024 * 1024 });
  const { companyId, actor, language } = request;
  const fields = Object.entries(fieldsOf(query.contract.list!.row)).filter(([, meta]) => meta.kind !== 'id' && meta.kind !== 'lines');
  const context = { companyId, actor, today: today(runtime.clock), clock: runtime.clock, identity: runtime.identity };
  reading(runtime, companyId, actor.userId, async (reader) => {
    const pages = async function* (): AsyncGenerator<Row[]> {
      let cursor: string | undefined;
      for (let count = 0; count < rowsMax && !out.destroyed; count += pageRows) {
        const page: ListOutput<Row> = (await query.run(reader, { ...parsed.data, limit: pageRows, ...(cursor === undefined ? {} : { cursor }) }, context)) as ListOutput<Row>;
        yield page.rows;
        if (page.next === null) return;
        cursor = page.next;
      }
    };
    await writeWorkbook(out, query.contract.title[language], fields, pages(), language);
  }).catch((error: Error) => out.destroy(error));
  return out;
}

export async function writeWorkbook(out: PassThrough, title: string, fields: readonly Field[], pages: AsyncGenerator<Row[]>, language: 'zh' | 'en'): Promise<void> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false });
  const sheet = workbook.addWorksheet(title.replace(/[\\/*?:[\]]/g, ' ').slice(0, 31), { views: [{ state: 'frozen', ySplit: 1 }] });
  const columns = fields.flatMap(([name, meta]) => columnsOf(name, meta, language));
  sheet.columns = columns.map(({ meta, header }) => ({ header, width: Math.max(10, Math.min(40, (meta.width ?? 110) / 8)), style: { numFmt: formatOf(meta) } }));
  sheet.getRow(1).font = { bold: true };
  sheet.getRow(1).commit();
  for await (const rows of pages) {
    for (const row of rows) {
      const line = sheet.addRow(columns.map(({ read }) => read(row)));
      line.eachCell((cell) => { if (typeof cell.value === 'string' && isDangerous(cell.value)) cell.numFmt = '@'; });
      line.commit();
    }
    if (out.writableNeedDrain) await Promise.race([once(out, 'drain'), once(out, 'close')]);
  }
  sheet.commit();
  await workbook.commit();
}
export const isDangerous = (text: string): boolean => /^[=+\-@\t\r]/.test(text);

type Column = { readonly header: string; readonly meta: FieldMeta; read(row: Row): string | number | Date | null };
function columnsOf(name: string, meta: FieldMeta, language: 'zh' | 'en'): Column[] {
  const header = heading(meta, language);
  if (meta.kind !== 'reference') return [{ header, meta, read: (row) => valueOf(row[name], meta, language) }];
  const part = (key: 'code' | 'name') => (row: Row) => (row[name] as { code: string; name: string } | null)?.[key] ?? null;
  return [{ header, meta, read: part('code') }, { header: language === 'zh' ? `${meta.label.zh}名称` : `${meta.label.en} name`, meta, read: part('name') }];
}

function valueOf(value: unknown, meta: FieldMeta, language: 'zh' | 'en'): string | number | Date | null {
  if (value === null || value === undefined || value === '') return null;
  switch (meta.kind) {
    case 'money': case 'quantity': case 'price': case 'rate': {
      const text = String(value);
      // Excel keeps fifteen digits; what does not fit stays exact as text.
      return text.replace(/^-|\.|^0+|(?<=\..*)0+$/g, '').length <= 15 ? Number(text) : text;
    }
    case 'count': return Number(value);
    case 'day': return isDay(String(value)) ? new Date(dayNumber(String(value) as Parameters<typeof dayNumber>[0]) * 86_400_000) : String(value);
    case 'flag': return language === 'zh' ? (value ? '是' : '否') : value ? 'yes' : 'no';
    case 'choice': return meta.options?.[String(value)]?.[language] ?? String(value);
    default: return String(value);
  }
}
function formatOf(meta: FieldMeta): string {
  switch (meta.kind) {
    case 'money': return '#,##0.00';
    case 'day': return 'yyyy-mm-dd';
    case 'quantity': case 'price': case 'rate': case 'count': return 'General';
    default: return '@';
  }
}
