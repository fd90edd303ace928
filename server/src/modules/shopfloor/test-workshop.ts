/**
 * A workshop for tests: a cabinet of two plates (picked) and four screws (backflushed at assembly), cut and assembled at known
 * rates, with stock bought at known prices. Figures are round so that a person can follow them on paper.
 */
import { parseDay, periodOf } from '@millwright/core/primitives/plain-day';
import type { TestCompany } from '../../test-company.ts';

export type Workshop = {
  readonly cabinet: string; readonly plate: string; readonly screw: string; readonly finishedWarehouse: string; readonly scrapCause: string;
  /** A draft order; quantity as text. */
  order(quantity: string, fields?: Record<string, unknown>): Promise<string>;
  /** The same, released. */
  released(quantity: string, fields?: Record<string, unknown>): Promise<string>;
  /** Buys and receives; price is per unit without tax. */
  stock(item: string, quantity: string, price: string, day?: string): Promise<void>;
};

export async function testWorkshop(company: TestCompany, more: { bom?: boolean; routing?: boolean; finishedWarehouse?: string } = {}): Promise<Workshop> {
  const finishedWarehouse = more.finishedWarehouse ?? (await company.run('inventory/warehouse.save', { code: 'W09', name: '成品仓', usage: 'finished' })).output.id;
  const scrapCause = (await company.run('foundation/cause-code.save', { code: 'SC1', name: '尺寸超差', usage: 'scrap' })).output.id;
  const cutting = (await company.run('engineering/work-center.save', { code: 'WC10', name: '激光下料', labourRate: '36', overheadRate: '24' })).output.id;
  const assembly = (await company.run('engineering/work-center.save', { code: 'WC20', name: '总装', labourRate: '30', overheadRate: '18' })).output.id;
  const plate = await company.item('PL-01', { name: '面板', class: 'raw' });
  const screw = await company.item('SC-01', { name: '螺钉 M6', class: 'hardware' });
  const cabinet = await company.item('CB-01', { name: '机柜', class: 'finished', source: 'make', warehouse: finishedWarehouse });
  const write = company.database.pools.writeBulk;
  const insert = async (text: string, values: unknown[]) => {
    const client = await write.connect();
    try {
      await client.query('begin');
      await client.query("select set_config('millwright.company', $1, true)", [company.companyId]);
      await client.query(text, values);
      await client.query('commit');
    } finally {
      client.release();
    }
  };
  const { identity } = company.runtime;
  if (more.bom !== false) {
    const bom = await identity.nextId();
    await insert("insert into engineering.bom (company_id, id, item_id, state) values ($1, $2, $3, 'approved')", [company.companyId, bom, cabinet]);
    await insert(`insert into engineering.bom_line (company_id, bom_id, line_no, component_id, quantity_per, scrap_rate, operation_no, issue_method)
      values ($1, $2, 1, $3, 2, 0.05, 10, 'pick'), ($1, $2, 2, $4, 4, 0, 20, 'backflush')`, [company.companyId, bom, plate, screw]);
  }
  if (more.routing !== false) {
    const routing = await identity.nextId();
    await insert("insert into engineering.routing (company_id, id, item_id, state) values ($1, $2, $3, 'approved')", [company.companyId, routing, cabinet]);
    await insert(`insert into engineering.routing_operation (company_id, routing_id, operation_no, name, work_center_id, setup_minutes, run_minutes)
      values ($1, $2, 10, '下料', $3, 30, 6), ($1, $2, 20, '总装', $4, 0, 12)`, [company.companyId, routing, cutting, assembly]);
  }
  const order = async (quantity: string, fields: Record<string, unknown> = {}) =>
    (await company.run('shopfloor/work-order.save', { item: cabinet, quantity, day: '2026-06-01', startDay: '2026-06-02', dueDay: '2026-06-12', ...fields })).output.id;
  return {
    cabinet, plate, screw, finishedWarehouse, scrapCause, order,
    async released(quantity, fields) {
      const id = await order(quantity, fields);
      await company.run('shopfloor/work-order.release', { id, version: 1 }, { accept: ['material-short'] });
      return id;
    },
    async stock(item, quantity, price, day = '2026-06-01') {
      const bought = (await company.run('purchasing/purchase-order.save', { supplier: company.supplierId, day, lines: [{ item, quantity, priceWithTax: price, taxRate: '0', dueDay: day }] })).output.id;
      await company.run('purchasing/purchase-order.approve', { id: bought, version: 1 });
      const { lines } = await company.ask<{ lines: { orderLine: string; item: { id: string } }[] }>('purchasing/purchase-receipt.propose', { sourceId: bought });
      await company.run('purchasing/purchase-receipt.save', {
        supplier: company.supplierId, day, book: true, lines: lines.map((line) => ({ orderLine: line.orderLine, item: line.item.id, warehouse: company.warehouseId, quantity })),
      });
      if (periodOf(parseDay(day)) > 202612) throw new Error('the test company has the periods of 2026 only');
    },
  };
}
