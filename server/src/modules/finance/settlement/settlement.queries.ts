/** List, detail and proposal of both settlements. */
import { formatMoney } from '@millwright/core/primitives/decimal';
import sql from 'sql-template-tag';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import { referenceColumn, runList } from '../../../kernel/list.ts';
import { kernelProblem, problem, ProblemError } from '../../../kernel/refusal.ts';
import { one, type Reader } from '../../../kernel/transaction.ts';
import { canOf, documentSearch, headOf } from '../../documents/api.ts';
import { advanceSettlement, prepaymentSettlement, type SettlementContracts } from './settlement.contract.ts';
import { matchOldest, type SettlementSide } from './settlement.rules.ts';
import { readAdvancesOf, readOpenItemsOf } from './settlement.store.ts';

/** A settlement needs both an open advance and an open item of the party; the sentence says which is missing. */
function nothingToSettle(side: SettlementSide, hasAdvance: boolean): ProblemError {
  const [advance, item] = side === 'advance' ? [{ zh: '预收款', en: 'advance' }, { zh: '应收款', en: 'receivable' }] : [{ zh: '预付款', en: 'prepayment' }, { zh: '应付款', en: 'payable' }];
  const missing = hasAdvance ? item : advance;
  return new ProblemError(problem(422, 'nothing-to-settle', { zh: `没有未核销的${missing.zh}，现在还没有可核销的内容。`, en: `There is no open ${missing.en}, so there is nothing to settle yet.` }));
}

const queriesOf = (contracts: SettlementContracts, side: SettlementSide): AnyQuery[] => {
  const { document } = contracts;
  return [
    runnable(contracts.list, (reader, input, { companyId }) =>
      runList(reader, contracts.list.list!, {
        from: sql`documents.document as d
          join finance.settlement as s on s.company_id = d.company_id and s.id = d.id
          join foundation.party as p on p.company_id = s.company_id and p.id = s.party_id
          cross join lateral (
            select coalesce(sum(l.amount), 0) as amount
            from finance.settlement_line as l
            where l.company_id = s.company_id and l.document_id = s.id
          ) as x`,
        id: sql`d.id`,
        where: sql`d.company_id = ${companyId} and d.kind = ${document.noun}`,
        columns: { number: sql`d.number`, day: sql`d.business_day`, party: referenceColumn('p'), amount: sql`x.amount`, note: sql`s.note`, state: sql`d.state` },
        search: documentSearch(companyId, document.noun, (at) => [at.number, at.party]),
      }, input)),
    runnable(contracts.get, async (reader, { id }, { companyId, actor }) => {
      const [head, record] = await Promise.all([
        headOf(reader, companyId, document.noun, id),
        one<{ party: { id: string }; note: string }>(reader, sql`
          select jsonb_build_object('id', p.id::text, 'code', p.code, 'name', p.name) as party, s.note
          from finance.settlement as s
          join foundation.party as p on p.company_id = s.company_id and p.id = s.party_id
          where s.company_id = ${companyId} and s.id = ${id}`),
      ]);
      if (!head || !record) throw kernelProblem(404, 'not-found');
      const [advances, items, lines] = await Promise.all([
        readAdvancesOf(reader, companyId, side, record.party.id), readOpenItemsOf(reader, companyId, side, record.party.id), readLines(reader, companyId, id),
      ]);
      const openOf = (of: typeof advances, key: string) => of.find((one) => one.id === key)?.open ?? '0.00';
      return {
        ...head, ...record, lines: lines.map((line) => ({ ...line, advanceOpen: openOf(advances, line.advance), open: openOf(items, line.openItem) })),
        can: canOf(document, head, actor),
      };
    }),
    runnable(contracts.propose, async (reader, { sourceId }, { companyId, today }) => {
      const party = await partyOf(reader, companyId, sourceId);
      if (!party) throw kernelProblem(404, 'not-found');
      const [advances, items] = await Promise.all([readAdvancesOf(reader, companyId, side, party.id), readOpenItemsOf(reader, companyId, side, party.id)]);
      // The source itself comes first where it is an advance or an item.
      const first = <One extends { id: string; documentId: string }>(of: readonly One[]) => [...of].sort((a, b) => Number([b.id, b.documentId].includes(sourceId)) - Number([a.id, a.documentId].includes(sourceId)));
      const lines = matchOldest(first(advances), first(items)).map(({ advance, item, amount }) => ({
        advance: advance.id, advanceNumber: advance.number, advanceOpen: advance.open, openItem: item.id, openItemNumber: item.number, open: item.open, amount: formatMoney(amount),
      }));
      if (lines.length === 0) throw nothingToSettle(side, advances.length > 0);
      const day = [...advances, ...items].reduce((latest, one) => (lines.some((line) => line.advance === one.id || line.openItem === one.id) && one.day > latest ? one.day : latest), today as string);
      return { party, day, note: '', lines };
    }),
  ];
};

const partyOf = (reader: Reader, companyId: string, sourceId: string) =>
  one<{ id: string; code: string; name: string }>(reader, sql`
    select p.id::text as id, p.code, p.name
    from foundation.party as p
    where p.company_id = ${companyId} and (p.id = ${sourceId} or p.id = (
      select d.party_id
      from documents.document as d
      where d.company_id = ${companyId} and d.id = ${sourceId}
    ))
    limit 1`);

const readLines = (reader: Reader, companyId: string, id: string) =>
  reader.rows<{ id: string; advance: string; openItem: string }>(sql`
    select l.id, l.advance_id::text as advance, a.number as "advanceNumber", a.kind as "advanceKind", l.open_item_id::text as "openItem", coalesce(o.number, '') as "openItemNumber", o.kind as "openItemKind", l.amount
    from finance.settlement_line as l
    join documents.document as a on a.company_id = l.company_id and a.id = l.advance_id
    left join documents.document as o on o.company_id = l.company_id and o.id = l.open_item_id
    where l.company_id = ${companyId} and l.document_id = ${id}
    order by l.line_no`);

export const settlementQueries: AnyQuery[] = [...queriesOf(advanceSettlement, 'advance'), ...queriesOf(prepaymentSettlement, 'prepayment')];
