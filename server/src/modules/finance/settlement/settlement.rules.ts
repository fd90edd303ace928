/** What may be settled: no advance is used beyond what is left of it, no open item beyond what is open, over all lines together. */
import type { Movement } from '@millwright/core/ledger/posting';
import { addMoney, formatMoney, type Money, parseMoney, subtractMoney, zeroMoney } from '@millwright/core/primitives/decimal';
import { accept, type Decision, refuse, refuseAll, type Refusal } from '@millwright/core/primitives/outcome';
import type { z } from 'zod';
import type { SettlementContracts } from './settlement.contract.ts';

export type SettlementInput = z.output<SettlementContracts['save']['input']>;
export type SettlementSide = 'advance' | 'prepayment';
/** What is left of an advance or of a receivable or payable, with the number and day of the document that opened it. */
export type OpenAmount = { readonly id: string; readonly documentId: string; readonly number: string; readonly day: string; readonly open: string };
export type SettlementFacts = { readonly partyFound: boolean; readonly advances: ReadonlyMap<string, OpenAmount>; readonly openItems: ReadonlyMap<string, OpenAmount> };
export type SettledLine = { readonly advance: string; readonly openItem: string; readonly amount: Money };

export function decideSettlement(facts: SettlementFacts, input: Pick<SettlementInput, 'day' | 'lines'>): Decision<readonly SettledLine[]> {
  if (!facts.partyFound) return refuse('party-unknown', {}, ['party']);
  const refusals: Refusal[] = [];
  const used = new Map<string, Money>();
  const seen = new Set<string>();
  input.lines.forEach((line, index) => {
    const row = index + 1;
    const at = (name: string) => ['lines', index, name];
    const [advance, item, amount] = [facts.advances.get(line.advance), facts.openItems.get(line.openItem), parseMoney(line.amount)];
    const take = (of: OpenAmount, key: string, code: string) => {
      const whole = addMoney(used.get(key) ?? zeroMoney, amount);
      used.set(key, whole);
      if (whole > parseMoney(of.open)) refusals.push({ code, parameters: { row, number: of.number, open: of.open, amount: formatMoney(whole) }, path: at('amount') });
    };
    if (!advance) refusals.push({ code: 'advance-unknown', parameters: { row }, path: at('advance') });
    else if (!item) refusals.push({ code: 'open-item-unknown', parameters: { row }, path: at('openItem') });
    else if (seen.has(`${line.advance} ${line.openItem}`)) refusals.push({ code: 'line-twice', parameters: { row }, path: at('openItem') });
    else if (amount <= 0n) refusals.push({ code: 'amount-not-positive', parameters: { row }, path: at('amount') });
    else {
      const later = input.day < advance.day ? advance : input.day < item.day ? item : undefined;
      if (later) refusals.push({ code: 'day-before-item', parameters: { row, number: later.number, itemDay: later.day }, path: ['day'] });
      take(advance, `a${line.advance}`, 'more-than-advance');
      take(item, `o${line.openItem}`, 'more-than-open');
    }
    seen.add(`${line.advance} ${line.openItem}`);
  });
  return refusals.length > 0 ? refuseAll(refusals) : accept(input.lines.map((line) => ({ advance: line.advance, openItem: line.openItem, amount: parseMoney(line.amount) })));
}

export function settlementMovements(side: SettlementSide, lines: readonly SettledLine[], partyId: string): Movement[] {
  return lines.map(({ advance, openItem, amount }) => {
    const [ofAdvance, ofItem] = [{ partyId, openItemId: advance }, { partyId, openItemId: openItem }];
    return side === 'advance' ? { movement: 'settlement.advance', amount, debit: ofAdvance, credit: ofItem } : { movement: 'settlement.prepayment', amount, debit: ofItem, credit: ofAdvance };
  });
}

/** Oldest advance against oldest item until one of the two is used up. */
export function matchOldest(advances: readonly OpenAmount[], items: readonly OpenAmount[]): { readonly advance: OpenAmount; readonly item: OpenAmount; readonly amount: Money }[] {
  const matched: { advance: OpenAmount; item: OpenAmount; amount: Money }[] = [];
  const left = items.map((item) => parseMoney(item.open));
  for (const advance of advances) {
    let rest = parseMoney(advance.open);
    for (const [index, item] of items.entries()) {
      const open = left[index] ?? zeroMoney;
      const amount = rest < open ? rest : open;
      if (amount <= 0n) continue;
      matched.push({ advance, item, amount });
      rest = subtractMoney(rest, amount);
      left[index] = subtractMoney(open, amount);
    }
  }
  return matched;
}
