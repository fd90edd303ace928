/**
 * What people at the screen wait for, over a million rows: a page of a document list with 50 people at it (each asks, looks for a second,
 * asks again: 50 requests a second), and a word typed into a lookup or Ctrl K. Rows are planted by the superuser without triggers,
 * except those that fill the search.
 */
import pg from 'pg';
import type { Scene } from './scene.ts';

export type DeskRow = { readonly name: string; readonly medianMs: number; readonly p95Ms: number; readonly aimMs: number; readonly more: string };
const base = 7_000_000_000;
const supplierCount = 1000;

export async function plantDesk(scene: Scene, rows: number): Promise<void> {
  const admin = new pg.Client({ connectionString: scene.database.urls.admin });
  await admin.connect();
  try {
    await admin.query("set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '512MB'; set work_mem = '256MB'");
    await admin.query("alter table engineering.item enable always trigger search_insert; alter table foundation.party enable always trigger search_insert");
    const { companyId } = scene;
    await admin.query("insert into foundation.unit (company_id, id, code, name, search, decimals) values ($1, $2, 'desk', 'desk', 'desk', 0)", [companyId, base - 1]);
    const names = "(array['冷轧钢板','镀锌钢板','内六角螺栓','平垫圈','柜门铰链','密封胶条','铜排','断路器'])[(1 + n % 8)::int] || chr((19968 + (n / 8) % 3000)::int) || chr((20000 + (n * 7) % 5000)::int)";
    for (let from = 0; from < rows; from += 100_000) {
      await admin.query(`
        insert into engineering.item (company_id, id, code, name, search, class, source, unit_id)
        select $1, $2::bigint + n, 'D' || lpad(n::text, 7, '0'), ${names}, 'd' || lpad(n::text, 7, '0') || ' ' || ${names} || ' lengzhagangban lzgb zhagangban zgb gangban gb ban b', 'raw', 'buy', $2::bigint - 1
        from generate_series($3::bigint, $3::bigint + 99999) as n`, [companyId, base, from]);
    }
    await admin.query(`insert into foundation.party (company_id, id, code, name, search) select $1, $2::bigint + n, 'DS' || n, '华东五金厂' || n, 'ds' || n || ' 华东五金厂' || n from generate_series(1, $3::int) as n`, [companyId, base + 10_000_000, supplierCount]);
    await admin.query(`insert into purchasing.supplier (company_id, id) select $1, $2::bigint + n from generate_series(1, $3::int) as n`, [companyId, base + 10_000_000, supplierCount]);
    const of = `from generate_series(1, $3::int) as n`;
    const party = `$2::bigint + 10000000 + 1 + n % ${supplierCount}`;
    // Ten thousand orders a month from January 2016 on, numbered as the product numbers them.
    const series = "'PO-' || to_char(date '2016-01-01' + make_interval(months => ((n - 1) / 10000)::int), 'YYMM')";
    const running = "case when 1 + (n - 1) % 10000 < 10000 then lpad((1 + (n - 1) % 10000)::text, 4, '0') else '10000' end";
    await admin.query(`insert into kernel.number_block (company_id, series, next_number) select $1, ${series}, 1 + count(*) from generate_series(1, $2::int) as n group by 2`, [companyId, rows]);
    await admin.query(`insert into documents.document (company_id, id, kind, number, business_day, state, party_id, created_by) select $1, $2::bigint + 20000000 + n, 'purchasing/purchase-order', ${series} || '-' || ${running}, date '2016-01-01' + (n / 274)::int, case when n % 50 = 0 then 'approved' else 'closed' end, ${party}, $4::bigint ${of}`, [companyId, base, rows, scene.userId]);
    await admin.query(`insert into purchasing.purchase_order (company_id, id, supplier_id, amount, tax) select $1, $2::bigint + 20000000 + n, ${party}, 100, 13 ${of}`, [companyId, base, rows]);
    await admin.query(`insert into purchasing.purchase_order_line (company_id, id, document_id, line_no, item_id, quantity, price_with_tax, tax_rate, amount, tax, due_day) select $1, $2::bigint + 40000000 + n, $2::bigint + 20000000 + n, 1, $2::bigint + n % 5000, 10, 11.3, 0.13, 100, 13, date '2016-01-15' + (n / 274)::int ${of}`, [companyId, base, rows]);
    await admin.query(`insert into documents.executable (company_id, line_id, document_id, measure, quantity, quantity_executed) select $1, $2::bigint + 40000000 + n, $2::bigint + 20000000 + n, 'received', 10, case when n % 50 = 0 then 0 else 10 end ${of}`, [companyId, base, rows]);
    for (const table of ['kernel.search_gram', 'engineering.item', 'foundation.party', 'documents.document', 'purchasing.purchase_order', 'purchasing.purchase_order_line', 'documents.executable']) await admin.query(`vacuum analyze ${table}`);
  } finally {
    await admin.end();
  }
}

