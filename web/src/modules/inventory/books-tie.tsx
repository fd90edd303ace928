/**
 * 仓库账 = 财务账: both books by class, then by item, then the lines and the documents behind them. The seal stands only when every
 * difference is zero; the difference is computed, not adjusted: both sides are sums of the same rows.
 */
import { booksTie } from '@millwright/server/modules/inventory/stock/stock.contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { runQuery } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import { useSession } from '../../api/session.tsx';
import { ExportButton } from '../../record/list/ExportButton.tsx';
import { PageHead } from '../../record/list/PageHead.tsx';
import { PageLink, usePageState, usePageTitle } from '../../record/page-context.tsx';
import { pagePath, recordPath } from '../../record/paths.ts';
import { ProblemNotice } from '../../record/ProblemNotice.tsx';
import { Button } from '../../ui/Button.tsx';
import { Money, Quantity } from '../../ui/Figure.tsx';
import { instantText } from '../../ui/figures.ts';
import { useText } from '../../ui/language.tsx';
import { Bones, EmptyState } from '../../ui/Notice.tsx';
import { Seal } from '../../ui/Panel.tsx';
import { PeriodSelect, useCurrentPeriod } from '../ledger/period-choice.tsx';
import './books-tie.css';

const isZero = (value: string | undefined): boolean => value !== undefined && !/[1-9]/.test(value);

export function BooksTiePage() {
  const text = useText();
  const { company } = useSession();
  const current = useCurrentPeriod();
  usePageTitle(booksTie.title);
  const [period, setPeriod] = usePageState('period', current);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const found = useQuery({ queryKey: [booksTie.name, company?.id, period], queryFn: ({ signal }) => runQuery(booksTie, { period }, signal), enabled: period > 0, refetchOnMount: 'always' });
  const totals = found.data?.totals;
  const toggle = (id: string) => setOpen((before) => {
    const next = new Set(before);
    if (!next.delete(id)) next.add(id);
    return next;
  });
  const equal = found.data?.rows.every((row) => isZero(row.difference));
  return (
    <>
      <PageHead title={text(booksTie.title)} subtitle={text({ zh: '库存管理 / 期末', en: 'Inventory / period end' })}>
        <PeriodSelect label={text({ zh: '截至', en: 'As of' })} value={period} onChange={setPeriod} />
        <Button onPress={() => found.refetch()} busy={found.isFetching}>{text({ zh: '重新核验', en: 'Check again' })}</Button>
        <ExportButton contract={booksTie} input={{ period }} />
      </PageHead>
      {found.error && <ProblemNotice problem={asProblem(found.error)} onRetry={() => found.refetch()} />}
      <section className="mw-panel mw-tie-equation">
        <div><span className="mw-small mw-second">{text({ zh: '仓库账　按物料求和', en: 'Warehouse book, summed by item' })}</span><b><Money value={totals?.warehouseBook} /></b></div>
        <span className="mw-tie-sign" aria-hidden>{equal === undefined ? '' : equal ? '=' : '≠'}</span>
        <div><span className="mw-small mw-second">{text({ zh: '财务账　科目余额', en: 'Finance book, account balances' })}</span><b><Money value={totals?.financeBook} /></b></div>
        <span className="mw-tie-sign" aria-hidden>→</span>
        <div><span className="mw-small mw-second">{text({ zh: '差异', en: 'Difference' })}</span><b className={isZero(totals?.difference) ? 'mw-done' : undefined}><Money value={totals?.difference} /></b></div>
        <span className="mw-space" />
        {equal && found.data && <Seal word={text({ zh: '账账相符', en: 'Books agree' })} by={`${instantText(found.data.checkedAt)} ${text({ zh: '已核验', en: 'checked' })}`} />}
      </section>
      <section className="mw-panel grow mw-tie">
        {found.isLoading ? <Bones /> : (found.data?.rows.length ?? 0) === 0 ? <EmptyState title={text({ zh: '还没有存货收发', en: 'No stock has moved yet' })} /> : (
          <table>
            <thead><tr><th>{text({ zh: '类别', en: 'Class' })}</th><th>{text({ zh: '科目', en: 'Account' })}</th><th className="n">{text({ zh: '期初', en: 'Opening' })}</th><th className="n">{text({ zh: '本期收入', en: 'In' })}</th><th className="n">{text({ zh: '本期发出', en: 'Out' })}</th><th className="n book">{text({ zh: '仓库账', en: 'Warehouse' })}</th><th className="n book">{text({ zh: '财务账', en: 'Finance' })}</th><th className="n tie">{text({ zh: '差异', en: 'Difference' })}</th></tr></thead>
            <tbody>
              {found.data?.rows.map((row) => (
                <AccountRows key={row.id} row={row} period={period} open={open.has(row.id)} onToggle={() => toggle(row.id)} />
              ))}
            </tbody>
            <tfoot><tr><td colSpan={2}>{text({ zh: `合计 ${found.data?.rows.length} 类`, en: `Total of ${found.data?.rows.length}` })}</td>{([totals?.opening, totals?.valueIn, totals?.valueOut] as const).map((value, index) => <td key={index} className="n"><Money value={value} /></td>)}<td className="n"><Money value={totals?.warehouseBook} /></td><td className="n"><Money value={totals?.financeBook} /></td><td className="n tie"><Money value={totals?.difference} /></td></tr></tfoot>
          </table>
        )}
        <footer className="mw-table-foot"><span>{text({ zh: '单位：元。差异为零由数据库约束保证，不是对账调出来的。', en: 'In base currency. The zero is kept by the database, not reached by adjustment.' })}</span></footer>
      </section>
    </>
  );
}

