/**
 * Edits of files that are there, each at a place that is looked for and demanded: where the file no longer looks as expected, the tool
 * says which line it missed and nothing is written. Edits are collected first and written together.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Refused } from './request.ts';

export type Edits = {
  /** A file as it will be. */
  read(path: string): string;
  /** A new file; refused where one is. */
  create(path: string, text: string): void;
  edit(path: string, change: (text: string) => string): void;
  /** Paths written, in order. */
  write(): string[];
};
export function collectEdits(root: string): Edits {
  const texts = new Map<string, string>();
  const read = (path: string): string => texts.get(path) ?? readFileSync(join(root, path), 'utf8');
  return {
    read,
    create(path, text) {
      if (existsSync(join(root, path))) throw new Refused(`${path} is there already.`);
      texts.set(path, text);
    },
    edit(path, change) {
      const before = read(path);
      const after = change(before);
      if (after === before) throw new Refused(`${path} does not look as expected: there is no place for the new noun in it.`);
      texts.set(path, after);
    },
    write() {
      for (const [path, text] of texts) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), text);
      }
      return [...texts.keys()];
    },
  };
}

const sourceOf = (line: string): string | undefined => /^import .* from '([^']+)';$/.exec(line)?.[1];
/** Puts an import among the others, in the order of their sources; an import that is there stays as it is. */
export function addImport(line: string): (text: string) => string {
  return (text) => {
    const rows = text.split('\n');
    if (rows.includes(line)) return text;
    const places = rows.flatMap((row, index) => { const source = sourceOf(row); return source === undefined ? [] : [{ index, source }]; });
    const own = sourceOf(line) ?? '';
    const [first] = places;
    const before = places.findLast(({ source }) => source.startsWith('.') === own.startsWith('.') && source < own) ?? places.at(-1);
    if (!first || !before) return text;
    rows.splice(before.index + 1, 0, line);
    return rows.join('\n');
  };
}
/** `name: [a, b],` → `name: [a, b, value],`, on one line. */
export const addToArray = (name: string, value: string) => (text: string): string =>
  text.replace(new RegExp(`^(  ${name}: \\[)(.*)(\\],)$`, 'm'), (_all, head: string, inner: string, end: string) => `${head}${inner === '' ? value : `${inner}, ${value}`}${end}`);
/** One more line before the line that closes a list. */
export const addLineBefore = (closing: RegExp, line: string) => (text: string): string => {
  const rows = text.split('\n');
  const at = rows.findLastIndex((row) => closing.test(row));
  return at < 0 ? text : [...rows.slice(0, at), line, ...rows.slice(at)].join('\n');
};
export const inOrder = (...changes: readonly ((text: string) => string)[]) => (text: string): string => changes.reduce((current, change) => change(current), text);