const percentile = (times: readonly number[], share: number): number => [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

export async function measureDesk(scene: Scene, seconds: number): Promise<DeskRow[]> {
  return [await measureSearch(scene), await measureListSearch(scene), await measureList(scene, seconds)];
}

async function measureSearch(scene: Scene): Promise<DeskRow> {
  const typed = ['钢板', '内六角', '铰链', '断路', 'd0123', 'd0999999', 'gangban', 'lzgb', '板 d05', String.fromCodePoint(19968 + 77), '五金厂 77', 'PO-2004', '0042'];
  const times: number[] = [];
  for (let round = 0; round < 6; round += 1) {
    for (const search of typed) {
      const time = await timed(() => Promise.all([
        scene.ask('engineering/item.lookup', { search }), scene.ask('purchasing/supplier.lookup', { search }), search.length > 1 ? scene.ask('documents/document.find', { search }) : undefined,
      ]));
      if (round > 0) times.push(time);
    }
  }
  return { name: 'Ctrl K over 1 M items and documents', medianMs: percentile(times, 0.5), p95Ms: percentile(times, 0.95), aimMs: 50, more: `slowest ${percentile(times, 1).toFixed(0)} ms` };
}

/** The quick search over the list of orders: numbers, parties and items, by fragments as people type them; the first of six rounds warms up. */
async function measureListSearch(scene: Scene): Promise<DeskRow> {
  const typed = ['2004-0042', 'PO-2004-0042', '0042', 'PO-2004', '五金厂77', 'ds77', '五金厂', '华东 2004', '钢板', '内六角', 'd0004999', 'd0001', 'gangban', 'lzgb', String.fromCodePoint(19968 + 77), '五金厂77 钢板'];
  const slowest = new Map<string, number>();
  const times: number[] = [];
  for (let round = 0; round < 6; round += 1) {
    for (const search of typed) {
      const time = await timed(() => scene.ask('purchasing/purchase-order.list', { search, limit: 100 }));
      if (round === 0) continue;
      times.push(time);
      slowest.set(search, Math.max(slowest.get(search) ?? 0, time));
    }
  }
  const worst = [...slowest].sort((a, b) => b[1] - a[1]).slice(0, 3).map(([search, time]) => `${search} ${time.toFixed(0)}`).join(', ');
  return { name: 'quick search in a list of 1 M orders', medianMs: percentile(times, 0.5), p95Ms: percentile(times, 0.95), aimMs: 50, more: `slowest ${worst} ms` };
}

/** What 50 people ask for: the first page, one further down, a view, a supplier, another order. */
async function measureList(scene: Scene, seconds: number): Promise<DeskRow> {
  const http = await scene.listen();
  const ask = async (input: object): Promise<{ next: string | null }> => {
    const answer = await fetch(`${http.base}/api/queries/purchasing/purchase-order.list`, { method: 'POST', headers: { 'content-type': 'application/json', cookie: http.cookie, 'x-company': scene.companyId }, body: JSON.stringify({ limit: 100, ...input }) });
    if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
    return (await answer.json()) as { next: string | null };
  };
  const cursor = (await ask({})).next ?? undefined;
  const inputs = [
    {}, { cursor }, { filter: [{ field: 'state', operator: 'is', value: 'approved' }] }, { filter: [{ field: 'day', operator: 'from', value: '2020-01-01' }, { field: 'day', operator: 'to', value: '2020-01-31' }] },
    { filter: [{ field: 'supplier', operator: 'is', value: String(base + 10_000_000 + 5) }] }, { sort: { by: 'number', descending: true } }, { search: '2004-0042' }, { search: '五金厂77' },
  ];
  const each = await Promise.all(inputs.map(async () => 0));
  for (const [index, input] of inputs.entries()) each[index] = await timed(() => ask(input));
  const times: number[] = [];
  const end = performance.now() + seconds * 1000;
  await Promise.all(Array.from({ length: 50 }, async (_, person) => {
    await new Promise((resolve) => setTimeout(resolve, person * 20));
    for (let turn = person; performance.now() < end; turn += 1) {
      times.push(await timed(() => ask(inputs[turn % inputs.length] ?? {})));
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }));
  await http.close();
  return { name: 'page of a list of 1 M orders, 50 people', medianMs: percentile(times, 0.5), p95Ms: percentile(times, 0.95), aimMs: 300, more: `alone: ${each.map((time) => time.toFixed(0)).join(' ')} ms` };
}
