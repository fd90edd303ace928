/** 核销: advances of customers against receivables, prepayments to suppliers against payables. Lines come proposed, oldest against oldest. */
import { advanceSettlement, prepaymentSettlement } from '@millwright/server/modules/finance/settlement/settlement.contract';
import { useSession } from '../../api/session.tsx';
import { DocumentPage } from '../../record/document/DocumentPage.tsx';
import type { DocumentOptions } from '../../record/document/document-options.ts';
import { ListPage, type ListOptions } from '../../record/list/ListPage.tsx';
import { documentLink } from '../../record/paths.ts';
import { useNavigation } from '../../record/page-context.tsx';
import { newRecordPath } from '../../record/paths.ts';
import { Button } from '../../ui/Button.tsx';
import { today } from '../../ui/clock.ts';
import { type Text, useText } from '../../ui/language.tsx';
import { sumColumn } from '../purchasing/line-money.ts';

const words = {
  advance: { advance: { zh: '预收单号', en: 'Advance' }, left: { zh: '预收余额', en: 'Left' }, item: { zh: '应收单号', en: 'Receivable' }, open: { zh: '未收', en: 'Open' } },
  prepayment: { advance: { zh: '预付单号', en: 'Prepayment' }, left: { zh: '预付余额', en: 'Left' }, item: { zh: '发票单号', en: 'Invoice' }, open: { zh: '未付', en: 'Unpaid' } },
} satisfies Record<string, Record<string, Text>>;

const optionsOf = (contract: DocumentOptions['contract'], { advance, left, item, open }: (typeof words)['advance']): DocumentOptions => ({
  contract,
  print: { without: ['open', 'advanceOpen'] },
  defaults: () => ({ day: today() }),
  head: { party: { wide: 2 } },
  linesShown: [
    { key: 'advanceNumber', after: 'advance', kind: 'text', label: advance, width: 140, href: (line) => documentLink(line['advanceKind'], line['advance']) },
    { key: 'advanceOpen', after: 'advanceNumber', kind: 'money', label: left },
    { key: 'openItemNumber', after: 'openItem', kind: 'text', label: item, width: 140, href: (line) => documentLink(line['openItemKind'], line['openItem']) },
    { key: 'open', after: 'openItemNumber', kind: 'money', label: open },
  ],
  totals: (_head, lines) => [{ label: { zh: '核销合计', en: 'Settled' }, value: sumColumn(lines, 'amount'), strong: true }],
});
const advanceOptions = optionsOf(advanceSettlement.document, words.advance);
const prepaymentOptions = optionsOf(prepaymentSettlement.document, words.prepayment);
const advanceList: ListOptions = { document: advanceSettlement.document, print: () => advanceOptions };
const prepaymentList: ListOptions = { document: prepaymentSettlement.document, print: () => prepaymentOptions };

export const AdvanceSettlementList = () => <ListPage contract={advanceSettlement.list} options={advanceList} />;
export const AdvanceSettlementPage = () => <DocumentPage options={advanceOptions} />;
export const PrepaymentSettlementList = () => <ListPage contract={prepaymentSettlement.list} options={prepaymentList} />;
export const PrepaymentSettlementPage = () => <DocumentPage options={prepaymentOptions} />;

/** Starts a settlement from a party, an advance or an open item. */
export function SettleButton({ noun, source }: { noun: 'finance/advance-settlement' | 'finance/prepayment-settlement'; source: string }) {
  const text = useText();
  const { open } = useNavigation();
  const { may } = useSession();
  return may(`${noun}.save`) ? <Button small quiet onPress={() => open(newRecordPath(noun, { source }))}>{text({ zh: '核销', en: 'Settle' })}</Button> : null;
}
