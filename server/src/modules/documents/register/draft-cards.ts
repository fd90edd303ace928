/**
 * Cards of the home page for drafts: whoever may approve, release or book them sees how many wait, and whoever only writes them
 * sees how many still do. Costs the drafts (index document_waiting), not the register.
 */
import sql from 'sql-template-tag';
import type { DocumentContract, Text } from '../../../kernel/contract.ts';
import { condition, type HomeCard } from '../../../kernel/home-card.ts';

const words: Readonly<Record<string, Text>> = { approve: { zh: '待审核', en: 'to approve' }, release: { zh: '待下达', en: 'to release' }, book: { zh: '待记账', en: 'to book' } };
const plural = (title: string) => `${title}s`;

export const draftCards = (...contracts: readonly DocumentContract[]): HomeCard[] =>
  contracts.flatMap((contract) => {
    const action = Object.keys(words).find((name) => contract.actions[name]);
    if (!action) return [];
    const word = words[action] as Text;
    const shared = {
      kind: 'waiting', unit: { zh: '张', en: '' },
      opens: () => ({ path: `/${contract.noun}`, filter: [condition('state', 'is', 'draft')] }),
      read: ({ companyId }) => sql`
        select count(*)::text as count, min(d.business_day) as oldest
        from documents.document as d
        where d.company_id = ${companyId} and d.kind = ${contract.noun} and d.state = 'draft'`,
    } satisfies Partial<HomeCard>;
    return [
      { ...shared, key: `${contract.noun}.${action}`, title: { zh: `${contract.title.zh}${word.zh}`, en: `${plural(contract.title.en)} ${word.en}` }, permissions: [`${contract.noun}.view`, `${contract.noun}.${action}`], tone: 'waiting' },
      { ...shared, key: `${contract.noun}.draft`, title: { zh: `${contract.title.zh}草稿`, en: `Drafts: ${plural(contract.title.en).toLowerCase()}` }, hint: { zh: `${word.zh}，由有权的人处理`, en: `Still ${word.en} by whoever may` }, permissions: [`${contract.noun}.view`, `${contract.noun}.save`], unless: `${contract.noun}.${action}` },
    ];
  });
