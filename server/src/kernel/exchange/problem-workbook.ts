/** What is wrong with an imported file as a workbook to work through: sheet, row, column, and what to do. */
import ExcelJS from 'exceljs';
import type { ProblemEntry } from '../refusal.ts';

export async function writeProblems(errors: readonly ProblemEntry[], language: 'zh' | 'en'): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet(language === 'zh' ? '问题' : 'Problems', { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = (language === 'zh' ? ['工作表', '行', '列', '问题和改法'] : ['Sheet', 'Row', 'Column', 'What is wrong and what to do']).map((header, index) => ({ header, width: [18, 8, 8, 90][index] ?? 20 }));
  sheet.getRow(1).font = { bold: true };
  for (const { path, message } of errors) {
    const [place, row, column] = path;
    const line = sheet.addRow([String(place ?? ''), typeof row === 'number' ? row : null, column === undefined ? null : String(column), message[language]]);
    // A sentence may quote what somebody typed; as text it is never taken for a formula.
    for (const at of [1, 3, 4]) line.getCell(at).numFmt = '@';
    line.getCell(4).alignment = { wrapText: true, vertical: 'top' };
  }
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: 4 } };
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
