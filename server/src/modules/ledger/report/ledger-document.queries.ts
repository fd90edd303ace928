/** Documents that are nothing but their entry: revaluations, and manual vouchers and their reversals as the register knows them. */
import sql from 'sql-template-tag';
import type { z } from 'zod';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import { kernelProblem } from '../../../kernel/refusal.ts';
import { one } from '../../../kernel/transaction.ts';
import { ledgerDocument } from './report.contract.ts';

export const ledgerDocumentQueries: AnyQuery[] = [
  runnable(ledgerDocument, async (reader, { id }, { companyId }) => {
    // Only of the ledger's own kinds: documents of other modules are read through their own pages, with their own permissions.
    const document = await one<z.infer<typeof ledgerDocument.output>>(reader, sql`
      select d.id::text as id, d.kind, jsonb_build_object('zh', k.name_zh, 'en', k.name_en) as title, d.number, d.business_day as day, d.state, d.summary, coalesce(u.name, '') as "createdBy",
        (select jsonb_build_object('id', o.id::text, 'number', o.number) from documents.document as o where o.company_id = d.company_id and o.id = d.reverses_id) as reverses,
        (select jsonb_build_object('id', r.id::text, 'number', r.number) from documents.document as r where r.company_id = d.company_id and r.reverses_id = d.id) as "reversedBy",
        (select v.id::text from ledger.voucher as v where v.company_id = d.company_id and v.document_id = d.id order by v.id limit 1) as "voucherId"
      from documents.document as d
      join documents.kind as k on k.kind = d.kind
      left join access."user" as u on u.id = d.created_by
      where d.company_id = ${companyId} and d.id = ${id} and d.kind like 'ledger/%'`);
    if (!document) throw kernelProblem(404, 'not-found');
    return document;
  }),
];
