/**
 * Which references of records lead nowhere: asked of the database before anything is decided, in one statement whatever the number of
 * records. Where a noun's code and name lie in a shared table (a supplier is a party), the record must stand in its own table as well.
 */
import sql, { join, raw } from 'sql-template-tag';
import type { z } from 'zod';
import { fieldsOf, type Text } from './contract.ts';
import { ownTableOfNoun, tableOfNoun } from './master-tables.ts';
import { recordset } from './recordset.ts';
import type { Reader } from './transaction.ts';

export type UnknownReference = { readonly name: string; readonly label: Text; /** Of the record among those given. */ readonly index: number };

/** `active`: what is no longer used counts as unknown, as for a new document. */
export async function unknownReferences(reader: Reader, companyId: string, schema: z.ZodObject, records: readonly object[], active: boolean): Promise<UnknownReference[]> {
  const fields = fieldsOf(schema);
  const asked = Object.entries(fields).flatMap(([name, { kind, target = '' }]) => {
    const given = records.flatMap((record, index) => { const id = (record as Record<string, unknown>)[name]; return kind === 'reference' && id ? [{ id, index }] : []; });
    const [own, place] = [ownTableOfNoun(target), tableOfNoun(target)];
    return given.length === 0 ? [] : [sql`
      select ${name}::text as name, r.index
      from ${recordset(given, { id: 'bigint', index: 'integer' })}
      where not exists (
        select 1
        from ${raw(place)} as t${own === place ? raw('') : raw(` join ${own} as o on o.company_id = t.company_id and o.id = t.id`)}
        where t.company_id = ${companyId} and t.id = r.id${active ? raw(' and t.active') : raw('')}
      )`];
  });
  if (asked.length === 0) return [];
  const rows = await reader.rows<{ name: string; index: number }>(sql`${join(asked, ' union all ')} order by 2`);
  return rows.map(({ name, index }) => ({ name, index, label: fields[name]?.label ?? { zh: name, en: name } }));
}
