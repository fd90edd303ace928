/** Rows of attachments. Content is another matter: a row says which is needed, and until when. */
import sql, { raw, type Sql } from 'sql-template-tag';
import { shownInPage } from '../../../kernel/files/media-type.ts';
import { one, type Reader } from '../../../kernel/transaction.ts';
import type { AttachmentRow } from './attachment.contract.ts';

export type OfRecord = { readonly noun: string; readonly record: string };
/** A removal can be taken back this long, and longer the content is kept. */
const takenBackWithin = "interval '1 day'";
export const needed = (row: string): Sql => raw(`(${row}.removed_at is null or ${row}.removed_at > now() - 2 * ${takenBackWithin})`);

const columns = sql`a.id, a.name, a.media_type as "mediaType", a.size::float8 as size, a.note, a.hash, coalesce(u.name, '') as person, a.created_at as at`;
export const attachmentsOf = async (reader: Reader, companyId: string, { noun, record }: OfRecord, id?: string): Promise<AttachmentRow[]> =>
  (await reader.rows<Omit<AttachmentRow, 'shown'>>(sql`
    select ${columns}
    from foundation.attachment as a
    left join access."user" as u on u.id = a.created_by
    where a.company_id = ${companyId} and a.noun = ${noun} and a.record_id = ${record} and a.removed_at is null and (${id ?? null}::bigint is null or a.id = ${id ?? null})
    order by a.id`)).map((row) => ({ ...row, shown: shownInPage.has(row.mediaType) }));

export type LockedAttachment = { readonly id: string; readonly name: string; readonly removed: boolean; readonly recent: boolean; readonly again: string | null };
/** `again`: the name under which the same content hangs on the record now. */
export const lockAttachment = (reader: Reader, companyId: string, { noun, record }: OfRecord, id: string): Promise<LockedAttachment | undefined> =>
  one(reader, sql`
    select a.id, a.name, a.removed_at is not null as removed, coalesce(a.removed_at > now() - ${raw(takenBackWithin)}, true) as recent,
      (
        select b.name
        from foundation.attachment as b
        where b.company_id = a.company_id and b.noun = a.noun and b.record_id = a.record_id and b.hash = a.hash and b.removed_at is null
      ) as again
    from foundation.attachment as a
    where a.company_id = ${companyId} and a.noun = ${noun} and a.record_id = ${record} and a.id = ${id}
    for update of a`);
export const sameContent = (reader: Reader, companyId: string, { noun, record }: OfRecord, hash: string): Promise<{ name: string } | undefined> =>
  one(reader, sql`
    select a.name
    from foundation.attachment as a
    where a.company_id = ${companyId} and a.noun = ${noun} and a.record_id = ${record} and a.hash = ${hash} and a.removed_at is null`);

/** Megabytes; the company's policy may allow more or less. */
export async function megabytesMax(reader: Reader, companyId: string, usual: number): Promise<number> {
  const found = await one<{ limit: unknown }>(reader, sql`select policy -> 'attachmentMegabytesMax' as limit from kernel.company where id = ${companyId}`);
  return typeof found?.limit === 'number' && found.limit > 0 && found.limit <= 2000 ? found.limit : usual;
}
