/**
 * What a workbook sheet must look like to be imported: template, reader, error sentences and the import dialog are drawn from
 * it. Columns are contract fields; a reference is written by its code, a choice by its Chinese or English word. Browser-safe.
 */
import { z } from 'zod';
import { commandContract, type CommandContract, type FieldMeta, fieldMeta, isOptional, type Noun, type Text } from '../contract.ts';

export type ImportColumn = {
  readonly name: string;
  readonly meta: FieldMeta;
  readonly schema: z.ZodType;
  readonly required: boolean;
  /** What an empty cell means: the field's default, or null. */
  readonly empty: string | number | boolean | null;
  /** Shown as the first row of the template. */
  readonly example: string;
  /** Required, but only the importer can say where: neither a missing heading nor an empty cell is a fault by itself. */
  readonly deferred: boolean;
};
export type ImportContract = {
  readonly noun: Noun;
  readonly title: Text;
  /** Name of the sheet, found in either language. */
  readonly sheet: Text;
  readonly columns: readonly ImportColumn[];
  /** Columns that may occur together only once in a file. */
  readonly key: readonly string[];
  /** Rows of the same key are lines that may stand together, their quantities summed in these fields, or kept apart: the person is asked. */
  readonly lines?: { readonly sum: readonly string[] } | undefined;
  /** The column whose leading spaces say how deep a row stands, staged as `indent`. */
  readonly indent?: string | undefined;
  /** What came in can be taken back as a whole. */
  readonly reversible: boolean;
  /** Sentences for the sheet of explanations. */
  readonly explanation: readonly Text[];
  readonly rowsMax: number;
};

/** What a dry run and an import answer. */
export const importOutput = z.object({
  rows: z.number(),
  created: z.number(),
  changed: z.number(),
  unchanged: z.number(),
  /** What was read differently from how it was written, with the first rows it happened in. */
  notes: z.array(z.object({
    code: z.string(), column: z.string(), count: z.number(), rows: z.array(z.number()), message: z.object({ zh: z.string(), en: z.string() }),
    examples: z.array(z.object({ row: z.number(), old: z.string(), new: z.string() })),
  })),
  /** The command that brought the rows, for taking them back as a whole; null where documents came in, which have their own reversal. */
  batch: z.string().nullable(),
  /** The first rows and what happens to each; of changed masters, from what to what. */
  preview: z.array(z.object({
    row: z.number(), key: z.string(), action: z.enum(['create', 'change', 'same']), fields: z.array(z.string()),
    changes: z.array(z.object({ field: z.string(), label: z.object({ zh: z.string(), en: z.string() }), old: z.object({ zh: z.string(), en: z.string() }), new: z.object({ zh: z.string(), en: z.string() }) })),
  })),
});
export type ImportOutput = z.infer<typeof importOutput>;
/** `upload` is the SHA-256 of the file that was sent before; the same content under the same request key is imported once. */
const letters = z.string().regex(/^[A-Z]{1,3}$/);
export const importInput = z.object({
  upload: z.string().regex(/^[0-9a-f]{64}$/),
  /** Where the data lies in a file that is not our template. */
  sheet: z.string().max(100).optional(),
  headingRow: z.number().int().min(1).max(1000).optional(),
  /** Column letters → field, or '' for a column to leave out. Columns that are not named here go by their heading. */
  columns: z.record(letters, z.string().max(60)).default({}),
  /** Kind of question → answer (import-questions.ts). */
  answers: z.record(z.string().max(40), z.string().max(40)).default({}),
});
export type ImportReading = Omit<z.output<typeof importInput>, 'upload'>;

export type ImportCommandContract = CommandContract<typeof importInput, typeof importOutput> & { readonly exchange: ImportContract };

export function importContract<Shape extends z.ZodRawShape>(definition: {
  readonly noun: Noun;
  readonly title: Text;
  readonly sheet?: Text;
  readonly row: z.ZodObject<Shape>;
  readonly key: readonly (keyof Shape & string)[];
  readonly examples?: Readonly<Partial<Record<keyof Shape & string, string>>>;
  readonly explanation?: readonly Text[];
  readonly rowsMax?: number;
  readonly deferred?: readonly (keyof Shape & string)[];
  readonly lines?: { readonly sum: readonly (keyof Shape & string)[] };
  readonly indent?: keyof Shape & string;
  readonly reversible?: boolean;
}): ImportContract {
  const columns = Object.entries(definition.row.shape).flatMap(([name, inner]): ImportColumn[] => {
    const schema = inner as z.ZodType;
    const meta = fieldMeta(schema);
    return meta ? [{ name, meta, schema, required: !isOptional(schema), empty: emptyOf(schema), example: definition.examples?.[name as keyof Shape & string] ?? exampleOf(meta), deferred: definition.deferred?.includes(name) ?? false }] : [];
  });
  return {
    noun: definition.noun, title: definition.title, sheet: definition.sheet ?? definition.title, columns, key: definition.key,
    explanation: definition.explanation ?? [], rowsMax: definition.rowsMax ?? 200_000, lines: definition.lines, indent: definition.indent, reversible: definition.reversible ?? false,
  };
}

export function importCommandContract(exchange: ImportContract, refusals: Readonly<Record<string, Text>>): ImportCommandContract {
  return {
    ...commandContract({
      name: `${exchange.noun}.import`,
      title: { zh: `引入${exchange.title.zh}`, en: `Import ${exchange.title.en}` },
      input: importInput,
      output: importOutput,
      refusals,
    }),
    exchange,
  };
}

function emptyOf(schema: z.ZodType): ImportColumn['empty'] {
  const parsed = schema.safeParse(undefined);
  return parsed.success && parsed.data !== undefined ? (parsed.data as ImportColumn['empty']) : null;
}

function exampleOf(meta: FieldMeta): string {
  switch (meta.kind) {
    case 'choice': return Object.values(meta.options ?? {})[0]?.zh ?? '';
    case 'flag': return '是';
    case 'day': return '2026-11-24';
    case 'count': return '1';
    case 'money': case 'price': case 'quantity': return '10';
    case 'rate': return '0.13';
    default: return '';
  }
}

/** How a column is headed: with its unit in brackets, so that nobody guesses. */
export const heading = (meta: FieldMeta, language: keyof Text): string => meta.label[language] + (meta.unit ? `(${meta.unit[language]})` : '');
/** Headings are compared without stars, brackets, spaces and case. */
export const plainHeading = (text: string): string => text.normalize('NFKC').replace(/\([^)]*\)/g, '').replace(/[*\s]/g, '').toLowerCase();
