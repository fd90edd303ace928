/**
 * npm run bench: speed as ratios to a floor measured in the same run, on a database with fsync and synchronous_commit on.
 * Options: --seconds N per row (5), --lines N for the long history (10000000), --rows N for lists and search (1000000), --imported N rows of a file (100000), --skip reports,mrp,posting,desk,import.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { measureDesk, plantDesk } from './desk.ts';
import { type Floor, fsyncLatencyMs, measureFloor } from './floor.ts';
import { measureImport } from './import.ts';
import { measurePosting, prepareOrders } from './posting.ts';
import { measureReports, plantHistory } from './reports.ts';
import { openScene, type Scene } from './scene.ts';

const option = (name: string, otherwise: string): string => {
  const at = process.argv.indexOf(`--${name}`);
  return at > 0 ? (process.argv[at + 1] ?? otherwise) : otherwise;
};
const skipped = new Set(option('skip', '').split(','));
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const number = (value: number, places = 1): string => value.toLocaleString('en-US', { minimumFractionDigits: places, maximumFractionDigits: places });

const printSpeed = (name: string, row: Floor, more = ''): void =>
  print(`${name.padEnd(46)} ${number(row.perSecond, 0).padStart(6)}/s   CPU ms: node ${number(row.nodeCpuMs, 2)}, database ${row.databaseCpuMs === undefined ? '?' : number(row.databaseCpuMs, 2)}${more}`);

async function benchPosting(scene: Scene, seconds: number): Promise<void> {
  const floor = { one: await measureFloor(scene.database.urls.admin, 1, seconds), eight: await measureFloor(scene.database.urls.admin, 8, seconds) };
  printSpeed('floor: durable single-row inserts, 1 client', floor.one);
  printSpeed('floor: durable single-row inserts, 8 clients', floor.eight);
  const http = await scene.listen();
  const clients = await prepareOrders(scene, 8);
  const rows = [
    { of: floor.one, aim: 0.5, row: await measurePosting(scene, http, 'receipt over HTTP, 1 client', clients.slice(0, 1), seconds) },
    { of: floor.eight, aim: 0.3, row: await measurePosting(scene, http, 'receipt over HTTP, 8 clients, 8 items', clients, seconds) },
    { of: floor.eight, aim: undefined, row: await measurePosting(scene, http, 'receipt over HTTP, 8 clients, one hot item', clients.map(() => clients[0] as (typeof clients)[number]), seconds) },
  ];
  for (const { of, aim, row } of rows) {
    printSpeed(row.name, row, `   ratio ${number(row.perSecond / of.perSecond, 2)}${aim ? ` (aim ≥ ${aim})` : ''}${row.failed ? `   FAILED ${row.failed}` : ''}`);
  }
  await http.close();
}

async function benchReports(scene: Scene, lines: number): Promise<void> {
  let planted = 0;
  for (const size of [1_000_000, lines].filter((size, index, all) => all.indexOf(size) === index && size <= lines)) {
    await plantHistory(scene, planted, size);
    planted = size;
    for (const row of await measureReports(scene, size)) print(`${row.name.padEnd(24)} ${number(row.lines, 0).padStart(12)} lines   ${number(row.medianMs)} ms (aim ≤ 50)`);
  }
}

async function benchDesk(scene: Scene, rows: number, seconds: number): Promise<void> {
  await plantDesk(scene, rows);
  for (const row of await measureDesk(scene, seconds)) print(`${row.name.padEnd(46)} median ${number(row.medianMs)} ms, 95th percentile ${number(row.p95Ms)} ms (aim ≤ ${row.aimMs}); ${row.more}`);
}

async function benchImport(scene: Scene, rows: number): Promise<void> {
  const per = (seconds: number | undefined) => (seconds === undefined ? '?' : number((seconds * 100_000) / rows, 2));
  for (const row of await measureImport(scene, rows)) print(`${row.name.padEnd(46)} ${number(rows, 0)} rows in ${number(row.seconds)} s; CPU s per 100,000 rows: node ${per(row.nodeCpuSeconds)}, database ${per(row.databaseCpuSeconds)}; ${row.more}`);
}

async function main(): Promise<void> {
  const scene = await openScene();
  try {
    print(`fsync of 8 kB: ${number(fsyncLatencyMs(scene.folder), 2)} ms (median); synchronous_commit and fsync are on`);
    const seconds = Number(option('seconds', '5'));
    if (!skipped.has('posting')) await benchPosting(scene, seconds);
    if (!skipped.has('reports')) await benchReports(scene, Number(option('lines', '10000000')));
    if (!skipped.has('desk')) await benchDesk(scene, Number(option('rows', '1000000')), Math.max(seconds, 10));
    if (!skipped.has('import')) await benchImport(scene, Number(option('imported', '100000')));
    if (!skipped.has('mrp') && existsSync(fileURLToPath(new URL('./mrp.ts', import.meta.url)))) {
      const { benchMrp } = (await import(new URL('./mrp.ts', import.meta.url).href)) as { benchMrp(scene: Scene, print: (line: string) => void): Promise<void> };
      await benchMrp(scene, print);
    }
  } finally {
    await scene.database.close();
  }
}

await main();