type Row = { id: string; accountId: string; code: string; name: string; quantity: string | null; unit: string | null; opening: string; valueIn: string; valueOut: string; warehouseBook: string; financeBook: string; difference: string };
function AccountRows({ row, period, open, onToggle }: { row: Row; period: number; open: boolean; onToggle: () => void }) {
  const { company } = useSession();
  const items = useQuery({ queryKey: [booksTie.name, company?.id, period, row.id], queryFn: ({ signal }) => runQuery(booksTie, { period, by: 'item', account: row.accountId }, signal), enabled: open });
  return (
    <>
      <tr className="account">
        <td><button type="button" className="mw-link" aria-expanded={open} onClick={onToggle}>{open ? '▾' : '▸'} {row.name}</button></td>
        <td><PageLink href={pagePath('/ledger/detail', {}, { account: row.accountId, from: String(period), to: String(period), unposted: '1' })}>{row.code}</PageLink></td>
        <Figures row={row} />
      </tr>
      {open && items.isLoading && <tr><td colSpan={8}><Bones /></td></tr>}
      {open && items.data?.rows.map((item) => (
        <tr key={item.id} className="item">
          <td><PageLink href={recordPath('engineering/item', item.id)} className="mw-plain-link">{item.code} {item.name}</PageLink> <span className="mw-muted"><Quantity value={item.quantity} unit={item.unit ?? ''} /></span></td>
          <td><PageLink href={pagePath('/ledger/detail', {}, { account: item.accountId, item: item.id, from: String(period), to: String(period), unposted: '1' })}>{row.code}</PageLink></td>
          <Figures row={item} />
        </tr>
      ))}
    </>
  );
}
const Figures = ({ row }: { row: Row }) => (
  <>
    <td className="n"><Money value={row.opening} /></td><td className="n"><Money value={row.valueIn} /></td><td className="n"><Money value={row.valueOut} /></td>
    <td className="n book"><Money value={row.warehouseBook} /></td><td className="n book"><Money value={row.financeBook} /></td><td className="n tie"><Money value={row.difference} /></td>
  </>
);
