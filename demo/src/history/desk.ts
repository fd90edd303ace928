/**
 * The people at their desks: every command is run by somebody whose post may do it, on the day it happened. Nothing here has more
 * power than the browser: the same commands, queries and permissions.
 */
import type { PlainDay } from '@millwright/core/primitives/plain-day';
import { clockAt } from '@millwright/server/kernel/clock';
import type { Actor } from '@millwright/server/kernel/command';
import { ProblemError } from '@millwright/server/kernel/refusal';
import { runCommand, type Runtime } from '@millwright/server/kernel/run-command';
import { reading, runQuery } from '@millwright/server/kernel/run-query';
import sql, { raw } from 'sql-template-tag';
import type { z } from 'zod';
import { people, roles } from '../company.ts';

export type Saved = { readonly id: string; readonly version: number; readonly number?: string };
export type Line = Readonly<Record<string, unknown>>;
export type Desk = {
  readonly companyId: string;
  /** Codes of masters → ids. */
  idOf(noun: string, code: string): string;
  run(who: string, command: string, input: unknown): Promise<Saved>;
  /** Proposed lines as the command wants them: its own fields only, references by id. What the desk knows better goes over them. */
  linesFor(command: string, proposed: readonly Line[], better?: (line: Line) => Line): Line[];
  /** Ids of the lines of several documents, in line order: one look instead of opening every document. */
  lineIds(kind: keyof typeof lineTables, documents: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Versions of documents as they stand now. */
  versions(documents: readonly string[]): Promise<ReadonlyMap<string, number>>;
  ask<Output = { readonly lines: readonly Line[] }>(who: string, query: string, input: unknown): Promise<Output>;
  /** The same desk on another day. */
  on(day: PlainDay): Desk;
};

/** What people in the story say yes to: a dear invoice, a little more than ordered, an order begun with what is there, a good customer over his limit, money ahead. */
const acceptedWarnings = ['price-differs', 'over-ordered', 'material-short', 'credit-exceeded', 'advance', 'prepayment'];

const lineTables = {
  'sales-order': { table: 'sales.sales_order_line', order: 'line_no' },
  'purchase-order': { table: 'purchasing.purchase_order_line', order: 'line_no' },
  'work-order': { table: 'shopfloor.work_order_operation', order: 'operation_no' },
} as const;

export function actorOf(userIds: ReadonlyMap<string, string>, login: string): Actor {
  const person = people.find((one) => one.login === login);
  const userId = userIds.get(login);
  if (!person || !userId) throw new Error(`nobody is called ${login}`);
  const permissions = person.roles.flatMap((code) => roles.find((role) => role.code === code)?.permissions ?? []);
  return { userId, userName: person.name, permissions: new Set(permissions) };
}

const idIn = (value: unknown): unknown => (typeof value === 'object' && value !== null && 'id' in value ? value.id : value);
/** Names of the fields of a command's lines. */
function lineFields(input: z.ZodType | undefined): string[] {
  let lines = (input as z.ZodObject | undefined)?.shape['lines'] as z.ZodType | undefined;
  while (lines && (lines.def as { innerType?: z.ZodType }).innerType) lines = (lines.def as { innerType?: z.ZodType }).innerType;
  const element = (lines?.def as { element?: z.ZodObject } | undefined)?.element;
  return Object.keys(element?.shape ?? {});
}

export function openDesk(runtime: Runtime, companyId: string, userIds: ReadonlyMap<string, string>, ids: ReadonlyMap<string, string>): Desk {
  const actors = new Map(people.map(({ login }) => [login, actorOf(userIds, login)]));
  const actor = (login: string): Actor => actors.get(login) as Actor;
  const explained = async <Value>(what: string, work: Promise<unknown>): Promise<Value> => {
    try {
      return (await work) as Value;
    } catch (error) {
      if (error instanceof ProblemError) throw new Error(`${what} was refused: ${error.problem.code} ${error.problem.errors.map(({ message, path }) => `${path.join('.')} ${message.zh}`).join('；') || error.problem.message.zh}`, { cause: error });
      throw error;
    }
  };
  const at = (current: Runtime): Desk => ({
    companyId,
    idOf(noun, code) {
      const id = ids.get(`${noun} ${code}`);
      if (id === undefined) throw new Error(`there is no ${noun} ${code}`);
      return id;
    },
    run: async (who, command, input) => (await explained<{ output: Saved }>(`${command} by ${who}`, runCommand(current, { name: command, companyId, actor: actor(who), input, accept: acceptedWarnings }))).output,
    linesFor: (command, proposed, better = () => ({})) => {
      const names = lineFields(current.registry.commands.get(command)?.contract.input);
      return proposed.map((line) => ({ ...Object.fromEntries(names.filter((name) => line[name] !== undefined).map((name) => [name, idIn(line[name])])), ...better(line) }));
    },
    lineIds: (kind, documents) => {
      const { table, order } = lineTables[kind];
      return reading(current, companyId, actor('chensiyuan').userId, async (reader) => {
        const rows = await reader.rows<{ document_id: string; ids: string[] }>(sql`
          select document_id, array_agg(id order by ${raw(order)}) as ids from ${raw(table)} where company_id = ${companyId} and document_id = any (${documents}::bigint[]) group by document_id`);
        return new Map(rows.map((row) => [row.document_id, row.ids]));
      });
    },
    versions: (documents) => reading(current, companyId, actor('chensiyuan').userId, async (reader) => {
      const rows = await reader.rows<{ id: string; version: number }>(sql`select id, version from documents.document where company_id = ${companyId} and id = any (${documents}::bigint[])`);
      return new Map(rows.map((row) => [row.id, row.version]));
    }),
    ask: (who, query, input) => explained(`${query} by ${who}`, runQuery(current, { name: query, companyId, actor: actor(who), input })),
    on: (day) => at({ ...runtime, clock: clockAt(day) }),
  });
  return at(runtime);
}
