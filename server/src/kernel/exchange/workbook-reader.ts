/**
 * Reads the rows of one sheet of an .xlsx file as a stream: memory holds the shared texts and one piece of XML, never the sheet.
 * A formula is never evaluated; the cell says that it has one. Numbers keep fifteen digits as Excel does; a date is a number
 * whose style is a date. Trap: writers put parts in any order and targets absolute or relative, so names are looked up first.
 */
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { dayFromNumber } from '@millwright/core/primitives/plain-day';
import { looksLikeText, openCsv } from './csv-reader.ts';
import { openArchive, type Archive, type ArchiveLimits } from './zip-archive.ts';
import { WorkbookError } from './workbook-error.ts';

export type Cell = { readonly kind: 'text' | 'number' | 'day' | 'flag' | 'error'; readonly text: string; readonly formula: boolean };
/** `number` is the row's number as Excel shows it; cells by column index from 0, empty ones missing. */
export type SheetRow = { readonly number: number; readonly cells: ReadonlyMap<number, Cell> };
export type Workbook = {
  readonly sheets: readonly string[];
  /** Days are counted from 1904, as old Macs did. */
  readonly since1904: boolean;
  /** Cells have no types: what another program made of a code cannot be seen. */
  readonly textOnly: boolean;
  rows(sheet: string): AsyncGenerator<SheetRow>;
  /** 0 to 1: how much of the sheet's part of the file has been read. */
  fraction(): number;
  close(): Promise<void>;
};

export async function openWorkbook(path: string, limits?: ArchiveLimits): Promise<Workbook> {
  if (await looksLikeText(path)) return openCsv(path);
  const archive = await openArchive(path, limits);
  try {
    if (!archive.names.includes('xl/workbook.xml')) throw new WorkbookError('not-a-workbook');
    const { sheets, since1904 } = await readSheets(archive);
    let shared: { texts: string[]; dates: boolean[] } | undefined;
    return {
      sheets: [...sheets.keys()],
      since1904,
      textOnly: false,
      async *rows(sheet) {
        const part = sheets.get(sheet);
        if (!part) throw new WorkbookError('sheet-missing', { sheet });
        shared ??= { texts: await readSharedTexts(archive), dates: await readDateStyles(archive) };
        yield* readRows(archive, part, shared.texts, shared.dates, since1904);
      },
      fraction: () => archive.fraction(),
      close: () => archive.close(),
    };
  } catch (error) {
    await archive.close();
    throw error;
  }
}

/** Feeds one part to a parser. Text that is not XML is a broken file, not a bug; entities are never expanded by saxes. */
async function* parse(archive: Archive, part: string, parser: SaxesParser): AsyncGenerator<undefined> {
  const decoder = new TextDecoder();
  parser.on('error', () => { throw new WorkbookError('not-a-workbook'); });
  parser.on('doctype', () => { throw new WorkbookError('not-a-workbook'); });
  for await (const piece of archive.read(part)) {
    parser.write(decoder.decode(piece, { stream: true }));
    yield undefined;
  }
  parser.write(decoder.decode());
  parser.close();
  yield undefined;
}
async function parseWhole(archive: Archive, part: string, parser: SaxesParser): Promise<void> {
  if (!archive.names.includes(part)) return;
  for await (const _ of parse(archive, part, parser)) void _;
}
const local = (tag: { name: string }): string => tag.name.slice(tag.name.indexOf(':') + 1);
const attribute = (tag: SaxesTagPlain, name: string): string | undefined => tag.attributes[name];

