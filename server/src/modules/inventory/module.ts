import { module } from '../../kernel/command.ts';
import { masterRecord } from '../../kernel/master-record.ts';
import { inventoryCards } from './home-cards.ts';
import { stockQueries } from './stock/stock.queries.ts';
import { warehouse } from './warehouse/warehouse.contract.ts';

const masters = [masterRecord(warehouse, { table: 'inventory.place', fixed: { kind: 'warehouse' }, extension: { table: 'inventory.warehouse', fields: ['usage', 'keeper'] } })];
export const inventory = module({
  name: 'inventory',
  title: { zh: '库存管理', en: 'Inventory' },
  dependsOn: ['foundation', 'engineering', 'documents', 'ledger'],
  documents: [],
  commands: masters.flatMap((master) => master.commands),
  queries: [...masters.flatMap((master) => master.queries), ...stockQueries],
  homeCards: inventoryCards,
});
