/**
 * Server side of a plain master: save, remove, list, get and lookup from its contract and the name of its table. Columns follow
 * the fields by one rule (leadDays → lead_days, a reference supplier → supplier_id), so nothing is mapped by hand. A master
 * whose fields lie in two tables names the second as `extension` (supplier = party + terms); both share company and id.
 */
import { accept, refuse, refuseAll, type Refusal } from '@millwright/core/primitives/outcome';
import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import { mayDo } from './authorize.ts';
import { type AnyCommand, type AnyQuery, command, type Context, runnable } from './command.ts';
import { type FieldMeta, fieldsOf, type Text } from './contract.ts';
import { masterImport } from './exchange/master-import.ts';
import { referenceColumn, runList } from './list.ts';
import type { MasterContract } from './master.contract.ts';
import { columnName, ownTableOfNoun, tableOfNoun } from './master-tables.ts';
import { unknownReferences, type UnknownReference } from './references.ts';
import { kernelProblem } from './refusal.ts';
import { gramCandidates, holdsWords, typedWords } from './search.ts';
import { searchText } from './search-text.ts';
import { one, type Reader, type Tx } from './transaction.ts';

export type MasterTables = {
  /** Where it is not the noun's own: a supplier is a row of foundation.party. */
  readonly table: string;
  /** Further table with the listed fields, sharing (company_id, id). */
  readonly extension?: { readonly table: string; readonly fields: readonly string[] };
  /** Condition every row of the noun fulfils, as columns set on insert, e.g. a kind. */
  readonly fixed?: Readonly<Record<string, string>>;
  /** The table may have a million rows: search goes through kernel.search_gram, which a migration fills (kernel.make_searchable). */
  readonly grams?: boolean;
  /** Fields besides code and name that the quick search covers. */
  readonly searched?: readonly string[];
  /** Narrowings a lookup may ask for by name (`only`), as conditions on the row `m`. */
  readonly narrowings?: Readonly<Record<string, Sql>>;
  /** More checks on what is to be saved; pure, on what was loaded. */
  readonly check?: (input: Record<string, unknown>, before: Record<string, unknown> | undefined) => readonly Refusal[];
};

type Loaded = { before: (Record<string, unknown> & { version: number }) | undefined; sameCode: boolean; unknown: UnknownReference[]; newId: string };

export type Master = { readonly contract: MasterContract; readonly tables: MasterTables; readonly commands: readonly AnyCommand[]; readonly queries: readonly AnyQuery[] };