async function readSheets(archive: Archive): Promise<{ sheets: Map<string, string>; since1904: boolean }> {
  const targets = new Map<string, string>();
  const relations = new SaxesParser();
  relations.on('opentag', (tag) => {
    if (local(tag) !== 'Relationship') return;
    const target = attribute(tag, 'Target') ?? '';
    targets.set(attribute(tag, 'Id') ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`);
  });
  await parseWhole(archive, 'xl/_rels/workbook.xml.rels', relations);
  const sheets = new Map<string, string>();
  let since1904 = false;
  const book = new SaxesParser();
  book.on('opentag', (tag) => {
    if (local(tag) === 'workbookPr') since1904 = /^(1|true)$/.test(attribute(tag, 'date1904') ?? '');
    if (local(tag) !== 'sheet') return;
    const id = Object.entries(tag.attributes).find(([name]) => name.endsWith(':id'))?.[1] ?? '';
    const target = targets.get(id as string);
    if (target && archive.names.includes(target)) sheets.set((attribute(tag, 'name') ?? '').trim(), target);
  });
  await parseWhole(archive, 'xl/workbook.xml', book);
  return { sheets, since1904 };
}

async function readSharedTexts(archive: Archive): Promise<string[]> {
  const texts: string[] = [];
  let current: string | undefined;
  let inText = false;
  let phonetic = false;
  const parser = new SaxesParser();
  parser.on('opentag', (tag) => {
    const name = local(tag);
    if (name === 'si') current = '';
    else if (name === 'rPh') phonetic = true;
    else if (name === 't') inText = !phonetic;
  });
  parser.on('text', (text) => { if (inText && current !== undefined) current += text; });
  parser.on('closetag', (tag) => {
    const name = local(tag);
    if (name === 'si') texts.push(unescaped(current ?? ''));
    else if (name === 'rPh') phonetic = false;
    else if (name === 't') inText = false;
  });
  await parseWhole(archive, 'xl/sharedStrings.xml', parser);
  return texts;
}
/** Excel writes control characters in texts as _x000D_. */
const unescaped = (text: string): string => (text.includes('_x') ? text.replace(/_x([0-9A-F]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))) : text);

/** Which cell styles show a date. */
async function readDateStyles(archive: Archive): Promise<boolean[]> {
  const custom = new Map<number, boolean>();
  const styles: boolean[] = [];
  let inCells = false;
  const parser = new SaxesParser();
  parser.on('opentag', (tag) => {
    const name = local(tag);
    if (name === 'numFmt') custom.set(Number(attribute(tag, 'numFmtId')), /[ymd年月日]/i.test((attribute(tag, 'formatCode') ?? '').replace(/"[^"]*"|\[[^\]]*\]|\\./g, '')));
    else if (name === 'cellXfs') inCells = true;
    else if (name === 'xf' && inCells) {
      const id = Number(attribute(tag, 'numFmtId') ?? 0);
      styles.push(custom.get(id) ?? ((id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)));
    }
  });
  parser.on('closetag', (tag) => { if (local(tag) === 'cellXfs') inCells = false; });
  await parseWhole(archive, 'xl/styles.xml', parser);
  return styles;
}

async function* readRows(archive: Archive, part: string, texts: readonly string[], dates: readonly boolean[], since1904: boolean): AsyncGenerator<SheetRow> {
  let ready: SheetRow[] = [];
  let rowNumber = 0;
  let cells = new Map<number, Cell>();
  let column = -1;
  let [type, style, value, taking, formula] = ['', 0, '', false, false];
  const parser = new SaxesParser();
  parser.on('opentag', (tag) => {
    const name = local(tag);
    if (name === 'c') {
      const place = attribute(tag, 'r');
      column = place ? columnIndex(place) : column + 1;
      [type, style, value, formula] = [attribute(tag, 't') ?? 'n', Number(attribute(tag, 's') ?? 0), '', false];
    } else if (name === 'v' || name === 't') taking = true;
    else if (name === 'f') formula = true;
    else if (name === 'row') {
      rowNumber = rowAfter(rowNumber, attribute(tag, 'r'));
      cells = new Map();
      column = -1;
    }
  });
  parser.on('text', (text) => { if (taking) value += text; });
  parser.on('closetag', (tag) => {
    const name = local(tag);
    if (name === 'v' || name === 't') taking = false;
    else if (name === 'c') {
      const cell = cellOf(type, value, dates[style] ?? false, formula, texts, since1904);
      if (cell) cells.set(column, cell);
    } else if (name === 'row' && cells.size > 0) ready.push({ number: rowNumber, cells });
  });
  for await (const _ of parse(archive, part, parser)) {
    void _;
    const batch = ready;
    ready = [];
    yield* batch;
  }
}

/** Excel numbers rows upwards to 1048576; what does not was written by something else and could mean any row. */
function rowAfter(last: number, shown: string | undefined): number {
  const next = shown === undefined ? last + 1 : /^\d{1,7}$/.test(shown) ? Number(shown) : 0;
  if (next <= last || next > 1_048_576) throw new WorkbookError('row-number', { last, shown: shown ?? next });
  return next;
}

function columnIndex(place: string): number {
  let index = 0;
  for (let at = 0; at < place.length; at += 1) {
    const letter = place.charCodeAt(at) - 64;
    if (letter < 1 || letter > 26) break;
    index = index * 26 + letter;
  }
  return index - 1;
}
/** 0 → A, 26 → AA. */
export function columnLetters(index: number): string {
  let letters = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

function cellOf(type: string, value: string, isDate: boolean, formula: boolean, texts: readonly string[], since1904: boolean): Cell | undefined {
  if (value === '' && !formula) return undefined;
  switch (type) {
    case 's': return { kind: 'text', text: texts[Number(value)] ?? '', formula };
    case 'b': return { kind: 'flag', text: value === '1' ? 'true' : 'false', formula };
    case 'e': return { kind: 'error', text: value, formula };
    case 'd': return { kind: 'day', text: value.slice(0, 10), formula };
    case 'n': return isDate ? dateOf(value, formula, since1904) : { kind: 'number', text: plainNumber(value), formula };
    default: return { kind: 'text', text: unescaped(value), formula };
  }
}
/** Excel's day 60 is a 29 February 1900 that never was. */
function dateOf(value: string, formula: boolean, since1904: boolean): Cell {
  const serial = Math.floor(Number(value));
  if (!(serial >= 1 && serial < 401_769)) return { kind: 'number', text: plainNumber(value), formula };
  const days = since1904 ? serial - 24_107 : serial - (serial > 60 ? 25_569 : 25_568);
  return { kind: 'day', text: dayFromNumber(days), formula };
}
/** Doubles as people typed them: 12.300000000000001 is 12.3 (fifteen digits, as Excel shows), 1.5E-7 is written out. */
function plainNumber(value: string): string {
  if (/^-?\d{1,15}$/.test(value)) return value;
  const number = Number(value);
  if (!Number.isFinite(number)) return value.trim();
  const [mantissa = '', exponent = '0'] = String(Number(number.toPrecision(15))).split('e');
  if (exponent === '0') return mantissa;
  const negative = mantissa.startsWith('-');
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  const shift = Number(exponent);
  const digits = shift < 0 ? '0'.repeat(-shift) + whole + fraction : (whole + fraction).padEnd(whole.length + shift, '0');
  const point = whole.length + (shift < 0 ? 0 : shift);
  const text = `${digits.slice(0, point).replace(/^0+(?=\d)/, '')}${digits.length > point ? `.${digits.slice(point)}` : ''}`;
  return negative ? `-${text}` : text;
}
