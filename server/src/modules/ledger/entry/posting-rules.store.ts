/**
 * The posting rules and account roles that hold on a day, of the rule set the company's accounting standard names. Kept under the
 * version the database gives them, so that a booking reads one small row; any change of rules, roles or standard makes a new version.
 */
import { type AccountRole, type PostingRule, PostingRules } from '@millwright/core/ledger/posting';
import type { PlainDay } from '@millwright/core/primitives/plain-day';
import sql from 'sql-template-tag';
import type { Reader } from '../../../kernel/transaction.ts';

const known = new Map<string, PostingRules>();
const knownMax = 400;

export async function loadPostingRules(reader: Reader, day: PlainDay): Promise<PostingRules> {
  const versions = await reader.rows<{ version: string }>(sql`select v.version from ledger.rule_version as v where v.company_id = kernel.company_id()`);
  const version = versions[0]?.version;
  const found = version === undefined ? undefined : known.get(`${version}/${day}`);
  return found ?? readPostingRules(reader, day);
}

/** Rules and their version in one statement, so that they belong together. */
async function readPostingRules(reader: Reader, day: PlainDay): Promise<PostingRules> {
  const rows = await reader.rows<{ version: string | null; rules: PostingRule[]; roles: AccountRole[] }>(sql`
    select
      (select v.version from ledger.rule_version as v where v.company_id = kernel.company_id()) as version,
      (
        select coalesce(jsonb_agg(jsonb_build_object('movement', r.movement, 'debitRole', r.debit_role, 'creditRole', r.credit_role)), '[]')
        from (
          select distinct on (p.movement) p.movement, p.debit_role, p.credit_role
          from ledger.posting_rule as p
          where p.company_id = kernel.company_id()
            and p.rule_set = (select c.accounting_standard from kernel.company as c where c.id = kernel.company_id())
            and p.valid_from <= ${day}::date
          order by p.movement, p.valid_from desc
        ) as r
      ) as rules,
      (
        select coalesce(jsonb_agg(jsonb_build_object('role', a.role, 'selector', a.selector, 'accountId', a.account_id::text)), '[]')
        from (
          select distinct on (o.role, o.selector) o.role, o.selector, o.account_id
          from ledger.account_role as o
          where o.company_id = kernel.company_id() and o.valid_from <= ${day}::date
          order by o.role, o.selector, o.valid_from desc
        ) as a
      ) as roles`);
  const rules = new PostingRules(rows[0]?.rules ?? [], rows[0]?.roles ?? []);
  if (known.size >= knownMax) known.clear();
  if (rows[0]?.version) known.set(`${rows[0].version}/${day}`, rules);
  return rules;
}
