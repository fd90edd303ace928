/**
 * approve, obsolete, copy, remove of BOM and routing alike. A version's row is locked first; approval also takes the item's
 * other versions, so two of them can never be in force on one day, whoever is faster.
 */
import { accept, refuse, refuseAll, type Refusal } from '@millwright/core/primitives/outcome';
import { addDays, parseDay } from '@millwright/core/primitives/plain-day';
import sql, { raw } from 'sql-template-tag';
import { z } from 'zod';
import { mayDo } from '../../../kernel/authorize.ts';
import { type Actor, type AnyCommand, command, type Context } from '../../../kernel/command.ts';
import { commandContract, type DocumentContract, recordKey, savedOutput, type Text, whyNot } from '../../../kernel/contract.ts';
import { kernelRefusals, render, wrongState } from '../../../kernel/refusal.ts';
import { one, type Reader, type Tx } from '../../../kernel/transaction.ts';
import { checkEffectivity, nextRevision, type OtherVersion } from './version.rules.ts';
import { versionRefusals } from './version-texts.ts';

export type VersionTables = {
  /** "engineering.bom" */
  readonly table: string;
  /** Columns copied to a new revision besides item, revision, state and effectivity. */
  readonly headColumns: readonly string[];
  readonly lineTable: string;
  /** "bom_id" */
  readonly lineKey: string;
  readonly lineColumns: readonly string[];
};
export type VersionRow = { readonly id: string; readonly item_id: string; readonly code: string; readonly revision: string; readonly state: string; readonly valid_from: string; readonly valid_to: string | null; readonly version: number };
export type Versions = { readonly version: VersionRow | undefined; readonly others: readonly OtherVersion[] };

/** One version and its siblings, all locked in id order. */
export async function lockVersions(tx: Tx, companyId: string, tables: VersionTables, id: string): Promise<Versions> {
  const rows = await tx.rows<VersionRow>(sql`
    select b.id, b.item_id, i.code, b.revision, b.state, b.valid_from, b.valid_to, b.version
    from ${raw(tables.table)} as b
    join engineering.item as i on i.company_id = b.company_id and i.id = b.item_id
    where b.company_id = ${companyId} and b.item_id = (select s.item_id from ${raw(tables.table)} as s where s.company_id = ${companyId} and s.id = ${id})
    order by b.id
    for update of b`);
  return { version: rows.find((row) => row.id === id), others: rows.filter((row) => row.id !== id) };
}

export type VersionLifecycle<Extra> = {
  readonly contract: DocumentContract;
  readonly tables: VersionTables;
  readonly refusals: Readonly<Record<string, Text>>;
  /** A lock that approval needs before the versions are locked. */
  lockApproval?(tx: Tx, companyId: string): void;
  /** Approval's own facts, after the versions are locked. */
  loadApproval(tx: Tx, version: VersionRow, context: Context): Promise<Extra>;
  checkApproval(extra: Extra): readonly Refusal[];
};

