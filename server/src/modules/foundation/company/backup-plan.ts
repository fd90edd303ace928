/**
 * What of a company's tables is not copied into its backup, each with its reason; everything else that has a company_id goes along by itself.
 * A test fails for a table that is neither. Person columns are recognised by their names: user_id and whatever ends in _by.
 */
import type { BackupPlan } from '../../../kernel/backup/tables.ts';
import type { FileStore } from '../../../kernel/files/file-store.ts';
import { attachedFiles } from '../attachment/attachment.files.ts';

const personName = '(^user_id$|_by$)';
const personKey = new RegExp(personName);
/** In copies of former rows people stand under the same names. */
const inCopy = (column: string): string => `t.${column} || coalesce((
  select jsonb_object_agg(k.key, p.new_id)
  from jsonb_each_text(t.${column}) as k
  join pg_temp.people as p on p.old_id::text = k.value
  where k.key ~ '${personName}'), '{}'::jsonb)`;

/** What every company's backup holds besides its files. */
export const backupPlan: BackupPlan = {
  tablesLeft: {
    'kernel.job': 'what people started belongs to the server that ran it',
    'kernel.outbox': 'messages to the outside are sent once, by the installation that wrote them',
    'kernel.company_backup': 'names files of this installation',
    'kernel.search_gram': 'written again from the words of the masters, as they are loaded',
    'ledger.rollup_mark': 'a transaction number, which means nothing elsewhere; roll-ups start again from the rows',
    'ledger.account_rollup': 'summed up again from the rows',
    'ledger.party_rollup': 'summed up again from the rows',
    'ledger.item_rollup': 'summed up again from the rows',
    'ledger.rule_version': 'renewed by every change of the rules, loading them included; the same nowhere else',
  },
  columnsLeft: {
    'ledger.entry.written_xid': 'the transaction that wrote the row into this database',
    'kernel.command.idempotency_key': 'a repeated click comes soon or never',
    'kernel.command.reply': 'goes with the idempotency key',
    'kernel.command.input_hash': 'goes with the idempotency key; a hash of what was typed, one-time passwords included',
  },
  policyLeft: { demo: 'says to the start of a server how far the demo was loaded' },
  isPerson: (column) => personKey.test(column),
  restoredAs: {
    'kernel.change_log.before': inCopy('before'),
    'kernel.change_log.after': inCopy('after'),
    // The key of a membership begins with the person.
    'kernel.change_log.row_key': `case when t.table_name = 'access.user_role'
      then coalesce((select p.new_id || '/' || split_part(t.row_key, '/', 2) from pg_temp.people as p where p.old_id::text = split_part(t.row_key, '/', 1)), t.row_key)
      else t.row_key end`,
  },
  figures: `
    select (select count(*) from documents.document as d where d.company_id = $1)::text as documents,
      (select count(*) from ledger.entry as e where e.company_id = $1)::text as entries,
      (select coalesce(sum(l.amount), 0) from ledger.entry_line as l where l.company_id = $1 and l.side = 'D')::text as debits,
      (select coalesce(sum(p.value), 0) from ledger.pool as p where p.company_id = $1)::text as "stockValue"`,
  files: [],
};
/** With the contents of attachments, which lie outside the database. */
export const backupPlanWith = (store: FileStore): BackupPlan => ({ ...backupPlan, files: [attachedFiles(store)] });
