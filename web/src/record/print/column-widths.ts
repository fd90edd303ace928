/**
 * How wide each column of a printed table is, in millimetres, from what stands in it: figures and days whole on one line, text
 * shares what is left and breaks. Settled once for the whole table, so that every page has the same columns.
 */
import { textWidth } from './print-model.ts';
import type { PrintCell, PrintTable } from './print-options.ts';

/** A digit of the body size (9 pt) with air, and the padding of a cell. */
const signWidth = 1.66;
const padding = 2.6;
const handWidth = 22;
export const qrWidth = 16;

export function columnWidths({ columns, rows, sum = [] }: PrintTable, available: number): number[] {
  const wanted = columns.map(({ title, manner }, index) => {
    const cells = [...rows.map((row) => row[index]), sum[index]].map((cell: PrintCell | undefined) => (typeof cell === 'string' ? textWidth(cell) : 0));
    // A heading breaks once; what it is over does not have to be as wide as it.
    const widest = Math.max(Math.ceil(textWidth(title) / 2), 2, ...(index === 0 && sum.length > 0 ? cells.slice(0, -1) : cells));
    if (manner === 'qr') return qrWidth + padding;
    if (manner === 'blank') return handWidth;
    return Math.min(widest, manner === 'text' ? 34 : 22) * signWidth + padding;
  });
  const isText = columns.map(({ manner }) => manner === 'text');
  const total = (which: boolean) => wanted.reduce((sumOfWidths, width, index) => sumOfWidths + (isText[index] === which ? width : 0), 0);
  const [texts, fixed] = [total(true), total(false)];
  // Too many figures for the paper: everything narrows alike, and at least a third stays for the words.
  const least = texts === 0 ? 0 : Math.min(texts, available / 3);
  const fixedScale = texts === 0 ? available / fixed : Math.min(1, (available - least) / fixed);
  const textScale = texts === 0 ? 1 : (available - fixed * fixedScale) / texts;
  return wanted.map((width, index) => width * (isText[index] ? textScale : fixedScale));
}
