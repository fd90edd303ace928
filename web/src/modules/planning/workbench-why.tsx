/** Right: why this order exists, in sentences and as a tree up to the customer; or down to what it is made from. */
import { type PegStep, whyPlannedOrder } from '@millwright/server/modules/planning/planned-order/planned-order.contract';
import { useQuery } from '@tanstack/react-query';
import { runQuery } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import { useSession } from '../../api/session.tsx';
import { PageLink, usePageState } from '../../record/page-context.tsx';
import { recordPath } from '../../record/paths.ts';
import { ProblemNotice } from '../../record/ProblemNotice.tsx';
import { Button } from '../../ui/Button.tsx';
import { dayText, quantityText } from '../../ui/figures.ts';
import { useText, type Text } from '../../ui/language.tsx';
import { Bones, EmptyState } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Segments } from '../../ui/Segments.tsx';
import type { Focus } from './workbench.tsx';

type Props = { runId: string; focus: Focus; onFocus: (focus: Focus) => void; onRelease: (number: string) => Promise<void>; whyNotRelease: string | undefined };
export function WhyPanel({ runId, focus, onFocus, onRelease, whyNotRelease }: Props) {
  const text = useText();
  const { company } = useSession();
  const [way, setWay] = usePageState<'up' | 'down'>('way', 'up');
  const orderNo = focus.order;
  const found = useQuery({ queryKey: [whyPlannedOrder.name, company?.id, runId, orderNo], enabled: orderNo !== undefined, queryFn: ({ signal }) => runQuery(whyPlannedOrder, { runId, orderNo: orderNo ?? 0 }, signal) });
  const data = found.data;
  const ways = <Segments label={text({ zh: '方向', en: 'Direction' })} value={way} onChange={setWay} options={[{ value: 'up', text: text({ zh: '为谁', en: 'For whom' }) }, { value: 'down', text: text({ zh: '用什么', en: 'From what' }) }]} />;
  return (
    <Panel className="mw-plan-right" title={text({ zh: '为什么有这张订单', en: 'Why this order exists' })} actions={orderNo === undefined ? undefined : ways}>
      {orderNo === undefined ? <EmptyState title={text({ zh: '选一张计划订单', en: 'Choose a planned order' })} /> : found.error ? <ProblemNotice problem={asProblem(found.error)} onRetry={() => found.refetch()} /> : !data ? <Bones /> : (
        <>
          <div className="mw-plan-why" aria-live="polite">{data.sentences.map((sentence, index) => <p key={index}>{text(sentence)}</p>)}</div>
          <div className="mw-plan-scroll">
            {(way === 'up' ? data.up : data.down).map((step, index) => <Step key={`${way}-${index}`} step={step} way={way} onFocus={onFocus} />)}
            {(way === 'up' ? data.up : data.down).length === 0 && <p className="mw-muted" style={{ padding: 12 }}>{way === 'up' ? text({ zh: '没有订单领用它。', en: 'No order takes it.' }) : text({ zh: '它没有用料。', en: 'It has no components.' })}</p>}
            {data.cut && <p className="mw-muted" style={{ padding: 12 }}>{text({ zh: '关系太多，只列出前面的。', en: 'There are too many; only the first are listed.' })}</p>}
          </div>
          <div className="mw-plan-foot"><Button primary whyNot={whyNotRelease} onPress={() => onRelease(data.number)}>{text({ zh: `投放 ${data.number}`, en: `Release ${data.number}` })}</Button></div>
        </>
      )}
    </Panel>
  );
}

const words: Readonly<Record<string, { readonly up: Text; readonly down: Text }>> = {
  order: { up: { zh: '开工', en: 'start' }, down: { zh: '到位', en: 'there' } },
  'sales-order-line': { up: { zh: '交', en: 'due' }, down: { zh: '交', en: 'due' } },
  'work-order-component': { up: { zh: '开工', en: 'start' }, down: { zh: '开工', en: 'start' } },
  'work-order': { up: { zh: '完工', en: 'done' }, down: { zh: '完工', en: 'done' } },
  'purchase-order-line': { up: { zh: '到', en: 'comes' }, down: { zh: '到', en: 'comes' } },
};
const plainKinds: Readonly<Record<string, Text>> = { stock: { zh: '现存', en: 'Stock' }, missing: { zh: '没有来源', en: 'No source' } };

/** Planned orders move the view; everything else opens its document. */
function Step({ step, way, onFocus }: { step: PegStep; way: 'up' | 'down'; onFocus: (focus: Focus) => void }) {
  const text = useText();
  const name = step.title || text(plainKinds[step.kind] ?? { zh: '', en: '' });
  const word = words[step.kind]?.[way];
  return (
    <div className="mw-plan-step" style={{ paddingLeft: 12 + Math.min(step.depth, 8) * 14 }}>
      <div className={step.depth > 0 ? 'mw-plan-branch' : undefined}>
        <div className="mw-row">
          {step.kind === 'order' ? <button type="button" className="mw-link" onClick={() => onFocus({ item: step.itemId, order: Number(step.ref) })}>{name}</button>
            : step.documentId && step.documentKind ? <PageLink href={recordPath(step.documentKind as `${string}/${string}`, step.documentId)}>{name}</PageLink> : <span className={step.kind === 'missing' ? 'mw-waiting mw-strong' : 'mw-strong'}>{name}</span>}
          <span className="mw-clip">{step.party ?? `${step.itemCode} ${step.itemName}`}</span>
        </div>
        <div className="mw-row mw-small mw-second">
          <span>{step.party ? `${step.itemCode} ` : ''}{text({ zh: `用 ${quantityText(step.quantity)}`, en: quantityText(step.quantity) })}</span>
          <span className="mw-space" />
          {step.day && word && (step.late > 0 && step.kind === 'sales-order-line'
            ? <span className="mw-overdue" title={text({ zh: '按提前期排下来，这一行要晚这么多天才能交；往下看哪一级最早该开工。', en: 'By the lead times below, this line is delivered this many days late; further down stands what should have started first.' })}>{dayText(step.day)} {text(word)} · {text({ zh: `晚 ${step.late} 天`, en: `${step.late} d late` })}</span>
            : <span>{dayText(step.day)} {text(word)}</span>)}
        </div>
      </div>
    </div>
  );
}
