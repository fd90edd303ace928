/**
 * Movements → the lines of an entry, by posting rules that are data: a rule names two account roles, roles lead to accounts.
 * A role may end in a placeholder, `inventory.<class>`: the movement's selector picks the account of that class, or the
 * role's default. A side that lies in a value pool takes the pool's own account, which must be the one the rule says.
 * Trap: issue lines of one pool are never merged, because each was valued on what the one before it left.
 */
import { accept, assert, type Decision, refuse } from '../primitives/outcome.ts';
import { negateQuantity, type Money, type Quantity, zeroMoney, zeroQuantity } from '../primitives/decimal.ts';
import { type Currency, type Dimensions, dimensionNames, type EntryLine, entryFault, type Side } from './entry-line.ts';

export type PostingRule = { readonly movement: string; readonly debitRole: string; readonly creditRole: string };
export type AccountRole = { readonly role: string; readonly selector: string; readonly accountId: string };
export type Selectors = Readonly<Record<string, string>>;

/** The rules and roles that hold on one day. */
export class PostingRules {
  readonly #rules: ReadonlyMap<string, PostingRule>;
  readonly #accounts: ReadonlyMap<string, string>;
  constructor(rules: readonly PostingRule[], roles: readonly AccountRole[]) {
    this.#rules = new Map(rules.map((rule) => [rule.movement, rule]));
    this.#accounts = new Map(roles.map(({ role, selector, accountId }) => [`${role}|${selector}`, accountId]));
  }
  rule(movement: string): PostingRule | undefined {
    return this.#rules.get(movement);
  }
  /** `inventory.<class>` with selectors {class: 'raw'}, or a plain role; the role's default where the selector has no row. */
  account(role: string, selectors: Selectors = {}): string | undefined {
    const match = /^(.+)\.<([a-z]+)>$/.exec(role);
    if (!match) return this.#accounts.get(`${role}|`);
    const [, name, placeholder = ''] = match;
    return this.#accounts.get(`${name}|${selectors[placeholder] ?? ''}`) ?? this.#accounts.get(`${name}|`);
  }
}

/** One side of a movement. With a pool, account and item are the pool's. */
export type MovementEnd = Dimensions & {
  readonly placeId?: string | undefined;
  readonly pool?: { readonly id: string; readonly accountId: string; readonly itemId: string } | undefined;
};
export type Movement = Currency & {
  readonly movement: string;
  /** Negative for a red one: both sides keep their side and turn negative. */
  readonly amount: Money;
  readonly selectors?: Selectors | undefined;
  readonly debit?: MovementEnd | undefined;
  readonly credit?: MovementEnd | undefined;
  /** Goods go from credit.placeId to debit.placeId. With an owner they are not ours and carry no account. */
  readonly stock?: {
    readonly itemId: string;
    readonly lotId?: string | null | undefined;
    readonly ownerId?: string | null | undefined;
    readonly quantity: Quantity;
    readonly secondQuantity?: Quantity | null | undefined;
  } | undefined;
  readonly summary?: string | undefined;
};

/** A missing rule or role is a refusal that names it: the accountant can add it. Anything unbalanced is a bug. */
export function postMovements(rules: PostingRules, movements: readonly Movement[]): Decision<readonly EntryLine[]> {
  const lines: EntryLine[] = [];
  for (const movement of movements) {
    const rule = rules.rule(movement.movement);
    const inPools = movement.debit?.pool && movement.credit?.pool;
    if (!rule && !inPools && !movement.stock?.ownerId) return refuse('posting-rule-missing', { movement: movement.movement });
    for (const side of ['D', 'C'] as const) {
      const end = (side === 'D' ? movement.debit : movement.credit) ?? {};
      const account = accountOfEnd(rules, rule && (side === 'D' ? rule.debitRole : rule.creditRole), end, movement);
      if (account === undefined) return refuse('account-role-missing', { role: (side === 'D' ? rule?.debitRole : rule?.creditRole) ?? '', selector: Object.values(movement.selectors ?? {}).join(' ') });
      lines.push(lineOf(movement, side, end, account));
    }
  }
  const merged = mergeLines(lines);
  const fault = entryFault(merged);
  assert(fault === undefined, `entry of ${movements.map((one) => one.movement).join(', ')}: ${fault}`);
  return accept(merged);
}

function accountOfEnd(rules: PostingRules, role: string | undefined, end: MovementEnd, movement: Movement): string | null | undefined {
  if (movement.stock?.ownerId) {
    assert(movement.amount === 0n && !end.pool, `${movement.movement}: stock of another owner has no value`);
    return null;
  }
  const ruled = role === undefined ? undefined : rules.account(role, movement.selectors);
  if (!end.pool) return ruled;
  assert(ruled === undefined || ruled === end.pool.accountId, `${movement.movement}: pool of another account than role ${role}`);
  return end.pool.accountId;
}

function lineOf(movement: Movement, side: Side, end: MovementEnd, accountId: string | null): EntryLine {
  const { placeId, pool, ...dimensions } = end;
  const { stock } = movement;
  assert(!stock || placeId, `${movement.movement}: goods without a place`);
  const direct = (value: Quantity): Quantity => (side === 'D' ? value : negateQuantity(value));
  return {
    ...dimensions,
    side, amount: movement.amount, accountId,
    itemId: stock?.itemId ?? pool?.itemId, lotId: stock?.lotId, ownerId: stock?.ownerId, placeId, poolId: pool?.id,
    quantity: stock ? (side === 'D' ? stock.quantity : negateQuantity(stock.quantity)) : zeroQuantity,
    secondQuantity: stock?.secondQuantity == null ? undefined : direct(stock.secondQuantity),
    currency: movement.currency, exchangeRate: movement.exchangeRate, currencyAmount: movement.currencyAmount,
    settles: false, movement: movement.movement, summary: movement.summary ?? '',
  };
}

/** Lines that say the same are added up; lines that say nothing are dropped. Quantities in pools stay apart. */
export function mergeLines(lines: readonly EntryLine[]): EntryLine[] {
  const merged = new Map<string, EntryLine>();
  lines.forEach((line, index) => {
    if (line.amount === 0n && line.quantity === 0n && !line.currencyAmount) return;
    const key = line.poolId && line.quantity !== 0n ? `#${index}` : keyOf(line);
    const same = merged.get(key);
    merged.set(key, same ? {
      ...same,
      amount: (same.amount + line.amount) as Money,
      quantity: (same.quantity + line.quantity) as Quantity,
      secondQuantity: add(same.secondQuantity, line.secondQuantity),
      currencyAmount: add(same.currencyAmount, line.currencyAmount),
    } : line);
  });
  return [...merged.values()].filter((line) => line.amount !== zeroMoney || line.quantity !== 0n || line.currencyAmount);
}

const add = <Amount extends bigint>(a: Amount | null | undefined, b: Amount | null | undefined): Amount | undefined =>
  a == null && b == null ? undefined : (((a ?? 0n) + (b ?? 0n)) as Amount);

const keyOf = (line: EntryLine): string => JSON.stringify([
  line.side, line.accountId, line.itemId, line.lotId, line.placeId, line.ownerId, line.poolId, line.currency, line.exchangeRate,
  line.settles, line.movement, line.summary, ...dimensionNames.map((name) => line[name]),
].map((value) => value ?? null));
