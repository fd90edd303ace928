/**
 * Unsaved work of a page, kept in this browser until it is saved or thrown away; so neither a reload nor an ended session loses it.
 * It is one person's: the key begins with who wrote it. `base` is the record it was made from, for the day somebody else saves first; `lost` is the save
 * whose answer never came.
 */
import type { Values } from '../fields.ts';
import type { Click } from './click.ts';
import type { DocumentRecord } from './document-options.ts';

export type Draft = { readonly base: DocumentRecord | undefined; readonly lost?: Click | undefined; readonly head: Values; readonly lines: readonly Values[]; readonly time: string };
const prefix = 'mw-draft-';

export function readDraft(key: string): Draft | undefined {
  const kept = localStorage.getItem(prefix + key);
  return kept === null ? undefined : (JSON.parse(kept) as Draft);
}
export function keepDraft(key: string, draft: Draft): void {
  try {
    localStorage.setItem(prefix + key, JSON.stringify(draft));
  } catch {
    // The browser's store is full: the page itself still holds the work, only a reload would lose it.
  }
}
export const dropDraft = (key: string): void => localStorage.removeItem(prefix + key);
