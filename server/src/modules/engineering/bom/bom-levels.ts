/**
 * Bills in levels: every row stands under the nearest row above it that is one level higher. Levels come as numbers (0, 1, 2), with
 * dots before them (.1, ..2), as outline numbers (1, 1.1, 1.1.2) or as indentation. Pure; the trade's habit, there is no standard.
 * Trap: 1.10 becomes 1.1 in Excel, so of an outline number only the count of parts and the parts above it are looked at.
 */
import type { Text } from '@millwright/core/primitives/outcome';

export type LevelRow = { readonly row: number; readonly level: string; readonly indent: number; readonly code: string; readonly quantity: string | null };
export type Placed = { readonly row: number; readonly parent: string; /** Row of the parent's occurrence in the file. */ readonly under: number };
export type LevelFault = { readonly row: number; readonly column: 'level' | 'component' | 'quantityPer'; readonly reason: Text };
export type Placement = { readonly placed: readonly Placed[]; readonly tops: readonly number[]; readonly faults: readonly LevelFault[] };

type Depth = { readonly depth: number; readonly outline?: readonly string[] };
const outlined = /^\d+(\.\d+)+\.?$/;
const isBlank = (row: LevelRow): boolean => row.level === '';

/** Indentation counts only where no row says a level. */
export const usesLevels = (rows: readonly LevelRow[]): boolean => rows.some((row) => !isBlank(row) || row.indent > 0);

function depthsOf(rows: readonly LevelRow[]): (Depth | undefined)[] {
  if (rows.every(isBlank)) return rows.map(({ indent }) => ({ depth: indent }));
  // .1 typed into Excel is the number 0.1; the rows with two dots say that dots were meant.
  const dotted = rows.some(({ level }) => /^\.\.+\d/.test(level));
  const outline = !dotted && rows.some(({ level }) => outlined.test(level));
  return rows.map((row) => {
    const level = dotted ? row.level.replace(/^0(?=\.\d$)/, '') : row.level;
    if (outline && /^\d+(\.\d+)*\.?$/.test(level)) {
      const parts = level.replace(/\.$/, '').split('.');
      return { depth: parts.length === 1 && parts[0] === '0' ? 0 : parts.length, outline: parts };
    }
    const [, dots = '', digits = ''] = /^([.\-+·…\s]*)(?:L|Level|第)?\s*(\d{1,3})\s*[级层]?$/i.exec(level) ?? [];
    return digits === '' || (dots.includes('.') && dots.replace(/[^.]/g, '').length !== Number(digits)) ? undefined : { depth: Number(digits) };
  });
}

export function placeRows(rows: readonly LevelRow[]): Placement {
  const depths = depthsOf(rows);
  const known = depths.flatMap((found) => (found ? [found.depth] : []));
  const top = known.reduce((least, depth) => (depth < least ? depth : least), known[0] ?? 0);
  const indented = rows.every(isBlank);
  const placed: Placed[] = [];
  const tops: { row: LevelRow; parts: number }[] = [];
  const faults: LevelFault[] = [];
  const open: { row: LevelRow; depth: number; outline?: readonly string[] }[] = [];
  rows.forEach((row, index) => {
    const found = depths[index];
    if (!found) {
      faults.push({ row: row.row, column: 'level', reason: { zh: `层级「${row.level}」看不懂，请写成 0、1、2 或 .1、..2 或 1.1.2。`, en: `level "${row.level}" is not understood; write 0, 1, 2 or .1, ..2 or 1.1.2.` } });
      return;
    }
    while ((open.at(-1)?.depth ?? -1) >= found.depth) open.pop();
    const above = open.at(-1);
    if (found.depth === top) tops.push({ row, parts: 0 });
    else if (!above || (!indented && above.depth !== found.depth - 1)) faults.push({ row: row.row, column: indented ? 'component' : 'level', reason: { zh: '层级跳级：上面没有比它高一级的行。', en: 'the level jumps: no row above is one level higher.' } });
    else if (found.outline && above.outline && !continues(above.outline, found.outline)) faults.push({ row: row.row, column: 'level', reason: { zh: `编号 ${row.level} 不在 ${above.row.level}（第 ${above.row.row} 行）之下。`, en: `number ${row.level} does not stand under ${above.row.level} (row ${above.row.row}).` } });
    else {
      placed.push({ row: row.row, parent: above.row.code, under: above.row.row });
      const product = tops.at(-1);
      if (product) product.parts += 1;
    }
    open.push({ row, depth: found.depth, ...(found.outline ? { outline: found.outline } : {}) });
  });
  for (const { row, parts } of tops) {
    if (parts === 0) faults.push({ row: row.row, column: 'component', reason: { zh: `「${row.code}」在最上层却没有下级：最上层应是产品本身。请在它上面加产品行，或用父件编码。`, en: `"${row.code}" is at the top and has nothing below: the top is the product itself. Add the product's row above it, or use parent codes.` } });
    else if (row.quantity !== null && Number(row.quantity) !== 1) faults.push({ row: row.row, column: 'quantityPer', reason: { zh: `「${row.code}」在最上层，是产品本身，用量应为空或 1。若它是某产品的子件，请在上面加产品行。`, en: `"${row.code}" is at the top, the product itself; its quantity must be empty or 1. If it is part of a product, add the product's row above.` } });
  }
  return { placed, tops: tops.map(({ row }) => row.row), faults };
}

/** 1.1 is continued by 1.1.2; a last part may have lost its zeros in Excel (1.10 → 1.1). */
const continues = (above: readonly string[], below: readonly string[]): boolean =>
  above.every((part, index) => part === below[index] || (index === above.length - 1 && index > 0 && part === below[index]?.replace(/0+$/, '')) || (above.length === 1 && part === '0'));
