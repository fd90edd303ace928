/** Figures of the home page as people say them: money in 万元 or thousands, days ago in words. Only here and in charts is money shortened. */
import { divideHalfUp, formatMoney, money, parseMoney } from '@millwright/core/primitives/decimal';
import { daysBetween, parseDay } from '@millwright/core/primitives/plain-day';
import type { Text } from '../ui/language.tsx';

export type Shortened = { readonly figure: Text; readonly unit: Text };
/** "18426310.55" → 1,842.63 万元 and 18,426.31 thousand. */
export function shortMoney(amount: string): Shortened {
  const cents = parseMoney(amount);
  return {
    figure: { zh: formatMoney(money(divideHalfUp(cents, 10_000n))), en: formatMoney(money(divideHalfUp(cents, 1_000n))) },
    unit: { zh: '万元', en: 'k CNY' },
  };
}
export function waitedText(oldest: string, today: string): Text {
  const days = daysBetween(parseDay(oldest), parseDay(today));
  if (days <= 0) return { zh: '今天', en: 'today' };
  return { zh: `最早 ${days} 天前`, en: `oldest ${days} d ago` };
}
