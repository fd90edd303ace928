/** The column mappings of a company, by noun and source. Small rows, one per kind of file. */
import sql from 'sql-template-tag';
import type { ImportReading } from '../../../kernel/exchange/import.contract.ts';
import { one, type Reader, type Tx } from '../../../kernel/transaction.ts';

export const keepMapping = (tx: Tx, companyId: string, noun: string, source: string, reading: ImportReading): void => tx.send(sql`
  insert into foundation.import_mapping as m (company_id, noun, source, reading)
  values (${companyId}, ${noun}, ${source}, ${JSON.stringify(reading)}::jsonb)
  on conflict (company_id, noun, source) do update set reading = excluded.reading
  where m.reading is distinct from excluded.reading`);

export const mappingOf = async (reader: Reader, companyId: string, noun: string, source: string): Promise<ImportReading | undefined> =>
  (await one<{ reading: ImportReading }>(reader, sql`select reading from foundation.import_mapping where company_id = ${companyId} and noun = ${noun} and source = ${source}`))?.reading;
