import { parseDay } from '@millwright/core/primitives/plain-day';
import { testDatabase } from '../tools/test-database.ts';
import { loadDemo } from './src/load.ts';
const db = await testDatabase('demofull');
const t = performance.now();
let last = '';
try {
  const demo = await loadDemo(db.pools, { today: parseDay(process.argv[2] ?? '2026-11-24'), onProgress: ({ text, done, total }) => { const line = `${Math.trunc(100 * done / total)}% ${text.zh} ${done}/${total} ${Math.round((performance.now() - t) / 1000)}s`; if (text.zh.slice(0, 11) !== last) console.log(line); last = text.zh.slice(0, 11); } });
  console.log('loaded', demo?.documents, Math.round(performance.now() - t));
} catch (e) { console.error(e); }
console.log(db.name);
if (process.argv[3] !== 'keep') await db.close(); else process.exit(0);
