/**
 * The order policy of an item as text: how much a planned order covers beyond the shortage that called for it. Fixed lots,
 * the economic quantity and reorder points size the order; a period of supply and the four cost heuristics decide up to
 * which date one order covers the needs. The lot rules of the make or buy apply afterwards in every case.
 * Trap: min_max and reorder_point trigger on the projected stock falling *below* the point, not on reaching it.
 */
import type { FieldReader, Fields } from '@millwright/core/planning/field-reader';
import { secondsPerDay } from '@millwright/core/planning/text-time';

/** The numbers are the codes in the columns of planning-tables.ts. */
export const policyCodes = {
  lot_for_lot: 0,
  fixed: 1,
  period: 2,
  eoq: 3,
  silver_meal: 4,
  least_unit_cost: 5,
  part_period: 6,
  wagner_whitin: 7,
} as const;
export type PolicyKind = keyof typeof policyCodes;

export interface PolicyRow {
  readonly kind: PolicyKind;
  /** Millionths: the size of a fixed lot. */
  readonly quantity: number;
  /** The period of supply, or the period that the holding cost is for. */
  readonly periodSeconds: number;
  readonly setupCost: number;
  /** Per unit held over one period. */
  readonly holdingCost: number;
  /** Millionths: an order is called for when the projected stock falls below it. */
  readonly reorderPoint: number;
  /** Millionths that the order fills up to, NaN for none. */
  readonly fillUpTo: number;
}

const lotForLot: PolicyRow = {
  kind: 'lot_for_lot',
  quantity: 0,
  periodSeconds: 0,
  setupCost: 0,
  holdingCost: 0,
  reorderPoint: 0,
  fillUpTo: Number.NaN,
};

const fieldsOf = {
  lot_for_lot: ['kind'],
  fixed: ['kind', 'quantity'],
  period: ['kind', 'period'],
  reorder_point: ['kind', 'point', 'quantity'],
  min_max: ['kind', 'min', 'max'],
  eoq: ['kind', 'setup_cost', 'holding_cost', 'period'],
  silver_meal: ['kind', 'setup_cost', 'holding_cost', 'period'],
  least_unit_cost: ['kind', 'setup_cost', 'holding_cost', 'period'],
  part_period: ['kind', 'setup_cost', 'holding_cost', 'period'],
  wagner_whitin: ['kind', 'setup_cost', 'holding_cost', 'period'],
} as const;
type TextKind = keyof typeof fieldsOf;
const textKinds = Object.keys(fieldsOf) as TextKind[];

/** `policy` of an item: a kind by name, or an object with the kind and its numbers. */
export function readPolicy(reader: FieldReader, item: Fields, itemPath: string): PolicyRow {
  const path = `${itemPath}.policy`;
  const value = item.policy;
  if (value === undefined || value === null) return lotForLot;
  const fields = typeof value === 'string' ? { kind: value } : reader.record(value, path, textKinds.flatMap((kind) => fieldsOf[kind]));
  if (!fields) return lotForLot;
  const kind = reader.choice(fields, 'kind', path, textKinds, 'lot_for_lot');
  for (const field of Object.keys(fields)) {
    if (!(fieldsOf[kind] as readonly string[]).includes(field) && textKinds.some((other) => (fieldsOf[other] as readonly string[]).includes(field))) {
      reader.fail(`${path}.${field}`, `has no meaning for the policy "${kind}"`);
    }
  }
  return policyOf(reader, fields, kind, path);
}

function policyOf(reader: FieldReader, fields: Fields, kind: TextKind, path: string): PolicyRow {
  const size = (): number => reader.quantity(fields, 'quantity', path, undefined, { above: 0 });
  const period = (otherwise: number | undefined): number => {
    const seconds = reader.duration(fields, 'period', path, otherwise);
    if (seconds <= 0 && fields.period !== undefined) reader.fail(`${path}.period`, 'must be longer than nothing');
    return seconds;
  };
  if (kind === 'lot_for_lot') return lotForLot;
  if (kind === 'fixed') return { ...lotForLot, kind, quantity: size() };
  if (kind === 'period') return { ...lotForLot, kind, periodSeconds: period(undefined) };
  if (kind === 'reorder_point') {
    return { ...lotForLot, kind: 'fixed', quantity: size(), reorderPoint: reader.quantity(fields, 'point', path, undefined) };
  }
  if (kind === 'min_max') {
    const reorderPoint = reader.quantity(fields, 'min', path, undefined);
    const fillUpTo = reader.quantity(fields, 'max', path, undefined);
    if (fillUpTo < reorderPoint) reader.fail(`${path}.max`, 'is below "min"');
    return { ...lotForLot, reorderPoint, fillUpTo };
  }
  return {
    ...lotForLot,
    kind,
    setupCost: reader.number(fields, 'setup_cost', path, undefined, { above: 0 }),
    holdingCost: reader.number(fields, 'holding_cost', path, undefined, { above: 0 }),
    periodSeconds: period(secondsPerDay),
  };
}
