/**
 * 撤销本次引入: everything one import did, taken back in one command, by whoever may import. Not where anything has been changed or used
 * since, nor where documents came in. Trap: the books refer to items, parties and places without foreign keys, so these are named here.
 */
import { accept, refuse, refuseAll } from '@millwright/core/primitives/outcome';
import sql from 'sql-template-tag';
import { type AnyCommand, command } from '../../../kernel/command.ts';
import { importOf } from '../../../kernel/exchange/import-command.ts';
import { type Batch, loadBatch, type LooseReference, shapesOf, takeBack, type TableShape } from '../../../kernel/exchange/undo-batch.ts';
import { undoImport } from './import.contract.ts';

const loose: readonly LooseReference[] = [
  { to: 'engineering.item', table: 'ledger.balance', column: 'item_id' },
  { to: 'engineering.item', table: 'planning.planned_order', column: 'item_id' },
  { to: 'foundation.party', table: 'ledger.entry_line', column: 'party_id' },
  { to: 'inventory.place', table: 'ledger.balance', column: 'place_id' },
  // What hangs on a record, whatever its noun.
  { table: 'foundation.attachment', column: 'record_id' },
  { table: 'foundation.comment', column: 'record_id' },
];
type Loaded = { readonly undone: boolean; readonly batch?: Batch | undefined; readonly shapes?: ReadonlyMap<string, TableShape> };

export const undoImportCommand: AnyCommand = {
  ...command({
    contract: undoImport,
    async load(tx, { noun, batch: id }, { companyId }): Promise<Loaded> {
      const [done] = await tx.rows(sql`select 1 from foundation.import_undone where company_id = ${companyId} and batch_id = ${id}`);
      if (done || !importOf(noun)?.reversible) return { undone: done !== undefined };
      const batch = await loadBatch(tx, companyId, id, `${noun}.import`, loose);
      return { undone: false, batch, ...(batch ? { shapes: await shapesOf(tx, batch) } : {}) };
    },
    decide({ undone, batch, shapes }, { noun, batch: id }) {
      if (undone) return refuse('already-undone');
      if (importOf(noun)?.reversible === false) return refuse('not-reversible');
      if (!batch || !shapes) return refuse('nothing-to-undo');
      if (batch.obstacles.length > 0) return refuseAll(batch.obstacles.map(({ why, record, by }) => ({ code: why, parameters: { record, by }, path: [record] })));
      return accept({ id, batch, shapes });
    },
    async apply(tx, { id, batch, shapes }, { companyId, commandId, actor }) {
      takeBack(tx, companyId, batch, shapes);
      tx.send(sql`insert into foundation.import_undone (company_id, batch_id, command_id, undone_by) values (${companyId}, ${id}, ${commandId}, ${actor.userId})`);
      return { removed: batch.tables.reduce((sum, one) => sum + one.removing, 0), restored: batch.tables.reduce((sum, one) => sum + one.restoring + one.returning, 0) };
    },
  }),
  permission: (input) => `${(input as { noun: string }).noun}.import`,
};
