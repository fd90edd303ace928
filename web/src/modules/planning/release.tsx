/** Releasing what is selected: one command for all, and a result per row. Where rows are refused, the rest can go without them. */
import { releasePlannedOrders } from '@millwright/server/modules/planning/planned-order/planned-order.contract';
import { useQueryClient } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useState } from 'react';
import { newClickKey, runCommand } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import { PageLink } from '../../record/page-context.tsx';
import { recordPath } from '../../record/paths.ts';
import { Button } from '../../ui/Button.tsx';
import { useText, type Text } from '../../ui/language.tsx';
import { Tag } from '../../ui/Tag.tsx';

export type Order = { readonly orderNo: number; readonly label: string };
type Released = { readonly kind: string; readonly id: string; readonly number: string; readonly state: string; readonly orders: readonly number[] };
type Outcome = { readonly orders: readonly Order[]; readonly runId: string; readonly documents?: readonly Released[]; readonly refused?: ReadonlyMap<number, Text>; readonly headline?: Text };

export function useRelease() {
  const client = useQueryClient();
  const [outcome, setOutcome] = useState<Outcome>();
  const release = async (runId: string, orders: readonly Order[]): Promise<boolean> => {
    try {
      const { output } = await runCommand(releasePlannedOrders, { runId, orders: orders.map(({ orderNo }) => ({ orderNo })) }, newClickKey());
      setOutcome({ orders, runId, documents: output.documents });
      await client.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('planning/') });
      return true;
    } catch (error) {
      const problem = asProblem(error);
      const refused = new Map(problem.errors.flatMap((entry): [number, Text][] => (entry.path[0] === 'orders' && typeof entry.path[1] === 'number' ? [[entry.path[1], entry.message]] : [])));
      setOutcome({ orders, runId, refused, headline: problem.message });
      return false;
    }
  };
  return { release, dialog: outcome && <OutcomeDialog outcome={outcome} onClose={() => setOutcome(undefined)} onRest={(rest) => release(outcome.runId, rest)} /> };
}

function OutcomeDialog({ outcome, onClose, onRest }: { outcome: Outcome; onClose: () => void; onRest: (rest: readonly Order[]) => Promise<boolean> }) {
  const text = useText();
  const { orders, documents, refused } = outcome;
  const rest = orders.filter((_order, index) => !refused?.has(index));
  const title = documents
    ? text({ zh: `已投放 ${orders.length} 张，生成 ${documents.length} 张单据`, en: `${orders.length} released into ${documents.length} documents` })
    : text({ zh: '没有投放：请看逐行结果', en: 'Nothing was released; see each row' });
  return (
    <Modal open width={620} title={title} onCancel={onClose} footer={
      <div className="mw-row" style={{ justifyContent: 'flex-end', gap: 8 }}>
        {refused && refused.size > 0 && rest.length > 0 && <Button primary onPress={() => onRest(rest)}>{text({ zh: `只投放其余 ${rest.length} 张`, en: `Release the other ${rest.length}` })}</Button>}
        <Button onPress={onClose}>{text({ zh: '关闭', en: 'Close' })}</Button>
      </div>
    }>
      <div className="mw-plan-outcome">
        {documents?.map((document) => (
          <div key={document.id} className="mw-row">
            <PageLink href={recordPath(document.kind as `${string}/${string}`, document.id)}>{document.number}</PageLink>
            <span className="mw-muted">{text(document.kind === 'shopfloor/work-order' ? { zh: '生产任务单', en: 'work order' } : { zh: `采购订单，${document.orders.length} 行`, en: `purchase order, ${document.orders.length} lines` })}</span>
            <span className="mw-space" />
            <Tag tone={document.state === 'draft' ? 'waiting' : 'done'}>{text(document.state === 'draft' ? { zh: '待审核', en: 'Draft' } : document.state === 'released' ? { zh: '已下达', en: 'Released' } : { zh: '已审核', en: 'Approved' })}</Tag>
          </div>
        ))}
        {refused?.size === 0 && outcome.headline && <p>{text(outcome.headline)}</p>}
        {refused && refused.size > 0 && orders.map((order, index) => {
          const reason = refused.get(index);
          return (
            <div key={order.orderNo} className="mw-row">
              <span>{order.label}</span>
              <span className="mw-space" />
              {reason ? <span className="mw-waiting">{text(reason)}</span> : <span className="mw-muted">{text({ zh: '可以投放', en: 'could be released' })}</span>}
            </div>
          );
        })}
      </div>
    </Modal>
  );
}
