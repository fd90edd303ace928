/** A view belongs to whoever saved it; a shared one may also be taken away by whoever may share. */
import { accept, refuse } from '@millwright/core/primitives/outcome';
import sql from 'sql-template-tag';
import { mayDo } from '../../../kernel/authorize.ts';
import { type AnyCommand, command } from '../../../kernel/command.ts';
import { one, type Tx } from '../../../kernel/transaction.ts';
import { removeListView, saveListView, shareListView } from './list-view.contract.ts';

type Row = { id: string; version: number; owner_id: string; owner_name: string; shared: boolean };
const lockView = (tx: Tx, companyId: string, id: string): Promise<Row | undefined> =>
  one<Row>(tx, sql`
    select v.id, v.version, v.owner_id, coalesce(u.name, '') as owner_name, v.shared
    from foundation.list_view as v
    left join access."user" as u on u.id = v.owner_id
    where v.company_id = ${companyId} and v.id = ${id}
    for update of v`);

export const listViewCommands: AnyCommand[] = [
  command({
    contract: saveListView,
    async load(tx, { id, list, name }, { companyId, actor, identity }) {
      const [before, taken] = await Promise.all([
        id === undefined ? undefined : lockView(tx, companyId, id),
        one(tx, sql`select 1 from foundation.list_view where company_id = ${companyId} and list = ${list} and owner_id = ${actor.userId} and name = ${name} and id <> ${id ?? '0'}`),
      ]);
      return { before, taken: taken !== undefined, newId: id ?? (await identity.nextId()) };
    },
    decide({ before, taken, newId }, input, { actor }) {
      if (input.id !== undefined && !before) return refuse('not-found');
      if (before && before.owner_id !== actor.userId) return refuse('view-of-others', { name: before.owner_name });
      if (before && before.version !== input.version) return refuse('conflict');
      if (taken) return refuse('view-name-taken', { name: input.name }, ['name']);
      if (input.shared && !mayDo(actor, shareListView)) return refuse('view-not-shared', {}, ['shared']);
      return accept({ before, input, newId });
    },
    async apply(tx, { before, input, newId }, { companyId, actor }) {
      const content = JSON.stringify(input.content);
      if (before) tx.send(sql`update foundation.list_view set name = ${input.name}, shared = ${input.shared}, content = ${content}::jsonb, version = version + 1 where company_id = ${companyId} and id = ${newId}`);
      else tx.send(sql`insert into foundation.list_view (company_id, id, list, name, owner_id, shared, content) values (${companyId}, ${newId}, ${input.list}, ${input.name}, ${actor.userId}, ${input.shared}, ${content}::jsonb)`);
      return { id: newId, version: (before?.version ?? 0) + 1 };
    },
  }),
  command({
    contract: removeListView,
    load: (tx, { id }, { companyId }) => lockView(tx, companyId, id),
    decide(before, input, { actor }) {
      if (!before) return refuse('not-found');
      if (before.owner_id !== actor.userId && !(before.shared && mayDo(actor, shareListView))) return refuse('view-of-others', { name: before.owner_name });
      return before.version === input.version ? accept(input) : refuse('conflict');
    },
    async apply(tx, { id, version }, { companyId }) {
      tx.send(sql`delete from foundation.list_view where company_id = ${companyId} and id = ${id}`);
      return { id, version };
    },
  }),
];
