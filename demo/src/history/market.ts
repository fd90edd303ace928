/** What the customers buy: who orders which product, in which quantities, how often. The heavy ones are those of the order book's first page. */
import { addDays, type PlainDay } from '@millwright/core/primitives/plain-day';
import { padded } from '../factory/figures.ts';
import type { Random } from '../factory/random.ts';
import type { OrderedLine } from './events.ts';
import { unitMillionths } from './events.ts';

type Habit = { readonly customer: string; readonly weight: number; readonly items: readonly (readonly [item: string, low: number, high: number, step: number])[] };
const habits: readonly Habit[] = [
  { customer: 'C0001', weight: 12, items: [['HD-4402', 20, 60, 5], ['HD-4404', 10, 30, 5], ['JL-0315', 1000, 3000, 200], ['HD-4402-M', 20, 40, 10]] },
  { customer: 'C0002', weight: 10, items: [['CP-120', 20, 60, 10], ['CP-060', 20, 40, 10]] },
  { customer: 'C0003', weight: 6, items: [['ZG-088', 20, 60, 10], ['ZG-105', 10, 40, 10]] },
  { customer: 'C0004', weight: 8, items: [['B20-0417', 100, 300, 20], ['HD-4402', 10, 20, 5]] },
  { customer: 'C0005', weight: 7, items: [['HZ-210', 20, 60, 5], ['XS-330', 100, 300, 20]] },
  { customer: 'C0006', weight: 6, items: [['YX-36L', 20, 60, 10]] },
  { customer: 'C0007', weight: 8, items: [['ZJ-7706', 3000, 9000, 1000], ['ZJ-7708', 2000, 6000, 1000], ['CM-7706', 1, 1, 1]] },
  { customer: 'C0008', weight: 7, items: [['CN-2200', 20, 60, 10]] },
  { customer: 'C0009', weight: 3, items: [['MJ-500', 1, 1, 1], ['MJ-300', 1, 2, 1]] },
  { customer: 'C0010', weight: 5, items: [['PX-3001', 40, 120, 20], ['PX-3003', 20, 60, 20]] },
  { customer: 'C0011', weight: 4, items: [['PX-3003', 20, 40, 10]] },
  { customer: 'C0012', weight: 3, items: [['HD-4203', 20, 60, 10]] },
  { customer: 'C0013', weight: 3, items: [['JG-6620', 10, 20, 5]] },
  { customer: 'C0014', weight: 4, items: [['HD-4203', 20, 50, 10]] },
  { customer: 'C0016', weight: 3, items: [['ZJ-7701', 1000, 3000, 500]] },
  { customer: 'C0017', weight: 4, items: [['ZJ-7706', 4000, 8000, 1000], ['MJ-400', 1, 1, 1]] },
  { customer: 'C0018', weight: 5, items: [['CN-2200', 30, 80, 10]] },
  { customer: 'C0019', weight: 3, items: [['CZ-1200', 5, 15, 5]] },
  { customer: 'C0023', weight: 5, items: [['JG-6620', 10, 30, 5]] },
  { customer: 'C0024', weight: 3, items: [['HZ-210', 10, 30, 5], ['YX-36L', 10, 30, 10]] },
  { customer: 'C0025', weight: 3, items: [['ZJ-7702', 2000, 4000, 500], ['XS-330', 60, 200, 20]] },
  { customer: 'C0026', weight: 2, items: [['BX-2001', 10, 30, 10]] },
  { customer: 'C0027', weight: 3, items: [['HD-4203', 20, 50, 10]] },
  { customer: 'C0028', weight: 2, items: [['HD-4404', 10, 20, 5]] },
];
const drawn = habits.flatMap((habit) => Array.from({ length: habit.weight }, () => habit));

export type Wish = { readonly customer: string; readonly customerOrder: string; readonly lines: readonly OrderedLine[] };
/** One order as it comes in by mail: a line or two, wanted in two to six weeks; moulds take longer. */
export function drawWish(random: Random, day: PlainDay, number: number): Wish {
  const { customer, items } = random.pick(drawn);
  const first = random.pick(items);
  const second = random.chance(30) ? items.find(([code]) => code !== first[0]) : undefined;
  const due = addDays(day, random.between(9, 32));
  // 产量 in the second half of the year is three times what the habits were written down for.
  const scale = (item: string): number => (/^(MJ|CM)-/.test(item) ? 1 : 3);
  const lines = [first, ...(second ? [second] : [])].map(([item, low, high, step]) => ({
    item,
    quantity: scale(item) * (low + step * random.below((high - low) / step + 1)) * unitMillionths,
    dueDay: scale(item) === 1 ? addDays(day, random.between(60, 80)) : due,
  }));
  return { customer, customerOrder: `${customer.slice(2)}${day.slice(2, 4)}${day.slice(5, 7)}${padded(number % 1000, 3)}`, lines };
}
export const soldInHistory: readonly string[] = [...new Set(habits.flatMap(({ items }) => items.map(([item]) => item)))];
