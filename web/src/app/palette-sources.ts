/** What Ctrl K looks through besides pages: lookups by noun, and where an answer leads. A source one may not see stays silent. */
import type { Noun } from '@millwright/server/kernel/contract';
import type { ReferenceRow } from '../api/client.ts';
import type { IconName } from '../ui/Icon.tsx';
import type { Text } from '../ui/language.tsx';
import { recordPath } from '../record/paths.ts';

export type PaletteSource = { readonly target: Noun; readonly title: Text; readonly icon: IconName; readonly href: (row: ReferenceRow) => string };
export const paletteSources: readonly PaletteSource[] = [
  { target: 'documents/document', title: { zh: '单据', en: 'Document' }, icon: 'papers', href: (row) => recordPath(String(row['kind'] ?? 'documents/document') as Noun, row.id) },
  { target: 'engineering/item', title: { zh: '物料', en: 'Item' }, icon: 'inventory', href: (row) => recordPath('engineering/item', row.id) },
  { target: 'foundation/party', title: { zh: '往来单位', en: 'Party' }, icon: 'company', href: (row) => recordPath('foundation/party', row.id) },
];