export function versionLifecycle<Extra>(nouns: VersionLifecycle<Extra>): AnyCommand[] {
  const { contract, tables } = nouns;
  type Loaded = Versions & { extra: Extra | undefined; newId: string };
  const transition = (action: string, check: (loaded: Loaded & { version: VersionRow }) => readonly Refusal[], apply: (tx: Tx, loaded: Loaded & { version: VersionRow }, context: Context) => { id: string; version: number; number: string }, needsApproval = false) =>
    command({
      contract: commandContract({ name: `${contract.noun}.${action}`, title: { zh: `${contract.actions[action]?.title.zh}${contract.title.zh}`, en: `${contract.actions[action]?.title.en}: ${contract.title.en}` }, input: z.object(recordKey), output: savedOutput, refusals: { ...versionRefusals, ...nouns.refusals } }),
      async load(tx, input, context): Promise<Loaded> {
        if (needsApproval) nouns.lockApproval?.(tx, context.companyId);
        const versions = await lockVersions(tx, context.companyId, tables, input.id);
        const extra = needsApproval && versions.version ? await nouns.loadApproval(tx, versions.version, context) : undefined;
        return { ...versions, extra, newId: action === 'copy' ? await context.identity.nextId() : '' };
      },
      decide(loaded, input) {
        const { version } = loaded;
        if (!version) return refuse('not-found');
        if (version.version !== input.version) return refuse('conflict');
        const wrong = wrongState(contract, action, version.state);
        if (wrong) return refuseAll([wrong]);
        const refusals = check({ ...loaded, version });
        return refusals.length > 0 ? refuseAll(refusals) : accept({ ...loaded, version });
      },
      apply: (tx, loaded, context) => Promise.resolve(apply(tx, loaded, context)),
    });
  const setState = (tx: Tx, { version }: { version: VersionRow }, state: string, { companyId }: Context) => {
    tx.send(sql`update ${raw(tables.table)} set state = ${state}, version = version + 1 where company_id = ${companyId} and id = ${version.id}`);
    return { id: version.id, version: version.version + 1, number: numberOf(version) };
  };
  return [
    transition('approve', ({ version, others, extra }) => [...checkEffectivity({ validFrom: version.valid_from, validTo: version.valid_to }, others), ...(extra === undefined ? [] : nouns.checkApproval(extra))], (tx, loaded, context) => {
      const { version, others } = loaded;
      const day = version.valid_from;
      const before = others.find((other) => other.state === 'approved' && other.valid_from < day && (other.valid_to === null || other.valid_to >= day));
      if (before) tx.send(sql`update ${raw(tables.table)} set valid_to = ${addDays(parseDay(day), -1)}, version = version + 1 where company_id = ${context.companyId} and id = ${before.id}`);
      return setState(tx, loaded, 'approved', context);
    }, true),
    transition('obsolete', () => [], (tx, loaded, context) => setState(tx, loaded, 'obsolete', context)),
    transition('copy', () => [], (tx, { version, others, newId }, { companyId, today }) => {
      const revision = nextRevision(version.revision, others.map((other) => other.revision));
      const copied = (columns: readonly string[], alias: string) => raw(columns.map((column) => `, ${alias === '' ? '' : `${alias}.`}${column}`).join(''));
      tx.send(sql`
        insert into ${raw(tables.table)} (company_id, id, item_id, revision, state, valid_from${copied(tables.headColumns, '')})
        select b.company_id, ${newId}::bigint, b.item_id, ${revision}, 'draft', greatest(${today}::date, b.valid_from + 1)${copied(tables.headColumns, 'b')}
        from ${raw(tables.table)} as b
        where b.company_id = ${companyId} and b.id = ${version.id}`);
      tx.send(sql`
        insert into ${raw(tables.lineTable)} (company_id, ${raw(tables.lineKey)}${copied(tables.lineColumns, '')})
        select l.company_id, ${newId}::bigint${copied(tables.lineColumns, 'l')}
        from ${raw(tables.lineTable)} as l
        where l.company_id = ${companyId} and l.${raw(tables.lineKey)} = ${version.id}`);
      return { id: newId, version: 1, number: numberOf({ ...version, revision }) };
    }),
    transition('remove', () => [], (tx, { version }, { companyId }) => {
      tx.send(sql`delete from ${raw(tables.table)} where company_id = ${companyId} and id = ${version.id}`);
      return { id: version.id, version: version.version, number: numberOf(version) };
    }),
  ];
}

/** How people call a version: item and revision. */
export const numberOf = ({ code, revision }: { readonly code: string; readonly revision: string }): string => `${code}/${revision}`;

/** Same shape as a document's head, so that the same page shows it; undefined when there is none. */
export const versionHead = (reader: Reader, companyId: string, noun: string, table: string, id: string) =>
  one<Record<string, unknown> & { state: string }>(reader, sql`
    select b.id::text as id, ${noun}::text as kind, i.code || '/' || b.revision as number, b.valid_from as day, b.state, b.version, '' as "createdBy",
      null as reverses, null as "reversedBy", jsonb_build_object('id', i.id::text, 'code', i.code, 'name', i.name, 'spec', i.spec, 'unit', u.name) as item, b.revision,
      b.valid_from as "validFrom", b.valid_to as "validTo", b.note
    from ${raw(table)} as b
    join engineering.item as i on i.company_id = b.company_id and i.id = b.item_id
    join foundation.unit as u on u.company_id = i.company_id and u.id = i.unit_id
    where b.company_id = ${companyId} and b.id = ${id}`);

export function versionCan(contract: DocumentContract, state: string, actor: Actor): Record<string, Text | null> {
  const permitted = (action: string, title: Text): Text | null => {
    const text = kernelRefusals.texts['not-permitted'];
    return mayDo(actor, `${contract.noun}.${action}`) ? null : render(text, { title });
  };
  const label = contract.states[state]?.label ?? { zh: state, en: state };
  const save = contract.editable.includes(state) ? permitted('save', { zh: `编辑${contract.title.zh}`, en: `edit ${contract.title.en}` }) : { zh: `版本${label.zh}，不能再改；请复制为新版本。`, en: `It is ${label.en} and can no longer be edited; copy it to a new revision.` };
  return { save, ...Object.fromEntries(Object.entries(contract.actions).map(([action, shape]) => [action, whyNot(contract, action, state) ?? permitted(action, shape.title)])) };
}
