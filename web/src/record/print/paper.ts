/**
 * Papers a document or a label goes on, in millimetres, and which one a person chose last for this kind of document: kept in the
 * browser, because the printer belongs to the desk. The triplicate is the carbon paper of the trade (241 × 140, three parts): the
 * printer's own margins are inside ours, so `@page` has none and the sheet on the screen is the sheet of paper.
 */
import type { Text } from '../../ui/language.tsx';

export const papers = {
  a4: { title: { zh: 'A4', en: 'A4' }, width: 210, height: 297, margin: 12, turns: true },
  a5: { title: { zh: 'A5', en: 'A5' }, width: 148, height: 210, margin: 10, turns: true },
  triplicate: { title: { zh: '三联 241×140', en: 'Triplicate 241×140' }, width: 241, height: 140, margin: 8, turns: false },
} satisfies Record<string, { title: Text; width: number; height: number; margin: number; turns: boolean }>;
export type PaperName = keyof typeof papers;
export type PaperChoice = { readonly paper: PaperName; readonly landscape: boolean };
/** Of one sheet, in millimetres. */
export type SheetSize = { readonly width: number; readonly height: number; readonly margin: number };

export function sheetSize({ paper, landscape }: PaperChoice): SheetSize {
  const { width, height, margin, turns } = papers[paper];
  return turns && landscape ? { width: height, height: width, margin } : { width, height, margin };
}
export const pageRule = ({ width, height }: Pick<SheetSize, 'width' | 'height'>): string => `@page { size: ${width}mm ${height}mm; margin: 0; }`;

const key = (of: string): string => `mw-print-${of}`;
/** What was kept may be of an earlier build, or touched by hand: then the document's own paper is taken. */
export function paperFrom(kept: string | null, standard: PaperChoice): PaperChoice {
  const [paper = '', turned] = (kept ?? '').split(' ');
  return Object.hasOwn(papers, paper) ? { paper: paper as PaperName, landscape: turned === 'landscape' } : standard;
}
export const rememberedPaper = (of: string, standard: PaperChoice): PaperChoice => paperFrom(localStorage.getItem(key(of)), standard);
export const rememberPaper = (of: string, { paper, landscape }: PaperChoice): void => localStorage.setItem(key(of), `${paper}${landscape ? ' landscape' : ''}`);
