/** save, import, and the life of a version. */
import { accept } from '@millwright/core/primitives/outcome';
import { type AnyCommand, command } from '../../../kernel/command.ts';
import { loadItems } from '../item/item.store.ts';
import { versionImport } from '../version/version-import.ts';
import { numberOf, versionLifecycle } from '../version/version-lifecycle.ts';
import { routing, routingImport, routingRefusals, saveRouting } from './routing.contract.ts';
import { decideSaveRouting } from './routing.rules.ts';
import { activeWorkCenters, lockRouting, lockRoutings, routingRevisionExists, routingTables, writeRouting } from './routing.store.ts';

export const routingCommands: AnyCommand[] = [
  command({
    contract: saveRouting,
    async load(tx, input, { companyId, identity }) {
      const [register, sameRevision, items, workCenters] = await Promise.all([
        input.id === undefined ? undefined : lockRouting(tx, companyId, input.id),
        routingRevisionExists(tx, companyId, input.item, input.revision, input.id),
        loadItems(tx, companyId, [input.item]),
        activeWorkCenters(tx, companyId, input.lines.map((line) => line.workCenter)),
      ]);
      return { register, sameRevision, item: items.get(input.item), workCenters, id: input.id ?? (await identity.nextId()) };
    },
    decide(facts, input) {
      const decision = decideSaveRouting(facts, input);
      return decision.ok ? accept({ input, id: facts.id, version: (facts.register?.version ?? 0) + 1, code: facts.item?.code ?? '' }) : decision;
    },
    async apply(tx, { input, id, version, code }, { companyId }) {
      writeRouting(tx, companyId, id, input);
      return { id, version, number: numberOf({ code, revision: input.revision }) };
    },
  }),
  versionImport({ exchange: routingImport, tables: routingTables, owner: 'item', headFields: ['validFrom'], lock: lockRoutings }),
  ...versionLifecycle({ contract: routing, tables: routingTables, refusals: routingRefusals, loadApproval: async () => undefined, checkApproval: () => [] }),
];
