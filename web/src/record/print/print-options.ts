/**
 * What a noun may say about its paper beyond its contract, and what the paper is made of. Everything on the model is text already:
 * the page that draws it formats nothing.
 */
import type { Noun } from '@millwright/server/kernel/contract';
import type { Text } from '../../ui/language.tsx';
import type { DocumentRecord } from '../document/document-options.ts';
import type { PaperChoice } from './paper.ts';

/** A QR code in a cell, by its content. */
export type PrintCell = string | { readonly qr: string };
export type PrintColumn = {
  readonly key: string;
  readonly title: string;
  /** figure: right-aligned and never broken; text takes what is left; short is text that keeps its width, e.g. a day; blank is filled in by hand. */
  readonly manner: 'figure' | 'text' | 'short' | 'blank' | 'qr';
};
export type PrintTable = {
  readonly title?: string;
  readonly columns: readonly PrintColumn[];
  readonly rows: readonly (readonly PrintCell[])[];
  /** The row that closes it, a cell per column. */
  readonly sum?: readonly string[];
  /** Rows high enough to write in. */
  readonly tall?: boolean;
};
export type PrintModel = {
  readonly company: string;
  /** Of a company that is not live: 模拟账套, 培训账套. */
  readonly band: string;
  readonly title: string;
  readonly number: string;
  /** What the QR code says. */
  readonly address: string;
  /** The company's letterhead: a picture as a data URL or '', and lines below the name. */
  readonly logo: string;
  readonly lines: readonly string[];
  readonly fields: readonly { readonly key: string; readonly label: string; readonly value: string; readonly wide: boolean }[];
  readonly tables: readonly PrintTable[];
  readonly totals: readonly { readonly label: string; readonly value: string }[];
  readonly capital: string;
  readonly remarks: readonly string[];
  readonly signatures: readonly { readonly label: string; readonly name: string }[];
};

/** Where a record is found on this installation, for QR codes. */
export type Addresses = { readonly record: (noun: Noun, id: string) => string; readonly create: (noun: Noun, search: { source: string; operation?: string }) => string };
export type PrintDefinition = {
  /** Default: the contract's. */
  readonly title?: Text;
  readonly paper?: PaperChoice;
  /** Head fields and line columns that stay off the paper. */
  readonly without?: readonly string[];
  /** Quantities added up below; of one unit, or the sum says nothing. Money always is. */
  readonly sums?: readonly string[];
  /** false: the 合计 row says it all. */
  readonly totals?: false;
  /** At least so many rows, blank ones below. */
  readonly rowsAtLeast?: number;
  /** Tables below the lines. */
  readonly tables?: (record: DocumentRecord, text: (text: Text) => string, addresses: Addresses) => readonly PrintTable[];
  /** Sentences below the totals, e.g. terms. */
  readonly remarks?: (record: DocumentRecord) => readonly Text[];
  /** Who signs; `field` of the record holds the name when the product knows it. */
  readonly signatures?: readonly (Text & { readonly field?: string })[];
};
