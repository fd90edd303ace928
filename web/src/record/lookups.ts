/** Lookups by target noun for forms and grids; one object per target and context, so that inputs do not search again on every render. */
import type { Text } from '../ui/language.tsx';
import { useMemo } from 'react';
import { lookUp } from '../api/client.ts';
import type { Lookup, LookupColumn } from '../ui/input/lookup.ts';

export type LookupOptions = {
  /** Further input of the lookup query, e.g. { warehouseId }. */
  readonly extra?: Readonly<Record<string, unknown>> | undefined;
  readonly columns?: readonly (LookupColumn & { label: Text })[] | undefined;
};
/** What helps to tell records of a kind apart, where a page does not say otherwise. */
const usualColumns: Readonly<Record<string, readonly LookupColumn[]>> = {
  'engineering/item': [{ key: 'spec', label: { zh: '规格型号', en: 'Specification' }, width: 180 }, { key: 'unit', label: { zh: '单位', en: 'Unit' }, width: 48 }],
};
const made = new Map<string, Lookup>();

export function lookupFor(target: string, options: LookupOptions = {}): Lookup {
  const key = JSON.stringify([target, options]);
  const known = made.get(key);
  if (known) return known;
  const lookup: Lookup = { search: (text, signal) => lookUp(target, text, options.extra ?? {}, signal), columns: options.columns ?? usualColumns[target] };
  made.set(key, lookup);
  return lookup;
}
export function useLookupFor(target: string, options: LookupOptions = {}): Lookup {
  const key = JSON.stringify(options);
  // biome-ignore lint/correctness/useExhaustiveDependencies: options by content
  return useMemo(() => lookupFor(target, options), [target, key]);
}
