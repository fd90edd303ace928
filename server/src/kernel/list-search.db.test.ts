/**
 * The quick search of documents beside the plain question put to every row: number, party, item of any line, text of its own. In a small
 * company any fragment; in one with so many parties and orders that grams and reading in order take over, whatever begins somewhere.
 */
import fc from 'fast-check';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testCompany, type TestCompany } from '../test-company.ts';
import { openClient } from './database/connect.ts';
import { searchText } from './search-text.ts';

type Order = { readonly id: string; readonly texts: readonly string[]; readonly shown: readonly string[]; readonly state: string };
type Plan = { readonly parties: number; readonly orders: number; readonly perMonth: number };

const names = ['华东五金厂', '宁波甬钢', '苏州精密', '上海电气', '东钢贸易'];
const goods = [['RM-SPCC-1.5', '冷轧钢板 1.5'], ['RM-SECC-2.0', '镀锌钢板'], ['FA-1001', '低压配电柜'], ['1001', '柜门铰链'], ['M8×20', '内六角螺栓'], ['PT-0042', '密封胶条']] as const;
const base = 900_000_000;

describe.each([
  { name: 'a few hundred orders', plan: { parties: 40, orders: 400, perMonth: 130 }, everywhere: true },
  { name: 'more than are counted', plan: { parties: 31_000, orders: 24_000, perMonth: 10_400 }, everywhere: false },
])('searching sales orders: $name', ({ plan, everywhere }) => {
  let company: TestCompany;
  let admin: pg.Client;
  let orders: Order[];
  beforeAll(async () => {
    company = await testCompany('list-search');
    admin = await openClient(company.database.urls.admin, 'list search test');
    orders = await plant(admin, company, plan);
  }, 180_000);
  afterAll(async () => {
    await admin.end();
    await company.close();
  });

  /** Fragments of what is there: numbers anywhere; other words anywhere in the small company, else from where somebody begins to type. */
  const fragment = fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.integer({ min: 1, max: 12 })).map(([order, text, start, length]) => {
    const texts = orders[order % orders.length]?.texts ?? [];
    const at = text % texts.length;
    const words = (texts[at] ?? '').split(' ');
    const word = [...(words[start % words.length] ?? '')];
    const starts = everywhere || at === 0 ? word.map((_, index) => index) : word.flatMap((_, index) => (beginsAt(word, index) ? [index] : []));
    const from = starts[start % Math.max(starts.length, 1)] ?? 0;
    return word.slice(from, from + length).join('');
  });
  const typed = fc.oneof(
    { weight: 6, arbitrary: fragment },
    { weight: 3, arbitrary: fc.tuple(fragment, fragment).map((both) => both.join(' ')) },
    { weight: 1, arbitrary: fc.constantFrom('so-', 'so-26', '2601-0', '601-00', '-', '%', '_', 'zz', '10000', '0', '厂', 'so-2601-0007', '01-0007 钢') },
  );

  /** The word is in the text; or, where grams answer for parties, at a place where it begins. */
  const holds = (order: Order, word: string) => order.texts.some((text) => text.includes(word));
  const begins = (order: Order, word: string) => order.texts.some((text, at) => (at === 1 && !everywhere ? text.includes(word) && beginnings(text).some((one) => one.startsWith(word)) : text.includes(word)));

  it('finds the same rows in the same order', async () => {
    await fc.assert(fc.asyncProperty(typed, fc.boolean(), async (search, drafts) => {
      const words = search.toLowerCase().split(/\s+/).filter((word) => word !== '');
      const among = orders.filter(({ state }) => !drafts || state === 'draft');
      const all = among.filter((order) => words.every((word) => holds(order, word))).map((order) => order.id);
      const sure = among.filter((order) => words.every((word) => begins(order, word))).map((order) => order.id);
      const answer = await company.ask<{ rows: { id: string }[]; total: number; atLeast: boolean; next: string | null }>('sales/sales-order.list', { search, limit: 60, filter: drafts ? [{ field: 'state', operator: 'is', value: 'draft' }] : [] });
      const rows = answer.rows.map((row) => row.id);
      // Nothing but what has the words, in the list's order; and on the way to the last of them nothing left out.
      const reached = answer.next === null ? among.length : among.findIndex((order) => order.id === rows.at(-1)) + 1;
      const given = new Set(rows);
      const passed = new Set(among.slice(0, reached).map((order) => order.id));
      expect(all.filter((id) => given.has(id))).toEqual(rows);
      expect(sure.filter((id) => passed.has(id) && !given.has(id))).toEqual([]);
      if (everywhere) expect(rows).toEqual(all.slice(0, 60));
      expect(answer.total).toBeLessThanOrEqual(all.length);
      if (!answer.atLeast) expect(answer.total).toBeGreaterThanOrEqual(sure.length);
      // What the list looked into before: number, party, the customer's number, the first item.
      const found = new Set(all);
      expect(among.filter(({ shown, id }) => words.every((word) => shown.some((text) => text.includes(word))) && !found.has(id))).toEqual([]);
    }), { numRuns: everywhere ? 250 : 60 });
  }, 300_000);

  it('reads on where the first page ends', async () => {
    const first = await company.ask<{ rows: { id: string }[]; next: string }>('sales/sales-order.list', { search: '钢', limit: 20 });
    const second = await company.ask<{ rows: { id: string }[] }>('sales/sales-order.list', { search: '钢', limit: 20, cursor: first.next });
    const expected = orders.filter(({ texts }) => texts.some((text) => text.includes('钢'))).map((order) => order.id);
    expect([...first.rows, ...second.rows].map((row) => row.id)).toEqual(expected.slice(0, 40));
  });
});

