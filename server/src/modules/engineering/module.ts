import { module } from '../../kernel/command.ts';
import { masterRecord } from '../../kernel/master-record.ts';
import { bomCommands } from './bom/bom.commands.ts';
import { bom } from './bom/bom.contract.ts';
import { bomQueries } from './bom/bom.queries.ts';
import { engineeringCards } from './home-cards.ts';
import { item } from './item/item.contract.ts';
import { checkItem, type ItemInput } from './item/item.rules.ts';
import { routingCommands } from './routing/routing.commands.ts';
import { routing } from './routing/routing.contract.ts';
import { routingQueries } from './routing/routing.queries.ts';
import { workCenter } from './work-center/work-center.contract.ts';

export const engineering = module({
  name: 'engineering',
  title: { zh: '工程数据', en: 'Engineering' },
  dependsOn: ['foundation'],
  masters: [
    masterRecord(item, { grams: true, searched: ['spec', 'drawingNumber'], check: (input) => checkItem(input as ItemInput) }),
    masterRecord(workCenter),
  ],
  documents: [bom, routing],
  commands: [...bomCommands, ...routingCommands],
  queries: [...bomQueries, ...routingQueries],
  homeCards: engineeringCards,
});
