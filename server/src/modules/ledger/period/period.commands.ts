/** The order of closing, its locks and what must hold before it are the database's; these commands ask and say who and why. */
import { accept } from '@millwright/core/primitives/outcome';
import sql from 'sql-template-tag';
import { type AnyCommand, command } from '../../../kernel/command.ts';
import { closePeriod, openPeriod, reopenPeriod } from './period.contract.ts';

export const periodCommands: AnyCommand[] = [
  command({
    contract: closePeriod,
    load: async () => undefined,
    decide: (_loaded, input) => accept(input),
    async apply(tx, { period, area }) {
      await tx.rows(sql`select ledger.close_area(${period}, ${area})`);
      return { period };
    },
  }),
  command({
    contract: reopenPeriod,
    load: async () => undefined,
    decide: (_loaded, input) => accept(input),
    async apply(tx, { period, area, reason }) {
      await tx.rows(sql`select ledger.reopen_area(${period}, ${area}, ${reason})`);
      return { period };
    },
  }),
  command({
    contract: openPeriod,
    load: async () => undefined,
    decide: (_loaded, input) => accept(input),
    async apply(tx, { period }) {
      await tx.rows(sql`select ledger.open_period(${period})`);
      return { period };
    },
  }),
];
