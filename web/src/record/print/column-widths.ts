/**
 * How wide each column of a printed table is, in millimetres, from what stands in it: figures and days whole on one line, text
 * shares what is left and breaks. Settled once for the whole table, so that every page has the same columns. A figure is never cut:
 * what does not fit is set smaller, the whole table alike.
 */
import { textWidth } from './print-model.ts';
import type { PrintCell, PrintTable } from './print-options.ts';

/** A digit of the body size (9 pt) with air, and the padding of a cell. */
const signWidth = 1.8;
const padding = 3;
const handWidth = 20;
const qrWidth = 18.6;
/** Headings are bold, and Latin letters get wider by it. */
const bolder = 0.6;
/** Signs in half Chinese ones: below that a column of text is a ribbon, above it the line breaks. */
const textLeast = 12;
const textMost = 34;

export type TableLayout = { readonly widths: readonly number[]; readonly scale: number };

export function tableLayout({ columns, rows, sum = [] }: PrintTable, available: number): TableLayout {
  const wanted = columns.map(({ title, manner }, index) => {
    if (manner === 'qr') return qrWidth;
    if (manner === 'blank') return handWidth;
    // What closes the table under its first column runs over the next ones.
    const cells = [...rows.map((row) => row[index]), index === 0 ? '' : sum[index]].map((cell: PrintCell | undefined) => (typeof cell === 'string' ? textWidth(cell) : 0));
    const widest = Math.max(headingWidth(title), ...cells);
    return (manner === 'text' ? Math.min(widest, textMost) : widest) * signWidth + padding;
  });
  const least = wanted.map((width, index) => (columns[index]?.manner === 'text' ? Math.min(width, Math.max(textLeast, headingWidth(columns[index]?.title ?? '')) * signWidth + padding) : width));
  const scale = Math.min(1, available / total(least));
  const room = available / scale;
  const spread = (widths: readonly number[], weights: readonly number[], extra: number) => widths.map((width, index) => width + (total(weights) > 0 ? ((weights[index] ?? 0) * extra) / total(weights) : 0));
  // First up to what the text wants, then whatever is left: to the texts, or to all where there is none.
  const wishes = wanted.map((width, index) => width - (least[index] ?? 0));
  const eased = spread(least, wishes, Math.min(total(wishes), room - total(least)));
  const texts = eased.map((width, index) => (columns[index]?.manner === 'text' ? width : 0));
  return { scale, widths: spread(eased, total(texts) > 0 ? texts : eased, room - total(eased)).map((width) => width * scale) };
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
/** A heading breaks between words, a Chinese one of more than two signs once in the middle. */
const headingWidth = (title: string): number => Math.max(...title.split(' ').map((word) => (/[\u2e80-\uffef]/.test(word) ? Math.min(textWidth(word), Math.max(4, Math.ceil(textWidth(word) / 4) * 2)) : word.length + bolder)));