const beginnings = (text: string): string[] => {
  const characters = [...text];
  return characters.flatMap((_, index) => (beginsAt(characters, index) ? [characters.slice(index).join('')] : []));
};
const beginsAt = (word: readonly string[], index: number): boolean => {
  const kind = (character = ''): string => (/[\u3400-\u9fff]/.test(character) ? '字' : /[a-z]/.test(character) ? 'a' : /[0-9]/.test(character) ? '0' : '');
  return kind(word[index]) === '字' || (kind(word[index]) !== '' && kind(word[index]) !== kind(word[index - 1]));
};

/** Orders as the product would leave them, the highest number first as the list shows them. */
async function plant(admin: pg.Client, { companyId, unitId }: TestCompany, { parties, orders, perMonth }: Plan): Promise<Order[]> {
  const customers = Array.from({ length: parties }, (_, n) => ({ id: base + n, code: `K${String(n).padStart(5, '0')}`, name: `${names[n % names.length]}${n}` }));
  const words = customers.map(({ code, name }) => searchText(code, name));
  const items = goods.map(([code, name], n) => ({ id: base + 100_000 + n, code, name, search: searchText(code, name) }));
  const planned = Array.from({ length: orders }, (_, n) => {
    const [month, running] = [1 + Math.floor(n / perMonth), 1 + (n % perMonth)];
    const lines = Array.from({ length: 1 + (n % 3) }, (_line, line) => ((n * 7) % 11 + line * 2) % items.length);
    return {
      id: base + 200_000 + n, number: `SO-26${String(month).padStart(2, '0')}-${String(running).padStart(4, '0')}`, day: `2026-${String(month).padStart(2, '0')}-${String(1 + (running % 28)).padStart(2, '0')}`,
      state: n % 9 === 0 ? 'draft' : 'approved', customer: (n * 13) % parties, reference: n % 4 === 0 ? `KH-${n % 50}/合同 ${n}` : '', lines,
    };
  });
  await admin.query(`insert into foundation.party (company_id, id, code, name, search) select $1, * from unnest($2::bigint[], $3::text[], $4::text[], $5::text[])`, [companyId, customers.map(({ id }) => id), customers.map(({ code }) => code), customers.map(({ name }) => name), words]);
  await admin.query(`insert into sales.customer (company_id, id) select $1, unnest($2::bigint[])`, [companyId, customers.map(({ id }) => id)]);
  await admin.query(`insert into engineering.item (company_id, id, code, name, search, class, source, unit_id) select $1, i.id, i.code, i.name, i.search, 'raw', 'buy', $2 from unnest($3::bigint[], $4::text[], $5::text[], $6::text[]) as i (id, code, name, search)`, [companyId, unitId, items.map(({ id }) => id), items.map(({ code }) => code), items.map(({ name }) => name), items.map(({ search }) => search)]);
  await admin.query(`insert into kernel.number_block (company_id, series, next_number) select $1, 'SO-26' || lpad(m::text, 2, '0'), $2 from generate_series(1, $3::int) as m`, [companyId, perMonth + 1, Math.ceil(orders / perMonth)]);
  await admin.query(`insert into documents.document (company_id, id, kind, number, business_day, state, party_id, created_by) select $1, d.id, 'sales/sales-order', d.number, d.day, d.state, d.party, 1 from unnest($2::bigint[], $3::text[], $4::date[], $5::text[], $6::bigint[]) as d (id, number, day, state, party)`, [companyId, planned.map(({ id }) => id), planned.map(({ number }) => number), planned.map(({ day }) => day), planned.map(({ state }) => state), planned.map(({ customer }) => base + customer)]);
  await admin.query(`insert into sales.sales_order (company_id, id, customer_id, customer_order) select $1, o.id, o.customer, o.reference from unnest($2::bigint[], $3::bigint[], $4::text[]) as o (id, customer, reference)`, [companyId, planned.map(({ id }) => id), planned.map(({ customer }) => base + customer), planned.map(({ reference }) => reference)]);
  const lines = planned.flatMap(({ id, lines: own, day }) => own.map((item, index) => ({ id: id * 4 + index, order: id, no: index + 1, item: base + 100_000 + item, day })));
  await admin.query(`insert into sales.sales_order_line (company_id, id, document_id, line_no, item_id, quantity, price_with_tax, tax_rate, amount, tax, due_day) select $1, l.id, l.document, l.no, l.item, 1, 1, 0.13, 1, 0, l.day from unnest($2::bigint[], $3::bigint[], $4::int[], $5::bigint[], $6::date[]) as l (id, document, no, item, day)`, [companyId, lines.map(({ id }) => id), lines.map(({ order }) => order), lines.map(({ no }) => no), lines.map(({ item }) => item), lines.map(({ day }) => day)]);
  await admin.query('analyze');
  return planned
    .map(({ id, number, state, customer, reference, lines: own }) => {
      const common = [number.toLowerCase(), words[customer] ?? '', reference.toLowerCase()];
      const first = items[own[0] ?? 0];
      return { id: String(id), state, texts: [...common, ...own.map((item) => items[item]?.search ?? '')], shown: [...common, `${first?.code} ${first?.name}`.toLowerCase()] };
    })
    .sort((a, b) => ((a.texts[0] ?? '') < (b.texts[0] ?? '') ? 1 : -1));
}
