/**
 * The shape of a command and of a query as the server carries them out. load takes every lock, decide is pure and sees only
 * what load brought, apply writes what decide decided. Commands never call commands: flows compose load/decide/apply pieces.
 */
import type { Decision } from '@millwright/core/primitives/outcome';
import type { PlainDay } from '@millwright/core/primitives/plain-day';
import type { z } from 'zod';
import type { Clock } from './clock.ts';
import type { CommandContract, DocumentContract, QueryContract, Text } from './contract.ts';
import type { HomeCard } from './home-card.ts';
import type { Identity } from './identity.ts';
import type { Master } from './master-record.ts';
import type { Reader, Tx } from './transaction.ts';

/** Who asks. Permissions are "<noun>.<action>", "<noun>.*", "<module>/*" or "*". */
export type Actor = {
  readonly userId: string;
  readonly userName: string;
  readonly permissions: ReadonlySet<string>;
};
/** How a long command tells the job it runs in how far it is, and hears that it should stop. */
export type Watch = {
  progress(fraction: number, note?: Text): void;
  /** Ends the command with nothing written. */
  throwIfCancelled(): void;
};
export type Context = {
  readonly companyId: string;
  readonly actor: Actor;
  readonly commandId: string;
  readonly today: PlainDay;
  readonly clock: Clock;
  readonly identity: Identity;
  /** Only where a job carries the command out. */
  readonly watch?: Watch;
};

export type Command<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType, Loaded = unknown, Change = unknown> = {
  readonly contract: CommandContract<Input, Output>;
  /** The function check where it depends on what is asked for, instead of the contract's permission: attachments go with their record. */
  readonly permission?: (input: z.output<Input>) => string;
  /** Only a route of its own, which made the input itself, may call it: an upload names content that was seen by the server. */
  readonly byRoute?: true;
  load(tx: Tx, input: z.output<Input>, context: Context): Promise<Loaded>;
  decide(loaded: Loaded, input: z.output<Input>, context: Context): Decision<Change>;
  apply(tx: Tx, change: Change, context: Context): Promise<z.input<Output>>;
};
export type AnyCommand = Command<z.ZodType, z.ZodType, never, never>;
export const command = <Input extends z.ZodType, Output extends z.ZodType, Loaded, Change>(
  definition: Command<Input, Output, Loaded, Change>,
): AnyCommand => definition as unknown as AnyCommand;

export type QueryContext = Omit<Context, 'commandId'>;
export type Query<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> = {
  readonly contract: QueryContract<Input, Output>;
  /** As for commands. */
  readonly permission?: (input: z.output<Input>) => string;
  run(reader: Reader, input: z.output<Input>, context: QueryContext): Promise<z.input<Output>>;
  /** A report that can be taken out as a workbook. */
  readonly sheet?: Sheet<z.input<Output>>;
};
/** How a report stands in a workbook: its columns as fields, and the rows of an answer. */
export type Sheet<Output> = {
  readonly row: z.ZodObject;
  /** `view`: what the page leaves out of the answer, as the page says it; first and last page of a paged report. */
  rows(output: Output, at: { readonly first: boolean; readonly last: boolean; readonly view: string; readonly text: (text: Text) => string }): readonly Record<string, unknown>[];
  next?(output: Output): string | null;
};
export type AnyQuery = Query<z.ZodType, z.ZodType>;
export const runnable = <Input extends z.ZodType, Output extends z.ZodType>(
  contract: QueryContract<Input, Output>,
  run: Query<Input, Output>['run'],
  sheet?: Sheet<z.input<Output>>,
): AnyQuery => ({ contract, run, ...(sheet ? { sheet } : {}) }) as unknown as AnyQuery;

/** What the database may refuse: SQLSTATE ("MW104") or constraint name → text. Parameters come from the error's DETAIL (JSON). */
export type DatabaseRefusals = Readonly<Record<string, { readonly code: string; readonly text: Text }>>;

export type Module = {
  readonly name: string;
  readonly title: Text;
  /** Modules whose api.ts this one may import; the table must be acyclic. */
  readonly dependsOn: readonly string[];
  /** Plain masters: their commands and queries come along. */
  readonly masters?: readonly Master[];
  readonly documents: readonly DocumentContract[];
  readonly commands: readonly AnyCommand[];
  readonly queries: readonly AnyQuery[];
  readonly databaseRefusals?: DatabaseRefusals;
  /** What the home page shows of it. */
  readonly homeCards?: readonly HomeCard[];
};
export const module = (definition: Module): Module => ({
  ...definition,
  commands: [...(definition.masters ?? []).flatMap(({ commands }) => commands), ...definition.commands],
  queries: [...(definition.masters ?? []).flatMap(({ queries }) => queries), ...definition.queries],
});
