/**
 * Turns a cell into the value of its column, or says what is wrong with it. What Excel or a person spoils without changing the
 * meaning (spaces, full-width digits, a code stored as a number, thousands separators) is put right and reported; what could
 * mean two things is refused.
 */
import { isDay } from '@millwright/core/primitives/plain-day';
import { type FieldMeta, noControl } from '../contract.ts';
import type { ImportColumn } from './import.contract.ts';
import type { Cell } from './workbook-reader.ts';

export type CellFault = 'formula' | 'cell-error' | 'required' | 'bad-number' | 'bad-day' | 'bad-choice' | 'bad-flag' | 'number-precision' | 'out-of-range' | 'too-long' | 'bad-character' | 'bad-value';
export type CellNote = 'spaces' | 'number-to-text' | 'number-format' | 'day-format';
export type CellValue = string | number | boolean | null;
export type CellOutcome = { readonly value: CellValue; readonly note?: CellNote } | { readonly fault: CellFault; readonly shown: string };

const invisible = /[\u200b-\u200d\u2060\ufeff]/g;
const clean = (text: string): string => text.replace(invisible, '').replace(/[\s\u00a0\u3000]+/g, (spaces) => (spaces.includes('\n') ? '\n' : ' ')).trim();

export function readCell(column: ImportColumn, cell: Cell | undefined): CellOutcome {
  if (cell?.formula) return { fault: 'formula', shown: cell.text };
  if (cell?.kind === 'error') return { fault: 'cell-error', shown: cell.text };
  const text = cell ? clean(cell.text) : '';
  if (text === '') return column.required ? { fault: 'required', shown: '' } : { value: column.empty };
  if (!noControl.test(text)) return { fault: 'bad-character', shown: text };
  const outcome = convert(column.meta, cell as Cell, text);
  if ('fault' in outcome) return outcome;
  const checked = column.meta.kind === 'reference' ? { success: String(outcome.value).length <= 40 } : column.schema.safeParse(outcome.value);
  if (!checked.success) return { fault: faultOf(column.meta, String(outcome.value)), shown: text };
  if (outcome.note === undefined && cell?.kind === 'text' && text !== cell.text) return { ...outcome, note: 'spaces' };
  return outcome;
}

function convert(meta: FieldMeta, cell: Cell, text: string): CellOutcome {
  switch (meta.kind) {
    case 'money': case 'quantity': case 'price': case 'rate': return decimalOf(meta, cell, text);
    case 'count': {
      const read = decimalOf(meta, cell, text);
      if ('fault' in read) return read;
      return /^-?\d{1,9}$/.test(String(read.value)) ? { ...read, value: Number(read.value) } : { fault: 'bad-number', shown: text };
    }
    case 'day': return dayOf(cell, text);
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
      if (cell.kind !== 'number') return { value: text };
      // More than fifteen digits are gone before we see them.
      return text.replace(/\D/g, '').length > 15 ? { fault: 'number-precision', shown: text } : { value: text, note: 'number-to-text' };
  }
}

const flags = new Map<string, boolean>([...['是', '√', 'y', 'yes', 'true', '1', '启用'].map((word): [string, boolean] => [word, true]), ...['否', '×', 'n', 'no', 'false', '0', '停用'].map((word): [string, boolean] => [word, false])]);
const decimals: Partial<Record<FieldMeta['kind'], number>> = { money: 2, quantity: 6, price: 8, rate: 6, count: 0 };

function decimalOf(meta: FieldMeta, cell: Cell, text: string): CellOutcome {
  let number = text.normalize('NFKC').replace(/^[¥￥]/, '').replace(/^\((.*)\)$/, '-$1').trim();
  if (/^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(number)) number = number.replaceAll(',', '');
  const percent = meta.kind === 'rate' && /^\d{1,3}(\.\d{1,4})?%$/.test(number);
  if (percent) number = shiftTwo(number.slice(0, -1));
  if (!/^-?\d{1,12}(\.\d+)?$/.test(number)) return { fault: 'bad-number', shown: text };
  const [whole = '', fraction = ''] = number.split('.');
  const kept = fraction.replace(/0+$/, '');
  if (kept.length > (decimals[meta.kind] ?? 6)) return { fault: 'bad-number', shown: text };
  const value = kept ? `${whole}.${kept}` : whole;
  return cell.kind === 'text' && number !== text ? { value, note: 'number-format' } : { value };
}
/** 13 → 0.13 */
function shiftTwo(number: string): string {
  const [whole = '', fraction = ''] = number.split('.');
  const digits = whole.padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}${fraction}`;
}

/** 2026-11-24, 2026/11/24, 2026.11.24, 2026年11月24日 and 20261124 mean one day; 11/24/26 could be two and is refused. */
function dayOf(cell: Cell, text: string): CellOutcome {
  if (cell.kind === 'day') return isDay(text) ? { value: text } : { fault: 'bad-day', shown: text };
  const match = /^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))$/.exec(text.normalize('NFKC'));
  const day = match ? `${match[1]}-${(match[2] ?? match[4] ?? '').padStart(2, '0')}-${(match[3] ?? match[5] ?? '').padStart(2, '0')}` : '';
  if (!isDay(day)) return { fault: 'bad-day', shown: text };
  return day === text ? { value: day } : { value: day, note: 'day-format' };
}

function faultOf(meta: FieldMeta, value: string): CellFault {
  if (meta.kind === 'money' || meta.kind === 'quantity' || meta.kind === 'price' || meta.kind === 'rate' || meta.kind === 'count') return 'out-of-range';
  return value.length > 30 ? 'too-long' : 'bad-value';
}
