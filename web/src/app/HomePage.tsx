/**
 * Home: what waits for this person and what he wants to know, as far as he may; below, every page he may open, so that the way there
 * is one click whatever his post. The server decides which cards there are; a figure opens the rows it counts.
 */
import { homeCards, type ShownCard } from '@millwright/server/modules/foundation/home/home.contract';
import { parseDay, weekday } from '@millwright/core/primitives/plain-day';
import { useQuery } from '@tanstack/react-query';
import { runQuery } from '../api/client.ts';
import { asProblem } from '../api/problem.ts';
import { useSession } from '../api/session.tsx';
import { timeOfDay, today } from '../ui/clock.ts';
import { countText, moneyText } from '../ui/figures.ts';
import { Icon } from '../ui/Icon.tsx';
import { useText } from '../ui/language.tsx';
import { Bones } from '../ui/Notice.tsx';
import { KeyFigures, Panel } from '../ui/Panel.tsx';
import { PageHead } from '../record/list/PageHead.tsx';
import { PageLink, useNavigation, usePageTitle } from '../record/page-context.tsx';
import { filteredPath } from '../record/paths.ts';
import { ProblemNotice } from '../record/ProblemNotice.tsx';
import './home.css';
import { shortMoney, waitedText } from './home-figures.ts';
import { OrderCharts, StockChart } from './HomeCharts.tsx';
import { FirstSteps, WaitingPanel } from './HomeWaiting.tsx';
import { subsystems } from './page-entry.ts';
import { pages } from './routes.tsx';

const weekdays = { zh: ['一', '二', '三', '四', '五', '六', '日'], en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] };

export function HomePage() {
  const text = useText();
  const { session, company, may } = useSession();
  usePageTitle({ zh: '首页', en: 'Home' });
  const mayAsk = may(homeCards.permission);
  const found = useQuery({ queryKey: [homeCards.name, company?.id], enabled: mayAsk, queryFn: async ({ signal }) => ({ ...(await runQuery(homeCards, {}, signal)), at: timeOfDay() }), refetchOnMount: 'always' });
  // The company's day, which counts what is overdue; the browser may be elsewhere.
  const day = found.data ? parseDay(found.data.today) : today();
  const cards = found.data?.cards ?? [];
  const of = (kind: ShownCard['kind']) => cards.filter((card) => card.kind === kind);
  const steps = of('step');
  const empty = steps.some((step) => step.count === 0);
  return (
    <>
      <PageHead title={text({ zh: '首页', en: 'Home' })} subtitle={text({ zh: `${session.user.name}，今天 ${Number(day.slice(5, 7))} 月 ${Number(day.slice(8))} 日，星期${weekdays.zh[weekday(day) - 1]}`, en: `${session.user.name}, ${weekdays.en[weekday(day) - 1]} ${day}` })}
        status={found.data && <span className="mw-small mw-muted">{text({ zh: `${found.data.at} 更新`, en: `as of ${found.data.at}` })}</span>} />
      {found.error && <ProblemNotice problem={asProblem(found.error)} onRetry={() => found.refetch()} />}
      <div className="mw-home">
        {found.data && !empty && <HomeFigures figures={of('figure')} waiting={of('waiting')} today={found.data.today} />}
        {mayAsk && (
          <div className="mw-home-board">
            <div className="mw-home-left">
              {empty && <FirstSteps steps={steps} />}
              {found.data ? <WaitingPanel cards={of('waiting')} today={found.data.today} /> : found.isLoading && <Panel className="mw-home-waiting"><Bones lines={8} /></Panel>}
            </div>
            <div className="mw-home-charts">
              {may('sales/sales-order.view') && <OrderCharts />}
              {may('inventory/report.view') && <StockChart />}
            </div>
          </div>
        )}
        <PagesPanel />
      </div>
    </>
  );
}

function HomeFigures({ figures, waiting, today: day }: { figures: readonly ShownCard[]; waiting: readonly ShownCard[]; today: string }) {
  const text = useText();
  const { open } = useNavigation();
  const oldest = waiting.flatMap((card) => card.oldest ?? []).sort()[0];
  const first = { label: text({ zh: '待我处理', en: 'Waits for me' }), figure: countText(waiting.length), unit: text({ zh: '项', en: waiting.length === 1 ? 'matter' : 'matters' }), ...(oldest ? { comment: text(waitedText(oldest, day)), tone: 'waiting' as const } : {}) };
  const shown = figures.map((card) => {
    const late = card.tone === 'overdue' && (card.count > 0 || (card.amount !== null && card.amount !== '0.00'));
    const short = card.unit === 'money' ? shortMoney(card.amount ?? '0.00') : undefined;
    return {
      label: text(card.title), figure: short ? moneyText(text(short.figure)) : countText(card.count), unit: text(short ? short.unit : card.unit && card.unit !== 'money' ? card.unit : ''),
      comment: late && card.oldest ? text(waitedText(card.oldest, day)) : card.hint ? text(card.hint) : text(card.tone === 'overdue' ? { zh: '没有逾期', en: 'Nothing overdue' } : ''),
      tone: late ? ('overdue' as const) : card.tone === 'overdue' ? ('done' as const) : ('muted' as const), onOpen: () => { open(filteredPath(card.path, card.filter)); },
    };
  });
  return <KeyFigures figures={[first, ...shown]} />;
}

/** Every page, by subsystem, on one compact panel. */
function PagesPanel() {
  const text = useText();
  const { may } = useSession();
  const groups = subsystems.map((subsystem) => ({ ...subsystem, entries: pages.filter((page) => page.menu?.subsystem === subsystem.key && page.path !== '/' && may(page.permission)).sort((a, b) => (a.menu?.order ?? 0) - (b.menu?.order ?? 0)) })).filter((group) => group.entries.length > 0);
  return (
    <Panel title={text({ zh: '全部页面', en: 'All pages' })} className="mw-home-pages">
      {groups.map((group) => (
        <div key={group.key} className="mw-home-group">
          <h3 className="mw-strong"><Icon name={group.icon} small /> {text(group.title)}</h3>
          <ul>{group.entries.map((entry) => <li key={entry.path}><PageLink href={entry.path}>{text(entry.title)}</PageLink></li>)}</ul>
        </div>
      ))}
    </Panel>
  );
}
