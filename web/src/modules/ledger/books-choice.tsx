/**
 * Which entries a ledger shows. The legal books are the posted vouchers; with unposted entries a band says so, states both totals
 * and leads to the entries between them. The choice travels in the address (unposted=1), so that a row drilled down agrees.
 */
import { formatMoney, parseMoney, subtractMoney } from '@millwright/core/primitives/decimal';
import type { SearchValues } from '../../record/paths.ts';
import { pagePath } from '../../record/paths.ts';
import { PageLink, usePage, usePageState } from '../../record/page-context.tsx';
import { moneyText } from '../../ui/figures.ts';
import { useText } from '../../ui/language.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Segments } from '../../ui/Segments.tsx';

export const useUnposted = () => usePageState<boolean>('unposted', usePage().search['unposted'] === '1');
/** As a part of an address: absent in the posted books. */
export const unpostedSearch = (unposted: boolean): SearchValues => ({ unposted: unposted ? '1' : undefined });

export function BooksChoice({ unposted, onChange }: { unposted: boolean; onChange: (unposted: boolean) => void }) {
  const text = useText();
  return (
    <Segments label={text({ zh: '口径', en: 'Entries' })} value={unposted ? 'all' : 'posted'} onChange={(value) => onChange(value === 'all')}
      options={[{ value: 'posted', text: text({ zh: '已记账', en: 'Posted' }) }, { value: 'all', text: text({ zh: '含未记账', en: 'Include unposted' }) }]} />
  );
}

type Sums = { readonly debit: string; readonly credit: string };
/** Only while unposted entries are included. `search` narrows the list to what the page shows. */
export function UnpostedBand({ books, search }: { books: { readonly all: Sums; readonly posted: Sums } | undefined; search: SearchValues }) {
  const text = useText();
  if (!books) return null;
  const between = { debit: difference(books.all.debit, books.posted.debit), credit: difference(books.all.credit, books.posted.credit) };
  const sides = ({ debit, credit }: Sums) => (debit === credit ? text({ zh: `借贷各 ${moneyText(debit)}`, en: `debit and credit ${moneyText(debit)} each` }) : text({ zh: `借 ${moneyText(debit)} 贷 ${moneyText(credit)}`, en: `debit ${moneyText(debit)}, credit ${moneyText(credit)}` }));
  return (
    <Notice kind="warning" title={text({ zh: '含未记账分录，不是法定账簿', en: 'Includes unposted entries; these are not the legal books' })} action={<PageLink href={pagePath('/ledger/unposted', {}, search)}>{text({ zh: '查看未记账分录', en: 'See the unposted entries' })}</PageLink>}>
      {text({ zh: `本期发生额：已记账 ${sides(books.posted)}；未记账 ${sides(between)}；合计 ${sides(books.all)}`, en: `Turnover: posted ${sides(books.posted)}; unposted ${sides(between)}; together ${sides(books.all)}` })}
    </Notice>
  );
}
const difference = (all: string, posted: string): string => formatMoney(subtractMoney(parseMoney(all), parseMoney(posted)));
