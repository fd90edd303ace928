/**
 * Contracts: what a command, a query, a list or a document is, in a form that server and browser share. Fields are zod
 * schemas carrying metadata (label in both languages, kind, sensitivity group); lists, forms, OpenAPI, import templates and
 * the permission matrix are all drawn from it. Browser-safe: core and zod only.
 *
 * On the wire: ids, money, quantities, prices and rates are decimal strings; days are "2026-11-24"; counts are numbers.
 */
import { isDay } from '@millwright/core/primitives/plain-day';
import type { Text } from '@millwright/core/primitives/outcome';
import { z } from 'zod';

export type { Text } from '@millwright/core/primitives/outcome';
export type FieldKind =
  | 'id' | 'code' | 'text' | 'long-text' | 'day' | 'instant' | 'money' | 'quantity' | 'price' | 'rate' | 'count' | 'flag' | 'choice' | 'reference' | 'lines';
/** Masked together (ACC-03). The names are the seeds': formula 配方, wages 工资, finance 财务, sales 销售 prices, purchase prices, cost. */
export type SensitivityGroup = 'cost' | 'purchase-price' | 'sales-price' | 'formula' | 'wages' | 'finance';
export type FieldMeta = {
  readonly label: Text;
  readonly kind: FieldKind;
  readonly group?: SensitivityGroup;
  /** choice: value → text */
  readonly options?: Readonly<Record<string, Text>>;
  /** reference: the noun looked up, e.g. "engineering/item" */
  readonly target?: string;
  /** Shown beside the label, e.g. 元 */
  readonly unit?: Text;
  /** Pixels in a list or grid. */
  readonly width?: number;
  readonly hint?: Text;
  /** What to enter, where a value is a number but none that makes sense here. */
  readonly expects?: Text;
  /** What other programs head the same column with, for imports. */
  readonly alsoCalled?: readonly string[];
};
type Extra = Partial<Omit<FieldMeta, 'label' | 'kind' | 'options' | 'target'>>;
export type Reference = { readonly id: string; readonly code: string; readonly name: string };

const describe = <Schema extends z.ZodType>(schema: Schema, zh: string, en: string, kind: FieldKind, extra: Partial<FieldMeta> = {}): Schema =>
  schema.meta({ label: { zh, en }, kind, ...extra } satisfies FieldMeta as Record<string, unknown>) as Schema;
const decimal = (digits: number) => z.string().trim().regex(new RegExp(`^-?\\d{1,12}(\\.\\d{1,${digits}})?$`));
const positive = (text: string) => !text.startsWith('-');
/** No control characters, and no half of a surrogate pair (which is no character: PostgreSQL's jsonb refuses it). */
export const noControl = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff]*$/u;
/** On one line: also no tab and no line break. */
export const oneLine = /^[^\u0000-\u001f\ud800-\udfff]*$/u;
/** What PostgreSQL can compare with: search texts and filter values. */
export const searchable = /^[^\u0000\ud800-\udfff]*$/u;

/** Field builders: `field.money('价税合计', 'Amount incl. tax')`. Inputs take references as ids; rows show them as {id, code, name}. */
export const field = {
  id: (zh = '内码', en = 'Id') => describe(z.string().regex(/^[1-9]\d{0,17}$/), zh, en, 'id'),
  code: (zh: string, en: string, extra: Extra = {}) => describe(z.string().trim().min(1).max(40).regex(/^[^\s\u0000-\u001f\ud800-\udfff][^\u0000-\u001f\ud800-\udfff]*$/u), zh, en, 'code', extra),
  text: (zh: string, en: string, extra: Extra & { max?: number; required?: boolean } = {}) => {
    const { max = 100, required = false, ...meta } = extra;
    return describe(z.string().trim().min(required ? 1 : 0).max(max).regex(noControl), zh, en, 'text', meta);
  },
  longText: (zh: string, en: string, extra: Extra = {}) => describe(z.string().max(2000).regex(noControl), zh, en, 'long-text', extra),
  day: (zh: string, en: string, extra: Extra = {}) => describe(z.string().refine(isDay), zh, en, 'day', extra),
  instant: (zh: string, en: string, extra: Extra = {}) => describe(z.string(), zh, en, 'instant', extra),
  money: (zh: string, en: string, extra: Extra = {}) => describe(decimal(2), zh, en, 'money', extra),
  quantity: (zh: string, en: string, extra: Extra = {}) => describe(decimal(6), zh, en, 'quantity', extra),
  /** A quantity above zero. */
  amount: (zh: string, en: string, extra: Extra = {}) => describe(decimal(6).refine((text) => positive(text) && /[1-9]/.test(text)), zh, en, 'quantity', extra),
  price: (zh: string, en: string, extra: Extra = {}) => describe(decimal(8).refine(positive), zh, en, 'price', extra),
  /** `within`: which rates make sense here. */
  rate: (zh: string, en: string, extra: Extra & { within?: (rate: number) => boolean } = {}) => {
    const { within = () => true, ...meta } = extra;
    return describe(decimal(6).refine((text) => positive(text) && within(Number(text))), zh, en, 'rate', meta);
  },
  /** No tax is below half a percent: 0.13 typed where percent are typed means 13 % and is not taken as 0.13 %. */
  taxRate: () => field.rate('税率', 'Tax rate', {
    within: (rate) => rate === 0 || (rate >= 0.005 && rate < 1),
    expects: { zh: '税率只能是 0 或 0.5%～99%，13% 请填 13 或 13%', en: 'a tax rate is 0, or 0.5 % to 99 %; for 13 % enter 13 or 13%' },
  }),
  count: (zh: string, en: string, extra: Extra & { min?: number; max?: number } = {}) => {
    const { min = 0, max = 1_000_000_000, ...meta } = extra;
    return describe(z.number().int().min(min).max(max), zh, en, 'count', meta);
  },
  flag: (zh: string, en: string, extra: Extra = {}) => describe(z.boolean(), zh, en, 'flag', extra),
  choice: <const Options extends Readonly<Record<string, Text>>>(zh: string, en: string, options: Options, extra: Extra = {}) =>
    describe(z.enum(Object.keys(options) as [keyof Options & string, ...(keyof Options & string)[]]), zh, en, 'choice', { ...extra, options }),
  /** Input form: the id. */
  reference: (zh: string, en: string, target: string, extra: Extra = {}) => describe(z.string().regex(/^[1-9]\d{0,17}$/), zh, en, 'reference', { ...extra, target }),
  /** Output form of a reference. */
  referenceTo: (zh: string, en: string, target: string, extra: Extra = {}) =>
    describe(z.object({ id: z.string(), code: z.string(), name: z.string() }).nullable(), zh, en, 'reference', { ...extra, target }),
  lines: <Line extends z.ZodType>(zh: string, en: string, line: Line, extra: Extra & { min?: number; max?: number } = {}) => {
    const { min = 1, max = 2000, ...meta } = extra;
    return describe(z.array(line).min(min).max(max), zh, en, 'lines', meta);
  },
};

