/**
 * A factory of two levels for planning tests, small enough to be planned on paper. Today is Monday 2026-06-15; Friday
 * 2026-06-19 is a holiday. Cabinet (2 days) = 1 frame + 4 screws (5 % scrap); frame (1 day, lots of 10, 5 kept) = 3 sheets
 * (bought, 5 days, at least 100 in fifties); screws are bought in 6 days. One supplier for all.
 */
import { testCompany, type TestCompany } from '../../test-company.ts';
import { type MrpOutcome, runMrp } from './mrp-run/run-mrp.ts';

export type Factory = TestCompany & {
  readonly cabinet: string; readonly frame: string; readonly sheet: string; readonly screw: string;
  readonly plan: (signal?: AbortSignal) => Promise<MrpOutcome>;
  /** An approved order; its id. */
  readonly sell: (quantity: string, dueDay: string, item?: string) => Promise<string>;
  readonly bill: (item: string, lines: readonly { component: string; per: string; scrap?: string; method?: string }[], fields?: { from?: string; yieldRate?: string; base?: string }) => Promise<string>;
  /** Straight into the tables, where no command would be quick enough to write. */
  readonly write: (text: string, values: unknown[]) => Promise<void>;
  readonly rows: <Row>(text: string, values?: unknown[]) => Promise<Row[]>;
};

export async function testFactory(name: string): Promise<Factory> {
  const company = await testCompany(name);
  const { pools } = company.database;
  const write: Factory['write'] = async (text, values) => {
    const client = await pools.writeBulk.connect();
    try {
      await client.query('begin');
      await client.query("select set_config('millwright.company', $1, true)", [company.companyId]);
      await client.query(text, values);
      await client.query('commit');
    } finally {
      client.release(true);
    }
  };
  const bill: Factory['bill'] = async (item, lines, fields = {}) => {
    const id = await company.runtime.identity.nextId();
    await write("insert into engineering.bom (company_id, id, item_id, revision, state, valid_from, yield_rate, base_quantity) values ($1, $2, $3, $4, 'approved', $5, $6, $7)",
      [company.companyId, id, item, `R${id}`, fields.from ?? '2000-01-01', fields.yieldRate ?? '1', fields.base ?? '1']);
    for (const [index, line] of lines.entries()) {
      await write('insert into engineering.bom_line (company_id, bom_id, line_no, component_id, quantity_per, scrap_rate, issue_method) values ($1, $2, $3, $4, $5, $6, $7)',
        [company.companyId, id, index + 1, line.component, line.per, line.scrap ?? '0', line.method ?? 'pick']);
    }
    return id;
  };
  await write("insert into foundation.calendar_day (company_id, day, working, note) values ($1, '2026-06-19', false, '端午')", [company.companyId]);
  const supplier = company.supplierId;
  const cabinet = await company.item('CB', { class: 'finished', source: 'make', leadDays: 2 });
  const frame = await company.item('FR', { class: 'semi-finished', source: 'make', leadDays: 1, lotMultiple: '10', safetyStock: '5' });
  const sheet = await company.item('ST', { supplier, leadDays: 5, lotMinimum: '100', lotMultiple: '50', purchasePrice: '11.3' });
  const screw = await company.item('SC', { class: 'hardware', supplier, leadDays: 6, purchasePrice: '0.113' });
  await bill(cabinet, [{ component: frame, per: '1' }, { component: screw, per: '4', scrap: '0.05' }]);
  await bill(frame, [{ component: sheet, per: '3' }]);
  return {
    ...company, cabinet, frame, sheet, screw, bill, write,
    plan: async (signal) => runMrp({
      bulk: company.runtime.bulk, companyId: company.companyId, userId: company.chief.userId, runId: await company.runtime.identity.nextId(), today: '2026-06-15' as never, signal,
    }),
    sell: async (quantity, dueDay, item = cabinet) => {
      const { id } = (await company.run('sales/sales-order.save', { customer: company.customerId, day: '2026-06-15', lines: [{ item, quantity, priceWithTax: '113', taxRate: '0.13', dueDay }] })).output;
      await company.run('sales/sales-order.approve', { id, version: 1 });
      return id;
    },
    rows: async <Row>(text: string, values: unknown[] = []) => {
      const client = await pools.readBulk.connect();
      try {
        await client.query('begin read only');
        await client.query("select set_config('millwright.company', $1, true)", [company.companyId]);
        const { rows } = await client.query(text, values);
        await client.query('rollback');
        return rows as Row[];
      } finally {
        client.release();
      }
    },
  };
}
