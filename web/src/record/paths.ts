/**
 * The only way to write an address. A noun's address is its name: /purchasing/purchase-order, …/new, …/17. Other pages have a
 * pattern with $places; pagePath asks for exactly those.
 */
import type { Condition, Noun } from '@millwright/server/kernel/contract';

type Places<Pattern extends string> = Pattern extends `${string}$${infer Place}/${infer Rest}` ? Place | Places<`/${Rest}`> : Pattern extends `${string}$${infer Place}` ? Place : never;
export type SearchValues = Readonly<Record<string, string | undefined>>;

const withSearch = (path: string, search: SearchValues): string => {
  const given = Object.entries(search).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '');
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
};

export const listPath = (noun: Noun, search: SearchValues = {}): string => withSearch(`/${noun}`, search);
/** A list that opens on exactly these conditions. */
export const filteredPath = (path: string, conditions: readonly Condition[]): string => (conditions.length === 0 ? path : withSearch(path, { filter: JSON.stringify(conditions) }));
export const recordPath = (noun: Noun, id: string): string => `/${noun}/${encodeURIComponent(id)}`;
/** Of a document named by its kind. A voucher's page goes by the voucher's id, which is not its document's. */
export const documentPath = (kind: string, id: string): string => (kind === 'ledger/voucher' ? pagePath('/ledger/document/$id', { id }) : recordPath(kind as Noun, id));
/** Of what came with a row: where it leads, if it came. */
export const recordLink = (noun: Noun, id: unknown): string | undefined => (id ? recordPath(noun, String(id)) : undefined);
export const documentLink = (kind: unknown, id: unknown): string | undefined => (kind && id ? documentPath(String(kind), String(id)) : undefined);
/** source: the document the form is filled from (push down); copy: the document it repeats; operation: which of the source's operations is reported. */
export const newRecordPath = (noun: Noun, search: { source?: string; copy?: string; operation?: string } = {}): string => withSearch(`/${noun}/new`, search);
/** pagePath('/planning/run/$id', { id: '7' }) */
export const pagePath = <Pattern extends string>(pattern: Pattern, places: Readonly<Record<Places<Pattern>, string>>, search: SearchValues = {}): string =>
  withSearch(pattern.replace(/\$(\w+)/g, (_, place: string) => encodeURIComponent((places as Record<string, string>)[place] ?? '')), search);
