/**
 * A CSV or tab-separated file as a workbook of one sheet. The encoding is UTF-8 when the whole file is valid UTF-8, else GB18030,
 * which is what Excel in China writes; the separator is the one the first lines use most (a title may stand alone in the first). Lines end with CR, LF or both; quotes
 * may hold line breaks. Every cell is text: nothing is a number or a date until the column says so.
 * Trap: a quote that never closes, or closes in the middle of a word, has swallowed rows; the file is refused with its line.
 */
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { Cell, SheetRow, Workbook } from './workbook-reader.ts';
import { WorkbookError } from './workbook-error.ts';

const separators = [',', '\t', ';'] as const;
const cellMax = 32_767;

/** True for what can be text: no NUL in the first piece, as every binary format has. */
export async function looksLikeText(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const start = Buffer.alloc(4096);
    const { bytesRead } = await file.read(start, 0, start.length, 0);
    return bytesRead > 0 && !start.subarray(0, bytesRead).includes(0);
  } finally {
    await file.close();
  }
}

export async function openCsv(path: string): Promise<Workbook> {
  const encoding = (await isUtf8(path)) ? 'utf-8' : 'gb18030';
  const { size } = await stat(path);
  let read = 0;
  return {
    sheets: ['CSV'],
    since1904: false,
    textOnly: true,
    rows: () => readRows(path, encoding, (bytes) => { read += bytes; }),
    fraction: () => Math.min(1, read / Math.max(1, size)),
    close: async () => undefined,
  };
}

async function isUtf8(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) decoder.decode(piece, { stream: true });
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

async function* readRows(path: string, encoding: string, count: (bytes: number) => void): AsyncGenerator<SheetRow> {
  const decoder = new TextDecoder(encoding);
  const parser = new Parser();
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
    count(piece.length);
    yield* parser.feed(decoder.decode(piece, { stream: true }));
  }
  yield* parser.feed(`${decoder.decode()}\n`, true);
  parser.end();
}

/** A character at a time, because a quote, a line break or a separator may stand on the edge between two pieces. */
class Parser {
  #separator: string | undefined;
  #start = '';
  #cells = new Map<number, Cell>();
  #column = 0;
  #row = 1;
  #text = '';
  #quoted = false;
  #afterQuote = false;
  #afterReturn = false;
  /** Lines as a text editor counts them, and the one where the last quote opened. */
  #line = 1;
  #quoteLine = 1;

  *feed(text: string, last = false): Generator<SheetRow> {
    let rest = text;
    if (this.#separator === undefined) {
      this.#start += text;
      if (!last && this.#start.length < 65_536) return;
      this.#separator = separatorOf(this.#start.split(/\r\n|\r|\n/, 20).join('\n'));
      rest = this.#start;
    }
    for (const letter of rest) {
      const secondOfTwo = letter === '\n' && this.#afterReturn;
      this.#afterReturn = letter === '\r';
      const endsLine = (letter === '\n' && !secondOfTwo) || letter === '\r';
      if (this.#quoted) {
        if (letter === '"') [this.#quoted, this.#afterQuote] = [false, true];
        else this.#add(letter);
      } else if (letter === '"' && this.#afterQuote) {
        this.#add('"');
        [this.#quoted, this.#afterQuote] = [true, false];
      } else if (letter === '"' && this.#text === '') [this.#quoted, this.#quoteLine] = [true, this.#line];
      else if (letter === this.#separator) this.#endCell();
      else if (endsLine) yield* this.#endRow();
      else if (!secondOfTwo) this.#add(letter);
      if (endsLine) this.#line += 1;
    }
  }
  /** At the end of the file: an open quote holds everything since. */
  end(): void {
    if (this.#quoted) throw new WorkbookError('quote-open', { line: this.#quoteLine });
  }
  #add(letter: string): void {
    if (this.#afterQuote && letter !== ' ' && letter !== '"') throw new WorkbookError('quote-open', { line: this.#quoteLine });
    if (this.#text.length >= cellMax) throw this.#quoted ? new WorkbookError('quote-open', { line: this.#quoteLine }) : new WorkbookError('not-a-workbook');
    this.#text += letter;
  }
  #endCell(): void {
    if (this.#text !== '') this.#cells.set(this.#column, { kind: 'text', text: this.#text, formula: this.#text.startsWith('=') });
    [this.#text, this.#afterQuote] = ['', false];
    this.#column += 1;
  }
  *#endRow(): Generator<SheetRow> {
    this.#endCell();
    if (this.#cells.size > 0) yield { number: this.#row, cells: this.#cells };
    [this.#cells, this.#column, this.#row] = [new Map(), 0, this.#row + 1];
  }
}

const separatorOf = (lines: string): string => separators.reduce((best, one) => (lines.split(one).length > lines.split(best).length ? one : best));
