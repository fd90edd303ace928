/**
 * Looking up a record by typing its code, name or pinyin. The search itself is handed in (ui knows no API); answers that come
 * back late are dropped, so that fast typing never shows an older answer.
 */
import { useEffect, useState } from 'react';
import type { ValueKind } from '../Figure.tsx';
import type { Text } from '../language.tsx';

export type LookupRow = { readonly id: string; readonly code: string; readonly name: string; readonly [extra: string]: unknown };
export type LookupColumn = { readonly key: string; readonly label: Text; readonly width: number; readonly kind?: ValueKind };
export type Lookup = {
  readonly search: (text: string, signal: AbortSignal) => Promise<readonly LookupRow[]>;
  /** Further columns beside code and name, e.g. available quantity. */
  readonly columns?: readonly LookupColumn[] | undefined;
  /** No code column: a choice among a field's own options. */
  readonly bare?: boolean | undefined;
};
const pauseMilliseconds = 110;

export type LookupState = { readonly rows: readonly LookupRow[]; readonly pending: boolean; readonly failed: boolean; readonly asked: string };
export function useLookup(lookup: Lookup | undefined, text: string, open: boolean): LookupState {
  const [state, setState] = useState<LookupState>({ rows: [], pending: false, failed: false, asked: '' });
  useEffect(() => {
    if (!lookup || !open) return undefined;
    const abort = new AbortController();
    setState((before) => ({ ...before, pending: true }));
    const timer = setTimeout(() => {
      lookup.search(text.trim(), abort.signal).then(
        (rows) => abort.signal.aborted || setState({ rows, pending: false, failed: false, asked: text }),
        () => abort.signal.aborted || setState({ rows: [], pending: false, failed: true, asked: text }),
      );
    }, text ? pauseMilliseconds : 0);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [lookup, text, open]);
  return state;
}

/** The row a typed text means without opening the list: the same code, or the only answer. */
export function exactRow(rows: readonly LookupRow[], text: string): LookupRow | undefined {
  const wanted = text.trim().toLowerCase();
  return rows.find((row) => row.code.toLowerCase() === wanted) ?? rows.find((row) => row.name === text.trim()) ?? (rows.length === 1 ? rows[0] : undefined);
}

/** Of a code that was typed and is nobody's. */
export const unknownCode = (code: string, label: Text): Text => ({ zh: `没有编码为「${code}」的${label.zh}，请从列表选择（F7）。`, en: `There is no ${label.en.toLowerCase()} with the code “${code}”; choose one from the list (F7).` });

/** Resolves pasted codes or names, a few at a time; texts nobody knows map to undefined. */
export async function resolveTexts(lookup: Lookup, texts: readonly string[], signal: AbortSignal): Promise<Map<string, LookupRow | undefined>> {
  const waiting = [...new Set(texts)];
  const found = new Map<string, LookupRow | undefined>();
  const work = async () => {
    for (let text = waiting.pop(); text !== undefined; text = waiting.pop()) {
      found.set(text, exactRow(await lookup.search(text, signal), text));
    }
  };
  await Promise.all(Array.from({ length: 4 }, work));
  return found;
}
