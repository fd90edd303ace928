/** What waits for the person, the late first; and, while a company is still empty, the steps that fill it. Every row opens its list. */
import type { ShownCard } from '@millwright/server/modules/foundation/home/home.contract';
import { PageLink } from '../record/page-context.tsx';
import { filteredPath } from '../record/paths.ts';
import { Icon } from '../ui/Icon.tsx';
import { countText } from '../ui/figures.ts';
import { useText } from '../ui/language.tsx';
import { EmptyState } from '../ui/Notice.tsx';
import { Panel } from '../ui/Panel.tsx';
import { Tag } from '../ui/Tag.tsx';
import { waitedText } from './home-figures.ts';

const urgency = (card: ShownCard) => (card.tone === 'overdue' ? 0 : card.tone === 'waiting' ? 1 : 2);
export const sortedByUrgency = (cards: readonly ShownCard[]): ShownCard[] => [...cards].sort((a, b) => urgency(a) - urgency(b) || (a.oldest ?? '9').localeCompare(b.oldest ?? '9'));

export function WaitingPanel({ cards, today }: { cards: readonly ShownCard[]; today: string }) {
  const text = useText();
  return (
    <Panel title={text({ zh: '待我处理', en: 'Waits for me' })} aside={text({ zh: '急的在前', en: 'most urgent first' })} className="mw-home-waiting" label={text({ zh: '待我处理', en: 'Waits for me' })}>
      {cards.length === 0 && <EmptyState title={text({ zh: '没有等您处理的事', en: 'Nothing waits for you' })} />}
      <ul className="mw-home-rows">
        {sortedByUrgency(cards).map((card) => (
          <li key={card.key} data-card={card.key}>
            <span className="mw-clip">
              <PageLink href={filteredPath(card.path, card.filter)} className="mw-strong">{text(card.title)}</PageLink>
              {card.hint && <span className="mw-small mw-muted"> {text(card.hint)}</span>}
            </span>
            <span className="mw-home-count">{countText(card.count)}{card.atLeast ? '+' : ''} {card.unit && card.unit !== 'money' ? text(card.unit) : ''}</span>
            {card.oldest ? <Tag tone={card.tone === 'overdue' ? 'red' : card.tone === 'waiting' ? 'waiting' : 'neutral'}>{text(waitedText(card.oldest, today))}</Tag> : <span />}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

export function FirstSteps({ steps }: { steps: readonly ShownCard[] }) {
  const text = useText();
  const next = steps.find((step) => step.count === 0);
  return (
    <Panel title={text({ zh: '从这里开始', en: 'Start here' })} aside={text({ zh: '资料 → 期初 → 订单', en: 'masters → opening balances → orders' })}>
      <ol className="mw-home-rows">
        {steps.map((step) => (
          <li key={step.key} data-card={step.key}>
            <span className={step === next ? 'mw-strong' : undefined}><PageLink href={step.path}>{text(step.title)}</PageLink></span>
            <span />
            {step.count > 0 ? <Tag tone="done"><Icon name="check" small /> {text({ zh: '已有', en: 'Done' })}</Tag> : step === next ? <Tag tone="active">{text({ zh: '下一步', en: 'Next' })}</Tag> : <span />}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
