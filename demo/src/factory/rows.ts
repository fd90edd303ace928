/**
 * The shapes the factory's data have before they become workbooks. Masters are typed by the contracts, with one difference: a
 * reference holds the other record's code, as a person types it into a sheet, instead of its id. All numbers are decimal text.
 */
import type { item } from '@millwright/server/modules/engineering/item/item.contract';
import type { workCenter } from '@millwright/server/modules/engineering/work-center/work-center.contract';
import type { causeCode } from '@millwright/server/modules/foundation/cause-code/cause-code.contract';
import type { department } from '@millwright/server/modules/foundation/department/department.contract';
import type { unit } from '@millwright/server/modules/foundation/unit/unit.contract';
import type { warehouse } from '@millwright/server/modules/inventory/warehouse/warehouse.contract';
import type { supplier } from '@millwright/server/modules/purchasing/supplier/supplier.contract';
import type { customer } from '@millwright/server/modules/sales/customer/customer.contract';
import type { z } from 'zod';

export type UnitRow = z.input<typeof unit.form>;
export type DepartmentRow = z.input<typeof department.form>;
export type CauseCodeRow = z.input<typeof causeCode.form>;
export type WarehouseRow = z.input<typeof warehouse.form>;
export type WorkCenterRow = z.input<typeof workCenter.form>;
export type SupplierRow = z.input<typeof supplier.form>;
export type CustomerRow = z.input<typeof customer.form>;
export type ItemRow = z.input<typeof item.form>;
export type ItemClass = ItemRow['class'];

export type Component = {
  readonly component: string;
  readonly quantityPer: string;
  readonly scrapRate?: string;
  readonly issueMethod?: 'pick' | 'backflush';
  /** The operation that consumes it; without one it goes with the order as a whole. */
  readonly operationNo?: number;
};
export type Operation = {
  readonly name: string;
  readonly workCenter: string;
  readonly setupMinutes: string;
  readonly runMinutes: string;
};
/** Something the factory makes: the item with its structure and its process, numbered 10, 20, 30 in the order given. */
export type Product = { readonly item: ItemRow; readonly components: readonly Component[]; readonly operations: readonly Operation[] };
