/**
 * Turns a cell into the value of its column, or says what is wrong with it. What Excel or a person spoils without changing the
 * meaning (spaces, full-width digits, a code stored as a number, thousands separators, fractions, dates as serial numbers) is put
 * right and reported; what could mean two things is a question (import-questions.ts) or refused.
 */
import { decimalOfFraction } from '@millwright/core/primitives/fraction';
import { dayFromNumber, isDay } from '@millwright/core/primitives/plain-day';
import { type FieldMeta, noControl } from '../contract.ts';
import type { ImportColumn } from './import.contract.ts';
import { answerTo, type Answers, type QuestionKind } from './import-questions.ts';
import type { Cell } from './workbook-reader.ts';

export type CellFault = 'formula' | 'cell-error' | 'required' | 'bad-number' | 'bad-day' | 'bad-choice' | 'bad-flag' | 'number-precision' | 'out-of-range' | 'too-long' | 'bad-character' | 'bad-value';
export type CellNote = 'spaces' | 'full-width' | 'number-to-text' | 'number-format' | 'fraction' | 'day-format' | 'day-serial';
export type CellValue = string | number | boolean | null;
/** With a question the value is the answer's, or what it would be with the first one. */
export type CellOutcome = { readonly value: CellValue; readonly note?: CellNote; readonly question?: QuestionKind } | { readonly fault: CellFault; readonly shown: string };
/** What the file and the person say about all cells. */
export type Reading = { readonly answers: Answers; readonly since1904: boolean };

const invisible = /[\u200b-\u200d\u2060\ufeff]/g;
const clean = (text: string): string => text.replace(invisible, '').replace(/[\s\u00a0\u3000]+/g, (spaces) => (spaces.includes('\n') ? '\n' : ' ')).trim();

export function readCell(column: ImportColumn, cell: Cell | undefined, reading: Reading = { answers: {}, since1904: false }): CellOutcome {
  if (cell?.formula) return { fault: 'formula', shown: cell.text };
  if (cell?.kind === 'error') return { fault: 'cell-error', shown: cell.text };
  const text = cell ? clean(cell.text) : '';
  if (text === '') return column.required ? { fault: 'required', shown: '' } : { value: column.empty };
  if (!noControl.test(text)) return { fault: 'bad-character', shown: text };
  const outcome = convert(column.meta, cell as Cell, text, reading);
  if ('fault' in outcome) return outcome;
  const checked = column.meta.kind === 'reference' ? { success: String(outcome.value).length <= 40 } : column.schema.safeParse(outcome.value);
  if (!checked.success) return { fault: faultOf(column.meta, String(outcome.value)), shown: text };
  if (outcome.note === undefined && outcome.question === undefined && cell?.kind === 'text' && text !== cell.text) return { ...outcome, note: 'spaces' };
  return outcome;
}

function convert(meta: FieldMeta, cell: Cell, text: string, reading: Reading): CellOutcome {
  switch (meta.kind) {
    case 'money': case 'quantity': case 'price': return decimalOf(meta, cell, text);
    case 'rate': return rateOf(decimalOf(meta, cell, text), text, reading);
    case 'count': {
      const read = decimalOf(meta, cell, text);
      if ('fault' in read) return read;
      return /^-?\d{1,9}$/.test(String(read.value)) ? { ...read, value: Number(read.value) } : { fault: 'bad-number', shown: text };
    }
    case 'day': return dayOf(cell, text, reading);
    case 'flag': {
      const flag = flags.get(text.toLowerCase());
      return flag === undefined ? { fault: 'bad-flag', shown: text } : { value: flag };
    }
    case 'choice': {
      const word = text.toLowerCase();
      const found = Object.entries(meta.options ?? {}).find(([key, option]) => option.zh === text || option.en.toLowerCase() === word || key === word || key === text);
      return found ? { value: found[0] } : { fault: 'bad-choice', shown: text };
    }
    default:
      if (cell.kind === 'text' && (meta.kind === 'code' || meta.kind === 'reference')) return codeOf(text, reading);
      if (cell.kind !== 'number') return { value: text };
      // More than fifteen digits are gone before we see them.
      return text.replace(/\D/g, '').length > 15 ? { fault: 'number-precision', shown: text } : { value: text, note: 'number-to-text' };
  }
}

const flags = new Map<string, boolean>([...['是', '√', 'y', 'yes', 'true', '1', '启用'].map((word): [string, boolean] => [word, true]), ...['否', '×', 'n', 'no', 'false', '0', '停用'].map((word): [string, boolean] => [word, false])]);
const decimals: Partial<Record<FieldMeta['kind'], number>> = { money: 2, quantity: 6, price: 8, rate: 6, count: 0 };

