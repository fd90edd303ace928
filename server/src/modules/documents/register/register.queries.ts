/** What every document page asks of the register: may I, what came before and after, and a lookup by number. */
import sql from 'sql-template-tag';
import { mayDo } from '../../../kernel/authorize.ts';
import type { Actor } from '../../../kernel/command.ts';
import { type DocumentContract, type Text, whyNot } from '../../../kernel/contract.ts';
import { kernelRefusals, render } from '../../../kernel/refusal.ts';
import { one, type Reader } from '../../../kernel/transaction.ts';
import { reversalRefusals } from '../reversal-texts.ts';
import { laterDocuments } from './register.store.ts';

export type Head = { id: string; kind: string; number: string; day: string; state: string; version: number; createdBy: string; createdAt: string; reverses: { id: string; number: string } | null; reversedBy: { id: string; number: string } | null; later: readonly string[] };

/** Register part of `<noun>.get`; undefined when there is no such document of this kind. */
export async function headOf(reader: Reader, companyId: string, kind: string, id: string): Promise<Head | undefined> {
  const [head, later] = await Promise.all([
      one<Omit<Head, 'later'>>(reader, sql`
      select d.id, d.kind, d.number, d.business_day as day, d.state, d.version, coalesce(u.name, '') as "createdBy", d.created_at as "createdAt",
        (select jsonb_build_object('id', o.id::text, 'number', o.number) from documents.document as o where o.company_id = d.company_id and o.id = d.reverses_id) as reverses,
        (select jsonb_build_object('id', r.id::text, 'number', r.number) from documents.document as r where r.company_id = d.company_id and r.reverses_id = d.id) as "reversedBy"
      from documents.document as d
      left join access."user" as u on u.id = d.created_by
      where d.company_id = ${companyId} and d.id = ${id} and d.kind = ${kind}`),
    laterDocuments(reader, companyId, id),
  ]);
  return head && { ...head, later };
}

/** action → null when allowed, else the reason a person reads: the state first, then the permission. `save` is among them. */
export function canOf(contract: DocumentContract, { state, reverses, later }: Pick<Head, 'state' | 'reverses' | 'later'>, actor: Actor, more: Readonly<Record<string, Text | null>> = {}): Record<string, Text | null> {
  const standing = reverses ? reversalRefusals['reversed-before'] : later.length > 0 ? render(reversalRefusals['later-documents'], { numbers: later.join('、') }) : null;
  const reasons: Readonly<Record<string, Text | null>> = { reverse: standing, ...more };
  const can: Record<string, Text | null> = {};
  const permitted = (action: string, title: Text): Text | null => {
    if (mayDo(actor, `${contract.noun}.${action}`)) return null;
    const text = kernelRefusals.texts['not-permitted'];
    return render(text, { title });
  };
  const label = contract.states[state]?.label ?? { zh: state, en: state };
  can['save'] = contract.editable.includes(state) ? permitted('save', { zh: `编辑${contract.title.zh}`, en: `edit ${contract.title.en}` }) : { zh: `单据${label.zh}，不能再改。`, en: `It is ${label.en} and can no longer be edited.` };
  for (const [action, shape] of Object.entries(contract.actions)) can[action] = whyNot(contract, action, state) ?? reasons[action] ?? permitted(action, shape.title);
  return can;
}
