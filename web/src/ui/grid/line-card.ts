/**
 * A line as a card, for a screen too narrow for columns: what it is about on top, quantity × price = amount at the right, every other
 * value with its label. Pure. What has no value is left out with its label; an amount is the column that stands out (strong), or the
 * only money there is, because debit and credit are two figures with names of their own.
 */
import { isNumeric } from '../Figure.tsx';
import { isNegative } from '../figures.ts';
import type { Text } from '../language.tsx';
import { cellText, cellValue, type GridColumn, type GridRow } from './grid-model.ts';

export type CardValue = { readonly column: GridColumn; readonly shown: string; readonly negative: boolean; readonly href?: string | undefined };
export type LineCard = {
  readonly title: string;
  readonly code: string;
  readonly href: string | undefined;
  readonly quantity: CardValue | undefined;
  readonly price: CardValue | undefined;
  readonly amount: CardValue | undefined;
  readonly facts: readonly CardValue[];
};

export function lineCard(columns: readonly GridColumn[], row: GridRow, index: number, text: (text: Text) => string): LineCard {
  const subject = columns.find((column) => column.kind === 'reference' && column.key === 'item') ?? columns.find((column) => column.kind === 'reference') ?? columns.find((column) => !isNumeric(column.kind));
  const quantity = columns.find((column) => column.key === 'quantity' && column.kind === 'quantity') ?? columns.find((column) => column.kind === 'quantity');
  const price = quantity && columns.find((column) => column.kind === 'price');
  const money = columns.filter((column) => column.kind === 'money');
  const amount = money.find((column) => column.strong) ?? (money.length === 1 ? money[0] : undefined);
  const valueOf = (column: GridColumn | undefined): CardValue | undefined => {
    if (!column) return undefined;
    const value = cellValue(column, row, index);
    const shown = cellText(column, row, index, text);
    return shown === '' ? undefined : { column, shown, negative: isNumeric(column.kind) && isNegative(value), href: column.href?.(row) };
  };
  const reference = (subject ? cellValue(subject, row, index) : undefined) as { code?: string; name?: string } | string | null | undefined;
  const [title, code] = reference && typeof reference === 'object' ? [reference.name || reference.code || '', reference.name ? (reference.code ?? '') : ''] : [subject ? cellText(subject, row, index, text) : '', ''];
  const apart = new Set([subject, quantity, price, amount]);
  return {
    title, code, href: subject?.href?.(row),
    quantity: valueOf(quantity), price: valueOf(price), amount: valueOf(amount),
    facts: columns.filter((column) => !apart.has(column)).flatMap((column) => valueOf(column) ?? []),
  };
}
