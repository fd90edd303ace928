/**
 * A document as it stands on paper, drawn from its contract and what its page says about it. What is different from the screen: an
 * item is four columns (编码, 名称, 规格, 单位), a party is its name, days are whole, columns nobody filled are left out, and counters
 * of later execution or stock on hand stay off, because paper does not change any more.
 */
import { capitalAmount } from '@millwright/core/primitives/capitals';
import { formatMoney, formatQuantity, parseMoney, parseQuantity, sumMoney, sumQuantity } from '@millwright/core/primitives/decimal';
import type { DocumentRecord, DocumentOptions } from '../document/document-options.ts';
import { moneyText, quantityText } from '../../ui/figures.ts';
import { isNumeric, valueText, type ValueShape } from '../../ui/Figure.tsx';
import type { GridRow } from '../../ui/grid/grid-model.ts';
import type { Text } from '../../ui/language.tsx';
import { fieldShapes, isTypedKind, type Values } from '../fields.ts';
import type { Letterhead } from '@millwright/server/modules/foundation/print-template/print-template.contract';
import type { Addresses, PrintColumn, PrintModel, PrintTable } from './print-options.ts';

type Pick = (text: Text) => string;
export type Printing = { readonly text: Pick; readonly company: string; readonly band: string; readonly addresses: Addresses; readonly letterhead?: Letterhead | undefined };
type Field = ValueShape & { readonly key: string; readonly target?: string | undefined; readonly compute?: ((line: GridRow, head: Values) => unknown) | undefined };
type Column = PrintColumn & { readonly cell: (line: GridRow) => string; readonly sum?: 'money' | 'quantity' | undefined };

export function printModel(record: DocumentRecord, options: DocumentOptions, { text, company, band, addresses, letterhead }: Printing): PrintModel {
  const { contract, print = {} } = options;
  const lines = (record.lines ?? []) as readonly GridRow[];
  const capital = options.capital?.(record, lines);
  return {
    company, band, logo: letterhead?.logo ?? '', lines: letterhead?.lines ?? [],
    title: paperTitle(record, options, text),
    number: options.titleOf?.(record) ?? record.number ?? '',
    address: addresses.record(contract.noun, record.id),
    fields: headFields(record, options, text),
    tables: [...(contract.line ? [linesTable(record, lines, options, text)] : []), ...(print.tables?.(record, text, addresses) ?? [])],
    totals: (print.totals === false ? [] : (options.totals?.(record, lines) ?? [])).map(({ label, value, kind }) => ({ label: text(label), value: kind === 'quantity' ? quantityText(value) : moneyText(value) })),
    capital: capital === undefined ? '' : inCapitals(capital),
    remarks: (print.remarks?.(record) ?? []).map(text),
    signatures: (print.signatures ?? usualSignatures).map((one) => ({ label: text(one), name: 'field' in one && one.field ? String(record[one.field] ?? '') : '' })),
  };
}

const usualSignatures = [{ zh: '制单', en: 'Prepared by', field: 'createdBy' }, { zh: '审核', en: 'Checked by' }, { zh: '经办', en: 'Handled by' }] as const;

/** A reversal is a red paper, a draft says so, and what was reversed or voided must not pass for valid. */
function paperTitle(record: DocumentRecord, { contract, print }: DocumentOptions, text: Pick): string {
  const state = contract.states[record.state];
  const title = text(print?.title ?? contract.title);
  const named = record['reverses'] ? text({ zh: `红字${title}`, en: `${title} (reversal)` }) : title;
  const told = state && (contract.editable.includes(record.state) || record['reversedBy'] || record.state === 'void');
  return told ? text({ zh: `${named}（${state.label.zh}）`, en: `${named} (${state.label.en})` }) : named;
}

function headFields(record: DocumentRecord, { contract, head = {}, headShown = [], print = {} }: DocumentOptions, text: Pick): PrintModel['fields'] {
  const typed = fieldShapes(contract.head).filter(({ key, kind }) => {
    const hidden = head[key]?.hidden;
    return isTypedKind(kind) && !(typeof hidden === 'function' ? hidden(record) : hidden);
  });
  return [...typed.map((field) => ({ ...field, label: head[field.key]?.label ?? field.label })), ...headShown]
    .filter(({ key }) => !print.without?.includes(key))
    .map((field) => {
      const value = shown(field, record[field.key], text);
      return { key: field.key, label: text(field.label), value, wide: field.kind === 'long-text' || field.key === 'note' || textWidth(value) > 44 };
    })
    .filter(({ value }) => value !== '');
}

