/** How a master's fields lie in tables: the rule from field to column, and where a referenced noun's id, code and name stand. */
import type { FieldMeta } from './contract.ts';

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
/** leadDays → lead_days, a reference supplier → supplier_id. */
export const columnName = (name: string, meta: FieldMeta): string => (meta.kind === 'reference' ? `${snakeCase(name)}_id` : snakeCase(name));

const places: Readonly<Record<string, string>> = { 'purchasing/supplier': 'foundation.party', 'sales/customer': 'foundation.party', 'inventory/warehouse': 'inventory.place' };
/** "engineering/work-center" → engineering.work_center */
export const ownTableOfNoun = (noun: string): string => noun.replace('/', '.').replace(/-/g, '_');
/** Where a referenced noun's id, code and name stand. */
export const tableOfNoun = (noun: string): string => places[noun] ?? ownTableOfNoun(noun);
