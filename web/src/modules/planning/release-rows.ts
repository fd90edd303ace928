/** Planned orders as rows of the release grid and back to the command; refusals back to cells. Pure. */
import type { Problem } from '../../api/problem.ts';
import { asGridRow, type GridRow } from '../../ui/grid/grid-model.ts';
import type { Text } from '../../ui/language.tsx';

export type PlannedRow = {
  readonly id: string; readonly number: string; readonly item: { readonly id: string; readonly code: string; readonly name: string }; readonly source: string; readonly quantity: string;
  readonly unit: string; readonly startDay: string; readonly dueDay: string; readonly supplier: { readonly id: string; readonly name: string } | null;
};
const later = (a: string, b: string): string => (a > b ? a : b);

/** As they would be released: nothing is ordered or begun in the past, nothing is due before it begins. */
export const releaseRows = (orders: readonly PlannedRow[], today: string): GridRow[] => orders.map((order) => {
  const startDay = later(order.startDay, today);
  return asGridRow({
    orderNo: Number(order.id), number: order.number, item: order.item, source: order.source, quantity: order.quantity.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, ''), unit: order.unit,
    startDay, dueDay: later(order.dueDay, order.source === 'make' ? startDay : today), supplier: order.supplier,
  });
});

type Wire = { orderNo: number; quantity?: string; dueDay?: string; supplier?: string };
/** A supplier is sent only where one can be; an emptied field falls back to what was planned. */
export const releaseWire = (rows: readonly GridRow[]): Wire[] => rows.map((row) => {
  const supplier = (row['supplier'] as { id?: string } | null)?.id;
  return {
    orderNo: Number(row['orderNo']),
    ...(row['quantity'] ? { quantity: String(row['quantity']) } : {}),
    ...(row['dueDay'] ? { dueDay: String(row['dueDay']) } : {}),
    ...(row['source'] !== 'make' && supplier ? { supplier } : {}),
  };
});

export type RefusedCells = { readonly problem: Problem | undefined; readonly rows: ReadonlySet<string>; readonly cells: ReadonlyMap<string, Text> };
export const noRefusals: RefusedCells = { problem: undefined, rows: new Set(), cells: new Map() };
/** What is refused of a row as a whole stands in its number. */
export function refusedCells(problem: Problem, rowKeys: readonly string[]): RefusedCells {
  const cells = new Map<string, Text>();
  const rows = new Set<string>();
  for (const { path, message } of problem.errors) {
    const key = path[0] === 'orders' && typeof path[1] === 'number' ? rowKeys[path[1]] : undefined;
    if (key === undefined) continue;
    rows.add(key);
    cells.set(`${key}.${path[2] === undefined || path[2] === 'orderNo' ? 'number' : String(path[2])}`, message);
  }
  return { problem, rows, cells };
}
