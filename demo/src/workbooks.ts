/**
 * The factory's workbooks: which sheet holds what, in the order they must be imported. Their columns are those of the import
 * contracts, so a workbook here is the file a customer would fill in and nothing else.
 */
import { join } from 'node:path';
import { repositoryFolder } from '@millwright/server/kernel/database/home';
import type { Noun } from '@millwright/server/kernel/contract';
import type { ImportContract } from '@millwright/server/kernel/exchange/import.contract';
import { masterImportContract } from '@millwright/server/kernel/exchange/master-import';
import { bomImport } from '@millwright/server/modules/engineering/bom/bom.contract';
import { item } from '@millwright/server/modules/engineering/item/item.contract';
import { routingImport } from '@millwright/server/modules/engineering/routing/routing.contract';
import { workCenter } from '@millwright/server/modules/engineering/work-center/work-center.contract';
import { causeCode } from '@millwright/server/modules/foundation/cause-code/cause-code.contract';
import { department } from '@millwright/server/modules/foundation/department/department.contract';
import { unit } from '@millwright/server/modules/foundation/unit/unit.contract';
import { warehouse } from '@millwright/server/modules/inventory/warehouse/warehouse.contract';
import { openingBalanceImport, openingStockImport } from '@millwright/server/modules/ledger/opening/opening.contract';
import { supplier } from '@millwright/server/modules/purchasing/supplier/supplier.contract';
import { customer } from '@millwright/server/modules/sales/customer/customer.contract';
import type { Factory } from './factory/factory.ts';
import { openingBalances } from './history/opening-balances.ts';
import { openingStock } from './history/opening-stock.ts';

export type Row = Readonly<Record<string, unknown>>;
export type FactoryWorkbook = { readonly file: string; readonly contract: ImportContract; readonly rows: (factory: Factory) => readonly Row[] };

export const factoryWorkbooks: readonly FactoryWorkbook[] = [
  { file: '01-units.xlsx', contract: masterImportContract(unit), rows: ({ units }) => units },
  { file: '02-departments.xlsx', contract: masterImportContract(department), rows: ({ departments }) => departments },
  { file: '03-cause-codes.xlsx', contract: masterImportContract(causeCode), rows: ({ causeCodes }) => causeCodes },
  { file: '04-warehouses.xlsx', contract: masterImportContract(warehouse), rows: ({ warehouses }) => warehouses },
  { file: '05-suppliers.xlsx', contract: masterImportContract(supplier), rows: ({ suppliers }) => suppliers },
  { file: '06-customers.xlsx', contract: masterImportContract(customer), rows: ({ customers }) => customers },
  { file: '07-work-centers.xlsx', contract: masterImportContract(workCenter), rows: ({ workCenters }) => workCenters },
  { file: '08-items.xlsx', contract: masterImportContract(item), rows: ({ items }) => items },
  { file: '09-bills-of-material.xlsx', contract: bomImport, rows: ({ products }) => products.flatMap(({ item: { code }, components }) => components.map((line) => ({ parent: code, ...line }))) },
  {
    file: '10-routings.xlsx', contract: routingImport,
    rows: ({ products }) => products.flatMap(({ item: { code }, operations }) => operations.map((operation, index) => ({ item: code, operationNo: 10 * (index + 1), ...operation }))),
  },
  { file: '11-opening-stock.xlsx', contract: openingStockImport, rows: openingStock },
  { file: '12-opening-balances.xlsx', contract: openingBalanceImport, rows: openingBalances },
];
export const workbookFolder = (): string => join(repositoryFolder(), 'demo', 'workbooks');
export const workbookPath = ({ file }: FactoryWorkbook): string => join(workbookFolder(), file);
export const nounOf = ({ contract }: FactoryWorkbook): Noun => contract.noun;
