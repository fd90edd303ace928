/**
 * The sentences of an import: where (sheet, row, column), what is wrong, what to do. Row numbers are Excel's. Issues are
 * collected up to a limit, counted beyond it, so that a hundred thousand bad rows do not fill the memory either.
 */
import type { Parameters, Refusal, Text } from '@millwright/core/primitives/outcome';
import { problem, ProblemError, render } from '../refusal.ts';
import type { ImportColumn, ImportOutput } from './import.contract.ts';
import { heading } from './import.contract.ts';
import { type Answers, answerTo, importQuestions, questionCode, type QuestionKind } from './import-questions.ts';
import type { CellNote } from './read-cell.ts';
import type { WorkbookFault } from './workbook-error.ts';
import { columnLetters } from './workbook-reader.ts';

const because: Text = { zh: '{because}', en: '{because}' };
/** Codes of an import's refusals; the sentence comes ready made because the place differs by language. */
const sentences = {
  'not-a-workbook': { zh: '文件不是有效的 .xlsx 工作簿（可能是旧的 .xls、加密或已损坏）。请在 Excel 里另存为「Excel 工作簿 (*.xlsx)」再引入。', en: 'The file is not a valid .xlsx workbook (perhaps an old .xls, encrypted or damaged). Save it as "Excel workbook (*.xlsx)" and try again.' },
  'inflates-too-much': { zh: '文件解压后过大，为安全起见没有读取。请删除多余的工作表、图片和空白格式后再引入。', en: 'The file unpacks to too much and was not read, for safety. Remove other sheets, pictures and empty formatted cells.' },
  'sheet-missing': { zh: '找不到工作表「{sheet}」，文件里有：{found}。请把数据所在的工作表改成这个名字。', en: 'There is no sheet "{sheet}"; the file has: {found}. Rename the sheet that holds the data.' },
  'too-many-rows': { zh: '超过 {limit} 行。请分成几个文件引入。', en: 'More than {limit} rows. Split the file.' },
  'quote-open': { zh: '第 {line} 行开始的双引号没有成对，后面的内容会被并进同一格，没有读取。请在该行补上或删除多余的双引号（内容里的双引号写成两个）。', en: 'The double quote that opens in line {line} has no partner and would swallow what follows; nothing was read. Complete or remove it there (a double quote inside a text is written twice).' },
  'row-number': { zh: '第 {last} 行之后的行号「{shown}」无效。请用 Excel 打开文件，另存为「Excel 工作簿 (*.xlsx)」再引入。', en: 'After row {last} the file has the row number "{shown}", which cannot be. Open it in Excel, save it as "Excel workbook (*.xlsx)" and try again.' },
  'no-rows': { zh: '工作表里没有数据行。请从标题行的下一行开始填写。', en: 'The sheet has no rows of data. Fill in from the row below the headings.' },
  'upload-gone': { zh: '上传的文件已过期，请重新选择文件。', en: 'The uploaded file has expired; choose it again.' },
  'header-missing': { zh: '第 {row} 行标题里缺少「{label}」列。请在列对应里指定，或按模板的标题填写。', en: 'The headings in row {row} lack "{label}". Say which column holds it, or use the headings of the template.' },
  'header-unknown': { zh: '{place}：标题「{shown}」不认识。请在列对应里指定它是什么，或选不引入。', en: '{place}: the heading "{shown}" is not known. Say what the column holds, or leave it out.' },
  'header-twice': { zh: '{place}：标题「{label}」出现了两次。请只留一列。', en: '{place}: the heading "{label}" occurs twice. Keep one column.' },
  formula: { zh: '{place}：是公式。请复制后「选择性粘贴为数值」，系统不计算公式。', en: '{place}: is a formula. Copy and paste as values; formulas are not evaluated.' },
  'cell-error': { zh: '{place}：是错误值 {shown}。请改成正确的内容。', en: '{place}: holds the error {shown}. Replace it.' },
  required: { zh: '{place}：没有填，这一列必填。', en: '{place}: is empty but required.' },
  'bad-number': { zh: '{place}：「{shown}」不是合适的数字，最多 {decimals} 位小数。', en: '{place}: "{shown}" is not a number with at most {decimals} decimals.' },
  'bad-day': { zh: '{place}：「{shown}」不是日期。请写成 2026-11-24 这样。', en: '{place}: "{shown}" is not a date. Write it like 2026-11-24.' },
  'bad-choice': { zh: '{place}：「{shown}」不在可选范围内。可填：{options}。', en: '{place}: "{shown}" is not one of: {options}.' },
  'bad-flag': { zh: '{place}：「{shown}」看不懂。请填 是 或 否。', en: '{place}: "{shown}" is neither yes nor no.' },
  'number-precision': { zh: '{place}：编码被 Excel 存成了数字，15 位以后已经丢失（现在是 {shown}）。请把这一列设为文本格式再重新输入。', en: '{place}: Excel stored the code as a number and lost the digits after the 15th (now {shown}). Format the column as text and enter it again.' },
  'out-of-range': { zh: '{place}：{shown} 超出允许范围{expects}。', en: '{place}: {shown} is outside the allowed range{expects}.' },
  'too-long': { zh: '{place}：内容太长。请缩短。', en: '{place}: the text is too long.' },
  'bad-character': { zh: '{place}：含有看不见的控制字符或残缺的字符（「{shown}」）。请清空这一格重新输入。', en: '{place}: contains a control character or half a character ("{shown}"). Clear the cell and type it again.' },
  'bad-value': { zh: '{place}：「{shown}」不能这样写。请按模板的示例填写。', en: '{place}: "{shown}" is not allowed here. Follow the example in the template.' },
  'duplicate-in-file': { zh: '第 {rows} 行重复（{shown}）。请合并成一行或删除多余的行。', en: 'Rows {rows} are the same ({shown}). Merge them or delete the extra ones.' },
  'reference-unknown': { zh: '{place}：没有编码为「{shown}」的{target}。请先建立或引入它，或改正编码。', en: '{place}: there is no {target} with code "{shown}". Create or import it first, or correct the code.' },
  'code-taken': { zh: '{place}：编码「{shown}」已被同一本资料里的其他类型使用。请换一个编码。', en: '{place}: code "{shown}" is already used by another kind of record. Choose another.' },
  rule: { zh: '{place}：{reason}', en: '{place}: {reason}' },
  'and-more': { zh: '还有 {count} 处问题没有列出。请先改正上面的，再试引入。', en: '{count} more problems are not listed. Correct these first and try again.' },
} satisfies Record<string, Text>;
export type ImportFault = keyof typeof sentences;
export const importRefusals: Readonly<Record<string, Text>> = Object.fromEntries([...Object.keys(sentences), ...Object.keys(importQuestions).map((kind) => questionCode(kind as QuestionKind))].map((code) => [code, because]));

