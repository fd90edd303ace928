/**
 * The workbook a person fills in: headings with a star where required, a row of hints (skipped by the import because it begins
 * with ※), drop-down lists for choices, text format for codes so that Excel does not turn them into numbers, and a sheet of explanations.
 */
import ExcelJS from 'exceljs';
import { heading, type ImportColumn, type ImportContract } from './import.contract.ts';
import { columnLetters } from './workbook-reader.ts';

const accent = 'FF1F4E79';
const listedRows = 5000;

export async function writeTemplate(contract: ImportContract): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet(contract.sheet.zh, { views: [{ state: 'frozen', ySplit: 2 }] });
  const choices = workbook.addWorksheet('选项', { state: 'hidden' });
  sheet.columns = contract.columns.map((column) => ({ width: Math.max(12, Math.min(30, (column.meta.width ?? 120) / 8)), style: { numFmt: formatOf(column) } }));
  const headings = sheet.getRow(1);
  const hints = sheet.getRow(2);
  contract.columns.forEach((column, index) => {
    const cell = headings.getCell(index + 1);
    cell.value = `${column.required ? '*' : ''}${heading(column.meta, 'zh')}`;
    cell.font = { bold: true, color: { argb: column.required ? 'FFFFFFFF' : accent } };
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: column.required ? accent : 'FFDCE6F1' } };
    cell.numFmt = '@';
    const hint = hints.getCell(index + 1);
    hint.value = `${index === 0 ? '※ ' : ''}${hintOf(column)}`;
    hint.font = { italic: true, color: { argb: 'FF808080' }, size: 9 };
    hint.numFmt = '@';
    addList(sheet, choices, column, index);
  });
  addExplanation(workbook, contract);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

const formatOf = ({ meta }: ImportColumn): string => (meta.kind === 'day' ? 'yyyy-mm-dd' : ['money', 'quantity', 'price', 'rate', 'count'].includes(meta.kind) ? 'General' : '@');

function hintOf(column: ImportColumn): string {
  const { meta } = column;
  const how = meta.hint?.zh ?? { reference: '填编码', choice: '从下拉选择', flag: '是/否', day: '日期', count: '整数', rate: '如 0.13 或 13%' }[meta.kind as string] ?? '';
  const example = column.example !== '' && meta.kind !== 'choice' && meta.kind !== 'flag' ? `例：${column.example}` : '';
  return [column.required ? '必填' : '', how, example].filter((part) => part !== '').join('；');
}

function addList(sheet: ExcelJS.Worksheet, choices: ExcelJS.Worksheet, { meta }: ImportColumn, index: number): void {
  const words = meta.kind === 'flag' ? ['是', '否'] : meta.kind === 'choice' ? Object.values(meta.options ?? {}).map((option) => option.zh) : [];
  if (words.length === 0) return;
  const letters = columnLetters(index);
  words.forEach((word, at) => { choices.getCell(`${letters}${at + 1}`).value = word; });
  const validations = (sheet as unknown as { dataValidations: { add(range: string, validation: ExcelJS.DataValidation): void } }).dataValidations;
  validations.add(`${letters}3:${letters}${listedRows}`, {
    type: 'list', allowBlank: true, formulae: [`选项!$${letters}$1:$${letters}$${words.length}`], showErrorMessage: true, errorTitle: '不在可选范围内', error: `可填：${words.join('、')}`.slice(0, 250),
  });
}

function addExplanation(workbook: ExcelJS.Workbook, contract: ImportContract): void {
  const sheet = workbook.addWorksheet('说明');
  sheet.columns = [{ width: 22 }, { width: 8 }, { width: 60 }, { width: 60 }];
  const lines: string[][] = [
    [`${contract.title.zh}引入模板`, '', '', `${contract.title.en}: import template`],
    ['', '', '在第一张表里从第 3 行开始填写；以 ※ 开头的行不读取。列的顺序可以变，不用的非必填列可以删除。', 'Fill in the first sheet from row 3. Rows that begin with ※ are not read. Columns may be reordered; unused optional ones deleted.'],
    ['', '', '公式请粘贴为数值。有一处错误就全部不引入；先「试引入」可以看到会新建和改动什么。', 'Paste formulas as values. One error and nothing is imported; a dry run shows what would be created and changed.'],
    ...contract.explanation.map((text) => ['', '', text.zh, text.en]),
    [],
    ['列', '必填', '填法', 'How to fill in'],
    ...contract.columns.map((column) => [heading(column.meta, 'zh'), column.required ? '是' : '', wordsOf(column, 'zh'), `${heading(column.meta, 'en')}${column.required ? ' (required)' : ''}: ${wordsOf(column, 'en')}`]),
  ];
  for (const line of lines) sheet.addRow(line).alignment = { wrapText: true, vertical: 'top' };
  sheet.getRow(1).font = { bold: true, size: 14 };
}

function wordsOf({ meta, empty }: ImportColumn, language: 'zh' | 'en'): string {
  const options = meta.options ? Object.values(meta.options).map((option) => option[language]).join(language === 'zh' ? '、' : ', ') : '';
  const zh = language === 'zh';
  const what = options || (meta.kind === 'reference' ? (zh ? `${meta.label.zh}的编码` : `code of the ${meta.label.en.toLowerCase()}`) : meta.kind === 'flag' ? (zh ? '是或否' : 'yes or no') : meta.hint?.[language] ?? '');
  const fallback = empty === null || empty === '' ? '' : `${zh ? '空白 =' : 'empty ='} ${meta.options?.[String(empty)]?.[language] ?? (typeof empty === 'boolean' ? (zh ? (empty ? '是' : '否') : empty ? 'yes' : 'no') : String(empty))}`;
  return [what, fallback].filter((part) => part !== '').join(zh ? '；' : '; ');
}
