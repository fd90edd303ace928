/**
 * One connection as the kernel uses it: statements asked for without waiting for one another leave together, in one packet and with
 * one Sync, and their answers come back in one. That is a round trip. A statement with a name is parsed and described once per
 * connection; afterwards only its values travel.
 *
 * The driver's own pipelining sends a Sync, and so makes the server answer, per statement: a third of what a booking cost.
 * Trap: within one Sync the server skips everything behind a failed statement, so all of it fails with the one true cause, and a
 * COMMIT among it is not carried out.
 */
import { createRequire } from 'node:module';
import type pg from 'pg';
import { parserOf } from './value-parsers.ts';

export type Statement = { readonly text: string; readonly values?: readonly unknown[] | undefined; readonly name?: string | undefined };
export type Outcome = { readonly rows: Record<string, unknown>[]; readonly command: string };

type Field = { readonly name: string; readonly dataTypeID: number };
type Column = { readonly name: string; readonly parse: (text: string) => unknown };
/** What the driver offers to a query object of one's own; pg-cursor and pg-query-stream stand on the same. */
type Connection = {
  readonly stream: { cork(): void; uncork(): void };
  parse(message: { text: string; name: string; types: undefined }): void;
  bind(message: { portal: string; statement: string; values: readonly unknown[] }): void;
  describe(message: { type: 'P'; name: string }): void;
  execute(message: { portal: string; rows: number }): void;
  sync(): void;
  on(event: 'parseComplete', listener: () => void): void;
};
type Asked = Statement & { readonly rows: Record<string, unknown>[]; columns: readonly Column[] | undefined; resolve(outcome: Outcome): void; reject(error: unknown): void };

const { prepareValue } = createRequire(import.meta.url)('pg/lib/utils') as { prepareValue: (value: unknown) => unknown };

/** What a connection has learned: parsed statements with their columns once known, and names whose parsing is under way. */
class Memory {
  readonly columns = new Map<string, readonly Column[] | undefined>();
  readonly parsing: string[] = [];
}
const memories = new WeakMap<Connection, Memory>();

function memoryOf(connection: Connection): Memory {
  const known = memories.get(connection);
  if (known) return known;
  const memory = new Memory();
  connection.on('parseComplete', () => {
    const name = memory.parsing.shift();
    if (name) memory.columns.set(name, undefined);
  });
  memories.set(connection, memory);
  return memory;
}

/** All statements of one packet, in the form the driver's queue takes. */
class Packet {
  readonly asked: readonly Asked[];
  private readonly over: () => void;
  private position = 0;
  private memory: Memory | undefined;

  constructor(asked: readonly Asked[], over: () => void) {
    this.asked = asked;
    this.over = over;
  }

  submit(connection: Connection): Error | null {
    const memory = memoryOf(connection);
    this.memory = memory;
    const named = new Set<string>();
    connection.stream.cork();
    try {
      for (const { text, name = '', values = [] } of this.asked) {
        const parsed = name !== '' && (memory.columns.has(name) || named.has(name));
        if (!parsed) {
          connection.parse({ text, name, types: undefined });
          memory.parsing.push(name);
          named.add(name);
        }
        connection.bind({ portal: '', statement: name, values });
        if (name === '' || !memory.columns.get(name)) connection.describe({ type: 'P', name: '' });
        connection.execute({ portal: '', rows: 0 });
      }
      connection.sync();
    } finally {
      connection.stream.uncork();
    }
    return null;
  }

  handleRowDescription({ fields }: { fields: readonly Field[] }): void {
    const asked = this.asked[this.position];
    if (asked) asked.columns = fields.map(({ name, dataTypeID }) => ({ name, parse: parserOf(dataTypeID) }));
  }

  handleDataRow({ fields }: { fields: readonly (string | null)[] }): void {
    const asked = this.asked[this.position];
    if (!asked) return;
    asked.columns ??= this.memory?.columns.get(asked.name ?? '') ?? [];
    const row: Record<string, unknown> = {};
    for (const [index, { name, parse }] of asked.columns.entries()) {
      const text = fields[index];
      row[name] = text == null ? null : parse(text);
    }
    asked.rows.push(row);
  }

  handleCommandComplete({ text }: { text: string }): void {
    const asked = this.asked[this.position];
    this.position += 1;
    if (!asked) return;
    // Statements without rows are remembered too: [] stands for "nothing to describe".
    if (asked.name && !this.memory?.columns.get(asked.name)) this.memory?.columns.set(asked.name, asked.columns ?? []);
    asked.resolve({ rows: asked.rows, command: text.split(' ', 1)[0] ?? '' });
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: '' });
  }

  handlePortalSuspended(): void {
    throw new Error('no portal is opened with a row limit');
  }

  handleError(error: unknown): void {
    if (this.memory) this.memory.parsing.length = 0;
    for (const asked of this.asked.slice(this.position)) asked.reject(error);
    this.position = this.asked.length;
    this.over();
  }

  handleReadyForQuery(): void {
    this.over();
  }
}

class Wire {
  private waiting: Asked[] = [];
  private underWay = false;
  private readonly client: pg.ClientBase;

  constructor(client: pg.ClientBase) {
    this.client = client;
  }

  run(statement: Statement): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ ...statement, values: statement.values?.map(prepareValue), rows: [], columns: undefined, resolve, reject });
      // When everything that is ready to run has run: whoever asks without waiting for this one travels with it.
      if (this.waiting.length === 1 && !this.underWay) process.nextTick(() => this.send());
    });
  }

  private send(): void {
    if (this.underWay || this.waiting.length === 0) return;
    this.underWay = true;
    const packet = new Packet(this.waiting, () => {
      this.underWay = false;
      if (this.waiting.length > 0) process.nextTick(() => this.send());
    });
    this.waiting = [];
    this.client.query(packet as unknown as pg.Submittable);
  }
}

const wires = new WeakMap<pg.ClientBase, Wire>();

/** Runs one statement; with all others asked for in the same turn it is one round trip. Values arrive as value-parsers.ts says. */
export function run(client: pg.ClientBase, statement: Statement): Promise<Outcome> {
  let wire = wires.get(client);
  if (!wire) {
    wire = new Wire(client);
    wires.set(client, wire);
  }
  return wire.run(statement);
}