/** The metadata of a field, looking through optional, nullable and default wrappers; undefined for a schema that is no field. */
export function fieldMeta(schema: z.ZodType): FieldMeta | undefined {
  let current: z.ZodType | undefined = schema;
  while (current) {
    const meta = current.meta() as unknown as FieldMeta | undefined;
    if (meta?.kind) return meta;
    current = (current.def as { innerType?: z.ZodType }).innerType;
  }
  return undefined;
}
/** True when the field may be left out or empty. */
export const isOptional = (schema: z.ZodType): boolean => schema.safeParse(undefined).success || schema.safeParse(null).success;
/** name → metadata for every field of an object schema, in declared order. */
export function fieldsOf(schema: z.ZodObject): Record<string, FieldMeta> {
  const fields: Record<string, FieldMeta> = {};
  for (const [name, inner] of Object.entries(schema.shape)) {
    const meta = fieldMeta(inner as z.ZodType);
    if (meta) fields[name] = meta;
  }
  return fields;
}

/** "purchasing/purchase-order" */
export type Noun = `${string}/${string}`;

export type CommandContract<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> = {
  /** "purchasing/purchase-order.approve": noun and verb; also route and default permission. */
  readonly name: `${Noun}.${string}`;
  readonly title: Text;
  readonly input: Input;
  readonly output: Output;
  /** "purchasing/purchase-order.approve"; several commands may share one. */
  readonly permission: string;
  /** Every refusal the rules may return, with its text; {name} places take parameters. Order = order of the checks. */
  readonly refusals: Readonly<Record<string, Text>>;
};
export const commandContract = <Input extends z.ZodType, Output extends z.ZodType>(
  contract: Omit<CommandContract<Input, Output>, 'permission' | 'refusals'> & Partial<Pick<CommandContract, 'permission' | 'refusals'>>,
): CommandContract<Input, Output> => ({ permission: contract.name, refusals: {}, ...contract });

export type QueryContract<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> = {
  readonly name: `${Noun}.${string}`;
  readonly title: Text;
  readonly input: Input;
  readonly output: Output;
  /** Usually "<noun>.view". */
  readonly permission: string;
  readonly list?: ListShape;
};
export const queryContract = <Input extends z.ZodType, Output extends z.ZodType>(contract: QueryContract<Input, Output>): QueryContract<Input, Output> => contract;

