/**
 * Which nouns are records that something can hang on (documents, and masters, which are looked up or listed and saved), who may see and change one, and whether
 * one is there. All drawn from what the modules declare: a record is there for a person when its own `get` answers, so row scope holds too.
 */
import type { AnyQuery, Context, Module } from './command.ts';
import { kernelProblem } from './refusal.ts';
import type { Reader } from './transaction.ts';

export type RecordNouns = {
  readonly names: readonly string[];
  /** The permission to see records of the noun; 404 for anything that is none. */
  view(noun: string): string;
  save(noun: string): string;
  /** 404 unless the record is of this kind and of this company. */
  demand(reader: Reader, noun: string, id: string, context: Omit<Context, 'commandId'>): Promise<void>;
};

export function recordNouns(modules: readonly Module[]): RecordNouns {
  const documents = new Set(modules.flatMap((module) => module.documents.map(({ noun }) => noun as string)));
  const queries = new Map(modules.flatMap((module) => module.queries.map((query) => [query.contract.name as string, query])));
  const saved = new Set(modules.flatMap((module) => module.commands.map(({ contract }) => contract.name as string)));
  const master = (noun: string): boolean => queries.has(`${noun}.lookup`) || (queries.has(`${noun}.list`) && saved.has(`${noun}.save`));
  const readers = new Map<string, AnyQuery>([...queries].flatMap(([name, query]) => {
    const noun = name.replace(/\.get$/, '');
    return noun !== name && (documents.has(noun) || master(noun)) ? [[noun, query]] : [];
  }));
  const readerOf = (noun: string): AnyQuery => {
    const found = readers.get(noun);
    if (!found) throw kernelProblem(404, 'not-found');
    return found;
  };
  return {
    names: [...readers.keys()],
    view: (noun) => readerOf(noun).contract.permission,
    save: (noun) => {
      readerOf(noun);
      return `${noun}.save`;
    },
    async demand(reader, noun, id, context) {
      if (!(await readerOf(noun).run(reader, { id }, context))) throw kernelProblem(404, 'not-found');
    },
  };
}
