/**
 * A card of the home page as a module declares it: what waits for somebody, a key figure, or a first step of an empty company.
 * `read` counts with the module's own SQL and `opens` names the list and its conditions that show the same rows; a test holds
 * both together. Trap: cards are read on every visit, so they may cost what is open, never what was ever written.
 */
import type { PlainDay } from '@millwright/core/primitives/plain-day';
import type { Sql } from 'sql-template-tag';
import type { QueryContext } from './command.ts';
import type { Condition, Text } from './contract.ts';

export type HomeDays = { readonly today: PlainDay; readonly yesterday: PlainDay; readonly monday: PlainDay; readonly sunday: PlainDay };
export type HomeCard = {
  readonly key: string;
  readonly kind: 'waiting' | 'figure' | 'step';
  readonly title: Text;
  readonly hint?: Text;
  /** All of them are needed; the first is the list's. */
  readonly permissions: readonly string[];
  /** Who may do this has a better card. */
  readonly unless?: string;
  /** Steps come in this order, whatever module they are of. */
  readonly order?: number;
  readonly tone?: 'overdue' | 'waiting';
  /** Counting stops here; the page then says so many and more. */
  readonly cap?: number;
  /** What is counted, e.g. 单; money shows the amount instead. */
  readonly unit?: Text | 'money';
  readonly opens: (days: HomeDays) => { readonly path: string; readonly filter?: readonly Condition[] };
  /** One row: count, and where it makes sense oldest (a day) and amount. */
  readonly read: (context: QueryContext, days: HomeDays) => Sql;
};
export const condition = (field: string, operator: Condition['operator'], value: NonNullable<Condition['value']>): Condition => ({ field, operator, value });