export function masterRecord(contract: MasterContract, given: Partial<MasterTables> = {}): Master {
  const tables: MasterTables = { table: ownTableOfNoun(contract.noun), ...given };
  const fields = fieldsOf(contract.form);
  const inExtension = new Set(tables.extension?.fields ?? []);
  const baseFields = Object.entries(fields).filter(([name]) => !inExtension.has(name));
  const extraFields = Object.entries(fields).filter(([name]) => inExtension.has(name));
  const table = raw(tables.table);
  const fixed = Object.entries(tables.fixed ?? {});
  const isOurs = join([sql`true`, ...fixed.map(([column, value]) => sql`m.${raw(column)} = ${value}`)], ' and ');

  const save = command({
    contract: contract.save,
    async load(tx, input: Record<string, unknown>, { companyId, identity }): Promise<Loaded> {
      const id = input['id'] as string | undefined;
      const [before, same, unknown] = await Promise.all([
        id === undefined ? undefined : one<Record<string, unknown> & { version: number }>(tx, sql`select m.* from ${table} as m where m.company_id = ${companyId} and m.id = ${id} and ${isOurs} for update`),
        tx.rows(sql`select 1 from ${table} where company_id = ${companyId} and code = ${input['code'] as string} and id <> ${id ?? '0'}`),
        unknownReferences(tx, companyId, contract.form, [input], false),
      ]);
      return { before, sameCode: same.length > 0, unknown, newId: id ?? (await identity.nextId()) };
    },
    decide(loaded, input: Record<string, unknown>) {
      if (input['id'] !== undefined && !loaded.before) return refuse('not-found');
      if (loaded.before && loaded.before.version !== input['version']) return refuse('conflict');
      if (loaded.sameCode) return refuse('code-taken', { code: String(input['code']) }, ['code']);
      if (loaded.unknown.length > 0) return refuseAll(loaded.unknown.map(({ name, label }) => ({ code: 'reference-unknown', parameters: { label }, path: [name] })));
      const refusals = tables.check?.(input, loaded.before) ?? [];
      return refusals.length > 0 ? refuseAll(refusals) : accept({ input, loaded });
    },
    async apply(tx, { input, loaded }, context) {
      writeMaster(tx, context, loaded, input);
      return { id: loaded.newId, version: (loaded.before?.version ?? 0) + 1 };
    },
  });

  function writeMaster(tx: Tx, { companyId }: Context, loaded: Loaded, input: Record<string, unknown>): void {
    const words = searchText(String(input['code']), String(input['name']), ...(tables.searched ?? []).map((name) => input[name] as string | undefined));
    const assigned: [string, unknown][] = [...baseFields.map(([name, meta]): [string, unknown] => [columnName(name, meta), input[name] ?? null]), ['search', words]];
    if (loaded.before) {
      tx.send(sql`update ${table} set ${join(assigned.map(([column, value]) => sql`${raw(column)} = ${value}`))}, version = version + 1 where company_id = ${companyId} and id = ${loaded.newId}`);
    } else {
      const all: [string, unknown][] = [['company_id', companyId], ['id', loaded.newId], ...fixed, ...assigned];
      tx.send(sql`insert into ${table} (${raw(all.map(([column]) => column).join(', '))}) values (${join(all.map(([, value]) => sql`${value}`))})`);
    }
    if (tables.extension) {
      const extra = extraFields.map(([name, meta]): [string, unknown] => [columnName(name, meta), input[name] ?? null]);
      tx.send(sql`
        insert into ${raw(tables.extension.table)} (company_id, id, ${raw(extra.map(([column]) => column).join(', '))})
        values (${companyId}, ${loaded.newId}, ${join(extra.map(([, value]) => sql`${value}`))})
        on conflict (company_id, id) do update set ${raw(extra.map(([column]) => `${column} = excluded.${column}`).join(', '))}`);
    }
  }

  const remove = contract.remove && command({
    contract: contract.remove,
    load: (tx, input, { companyId }) => one<{ version: number }>(tx, sql`select m.version from ${table} as m where m.company_id = ${companyId} and m.id = ${input.id} and ${isOurs} for update`),
    decide: (before, input) => (!before ? refuse('not-found') : before.version !== input.version ? refuse('conflict') : accept(input)),
    async apply(tx, input, { companyId }) {
      if (tables.extension) tx.send(sql`delete from ${raw(tables.extension.table)} where company_id = ${companyId} and id = ${input.id}`);
      tx.send(sql`delete from ${table} where company_id = ${companyId} and id = ${input.id}`);
      return { id: input.id, version: input.version };
    },
  });

  const from = sql`${table} as m${tables.extension ? sql` join ${raw(tables.extension.table)} as x on x.company_id = m.company_id and x.id = m.id` : empty}${join(
    [empty, ...Object.entries(fields).filter(([, meta]) => meta.kind === 'reference').map(([name, meta]) => {
      const owner = inExtension.has(name) ? 'x' : 'm';
      return raw(` left join ${tableOfNoun(meta.target ?? '')} as "r_${name}" on "r_${name}".company_id = m.company_id and "r_${name}".id = ${owner}.${columnName(name, meta)}`);
    })], '')}`;
  const expression = (name: string, meta: FieldMeta): Sql => raw(`${inExtension.has(name) ? 'x' : 'm'}.${columnName(name, meta)}`);
  const columns = Object.fromEntries(Object.entries(fields).filter(([, meta]) => meta.kind !== 'long-text').map(([name, meta]) => [name, meta.kind === 'reference' ? referenceColumn(`"r_${name}"`) : expression(name, meta)]));
  const selected = (names: readonly string[]): Sql =>
    join(names.map((name) => {
      const meta = fields[name];
      if (!meta) throw new Error(`${contract.noun} has no field ${name}`);
      const column = meta.kind === 'reference' ? referenceColumn(`"r_${name}"`) : expression(name, meta);
      return sql`${'select' in column ? column.select : column} as ${raw(`"${name}"`)}`;
    }));

  const queries: AnyQuery[] = [
    runnable(contract.list, (reader, input, { companyId }) =>
      runList(reader, contract.list.list!, { from, id: sql`m.id`, where: sql`m.company_id = ${companyId} and ${isOurs}`, columns, search: [sql`m.search`], ...(tables.grams ? { grams: { table: tables.table, companyId } } : {}) }, input)),
    runnable(contract.get, async (reader, { id }, { companyId, actor }) => {
      const row = await one<Record<string, unknown>>(reader, sql`select m.id::text as id, m.version, ${selected(Object.keys(fields))} from ${from} where m.company_id = ${companyId} and m.id = ${id} and ${isOurs}`);
      if (!row) throw kernelProblem(404, 'not-found');
      return { ...row, can: masterCan(contract, actor) };
    }),
    runnable(contract.lookup, async (reader, { search, ids, limit, only }, { companyId }) => {
      const narrowing = only === undefined ? sql`true` : tables.narrowings?.[only];
      if (!narrowing) throw kernelProblem(400, 'bad-input');
      return { rows: await lookup(reader, companyId, search, ids, limit, narrowing) };
    }),
  ];

  /** Exact code first, then code and name prefixes, then whatever holds all the words. Inactive records are not offered. */
  async function lookup(reader: Reader, companyId: string, search: string, ids: readonly string[] | undefined, limit: number, narrowing: Sql): Promise<Record<string, unknown>[]> {
    const names = contract.lookupFields;
    const ours = sql`m.company_id = ${companyId} and ${isOurs}`;
    const found = (where: Sql) => sql`select m.id::text as id, m.code, m.name${names.length > 0 ? sql`, ${selected(names)}` : empty} from ${from} where ${ours} and ${where}`;
    if (ids) return reader.rows(sql`${found(sql`m.id = any (${ids}::bigint[])`)} order by m.code limit ${limit}`);
    const words = typedWords(search);
    const offered = sql`m.active and ${narrowing} and ${holdsWords(words, sql`m.search`)}`;
    const typed = words.join(' ');
    const near = sql`order by (lower(m.code) = ${typed}) desc, (starts_with(lower(m.code), ${typed}) or starts_with(lower(m.name), ${typed})) desc, m.code limit ${limit}`;
    const candidates = tables.grams ? await gramCandidates(reader, companyId, tables.table, words) : 'all';
    if (candidates === 'all') return reader.rows(sql`${found(offered)} ${near}`);
    if (candidates !== 'common') return reader.rows(sql`${found(sql`m.id = any (${candidates}::bigint[]) and ${offered}`)} ${near}`);
    const [exact, others] = await Promise.all([
      reader.rows<Record<string, unknown>>(found(sql`m.code = any (${[search.trim(), typed, typed.toUpperCase()]}::text[]) and ${offered}`)),
      reader.rows<Record<string, unknown>>(sql`${found(offered)} order by m.code limit ${limit}`),
    ]);
    return [...exact, ...others.filter((row) => !exact.some((one) => one['id'] === row['id']))].slice(0, limit);
  }
  return { contract, tables, commands: [save, ...(remove ? [remove] : []), masterImport(contract, tables)], queries };
}

function masterCan(contract: MasterContract, actor: Context['actor']): Record<string, Text | null> {
  const can = (permission: string): Text | null => (mayDo(actor, permission) ? null : { zh: '您没有这项权限，请向管理员申请。', en: 'You do not have this permission. Ask your administrator.' });
  return { save: can(contract.save.permission), ...(contract.remove ? { remove: can(contract.remove.permission) } : {}) };
}
