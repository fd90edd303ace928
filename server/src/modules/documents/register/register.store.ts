/** SQL on the register of documents, its executable lines, executions and links. */
import type { PlainDay } from '@millwright/core/primitives/plain-day';
import sql, { type Sql } from 'sql-template-tag';
import { recordset } from '../../../kernel/recordset.ts';
import { one, type Reader, type Tx } from '../../../kernel/transaction.ts';

export type RegisterRow = {
  readonly id: string;
  readonly kind: string;
  readonly number: string;
  readonly business_day: PlainDay;
  readonly state: string;
  readonly party_id: string | null;
  readonly version: number;
  readonly reverses_id: string | null;
  readonly reversed_by: string | null;
};
export type NewDocument = {
  readonly id: string;
  readonly kind: string;
  readonly number: string;
  readonly day: PlainDay;
  readonly state: string;
  readonly partyId?: string | undefined;
  readonly summary?: string;
  readonly reversesId?: string;
};
export type Measure = 'received' | 'delivered' | 'accepted' | 'issued' | 'reported' | 'completed' | 'invoiced' | 'ordered';
export type NewExecutable = { readonly line_id: string; readonly measure: Measure; readonly item_id?: string | null; readonly quantity: string; readonly quantity_tolerance?: string };
export type NewExecution = { readonly line_id: string; readonly source_line_id: string; readonly source_document_id: string; readonly measure: Measure; readonly quantity: string;
  /** Its worth, where the parts of a line must add up to the cent. */
  readonly amount?: string;
};
export type ExecutableRow = {
  readonly line_id: string;
  readonly document_id: string;
  readonly measure: Measure;
  readonly quantity: string;
  readonly quantity_tolerance: string;
  readonly quantity_executed: string;
  readonly closed: boolean;
};
/** `executed_before`: there are executions, also when they were all taken back. */
export type ExecutableWithHistory = ExecutableRow & { readonly executed_before: boolean };

/** Locks the register row of a document until the end of the command; undefined when there is none of this kind. */
export const lockDocument = (tx: Tx, companyId: string, kind: string, id: string): Promise<RegisterRow | undefined> =>
  one<RegisterRow>(tx, sql`
    select d.id, d.kind, d.number, d.business_day, d.state, d.party_id, d.version, d.reverses_id,
      (select r.id from documents.document as r where r.company_id = d.company_id and r.reverses_id = d.id) as reversed_by
    from documents.document as d
    where d.company_id = ${companyId} and d.id = ${id} and d.kind = ${kind}
    for update of d`);

/** Numbers of documents whose executions of this one's lines have not been taken back: at most ten. */
export async function laterDocuments(reader: Reader, companyId: string, id: string): Promise<string[]> {
  const rows = await reader.rows<{ number: string }>(sql`
    select d.number
    from documents.execution as x
    join documents.document as d on d.company_id = x.company_id and d.id = x.document_id
    where x.company_id = ${companyId} and x.source_document_id = ${id} and d.reverses_id is null and d.state <> 'reversed'
    group by d.number
    order by d.number
    limit 10`);
  return rows.map((row) => row.number);
}

export function insertDocument(tx: Tx, companyId: string, document: NewDocument): void {
  tx.send(sql`
    insert into documents.document (company_id, id, kind, number, business_day, state, party_id, summary, reverses_id)
    values (${companyId}, ${document.id}, ${document.kind}, ${document.number}, ${document.day}, ${document.state}, ${document.partyId ?? null}, ${document.summary ?? ''}, ${document.reversesId ?? null})`);
}

/** Many at once, for bulk releases: one statement whatever their number. */
export function insertDocuments(tx: Tx, companyId: string, documents: readonly NewDocument[]): void {
  if (documents.length === 0) return;
  tx.send(sql`
    insert into documents.document (company_id, id, kind, number, business_day, state, party_id, summary)
    select ${companyId}, r.id, r.kind, r.number, r.day, r.state, r."partyId", coalesce(r.summary, '')
    from ${recordset(documents, { id: 'bigint', kind: 'text', number: 'text', day: 'date', state: 'text', partyId: 'bigint', summary: 'text' })}`);
}

/** New state and, where given, new day, party, summary; the version goes up by one. */
export function changeDocument(tx: Tx, companyId: string, id: string, change: { state: string; day?: PlainDay; partyId?: string | undefined; summary?: string }): void {
  tx.send(sql`
    update documents.document
    set state = ${change.state}, version = version + 1,
      business_day = coalesce(${change.day ?? null}::date, business_day),
      party_id = coalesce(${change.partyId ?? null}::bigint, party_id),
      summary = coalesce(${change.summary ?? null}, summary)
    where company_id = ${companyId} and id = ${id}`);
}

