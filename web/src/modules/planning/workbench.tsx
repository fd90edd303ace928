/**
 * MRP 工作台: run, see what needs a decision, see why, release. F9 runs; a run under way shows how far it is and can be cancelled.
 * What is looked at (an item, maybe one of its orders) is the page's address, so a link from anywhere opens the same view.
 */
import { startMrpRun } from '@millwright/server/modules/planning/mrp-run/mrp-run.contract';
import { useEffect } from 'react';
import { asProblem } from '../../api/problem.ts';
import { useSession } from '../../api/session.tsx';
import { PageHead } from '../../record/list/PageHead.tsx';
import { PageLink, usePage, usePageState, usePageTitle } from '../../record/page-context.tsx';
import { listPath } from '../../record/paths.ts';
import { ProblemNotice } from '../../record/ProblemNotice.tsx';
import { useShortcuts } from '../../record/shortcuts.ts';
import { Button } from '../../ui/Button.tsx';
import { countText, instantText } from '../../ui/figures.ts';
import { useText } from '../../ui/language.tsx';
import { Bones, EmptyState } from '../../ui/Notice.tsx';
import { Bar } from '../../ui/Panel.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { useRelease } from './release.tsx';
import { useRun } from './run-state.ts';
import { ItemPanel } from './workbench-item.tsx';
import { ExceptionPanel } from './workbench-exceptions.tsx';
import { OrderPanel } from './workbench-orders.tsx';
import { WhyPanel } from './workbench-why.tsx';
import './workbench.css';

export type Focus = { readonly item?: string | undefined; readonly order?: number | undefined };

export function WorkbenchPage() {
  const text = useText();
  const { may } = useSession();
  const page = usePage();
  const state = useRun();
  const { run, running } = state;
  const asked: Focus = { item: page.search['item'], order: page.search['order'] ? Number(page.search['order']) : undefined };
  const [focus, setFocus] = usePageState<Focus>('focus', asked);
  // A link into a workbench that is already open brings its own item and order.
  useEffect(() => {
    if (asked.item !== undefined) setFocus({ item: asked.item, order: asked.order });
  }, [asked.item, asked.order, setFocus]);
  const release = useRelease();
  usePageTitle({ zh: 'MRP 工作台', en: 'MRP workbench' });
  const whyNotRun = running ? text({ zh: 'MRP 正在运算', en: 'MRP is running' }) : may(startMrpRun.permission) ? undefined : text({ zh: '您没有运算 MRP 的权限', en: 'You may not run MRP' });
  const whyNotRelease = running ? text({ zh: 'MRP 正在运算，完成后再投放', en: 'MRP is running; release when it is done' }) : may('planning/planned-order.release') ? undefined : text({ zh: '您没有投放计划订单的权限', en: 'You may not release planned orders' });
  useShortcuts({ F9: () => (whyNotRun === undefined ? state.start() : undefined) });
  const subtitle = run && text({ zh: `${countText(run.itemCount)} 个物料・${countText(run.needCount)} 行需求・${countText(run.orderCount)} 张计划订单`, en: `${countText(run.itemCount)} items, ${countText(run.needCount)} needs, ${countText(run.orderCount)} planned orders` });
  return (
    <>
      <PageHead title={text({ zh: 'MRP 工作台', en: 'MRP workbench' })} subtitle={subtitle}
        status={run && <Tag tone="done">{text({ zh: `已算 ${instantText(run.startedAt)}・${run.seconds} 秒`, en: `Run ${instantText(run.startedAt)}, ${run.seconds} s` })}</Tag>}>
        <PageLink href={listPath('planning/mrp-run')}>{text({ zh: '运算记录', en: 'Runs' })}</PageLink>
        <Button primary shortcut="F9" onPress={state.start} whyNot={whyNotRun} busy={running !== undefined}>{text(run ? { zh: '重算', en: 'Run again' } : { zh: '运算', en: 'Run' })}</Button>
      </PageHead>
      {running && (
        <section className="mw-panel mw-plan-progress" style={{ flexDirection: 'row' }} aria-live="polite">
          <span>{running.state === 'waiting' ? text({ zh: '排队中', en: 'Waiting' }) : typeof running.message === 'object' && running.message ? text(running.message) : text({ zh: '运算中', en: 'Running' })}</span>
          <Bar share={running.progress ?? 0} />
          <Button small onPress={state.cancel}>{text({ zh: '取消运算', en: 'Cancel' })}</Button>
        </section>
      )}
      {state.problem && <ProblemNotice problem={state.problem} />}
      {state.error && <ProblemNotice problem={asProblem(state.error)} />}
      {state.loading ? <Bones /> : !run ? (
        <section className="mw-panel grow"><EmptyState title={text({ zh: '还没有计划', en: 'There is no plan yet' })}>{text({ zh: '按 F9 按现有订单、库存和 BOM 运算。', en: 'Press F9 to plan from the orders, stock and bills there are.' })}</EmptyState></section>
      ) : (
        <div className="mw-plan">
          <ExceptionPanel runId={run.id} focus={focus} onFocus={setFocus} onRelease={(number) => release.startOne(run.id, number)} whyNotRelease={whyNotRelease} />
          <div className="mw-plan-middle">
            <ItemPanel runId={run.id} itemId={focus.item} />
            <OrderPanel runId={run.id} focus={focus} onFocus={setFocus} onRelease={(orders) => release.start(run.id, orders)} whyNotRelease={whyNotRelease} />
          </div>
          <WhyPanel runId={run.id} focus={focus} onFocus={setFocus} onRelease={(number) => release.startOne(run.id, number)} whyNotRelease={whyNotRelease} />
        </div>
      )}
      {release.dialog}
    </>
  );
}