function linesTable(record: DocumentRecord, lines: readonly GridRow[], options: DocumentOptions, text: Pick): PrintTable {
  const { print = {} } = options;
  const all = lineFields(options).flatMap((field) => columnsOf(field, record, options, text)).filter(({ key }) => !print.without?.includes(key));
  const columns = lines.length === 0 ? all : all.filter(({ cell }) => lines.some((line) => cell(line) !== ''));
  const missing = Math.max((print.rowsAtLeast ?? 1) - lines.length, 0);
  const sums = columns.map(({ cell, sum }) => (sum ? sumOf(lines.map(cell), sum) : ''));
  return {
    columns: [{ key: 'ordinal', title: text({ zh: '序', en: 'No.' }), manner: 'short' }, ...columns.map(({ key, title, manner }) => ({ key, title, manner }))],
    rows: [...lines.map((line, index) => [String(index + 1), ...columns.map(({ cell }) => cell(line))]), ...Array.from({ length: missing }, () => ['', ...columns.map(() => '')])],
    ...(lines.length > 0 && sums.some((sum) => sum !== '') ? { sum: [text({ zh: '合计', en: 'Total' }), ...sums] } : {}),
  };
}

/** Typed and shown fields in the order of the grid. */
function lineFields({ contract, lines = {}, linesShown = [], print = {} }: DocumentOptions): Field[] {
  const fields: Field[] = [];
  const addShown = (after: string): void => {
    for (const column of linesShown.filter((candidate) => candidate.after === after)) {
      if (column.kind !== 'quantity' || column.compute || column.strong) fields.push(column);
      addShown(column.key);
    }
  };
  addShown('');
  for (const field of contract.line ? fieldShapes(contract.line) : []) {
    const { hidden = !isTypedKind(field.kind), label = field.label } = lines[field.key] ?? {};
    if (!hidden) fields.push({ ...field, label });
    addShown(field.key);
  }
  return fields.filter(({ key }) => !print.without?.includes(key));
}

function columnsOf(field: Field, head: Values, { lines = {}, print = {} }: DocumentOptions, text: Pick): Column[] {
  if (field.kind === 'reference' && field.target === 'engineering/item') {
    const part = (key: string, title: Text, manner: PrintColumn['manner']): Column => ({ key: `${field.key}.${key}`, title: text(title), manner, cell: (line) => String((line[field.key] as Values | null)?.[key] ?? '') });
    return [
      part('code', { zh: `${field.label.zh}编码`, en: `${field.label.en} code` }, 'text'), part('name', { zh: '名称', en: 'Name' }, 'text'),
      part('spec', { zh: '规格型号', en: 'Specification' }, 'text'), part('unit', { zh: '单位', en: 'Unit' }, 'short'),
    ];
  }
  const value = (line: GridRow) => (field.compute ? field.compute(line, head) : line[field.key]);
  const nameOnly = lines[field.key]?.shows === 'name';
  return [{
    key: field.key, title: text(field.label) + (field.unit ? `（${text(field.unit)}）` : ''),
    manner: isNumeric(field.kind) ? 'figure' : field.kind === 'day' || field.kind === 'flag' || field.kind === 'choice' ? 'short' : 'text',
    cell: (line) => (nameOnly ? String((value(line) as Values | null)?.['name'] ?? '') : shown(field, value(line), text)),
    sum: field.kind === 'money' ? 'money' : print.sums?.includes(field.key) ? 'quantity' : undefined,
  }];
}

/** Masters people know by name; everything else, documents above all, by its number too. */
const byName = new Set(['sales/customer', 'purchasing/supplier', 'inventory/warehouse', 'foundation/department', 'foundation/unit', 'engineering/work-center']);
function shown(field: Field, value: unknown, text: Pick): string {
  if (field.kind === 'flag') return value === true ? '✓' : '';
  if (field.kind === 'reference' && value && typeof value === 'object') {
    const { code = '', name = '', spec = '' } = value as { code?: string; name?: string; spec?: string };
    return byName.has(field.target ?? '') ? name || code : [code, name, spec].filter(Boolean).join(' ');
  }
  return valueText(value, field, text, true);
}

/** Added up from what is printed, so that the paper agrees with itself; '' as soon as a figure cannot be read. */
function sumOf(cells: readonly string[], kind: 'money' | 'quantity'): string {
  const plain = cells.filter(Boolean).map((cell) => cell.replaceAll(',', '').replace('−', '-'));
  try {
    return kind === 'money' ? moneyText(formatMoney(sumMoney(plain.map(parseMoney)))) : quantityText(formatQuantity(sumQuantity(plain.map(parseQuantity))));
  } catch (error) {
    if (error instanceof RangeError) return '';
    throw error;
  }
}

function inCapitals(amount: string): string {
  try {
    return capitalAmount(parseMoney(amount));
  } catch (error) {
    if (error instanceof RangeError) return '';
    throw error;
  }
}

/** In half characters: a Chinese sign is as wide as two digits, and so are × and φ in Chinese fonts. */
export const textWidth = (value: string): number => [...value].reduce((width, sign) => width + (/[\u00b0-\u00f7\u0370-\u03ff\u1100-\u11ff\u2e80-\uffef]/.test(sign) ? 2 : 1), 0);