/** A file that cannot even be looked at. */
export const unreadable = (fault: 'upload-gone' | WorkbookFault, parameters: Parameters = {}): ProblemError => new ProblemError(problem(422, fault, render(sentences[fault], parameters)));

/** The sentence is stored and sent as JSON: what cannot be stored, or was cut in half, is shown as a replacement character. */
const visible = (text: string): string => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff]/gu, '\ufffd');
const issuesMax = 200;
const decimalsOf: Readonly<Record<string, number>> = { money: 2, quantity: 6, price: 8, rate: 6, count: 0 };

export type Place = { readonly row?: number; readonly column?: number; readonly field?: ImportColumn };
type Example = { readonly row: number; readonly old: string; readonly new: string };
type Counted = { count: number; readonly examples: Example[] };
type Note = CellNote | QuestionKind | 'repeated-assembly';
const examplesMax = 5;
export class ImportIssues {
  readonly #refusals: Refusal[] = [];
  readonly #notes = new Map<string, Counted & { code: Note; field: ImportColumn }>();
  readonly #questions = new Map<QuestionKind, Counted & { first: Place }>();
  readonly #answers: Answers;
  #beyond = 0;
  readonly sheet: string;
  constructor(sheet: string, answers: Answers = {}) {
    this.sheet = sheet;
    this.#answers = answers;
  }

