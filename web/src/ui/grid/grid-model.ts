/**
 * Rows, columns and cell values of the line grid, without React. A cell keeps what was typed even when it cannot be read; the
 * problem is derived from the value, so it goes away exactly when the value is right.
 */
import { isDay } from '@millwright/core/primitives/plain-day';
import { isNumeric, valueText, type ValueShape } from '../Figure.tsx';
import { dayFromText, decimalFromText, isPercentage, percentFromText, percentText } from '../figures.ts';
import type { Text } from '../language.tsx';
import { unknownCode, type Lookup, type LookupRow } from '../input/lookup.ts';

/** $key identifies a row on this page; everything else is the line as it goes over the wire, references as {id, code, name}. */
export type GridRow = { readonly $key: string; readonly [field: string]: unknown };
export type Patch = Readonly<Record<string, unknown>>;
export type GridColumn = ValueShape & {
  readonly key: string;
  readonly width?: number | undefined;
  readonly required?: boolean | undefined;
  /** Shown, never typed: from the server, or computed from the row while one types. */
  readonly readOnly?: boolean | undefined;
  readonly compute?: ((row: GridRow, index: number) => unknown) | undefined;
  readonly lookup?: Lookup | undefined;
  /** What else changes when this cell changes, e.g. picking an item fills its unit. */
  readonly fills?: ((value: unknown, row: GridRow) => Patch) | undefined;
  readonly strong?: boolean | undefined;
  /** Of a quantity: the unit of this row, shown beside the figure and no part of it. */
  readonly unitOf?: ((row: GridRow) => string | undefined) | undefined;
  /** Where its value leads; of what may be typed only while the grid is read only. */
  readonly href?: ((row: GridRow) => string | undefined) | undefined;
  /** Reference cells show code and name (default), or one of them. */
  readonly shows?: 'code' | 'name' | 'both' | undefined;
};

let lastKey = 0;
export const newRowKey = (): string => {
  lastKey += 1;
  return `row-${lastKey}`;
};
export const asGridRow = (line: Patch): GridRow => ({ ...line, $key: newRowKey() });
export const isTyped = (column: GridColumn): boolean => !column.readOnly && column.compute === undefined;

export const cellValue = (column: GridColumn, row: GridRow, index: number): unknown => (column.compute ? column.compute(row, index) : row[column.key]);

/** Text shown in the cell. */
export function cellText(column: GridColumn, row: GridRow, index: number, text: (text: Text) => string): string {
  const value = cellValue(column, row, index);
  if (column.kind === 'reference' && value && typeof value === 'object') {
    const { code = '', name = '' } = value as Partial<LookupRow>;
    return column.shows === 'name' ? name : column.shows === 'code' ? code || name : `${code} ${name}`.trim();
  }
  return valueText(value, column, text);
}

/** Text one starts from when amending, and what is copied: no separators. */
export function editText(column: GridColumn, row: GridRow, index: number, text: (text: Text) => string): string {
  const value = cellValue(column, row, index);
  if (value === null || value === undefined) return '';
  if (column.kind === 'rate' && isPercentage(column.label.zh, column.unit?.zh)) return percentText(String(value)).replace('%', '');
  if (isNumeric(column.kind) || column.kind === 'day') return String(value);
  return cellText(column, row, index, text);
}

/** Typed or pasted text → value. References become {id: '', code: text} until they are resolved. */
export function readCell(column: GridColumn, typed: string, text: (text: Text) => string): unknown {
  const trimmed = typed.trim();
  if (trimmed === '') return null;
  switch (column.kind) {
    case 'count': {
      const number = decimalFromText(trimmed);
      return number !== undefined && /^-?\d+$/.test(number) ? Number(number) : trimmed;
    }
    case 'rate': return (isPercentage(column.label.zh, column.unit?.zh) ? percentFromText(trimmed) : decimalFromText(trimmed)) ?? trimmed;
    case 'money':
    case 'quantity':
    case 'price': return decimalFromText(trimmed) ?? trimmed;
    case 'day': return dayFromText(trimmed) ?? trimmed;
    case 'flag': return /^(是|√|y|yes|true|1)$/i.test(trimmed);
    case 'choice': {
      const option = Object.entries(column.options ?? {}).find(([key, label]) => key === trimmed || label.zh === trimmed || label.en.toLowerCase() === trimmed.toLowerCase() || text(label).startsWith(trimmed));
      return option?.[0] ?? trimmed;
    }
    case 'reference': return { id: '', code: trimmed, name: '' };
    default: return trimmed;
  }
}

/** Why a value cannot be right, before the server is asked; undefined when it may be. */
export function cellProblem(column: ValueShape, value: unknown): Text | undefined {
  if (value === null || value === undefined || value === '') return undefined;
  if (column.kind === 'reference') {
    const { id, code } = value as Partial<LookupRow>;
    return id === '' ? unknownCode(code ?? '', column.label) : undefined;
  }
  if (column.kind === 'day') return isDay(String(value)) ? undefined : { zh: `「${String(value)}」不是日期。`, en: `“${String(value)}” is no date.` };
  if (column.kind === 'choice') return column.options?.[String(value)] ? undefined : { zh: `「${String(value)}」不在可选范围内。`, en: `“${String(value)}” is not one of the choices.` };
  if (isNumeric(column.kind)) return /^-?\d+(\.\d+)?$/.test(String(value)) ? undefined : { zh: `「${String(value)}」不是数字。`, en: `“${String(value)}” is no number.` };
  return undefined;
}

/** The row with one cell changed and what that fills. */
export function withCell(row: GridRow, column: GridColumn, value: unknown): GridRow {
  const changed = { ...row, [column.key]: value };
  return column.fills ? { ...changed, ...column.fills(value, changed) } : changed;
}

/**
 * A record found late: it fills what nobody has typed or pasted since `before`, the row as it was without it. A price pasted beside
 * a code stays the price.
 */
export function withFound(row: GridRow, before: Readonly<Record<string, unknown>>, column: GridColumn, found: unknown): GridRow {
  const typed = Object.entries(row).filter(([key, value]) => key !== column.key && JSON.stringify(value ?? null) !== JSON.stringify(before[key] ?? null));
  return { ...withCell(row, column, found), ...Object.fromEntries(typed), $key: row.$key };
}

/** A choice is looked up like a reference, among its own options. */
export function choiceLookup(column: GridColumn, text: (text: Text) => string): Lookup {
  const rows = Object.entries(column.options ?? {}).map(([id, label]) => ({ id, code: '', name: text(label) }));
  return { bare: true, search: async (typed) => rows.filter((row) => row.name.toLowerCase().includes(typed.toLowerCase()) || row.id.startsWith(typed)) };
}
