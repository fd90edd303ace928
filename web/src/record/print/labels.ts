/**
 * Labels: what stands on one, on which stock they go, and how many sheets that makes. A sheet half used goes into the printer
 * again: `skipped` places from the top left stay empty.
 */
import type { Text } from '../../ui/language.tsx';

export type Label = { readonly code: string; readonly name: string; readonly spec?: string; readonly unit?: string };
export const labelStocks = {
  sheet: { title: { zh: 'A4 标签纸 3×8', en: 'A4 sheet 3×8' }, width: 210, height: 297, columns: 3, rows: 8 },
  single: { title: { zh: '单张 60×40 mm', en: 'Single 60×40 mm' }, width: 60, height: 40, columns: 1, rows: 1 },
} satisfies Record<string, { title: Text; width: number; height: number; columns: number; rows: number }>;
export type LabelStock = keyof typeof labelStocks;

/** Every label so many times, side by side; undefined is an empty place. */
export function labelSheets(labels: readonly Label[], copies: number, stock: LabelStock, skipped = 0): (Label | undefined)[][] {
  const { columns, rows } = labelStocks[stock];
  const perSheet = columns * rows;
  const empty = Array.from({ length: perSheet === 1 ? 0 : Math.min(skipped, perSheet - 1) }, () => undefined);
  const places = [...empty, ...labels.flatMap((label) => Array.from({ length: copies }, () => label))];
  return Array.from({ length: Math.ceil(places.length / perSheet) }, (_, sheet) => places.slice(sheet * perSheet, (sheet + 1) * perSheet));
}
/** From what is typed: at least the least, at most the most. */
export const countFrom = (typed: string, least: number, most: number): number => Math.min(Math.max(Math.trunc(Number(typed)) || least, least), most);
