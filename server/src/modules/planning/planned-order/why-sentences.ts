/**
 * Why a planned order exists, in sentences: what it is, whom it is for, what is missing, and by which lot rule it got its size.
 * What is missing is worked out again from the run's rows, not taken from the engine; where the two disagree (a period of
 * supply that looks ahead, a lot cut by its maximum) the sentence is left out rather than told wrong.
 */
import { formatQuantity, parseQuantity, type Quantity, sumQuantity } from '@millwright/core/primitives/decimal';
import type { Text } from '@millwright/core/primitives/outcome';
import { addDays, type PlainDay, weekday } from '@millwright/core/primitives/plain-day';
import type { ItemFigures } from '../item-plan/item-figures.ts';
import type { PegStep } from './planned-order.contract.ts';

export type PlannedOrderFacts = {
  readonly number: string; readonly orderNo: number; readonly itemId: string; readonly source: 'make' | 'buy' | 'subcontract'; readonly quantity: string; readonly goodQuantity: string;
  readonly startDay: PlainDay; readonly dueDay: PlainDay; readonly code: string; readonly name: string; readonly lotMinimum: string; readonly lotMultiple: string; readonly lotMaximum: string | null;
  readonly policy: string; readonly periodDays: number; readonly unit: string;
};
const plain = (text: string): string => formatQuantity(parseQuantity(text));
const verbs = { make: { zh: '生产', en: 'make' }, buy: { zh: '采购', en: 'buy' }, subcontract: { zh: '委外加工', en: 'subcontract' } };

export function sentencesOf(order: PlannedOrderFacts, up: readonly PegStep[], figures: ItemFigures): Text[] {
  const { unit } = order;
  const verb = verbs[order.source];
  const start = order.source === 'make' ? { zh: '开工', en: 'started' } : { zh: '下单', en: 'ordered' };
  return [
    {
      zh: `${order.number} ${verb.zh} ${plain(order.quantity)} ${unit}「${order.code} ${order.name}」，${order.startDay} ${start.zh}，${order.dueDay} 到位。`,
      en: `${order.number}: ${verb.en} ${plain(order.quantity)} ${unit} of ${order.code} ${order.name}, ${start.en} on ${order.startDay}, there by ${order.dueDay}.`,
    },
    purpose(order, up),
    ...shortage(order, figures),
  ];
}

function purpose(order: PlannedOrderFacts, up: readonly PegStep[]): Text {
  const taken = up.filter((step) => step.depth === 0);
  if (taken.length === 0) return { zh: '它不对应任何订单，用来补足安全库存。', en: 'No order needs it; it restores the safety stock.' };
  const customers = [...new Map(up.filter((step) => step.kind === 'sales-order-line').map((step) => [step.ref, step])).values()];
  const named = customers.slice(0, 3);
  const used = sumQuantity(taken.map((step) => parseQuantity(step.quantity)));
  const whom = named.map((step) => `${step.party ?? ''} ${step.title}（${step.day ?? ''} 交）`).join('、');
  const whomEn = named.map((step) => `${step.party ?? ''} ${step.title} (due ${step.day ?? ''})`).join(', ');
  const more = customers.length > named.length ? { zh: ` 等 ${customers.length} 行`, en: ` and ${customers.length - named.length} more` } : { zh: '', en: '' };
  const rest = parseQuantity(order.goodQuantity) - used;
  const left = rest > 0n ? { zh: `，其余 ${formatQuantity(rest as Quantity)} ${order.unit}留作库存`, en: `; the other ${formatQuantity(rest as Quantity)} stay in stock` } : { zh: '', en: '' };
  if (named.length === 0) return { zh: `其中 ${formatQuantity(used)} ${order.unit}供 ${taken.length} 张上级订单领用${left.zh}。`, en: `${formatQuantity(used)} of it go to ${taken.length} orders above it${left.en}.` };
  return { zh: `其中 ${formatQuantity(used)} ${order.unit}最终供 ${whom}${more.zh}${left.zh}。`, en: `${formatQuantity(used)} of it serve ${whomEn}${more.en}${left.en}.` };
}

/** Needs up to the order's date against stock, what is under way, and the planned orders before it. */
function shortage(order: PlannedOrderFacts, figures: ItemFigures): Text[] {
  const until = lastDayServed(order.dueDay, figures);
  const needed = sumQuantity(figures.needs.filter((need) => need.byDay <= until).map((need) => need.quantity));
  const coming = sumQuantity(figures.supplies.map((supply) => supply.quantity));
  const before = sumQuantity(figures.orders.filter((one) => one.orderNo < order.orderNo).map((one) => one.good));
  const safety = until >= figures.runDay ? figures.safetyStock : (0n as Quantity);
  const short = needed + safety - figures.stock - coming - before;
  const good = parseQuantity(order.goodQuantity);
  if (short <= 0n || short > good) return [];
  const [n, s, c, b, k, x] = [needed, figures.stock, coming, before, safety, short].map((value) => formatQuantity(value as Quantity));
  const { unit } = order;
  const lot = lotRule(order, short as Quantity, good);
  return [{
    zh: `到 ${until} 共要 ${n} ${unit}：现存 ${s}${coming > 0n ? `，在途 ${c}` : ''}${before > 0n ? `，先前计划 ${b}` : ''}${safety > 0n ? `，还要留安全库存 ${k}` : ''}，净缺 ${x} ${unit}${lot.zh}。`,
    en: `By ${until} ${n} ${unit} are needed: ${s} in stock${coming > 0n ? `, ${c} under way` : ''}${before > 0n ? `, ${b} planned before` : ''}${safety > 0n ? `, ${k} to be kept` : ''}; ${x} are short${lot.en}.`,
  }];
}

function lotRule(order: PlannedOrderFacts, short: Quantity, good: Quantity): Text {
  const quantity = plain(order.quantity);
  if (parseQuantity(order.quantity) > good) return { zh: `，按成品率投 ${quantity}`, en: `; ${quantity} are started because of the yield` };
  if (short === good) return { zh: '', en: '' };
  if (order.policy === 'fixed' || order.policy === 'eoq') return { zh: `，按固定批量取 ${quantity}`, en: `; the fixed lot makes it ${quantity}` };
  if (order.policy === 'min-max') return { zh: `，补到最高库存，取 ${quantity}`, en: `; filled up to the maximum, ${quantity}` };
  if (order.policy === 'period' && order.periodDays > 1) return { zh: `，合并 ${order.periodDays} 天的需求取 ${quantity}`, en: `; the needs of ${order.periodDays} days together, ${quantity}` };
  const minimum = parseQuantity(order.lotMinimum);
  if (minimum > short && minimum === good) return { zh: `，按最小批量取 ${quantity}`, en: `; the minimum lot makes it ${quantity}` };
  const multiple = parseQuantity(order.lotMultiple);
  if (multiple > 0n) return { zh: `，按 ${formatQuantity(multiple)} 的倍数取 ${quantity}`, en: `; in multiples of ${formatQuantity(multiple)} that is ${quantity}` };
  return { zh: `，取 ${quantity}`, en: `; ${quantity} are planned` };
}

/** An order ends before closed days for what is needed on or right after them. */
function lastDayServed(due: PlainDay, { closed }: ItemFigures): PlainDay {
  let day = due;
  for (let next = addDays(day, 1); closed.get(next) ?? weekday(next) > 5; next = addDays(next, 1)) day = next;
  return day;
}
