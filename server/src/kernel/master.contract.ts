/**
 * A plain master (unit, warehouse, item, supplier…) in one contract: its fields give the form, the list, the lookup, the import
 * template and the permissions "<noun>.view", ".save", ".remove". Every master has code, name, active and version. Browser-safe.
 */
import { z } from 'zod';
import { commandContract, field, type FieldMeta, fieldMeta, fieldsOf, listContract, type Noun, queryContract, recordKey, savedOutput, searchable, type Text } from './contract.ts';

export const masterRefusals = {
  'reference-unknown': { zh: '「{label}」指向的记录不存在。', en: '"{label}" refers to a record that does not exist.' },
  'code-taken': { zh: '编码「{code}」已被使用。', en: 'Code "{code}" is already in use.' },
} satisfies Record<string, Text>;

export type MasterContract<Shape extends z.ZodRawShape = z.ZodRawShape> = {
  readonly noun: Noun;
  readonly title: Text;
  /** code, name, the noun's own fields, active: what the form edits and the list shows. */
  readonly form: z.ZodObject<Shape & { code: z.ZodString; name: z.ZodString; active: z.ZodDefault<z.ZodBoolean> }>;
  readonly save: ReturnType<typeof saveContract>;
  /** Absent where records stay for good. */
  readonly remove?: ReturnType<typeof removeContract>;
  readonly list: ReturnType<typeof listContract>;
  readonly get: ReturnType<typeof getContract>;
  readonly lookup: ReturnType<typeof lookupContract>;
  /** Fields the lookup brings along for defaults, e.g. unit and price. */
  readonly lookupFields: readonly string[];
};

const saveContract = (noun: Noun, title: Text, form: z.ZodObject, refusals: Readonly<Record<string, Text>>) =>
  commandContract({
    name: `${noun}.save`,
    title: { zh: `编辑${title.zh}`, en: `Edit ${title.en}` },
    input: form.extend({ id: field.id().optional(), version: z.number().int().min(1).optional() }),
    output: savedOutput,
    refusals: { ...masterRefusals, ...refusals },
  });
const removeContract = (noun: Noun, title: Text) =>
  commandContract({ name: `${noun}.remove`, title: { zh: `删除${title.zh}`, en: `Delete ${title.en}` }, input: z.object(recordKey), output: savedOutput });
const getContract = (noun: Noun, title: Text) =>
  queryContract({ name: `${noun}.get`, title: { zh: `查看${title.zh}`, en: `View ${title.en}` }, permission: `${noun}.view`, input: z.object({ id: field.id() }), output: z.record(z.string(), z.unknown()) });
const lookupContract = (noun: Noun, title: Text) =>
  queryContract({
    name: `${noun}.lookup`,
    title: { zh: `选${title.zh}`, en: `Look up ${title.en}` },
    permission: `${noun}.lookup`,
    input: z.object({ search: z.string().max(100).regex(searchable).default(''), ids: z.array(field.id()).max(500).optional(), limit: z.number().int().min(1).max(100).default(20), only: z.string().max(30).optional() }),
    output: z.object({ rows: z.array(z.record(z.string(), z.unknown())) }),
  });

/** 物料编码, 编号, Item code: the title with each word, and the word alone. */
const namesOf = (title: Text, zh: readonly string[], en: readonly string[], more: readonly string[] = []): string[] =>
  [...zh.flatMap((word) => [word, title.zh + word]), ...en.flatMap((word) => [word, `${title.en} ${word}`]), ...more];

export function masterContract<Shape extends z.ZodRawShape>(definition: {
  readonly noun: Noun;
  readonly title: Text;
  readonly fields: Shape;
  readonly lookupFields?: readonly (keyof Shape & string)[];
  readonly refusals?: Readonly<Record<string, Text>>;
  readonly views?: Parameters<typeof listContract>[0]['views'];
  readonly nameMax?: number;
  /** More words that other programs head the code with. */
  readonly codeAlsoCalled?: readonly string[];
  /** Records that nothing may lose, not even unused ones, can only be made inactive. */
  readonly stays?: boolean;
}): MasterContract<Shape> {
  const { noun, title } = definition;
  const form = z.object({
    code: field.code('编码', 'Code', { width: 130, alsoCalled: namesOf(title, ['编码', '代码', '编号'], ['code', 'no', 'no.', 'number'], definition.codeAlsoCalled) }),
    name: field.text('名称', 'Name', { required: true, max: definition.nameMax ?? 100, width: 200, alsoCalled: namesOf(title, ['名称'], ['name'], ['品名']) }),
    ...definition.fields,
    active: field.flag('启用', 'Active').default(true),
  });
  return {
    noun, title, form: form as unknown as MasterContract<Shape>['form'],
    save: saveContract(noun, title, form, definition.refusals ?? {}),
    ...(definition.stays ? {} : { remove: removeContract(noun, title) }),
    list: listContract({ noun, title, row: rowShape(form), ...(definition.views ? { views: definition.views } : {}) }),
    get: getContract(noun, title),
    lookup: lookupContract(noun, title),
    lookupFields: definition.lookupFields ?? [],
  };
}

/** The list's row: references turn from ids into {id, code, name}; everything may be null. */
function rowShape(form: z.ZodObject): z.ZodRawShape {
  const shape: Record<string, z.ZodType> = {};
  for (const [name, meta] of Object.entries(fieldsOf(form))) {
    if (meta.kind === 'long-text') continue;
    const inner = form.shape[name] as z.ZodType;
    shape[name] = meta.kind === 'reference' ? asReference(meta) : inner.nullable().meta(fieldMeta(inner) as unknown as Record<string, unknown>);
  }
  return shape;
}
const asReference = ({ label, target = '', ...extra }: FieldMeta) => field.referenceTo(label.zh, label.en, target, extra.width === undefined ? {} : { width: extra.width });
