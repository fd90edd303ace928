/** Left: what asks for a decision, the most urgent first, each with the one thing that can be done about it here. */
import { exceptionKinds, listExceptions } from '@millwright/server/modules/planning/exception/exception.contract';
import { useQuery } from '@tanstack/react-query';
import { queryByName } from '../../api/client.ts';
import { useSession } from '../../api/session.tsx';
import { PageLink, usePageState } from '../../record/page-context.tsx';
import { listPath, recordPath } from '../../record/paths.ts';
import { Button } from '../../ui/Button.tsx';
import { dayText, quantityText } from '../../ui/figures.ts';
import { useText, type Text } from '../../ui/language.tsx';
import { Bones, EmptyState } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Tag, type Tone } from '../../ui/Tag.tsx';
import type { Focus } from './workbench.tsx';

type Kind = keyof typeof exceptionKinds;
type Row = {
  id: string; kind: Kind; item: { id: string; code: string; name: string }; order: string | null; orderNo: number | null; document: string | null; documentId: string | null; documentKind: string | null;
  fromDay: string | null; toDay: string | null; quantity: string | null; cause: { id: string; code: string; name: string } | null; party: string | null;
};
const tones: Partial<Record<Kind, Tone>> = { 'late-demand': 'red', 'past-due': 'red', expedite: 'waiting', 'past-start': 'waiting', 'below-safety': 'waiting', 'no-source': 'waiting', 'no-bom': 'waiting', 'no-supplier': 'waiting' };
const shown = 200;

/** What has happened, in a line. */
function sentence(row: Row): Text {
  const [from, to, quantity] = [dayText(row.fromDay), dayText(row.toDay), quantityText(row.quantity)];
  switch (row.kind) {
    case 'late-demand': return { zh: `${row.party ?? ''} ${quantity} 件，${from} 要，${to ? `最早 ${to}` : '没有来源'}${row.cause ? `，卡在 ${row.cause.code}` : ''}`, en: `${row.party ?? ''} ${quantity}, due ${from}, ${to ? `earliest ${to}` : 'no source'}${row.cause ? `, held by ${row.cause.code}` : ''}` };
    case 'expedite': return { zh: `${from} 到 ${quantity}，${to} 就要用`, en: `${quantity} come on ${from}, needed by ${to}` };
    case 'past-due': return { zh: `${quantity} 应 ${from} 到，还没到`, en: `${quantity} were due on ${from}` };
    case 'defer': return { zh: `${from} 到 ${quantity}，${to} 才用`, en: `${quantity} come on ${from}, needed on ${to} only` };
    case 'cancel': return { zh: `${from} 到 ${quantity}，没有需求`, en: `${quantity} come on ${from}, nobody needs them` };
    case 'past-start': return { zh: `应 ${from} 投放 ${quantity}`, en: `${quantity} should have been started on ${from}` };
    case 'below-safety': return { zh: `低于安全库存，要补 ${quantity}`, en: `below safety stock, ${quantity} to restore it` };
    case 'no-source': return { zh: `${from} 起缺 ${quantity}，没有来源`, en: `${quantity} missing from ${from}, nothing supplies it` };
    case 'no-bom': return { zh: '没有生效的已审核 BOM', en: 'no approved bill in force' };
    case 'no-supplier': return { zh: `要买 ${quantity}，没有默认供应商`, en: `${quantity} to buy, no default supplier` };
    case 'excess': return { zh: `${quantity} 没有任何需求`, en: `nobody needs ${quantity}` };
    default: return row.kind satisfies never;
  }
}

type Props = { runId: string; focus: Focus; onFocus: (focus: Focus) => void; onRelease: (number: string) => Promise<void>; whyNotRelease: string | undefined };
export function ExceptionPanel({ runId, focus, onFocus, onRelease, whyNotRelease }: Props) {
  const text = useText();
  const { company } = useSession();
  const [kind, setKind] = usePageState<string>('exception-kind', '');
  const input = { filter: kind ? [{ field: 'kind', operator: 'is', value: kind }] : [], limit: shown };
  const found = useQuery({ queryKey: [listExceptions.name, company?.id, runId, kind], queryFn: ({ signal }) => queryByName<{ rows: Row[]; total: number }>(listExceptions.name, input, signal), refetchOnMount: 'always' });
  const rows = found.data?.rows ?? [];
  const choice = (
    <select className="mw-input" style={{ width: 104 }} aria-label={text({ zh: '异常种类', en: 'Kind' })} value={kind} onChange={(event) => setKind(event.target.value)}>
      <option value="">{text({ zh: '全部', en: 'All' })}</option>
      {Object.entries(exceptionKinds).map(([key, label]) => <option key={key} value={key}>{text(label)}</option>)}
    </select>
  );
  return (
    <Panel title={text({ zh: '异常', en: 'Exceptions' })} aside={String(found.data?.total ?? '')} actions={choice} label={text({ zh: '异常', en: 'Exceptions' })}>
      <div className="mw-plan-scroll">
        {found.isLoading ? <Bones /> : rows.length === 0 && <EmptyState title={text({ zh: '没有异常', en: 'Nothing to look at' })} />}
        {rows.map((row) => {
          const current = focus.item === row.item.id && (row.orderNo === null || focus.order === row.orderNo);
          const look = () => onFocus({ item: row.item.id, order: row.orderNo ?? undefined });
          return (
            <div key={row.id} className="mw-plan-exception" aria-current={current} onClick={look}>
              <div className="mw-row">
                <Tag tone={tones[row.kind]}>{text(exceptionKinds[row.kind])}</Tag>
                {row.documentId && row.document ? <PageLink href={recordPath(row.documentKind as `${string}/${string}`, row.documentId)}>{row.document}</PageLink> : <span className="mw-strong">{row.order ?? ''}</span>}
                <button type="button" className="mw-clip" onClick={look}>{row.item.code} {row.item.name}</button>
              </div>
              <div className="mw-row">
                <p className="mw-clip">{text(sentence(row))}</p>
                <span className="mw-space" />
                {(row.kind === 'past-start' || row.kind === 'below-safety') && row.orderNo !== null && row.order
                  ? <Button small whyNot={whyNotRelease} onPress={() => onRelease(row.order ?? '')}>{text({ zh: '投放', en: 'Release' })}</Button>
                  : (row.kind === 'no-supplier' || row.kind === 'no-source') ? <PageLink href={recordPath('engineering/item', row.item.id)}>{text({ zh: '去维护', en: 'Maintain' })}</PageLink>
                    : row.kind === 'no-bom' ? <PageLink href={listPath('engineering/bom')}>{text({ zh: '去维护', en: 'Maintain' })}</PageLink> : null}
              </div>
            </div>
          );
        })}
        {(found.data?.total ?? 0) > shown && <p className="mw-muted" style={{ padding: 12 }}><PageLink href={listPath('planning/exception')}>{text({ zh: '全部异常', en: 'All exceptions' })}</PageLink></p>}
      </div>
    </Panel>
  );
}
