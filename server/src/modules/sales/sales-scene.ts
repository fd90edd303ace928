/**
 * A company that sells, for tests: stock bought through the real commands, orders, deliveries, acceptances by one call each, and
 * the two questions every test ends with: do all invariants hold, and what do the accounts say.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { testCompany, type TestCompany } from '../../test-company.ts';

export type Saved = { readonly id: string; readonly version: number; readonly number: string };
type Reference = { readonly id: string };
type Proposal = { readonly customer: Reference; readonly day: string; readonly lines: readonly Readonly<Record<string, unknown> & { item: Reference; quantity: string }>[] };
export type SalesScene = {
  readonly company: TestCompany;
  readonly item: string;
  readonly finishedStore: string;
  /** Buys and receives stock of the item at a price with 13 % tax. */
  stock(quantity: string, priceWithTax: string, item?: string): Promise<void>;
  /** An approved order of one or more lines. */
  order(lines: readonly { quantity: string; priceWithTax: string; item?: string; taxRate?: string }[], head?: object): Promise<Saved>;
  /** Pushes a source down into a target and books it; quantities replace the proposed ones, in order. */
  push(target: string, sourceId: string, options?: { quantities?: readonly string[]; book?: boolean; day?: string; head?: object; lines?: object }): Promise<Saved>;
  reverse(noun: string, document: Saved): Promise<Saved>;
  /** "1122" → "1130.00", debit less credit; accounts without lines are left out. */
  balances(): Promise<Record<string, string>>;
  /** Rows of all invariants; must be empty. */
  broken(): Promise<unknown[]>;
  close(): Promise<void>;
};

export async function salesScene(name: string, policy: Record<string, unknown> = {}): Promise<SalesScene> {
  const company = await testCompany(name, { policy, today: '2026-06-25' });
  const admin = new pg.Pool({ connectionString: company.database.urls.admin, max: 2 });
  const finishedStore = (await company.run('inventory/warehouse.save', { code: 'W09', name: '成品仓', usage: 'finished' })).output.id;
  const item = await company.item('HD-4402', { class: 'finished', warehouse: finishedStore });
  const push: SalesScene['push'] = async (target, sourceId, options = {}) => {
    const proposal = await company.ask<Proposal>(`${target}.propose`, { sourceId });
    const plain = (value: unknown): unknown => (value !== null && typeof value === 'object' && 'id' in value ? value.id : value);
    const { lines, ...head } = proposal;
    const input = {
      ...Object.fromEntries(Object.entries(head).map(([key, value]) => [key, plain(value)])),
      day: options.day ?? '2026-06-20', book: options.book ?? true, ...options.head,
      lines: lines.map((line, index) => ({ ...Object.fromEntries(Object.entries(line).map(([key, value]) => [key, plain(value)])), quantity: options.quantities?.[index] ?? line.quantity, ...options.lines }))
        .filter((line) => line.quantity !== '0'),
    };
    return (await company.run(`${target}.save`, input)).output;
  };
  return {
    company, item, finishedStore, push,
    async stock(quantity, priceWithTax, stocked = item) {
      const { output } = await company.run('purchasing/purchase-order.save', { supplier: company.supplierId, day: '2026-06-01', lines: [{ item: stocked, quantity, priceWithTax, dueDay: '2026-06-20' }] });
      await company.run('purchasing/purchase-order.approve', { id: output.id, version: 1 });
      await push('purchasing/purchase-receipt', output.id, { day: '2026-06-05' });
    },
    async order(lines, head = {}) {
      const { output } = await company.run('sales/sales-order.save', { customer: company.customerId, day: '2026-06-10', ...head, lines: lines.map((line) => ({ item, dueDay: '2026-06-30', ...line })) });
      return (await company.run('sales/sales-order.approve', { id: output.id, version: 1 })).output;
    },
    reverse: async (noun, document) => (await company.run(`${noun}.reverse`, { id: document.id, version: document.version })).output,
    async balances() {
      const { rows } = await admin.query<{ code: string; balance: string }>(`
        select a.code, sum(case l.side when 'D' then l.amount else -l.amount end)::text as balance
        from ledger.entry_line as l
        join ledger.account as a on a.company_id = l.company_id and a.id = l.account_id
        group by a.code
        having sum(case l.side when 'D' then l.amount else -l.amount end) <> 0
        order by a.code`);
      return Object.fromEntries(rows.map((row) => [row.code, row.balance]));
    },
    async broken() {
      const folder = join(import.meta.dirname, '../../db/invariants');
      const found: unknown[] = [];
      for (const file of readdirSync(folder).filter((name) => name.endsWith('.sql')).sort()) {
        const { rows } = await admin.query(readFileSync(join(folder, file), 'utf8'));
        found.push(...rows.map((row) => ({ file, row })));
      }
      return found;
    },
    async close() {
      await admin.end();
      await company.close();
    },
  };
}
