/**
 * What a decision returns. A refusal is a value, never an exception: a code that has a text in both languages, the place it
 * is about (path into the input, so that a page can mark row and field) and the figures its text needs. Bugs throw.
 */
export type Text = { readonly zh: string; readonly en: string };
/** A word that differs by language comes as a Text. */
export type Parameters = Readonly<Record<string, string | number | Text>>;
export type Refusal = {
  readonly code: string;
  readonly path?: readonly (string | number)[];
  readonly parameters?: Parameters;
};
/** Told with what was done. With `ask` nothing is done until the person has accepted its code; a refusal cannot be accepted. */
export type Warning = Refusal & { readonly ask?: boolean };
export type Decision<Change> =
  | { readonly ok: true; readonly change: Change; readonly warnings?: readonly Warning[] }
  | { readonly ok: false; readonly refusals: readonly Refusal[] };

export const accept = <Change>(change: Change, warnings: readonly Warning[] = []): Decision<Change> => ({ ok: true, change, warnings });
/** Where nothing comes into force yet (a draft), what would be asked is only told. */
export const onlyTold = (warnings: readonly Warning[] = []): Warning[] => warnings.map(({ ask: _, ...warning }) => warning);
export const refuse = (code: string, parameters: Parameters = {}, path: readonly (string | number)[] = []): Decision<never> =>
  ({ ok: false, refusals: [{ code, parameters, path }] });
export const refuseAll = (refusals: readonly Refusal[]): Decision<never> => ({ ok: false, refusals });

/** For what only a bug can make false; the transaction is lost, the books are not. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`assertion failed: ${message}`);
}
