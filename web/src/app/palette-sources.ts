/** What Ctrl K looks through besides pages: lookups by noun, and where an answer leads. A source one may not see stays silent. */
import type { Noun } from '@millwright/server/kernel/contract';
import { lookUp, queryByName } from '../api/client.ts';
import type { IconName } from '../ui/Icon.tsx';
import type { Text } from '../ui/language.tsx';
import { documentPath, recordPath } from '../record/paths.ts';

export type PaletteSource = { readonly target: Noun; readonly title: Text; readonly icon: IconName };
export const paletteSources: readonly PaletteSource[] = [
  { target: 'engineering/item', title: { zh: '物料', en: 'Item' }, icon: 'inventory' },
  { target: 'sales/customer', title: { zh: '客户', en: 'Customer' }, icon: 'sales' },
  { target: 'purchasing/supplier', title: { zh: '供应商', en: 'Supplier' }, icon: 'purchasing' },
];

export type FoundRecord = { readonly key: string; readonly href: string; readonly title: string | Text; readonly detail: string; readonly kind: Text; readonly icon: IconName };
type FoundDocument = { readonly id: string; readonly kind: Noun; readonly number: string; readonly title: Text; readonly day: string };

export async function findRecords(search: string, signal: AbortSignal): Promise<readonly FoundRecord[]> {
  const documents = search.length < 2 ? Promise.resolve([]) : queryByName<{ rows: FoundDocument[] }>('documents/document.find', { search }, signal).then(
    ({ rows }) => rows.slice(0, 8).map((row): FoundRecord => ({ key: `document-${row.id}`, href: documentPath(row.kind, row.id), title: row.number, detail: row.day, kind: row.title, icon: 'papers' })), () => []);
  const records = paletteSources.map((source) => lookUp(source.target, search, { limit: 6 }, signal).then(
    (rows) => rows.map((row): FoundRecord => ({ key: `${source.target}-${row.id}`, href: recordPath(source.target, row.id), title: row.name, detail: row.code, kind: source.title, icon: source.icon })), () => []));
  return (await Promise.all([documents, ...records])).flat();
}
