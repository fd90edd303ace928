import { module } from '../../kernel/command.ts';
import { masterRecord } from '../../kernel/master-record.ts';
import { inventoryCards } from './home-cards.ts';
import { stockQueries } from './stock/stock.queries.ts';
import { warehouse } from './warehouse/warehouse.contract.ts';

export const inventory = module({
  name: 'inventory',
  title: { zh: '库存管理', en: 'Inventory' },
  dependsOn: ['foundation', 'engineering', 'documents', 'ledger'],
  masters: [
    masterRecord(warehouse, { table: 'inventory.place', fixed: { kind: 'warehouse' }, extension: { table: 'inventory.warehouse', fields: ['usage', 'keeper'] } }),
  ],
  documents: [],
  commands: [],
  queries: [...stockQueries],
  homeCards: inventoryCards,
});