  get any(): boolean {
    return this.#refusals.length > 0;
  }
  /** Something is wrong, or a question is open: nothing may be written. */
  get holds(): boolean {
    return this.any || this.#questions.size > 0;
  }
  /** An answer, or undefined: then the question is put down with its place. */
  ask(kind: QuestionKind, place: Place & { readonly row: number; readonly field: ImportColumn }, old: string, becomes: string): string | undefined {
    const answer = answerTo(this.#answers, kind);
    if (answer !== undefined) {
      this.note(kind, place.field, place.row, old, becomes);
      return answer;
    }
    const question = this.#questions.get(kind) ?? { count: 0, examples: [], first: place };
    this.#questions.set(kind, question);
    count(question, { row: place.row, old, new: becomes });
    return undefined;
  }
  /** As many as a person will look at; the reading may stop. */
  get enough(): boolean {
    return this.#beyond > 10_000;
  }

  add(code: ImportFault, place: Place = {}, parameters: Parameters = {}): void {
    if (this.#refusals.length >= issuesMax) {
      this.#beyond += 1;
      return;
    }
    const path = [this.sheet, ...(place.row === undefined ? [] : [place.row]), ...(place.column === undefined ? [] : [columnLetters(place.column)])];
    this.#refusals.push({ code, path, parameters: { because: { zh: this.#word(code, place, parameters, 'zh'), en: this.#word(code, place, parameters, 'en') } } });
  }

  #word(code: ImportFault, place: Place, parameters: Parameters, language: keyof Text): string {
    const { options, expects } = place.field?.meta ?? {};
    const all: Parameters = {
      place: this.#place(place, language), label: place.field ? heading(place.field.meta, language) : '', decimals: decimalsOf[place.field?.meta.kind ?? ''] ?? 0,
      expects: expects ? (language === 'zh' ? `：${expects.zh}` : `: ${expects.en}`) : '',
      options: options ? Object.values(options).map((option) => option[language]).join(language === 'zh' ? '、' : ', ') : '', ...parameters,
    };
    return sentences[code][language].replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = all[name];
      return value === undefined ? whole : typeof value === 'object' ? value[language] : visible(String(value).slice(0, 200));
    });
  }
  #place({ row, column, field }: Place, language: keyof Text): string {
    const letters = column === undefined ? '' : columnLetters(column);
    const label = field ? heading(field.meta, language) : '';
    if (language === 'zh') return `「${this.sheet}」第 ${row ?? '?'} 行${letters ? ` ${letters} 列` : ''}${label ? `「${label}」` : ''}`;
    return `${this.sheet}, row ${row ?? '?'}${letters ? `, column ${letters}` : ''}${label ? ` (${label})` : ''}`;
  }

  note(code: Note, field: ImportColumn, row: number, old: string, becomes: string): void {
    const key = `${code}/${field.name}`;
    const note = this.#notes.get(key) ?? { code, field, count: 0, examples: [] };
    this.#notes.set(key, note);
    count(note, { row, old, new: becomes });
  }

  refusals(): Refusal[] {
    const open = [...this.#questions].map(([kind, { count: times, examples, first }]): Refusal => {
      const shown = (language: keyof Text) => examples.map((one) => (language === 'zh' ? `第 ${one.row} 行 ${one.old} → ${one.new}` : `row ${one.row} ${one.old} → ${one.new}`)).join(language === 'zh' ? '，' : ', ');
      const word = (language: keyof Text) => `${importQuestions[kind].about[language]}${language === 'zh' ? `（${times} 处）：${shown('zh')}。请选择怎么处理。` : ` (${times}): ${shown('en')}. Choose what to do.`}`;
      return { code: questionCode(kind), path: [this.sheet, first.row ?? 1, ...(first.column === undefined ? [] : [columnLetters(first.column)])], parameters: { because: { zh: word('zh'), en: word('en') } } };
    });
    const beyond: Refusal[] = this.#beyond === 0 ? [] : [{ code: 'and-more', path: [this.sheet], parameters: { because: render(sentences['and-more'], { count: this.#beyond }) } }];
    return [...this.#refusals, ...beyond, ...open];
  }
  notes(): ImportOutput['notes'] {
    return [...this.#notes.values()].map(({ code, field, count: times, examples }) => ({
      code, column: field.name, count: times, rows: examples.map(({ row }) => row), examples,
      message: { zh: `「${field.meta.label.zh}」${noteTexts[code].zh}`, en: `${field.meta.label.en}: ${noteTexts[code].en}` },
    }));
  }
}

function count(counted: Counted, example: Example): void {
  counted.count += 1;
  if (counted.examples.length < examplesMax) counted.examples.push({ row: example.row, old: visible(example.old.slice(0, 60)), new: visible(example.new.slice(0, 60)) });
}

const noteTexts: Readonly<Record<Note, Text>> = {
  spaces: { zh: '前后或中间多余的空格已去掉', en: 'stray spaces were removed' },
  'full-width': { zh: '的全角字母和数字已换成半角', en: 'full-width letters and digits were made plain' },
  'number-to-text': { zh: '被 Excel 存成了数字，已按文本读取；若原来以 0 开头请核对', en: 'Excel had stored it as a number; it was read as text. Check codes that began with 0' },
  'number-format': { zh: '的千分位、百分号或全角数字已换成普通数字', en: 'thousands separators, per cent signs or full-width digits were read as plain numbers' },
  fraction: { zh: '的分数已换成小数', en: 'fractions were read as decimals' },
  'day-format': { zh: '的日期写法已统一', en: 'dates were brought to one form' },
  'day-serial': { zh: '是 Excel 的日期序号，已换成日期', en: 'Excel\'s numbers of days were read as dates' },
  'number-unit': { zh: '后面的单位已去掉', en: 'units behind numbers were dropped' },
  scientific: { zh: '的科学计数法已按您的选择处理', en: 'scientific notation was read as you chose' },
  'fraction-rounded': { zh: '除不尽的分数已四舍五入', en: 'fractions without an exact decimal were rounded' },
  percent: { zh: '大于 1 的比率已按您的选择处理', en: 'rates above 1 were read as you chose' },
  'leading-zeros': { zh: '前面可能丢失的 0 已按您的选择处理', en: 'leading zeros were handled as you chose' },
  'duplicate-lines': { zh: '完全相同的行只引入一行', en: 'rows that are exactly the same come in once' },
  'component-lines': { zh: '的重复行已按您的选择处理', en: 'lines of the same component were handled as you chose' },
  'repeated-assembly': { zh: '在文件里展开了多次，下级相同，只取一次', en: 'stands more than once with the same parts below it; they were taken once' },
};