/** A red draft that is given up: what it was to reverse may be reversed by another. */
export function voidDraft(tx: Tx, companyId: string, id: string): void {
  tx.send(sql`update documents.document set state = 'void', reverses_id = null, version = version + 1 where company_id = ${companyId} and id = ${id}`);
}

/** Throws away a draft with everything that hangs on it. */
export function deleteDocument(tx: Tx, companyId: string, id: string): void {
  tx.send(sql`delete from documents.document where company_id = ${companyId} and id = ${id}`);
}

export const insertExecutables = (tx: Tx, companyId: string, documentId: string, lines: readonly NewExecutable[]): void =>
  insertExecutablesOf(tx, companyId, lines.map((line) => ({ ...line, document_id: documentId })));

/** Lines of many documents at once. */
export function insertExecutablesOf(tx: Tx, companyId: string, lines: readonly (NewExecutable & { readonly document_id: string })[]): void {
  if (lines.length === 0) return;
  tx.send(sql`
    insert into documents.executable (company_id, line_id, document_id, measure, item_id, quantity, quantity_tolerance)
    select ${companyId}, r.line_id, r.document_id, r.measure, r.item_id, r.quantity, coalesce(r.quantity_tolerance, 0)
    from ${recordset(lines, { line_id: 'bigint', document_id: 'bigint', measure: 'text', item_id: 'bigint', quantity: 'numeric', quantity_tolerance: 'numeric' })}`);
}

export function deleteExecutables(tx: Tx, companyId: string, documentId: string): void {
  tx.send(sql`delete from documents.executable where company_id = ${companyId} and document_id = ${documentId}`);
}

export function closeExecutables(tx: Tx, companyId: string, documentId: string, closed: boolean): void {
  tx.send(sql`update documents.executable set closed = ${closed} where company_id = ${companyId} and document_id = ${documentId}`);
}

/** Locks executable lines in key order; later documents must go through here before they decide. */
export const lockExecutables = (tx: Tx, companyId: string, measure: Measure, lineIds: readonly string[]): Promise<ExecutableRow[]> =>
  tx.rows<ExecutableRow>(sql`
    select line_id, document_id, measure, quantity, quantity_tolerance, quantity_executed, closed
    from documents.executable
    where company_id = ${companyId} and measure = ${measure} and line_id = any (${lineIds}::bigint[])
    order by company_id, line_id, measure
    for update`);

export const executablesOf = (reader: Reader, companyId: string, documentId: string): Promise<ExecutableWithHistory[]> =>
  reader.rows<ExecutableWithHistory>(sql`
    select e.line_id, e.document_id, e.measure, e.quantity, e.quantity_tolerance, e.quantity_executed, e.closed,
      exists (select 1 from documents.execution as x where x.company_id = e.company_id and x.source_line_id = e.line_id and x.measure = e.measure) as executed_before
    from documents.executable as e
    where e.company_id = ${companyId} and e.document_id = ${documentId}
    order by e.line_id`);

/** Counters move and links are written by trigger; the CHECK refuses what exceeds quantity + tolerance or falls below zero. */
export function insertExecutions(tx: Tx, companyId: string, documentId: string, rows: readonly NewExecution[]): void {
  if (rows.length === 0) return;
  tx.send(sql`
    insert into documents.execution (company_id, document_id, line_id, source_line_id, source_document_id, measure, quantity, amount)
    select ${companyId}, ${documentId}, r.line_id, r.source_line_id, r.source_document_id, r.measure, r.quantity, coalesce(r.amount, 0)
    from ${recordset(rows, { line_id: 'bigint', source_line_id: 'bigint', source_document_id: 'bigint', measure: 'text', quantity: 'numeric', amount: 'numeric' })}`);
}

export function insertLinks(tx: Tx, companyId: string, links: readonly { from: string; to: string }[]): void {
  if (links.length === 0) return;
  tx.send(sql`
    insert into documents.link (company_id, from_document_id, to_document_id)
    select distinct ${companyId}::bigint, r."from", r."to"
    from ${recordset(links, { from: 'bigint', to: 'bigint' })}
    on conflict do nothing`);
}

/** Links between documents that a select finds by itself: rows of "from" and "to". */
export function insertLinksFound(tx: Tx, companyId: string, pairs: Sql): void {
  tx.send(sql`
    insert into documents.link (company_id, from_document_id, to_document_id)
    select distinct ${companyId}::bigint, p."from", p."to"
    from (${pairs}) as p
    on conflict do nothing`);
}

/** What a document executed, for its reversal. */
export const executionsOf = (reader: Reader, companyId: string, documentId: string): Promise<(NewExecution & { id: string; amount: string })[]> =>
  reader.rows(sql`
    select id, line_id, source_line_id, source_document_id, measure, quantity, amount
    from documents.execution
    where company_id = ${companyId} and document_id = ${documentId}
    order by source_line_id, measure`);
