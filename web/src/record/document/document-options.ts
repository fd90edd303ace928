/** What a page may say about its document beyond the contract: columns, computed figures, lookups, defaults, further panels. */
import type { DocumentContract, Noun } from '@millwright/server/kernel/contract';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import type { GridColumn, GridRow } from '../../ui/grid/grid-model.ts';
import type { ValueShape } from '../../ui/Figure.tsx';
import type { Text } from '../../ui/language.tsx';
import type { Values } from '../fields.ts';
import type { LookupOptions } from '../lookups.ts';
import type { PrintDefinition } from '../print/print-options.ts';
import type { FieldOptions } from '../RecordForm.tsx';

export type LineColumnOptions = Partial<Pick<GridColumn, 'width' | 'strong' | 'shows' | 'readOnly' | 'fills' | 'label'>> & {
  readonly hidden?: boolean;
  readonly lookup?: LookupOptions | ((head: Values) => LookupOptions);
};
/** A column that is not typed: from `get`, or computed while one types. It stands after the field named. */
export type ShownColumn = ValueShape & { readonly key: string; readonly after: string; readonly width?: number; readonly strong?: boolean; readonly compute?: (line: GridRow, head: Values) => unknown; /** The page it leads to. */ readonly href?: (line: GridRow) => string | undefined };
export type Total = { readonly label: Text; readonly value: string; readonly kind?: 'money' | 'quantity'; readonly strong?: boolean };
/** What `<noun>.get` answers. */
export type DocumentRecord = Values & {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly number?: string;
  readonly lines?: readonly Values[];
  readonly can?: Readonly<Record<string, Text | null>>;
};
export type DocumentOptions = {
  readonly contract: DocumentContract;
  readonly head?: Readonly<Record<string, FieldOptions>>;
  /** Fields of `get` that are shown in the head and never typed. */
  readonly headShown?: readonly (ValueShape & { readonly key: string; readonly wide?: number; readonly target?: Noun })[];
  readonly lines?: Readonly<Record<string, LineColumnOptions>>;
  readonly linesShown?: readonly ShownColumn[];
  readonly defaults?: (() => Values) | undefined;
  readonly blankLine?: ((head: Values) => Values) | undefined;
  readonly totals?: (head: Values, lines: readonly GridRow[]) => readonly Total[];
  /** A money string shown in Chinese capitals beside the totals. */
  readonly capital?: (head: Values, lines: readonly GridRow[]) => string | undefined;
  /** Actions whose command takes more than id and version: asked in a dialog first. */
  readonly asks?: Readonly<Record<string, z.ZodObject>>;
  readonly panels?: (record: DocumentRecord | undefined, head: Values) => ReactNode;
  /** Instead of, or above, the line grid: e.g. a sub-table of its own. */
  readonly below?: (record: DocumentRecord | undefined) => ReactNode;
  readonly actions?: (record: DocumentRecord | undefined) => ReactNode;
  /** `history` alone for what is not in the register under its id (neither traced nor booked), e.g. a version of a bill, a voucher. */
  readonly side?: false | 'history' | ((record: DocumentRecord) => ReactNode);
  /** The word on the seal in states that are vouched for, with who and when; nothing in other states. */
  readonly seal?: (record: DocumentRecord) => { readonly word: string; readonly by: string } | undefined;
  readonly titleOf?: (record: DocumentRecord) => string;
  /** How it looks on paper, where that is more than the contract says. */
  readonly print?: PrintDefinition;
};
