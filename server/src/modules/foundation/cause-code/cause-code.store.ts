/** SQL on cause codes, for those who ask for one. */
import sql from 'sql-template-tag';
import type { Reader } from '../../../kernel/transaction.ts';

/** True when the cause exists, is active and is one of this use. */
export async function causeUsable(reader: Reader, companyId: string, id: string | null, usage: 'scrap' | 'rework' | 'count-difference' | 'return' | 'reversal'): Promise<boolean> {
  if (id === null) return false;
  const rows = await reader.rows(sql`select 1 from foundation.cause_code where company_id = ${companyId} and id = ${id} and active and usage = ${usage}`);
  return rows.length > 0;
}