/** Full-width letters and digits are the same code typed with another keyboard; 1.23E+11 is what Excel shows of a long number. */
function codeOf(text: string, { answers }: Reading): CellOutcome {
  const narrow = text.replace(/[\uff01-\uff5e]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0));
  const [, whole = '', fraction = '', exponent = ''] = /^(\d)(?:\.(\d{1,14}))?E\+(\d{2})$/.exec(narrow) ?? [];
  if (whole !== '' && Number(exponent) >= fraction.length && Number(exponent) < 20) {
    return { value: answerTo(answers, 'scientific') === 'keep' ? narrow : (whole + fraction).padEnd(Number(exponent) + 1, '0'), question: 'scientific' };
  }
  return narrow === text ? { value: text } : { value: narrow, note: 'full-width' };
}

/** A word after a number that says how it was counted; 万 or % would make it another number. */
const unitAfter = /^(-?[\d,.]+)\s*((?![万亿千百十Ee%‰]|[kK]$)[\p{Script=Han}a-zA-Z㎡㎏]{1,6}[23]?)$/u;
function decimalOf(meta: FieldMeta, cell: Cell, text: string): CellOutcome {
  const places = decimals[meta.kind] ?? 6;
  let number = text.normalize('NFKC').replace(/^[¥￥]/, '').replace(/^\((.*)\)$/, '-$1').trim();
  const fraction = cell.kind === 'text' ? decimalOfFraction(number, places) : undefined;
  if (fraction) return fraction.exact ? { value: fraction.decimal, note: 'fraction' } : { value: fraction.decimal, question: 'fraction-rounded' };
  const counted = cell.kind === 'text' ? unitAfter.exec(number) : null;
  if (counted) number = counted[1] ?? '';
  if (/^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(number)) number = number.replaceAll(',', '');
  const percent = meta.kind === 'rate' && /^\d{1,3}(\.\d{1,4})?\s*%$/.test(number);
  if (percent) number = shiftTwo(number.slice(0, -1).trim());
  if (!/^-?\d{1,12}(\.\d+)?$/.test(number)) return { fault: 'bad-number', shown: text };
  const [whole = '', digits = ''] = number.split('.');
  const kept = digits.replace(/0+$/, '');
  if (kept.length > places) return { fault: 'bad-number', shown: text };
  const value = kept ? `${whole}.${kept}` : whole;
  if (counted) return { value, question: 'number-unit' };
  return cell.kind === 'text' && number !== text ? { value, note: 'number-format' } : { value };
}
/** A bare number above one in a column of percentages: 13 is 13 % in most files, and 120 or 1.2 might be meant otherwise. */
function rateOf(outcome: CellOutcome, text: string, { answers }: Reading): CellOutcome {
  if ('fault' in outcome || outcome.question !== undefined || typeof outcome.value !== 'string' || text.includes('%') || text.includes('％') || !(Number(outcome.value) > 1)) return outcome;
  return { value: answerTo(answers, 'percent') === 'keep' ? outcome.value : shiftTwo(outcome.value), question: 'percent' };
}
/** 13 → 0.13 */
function shiftTwo(number: string): string {
  const [whole = '', fraction = ''] = number.split('.');
  const digits = whole.padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}${fraction}`;
}

/** 2026-11-24, 2026/11/24, 2026.11.24, 2026年11月24日 and 20261124 mean one day; 11/24/26 could be two and is refused. 46350 is Excel's number of a day. */
function dayOf(cell: Cell, text: string, { since1904 }: Reading): CellOutcome {
  if (cell.kind === 'day') return isDay(text) ? { value: text } : { fault: 'bad-day', shown: text };
  // 1950 to 2099; a workbook that counts from 1904 has other numbers.
  const serial = /^\d{5}$/.test(text) && !since1904 ? Number(text) : 0;
  if (serial >= 18_264 && serial <= 73_050) return { value: dayFromNumber(serial - 25_569), note: 'day-serial' };
  const match = /^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))(?: 0{1,2}:00(?::00)?)?$/.exec(text.normalize('NFKC'));
  const day = match ? `${match[1]}-${(match[2] ?? match[4] ?? '').padStart(2, '0')}-${(match[3] ?? match[5] ?? '').padStart(2, '0')}` : '';
  if (!isDay(day)) return { fault: 'bad-day', shown: text };
  return day === text ? { value: day } : { value: day, note: 'day-format' };
}

function faultOf(meta: FieldMeta, value: string): CellFault {
  if (meta.kind === 'money' || meta.kind === 'quantity' || meta.kind === 'price' || meta.kind === 'rate' || meta.kind === 'count') return 'out-of-range';
  return value.length > 30 ? 'too-long' : 'bad-value';
}
