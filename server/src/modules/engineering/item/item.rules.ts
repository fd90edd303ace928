/** What an item's planning data must satisfy beyond the shape of each field. */
import { parseQuantity } from '@millwright/core/primitives/decimal';
import type { Refusal } from '@millwright/core/primitives/outcome';
import type { z } from 'zod';
import type { item } from './item.contract.ts';

export type ItemInput = z.output<typeof item.form>;
export function checkItem(input: ItemInput): Refusal[] {
  const refusals: Refusal[] = [];
  if (input.supplier && (input.source === 'make' || input.source === 'phantom')) refusals.push({ code: 'supplier-for-bought', path: ['supplier'] });
  if (input.lotMaximum && parseQuantity(input.lotMaximum) < parseQuantity(input.lotMinimum)) refusals.push({ code: 'maximum-below-minimum', path: ['lotMaximum'] });
  if (input.orderPolicy === 'min-max' && (!input.reorderPoint || !input.orderUpTo)) refusals.push({ code: 'reorder-point-missing', path: ['reorderPoint'] });
  return refusals;
}
