/** save, and the life of a version. The company's lock on bills comes before everything that is read. */
import { accept } from '@millwright/core/primitives/outcome';
import { type AnyCommand, command } from '../../../kernel/command.ts';
import { loadItems } from '../item/item.store.ts';
import { numberOf, versionLifecycle } from '../version/version-lifecycle.ts';
import { bom, bomRefusals, saveBom } from './bom.contract.ts';
import { bomImportCommand } from './bom.import.ts';
import { cycleRefusal, decideSaveBom, findCycle } from './bom.rules.ts';
import { bomTables, codesOf, componentsOf, edgesBelow, lockBills, lockBom, revisionExists, writeBom } from './bom.store.ts';

export const bomCommands: AnyCommand[] = [
  bomImportCommand,
  command({
    contract: saveBom,
    async load(tx, input, { companyId, identity }) {
      lockBills(tx, companyId);
      const components = input.lines.map((line) => line.component);
      const [register, sameRevision, edges] = await Promise.all([
        input.id === undefined ? undefined : lockBom(tx, companyId, input.id),
        revisionExists(tx, companyId, input.item, input.revision, input.id),
        edgesBelow(tx, companyId, components),
      ]);
      const items = await loadItems(tx, companyId, [input.item, ...components, ...edges.map((edge) => edge.component)]);
      return { register, sameRevision, edges, items, id: input.id ?? (await identity.nextId()) };
    },
    decide(facts, input) {
      const decision = decideSaveBom(facts, input);
      return decision.ok ? accept({ input, id: facts.id, version: (facts.register?.version ?? 0) + 1, code: facts.items.get(input.item)?.code ?? '' }) : decision;
    },
    async apply(tx, { input, id, version, code }, { companyId }) {
      writeBom(tx, companyId, id, input);
      return { id, version, number: numberOf({ code, revision: input.revision }) };
    },
  }),
  ...versionLifecycle({
    contract: bom,
    tables: bomTables,
    refusals: bomRefusals,
    lockApproval: lockBills,
    async loadApproval(tx, version, { companyId }) {
      const components = await componentsOf(tx, companyId, version.id);
      const edges = await edgesBelow(tx, companyId, components);
      const path = findCycle(version.item_id, components, edges);
      return { path, codes: path ? await codesOf(tx, companyId, path) : new Map<string, string>() };
    },
    checkApproval: ({ path, codes }) => (path ? [cycleRefusal(path, (id) => codes.get(id) ?? id)] : []),
  }),
];
