/**
 * COPY in both directions over a bulk pool. Out of tables: rows of tab-separated text, split as they
 * arrive. Into tables: row-level security refuses COPY, so rows go into a temporary table first and one insert … select takes
 * them from there. Trap: the texts passed here must not hold tabs, line ends or backslashes; numbers, days and codes don't.
 */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

/** Calls `row` with the fields of every row of the select; an empty field is null. */
export async function copyRows(client: pg.ClientBase, select: string, row: (fields: readonly string[]) => void): Promise<void> {
  const stream = client.query(copyTo(`copy (${select}) to stdout with (null '')`));
  let rest = '';
  for await (const chunk of stream) {
    const lines = (rest + (chunk as Buffer).toString('utf8')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) row(line.split('\t'));
  }
}

export type Shape = {
  readonly table: string;
  /** name → SQL type, in the order in which the lines have them. */
  readonly columns: Readonly<Record<string, string>>;
  /** Columns the insert fills beside them: name → SQL expression, e.g. the company. */
  readonly fixed: Readonly<Record<string, string>>;
};
const linesPerChunk = 2000;

/** Writes the lines (fields joined by tabs, `\N` for null) into the table by way of a temporary one. */
export async function copyInto(client: pg.ClientBase, shape: Shape, count: number, line: (index: number) => string, pause: () => Promise<void> = async () => undefined): Promise<void> {
  if (count === 0) return;
  const names = Object.keys(shape.columns);
  const passing = `passing_${shape.table.replace('.', '_')}`;
  await client.query(`create temporary table ${passing} (${names.map((name) => `${name} ${shape.columns[name] ?? ''}`).join(', ')}) on commit drop`);
  async function* chunks(): AsyncGenerator<string> {
    for (let index = 0; index < count; index += linesPerChunk) {
      let text = '';
      for (let at = index; at < Math.min(count, index + linesPerChunk); at += 1) text += `${line(at)}\n`;
      yield text;
      // Other requests have their turn between two chunks; whoever cancels is heard here.
      await pause();
    }
  }
  await pipeline(Readable.from(chunks()), client.query(copyFrom(`copy ${passing} from stdin`)));
  await client.query(`
    insert into ${shape.table} (${[...Object.keys(shape.fixed), ...names].join(', ')})
    select ${[...Object.values(shape.fixed), ...names].join(', ')}
    from ${passing}`);
}