/** What a list shows; see listContract. */
export type ListShape = {
  readonly row: z.ZodObject;
  readonly defaultSort: { readonly by: string; readonly descending: boolean };
  /** Fields summed over all filtered rows. */
  readonly totals: readonly string[];
  /** Named views offered above the list. */
  readonly views: readonly { readonly key: string; readonly title: Text; readonly filter: readonly Condition[] }[];
};
export const conditionSchema = z.object({
  field: z.string().max(60),
  operator: z.enum(['is', 'is-not', 'one-of', 'contains', 'from', 'to', 'empty', 'not-empty']),
  value: z.union([z.string().max(200), z.boolean(), z.number(), z.array(z.string().max(200)).max(200)]).optional(),
});
export type Condition = z.infer<typeof conditionSchema>;
export const listInput = z.object({
  search: z.string().max(100).regex(searchable).optional(),
  filter: z.array(conditionSchema).max(30).default([]),
  sort: z.object({ by: z.string().max(60), descending: z.boolean() }).optional(),
  /** Opaque; from the previous page's `next`. */
  cursor: z.string().max(2000).optional(),
  limit: z.number().int().min(1).max(500).default(50),
  /** Count and sum all rows, however many; else the first 10,000, which is what a page costs at most. */
  whole: z.boolean().default(false),
});
export type ListInput = z.infer<typeof listInput>;
/** `total` rows match, and their `totals`; `atLeast`: there are more than were counted, and no totals. Pages after the first have neither. */
export const listOutput = <Row extends z.ZodType>(row: Row) =>
  z.object({ rows: z.array(row), next: z.string().nullable(), total: z.number().nullable(), atLeast: z.boolean(), totals: z.record(z.string(), z.string()) });
export type ListOutput<Row = Record<string, unknown>> = { rows: Row[]; next: string | null; total: number | null; atLeast: boolean; totals: Record<string, string> };

/** A list query `<noun>.list`: rows have `id` (string) and the declared fields; permission "<noun>.view" unless said otherwise. */
export function listContract<Row extends z.ZodRawShape>(contract: {
  readonly noun: Noun;
  readonly name?: `${Noun}.${string}`;
  readonly title: Text;
  readonly row: Row;
  readonly defaultSort?: { by: string; descending: boolean };
  readonly totals?: readonly string[];
  readonly views?: ListShape['views'];
  readonly permission?: string;
}) {
  const row = z.object({ id: z.string(), ...contract.row });
  return queryContract({
    name: contract.name ?? `${contract.noun}.list`,
    title: contract.title,
    input: listInput,
    output: listOutput(row),
    permission: contract.permission ?? `${contract.noun}.view`,
    list: {
      row,
      defaultSort: contract.defaultSort ?? { by: 'code', descending: false },
      totals: contract.totals ?? [],
      views: contract.views ?? [],
    },
  });
}

/** One action of a document: from which states, and the sentence a person reads when it is not allowed now. */
export type ActionShape = {
  readonly title: Text;
  readonly from: readonly string[];
  /** Why not, in any other state; {state} is the state's label. */
  readonly because: Text;
  /** Shown on the button, e.g. "F8". */
  readonly shortcut?: string;
  readonly primary?: boolean;
  /** Asked before a consequence that is hard to take back. */
  readonly confirm?: Text;
};
export type Tone = 'neutral' | 'waiting' | 'done' | 'active' | 'red';
/**
 * A document noun for pages: what its states and actions are called, and which fields head and lines have. `editable` says in
 * which states it is edited. Commands are `<noun>.save` and `<noun>.<action>`; queries `<noun>.list` and `<noun>.get`.
 */
export type DocumentContract = {
  readonly noun: Noun;
  readonly title: Text;
  readonly states: Readonly<Record<string, { readonly label: Text; readonly tone: Tone }>>;
  readonly editable: readonly string[];
  /** Input shape of the head and of one line (without id/version/lines). */
  readonly head: z.ZodObject;
  readonly line?: z.ZodObject;
  readonly actions: Readonly<Record<string, ActionShape>>;
  /** 选单: lines of other documents that fill this one, asked by `<noun>.open-lines` and completed by `<noun>.propose` of their document. */
  readonly pulls?: {
    readonly source: Noun;
    readonly title: Text;
    readonly measure: string;
    /** States of the source in which its lines may be taken. */
    readonly states: readonly string[];
    /** The head field all lines share: the source's party, or with `bySource` the source itself. */
    readonly party: string;
    readonly bySource?: boolean;
    /** The line field that names the source line. */
    readonly line: string;
  };
  /** Documents this one can be pushed down into: target noun → title; the target's `<noun>.propose` query fills the form. */
  readonly pushes?: readonly { readonly target: Noun; readonly title: Text; readonly from: readonly string[]; readonly because: Text }[];
};
export const documentContract = <const Contract extends DocumentContract>(contract: Contract): Contract => contract;

/** `id` and `version` as every change of a saved record sends them; another version = somebody else was faster. */
export const recordKey = { id: field.id(), version: z.number().int().min(1) };
export const savedOutput = z.object({ id: z.string(), version: z.number(), number: z.string().optional() });

/** Why a button is disabled, or undefined when the action is allowed in this state. Server and page ask the same function. */
export function whyNot(contract: Pick<DocumentContract, 'actions' | 'states'>, action: string, state: string): Text | undefined {
  const shape = contract.actions[action];
  if (!shape || shape.from.includes(state)) return undefined;
  const label = contract.states[state]?.label ?? { zh: state, en: state };
  return { zh: shape.because.zh.replace('{state}', label.zh), en: shape.because.en.replace('{state}', label.en) };
}
