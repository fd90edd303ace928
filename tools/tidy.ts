/**
 * The conventions as a test, with an empty baseline: `npx tsx tools/tidy.ts`. Every rule is one function that returns sentences;
 * a rule without exceptions is worth more than a long one. What needs a database is checked in server/src/db/tables.db.test.ts.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
export type Source = { readonly path: string; readonly text: string; readonly lines: readonly string[] };

/** Every file git knows or would add. */
export function readSources(): Source[] {
  const paths = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' }).split('\n');
  return paths.filter((path) => /\.(ts|tsx|mjs|sql|css)$/.test(path)).flatMap((path) => {
    try {
      const text = readFileSync(join(root, path), 'utf8');
      return [{ path, text, lines: text.split('\n') }];
    } catch {
      return [];
    }
  });
}

const code = (source: Source): boolean => /\.(ts|tsx)$/.test(source.path);
const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path) || /(^|\/)(test|attack)-|-scene\.ts$|\/attacks\//.test(path) || path.startsWith('e2e/') || path.startsWith('server/src/faults/') || path.startsWith('bench/') || path.startsWith('tools/');
/** Kernel files that a browser may load: no Node, no database. */
const browserSafeKernel = new Set(['kernel/contract', 'kernel/master.contract', 'kernel/refusal', 'kernel/authorize']);

const importsOf = (source: Source): { line: number; target: string }[] =>
  source.lines.flatMap((line, index) => {
    // Types vanish when the program is built, so `import type` binds nothing together.
    const match = /^import type\b/.test(line) ? null : /(?:^|\s)from '([^']+)';?\s*$|^import '([^']+)';|\bimport\('([^']+)'\)/.exec(line);
    const target = match?.[1] ?? match?.[2] ?? match?.[3];
    return target ? [{ line: index + 1, target: resolveTarget(source.path, target) }] : [];
  });
function resolveTarget(from: string, target: string): string {
  const workspace = /^@millwright\/(\w+)\/(.+)$/.exec(target);
  if (workspace) return `${workspace[1]}/src/${workspace[2]}.ts`;
  return target.startsWith('.') ? relative(root, resolve(root, dirname(from), target)) : target;
}
const moduleOf = (path: string): string | undefined => /^server\/src\/modules\/([\w-]+)\//.exec(path)?.[1];

type Rule = (sources: readonly Source[]) => string[];

const fileLength: Rule = (sources) => sources.filter((source) => code(source) && source.lines.length > 401).map((source) => `${source.path}: ${source.lines.length} lines, the stop is 400`);

const fileNames: Rule = (sources) => sources.filter(({ path }) => /(^|\/)(utils?|helpers?|common|manager|misc|types)\.(ts|tsx)$/.test(path)).map(({ path }) => `${path}: a name that says nothing`);

const pureCore: Rule = (sources) => sources.filter((source) => source.path.startsWith('core/src/') && code(source) && !isTest(source.path)).flatMap((source) =>
  importsOf(source).filter(({ target }) => !target.startsWith('core/src/')).map(({ line, target }) => `${source.path}:${line}: core imports ${target}`));

const pureContracts: Rule = (sources) => sources.filter((source) => /\.(contract|rules)\.ts$/.test(source.path)).flatMap((source) =>
  importsOf(source).filter(({ target }) => !mayImport(target)).map(({ line, target }) => `${source.path}:${line}: a contract or rule imports ${target}`));
function mayImport(target: string): boolean {
  if (target === 'zod' || target.startsWith('core/src/')) return true;
  const kernel = /^server\/src\/(kernel\/[\w.-]+)\.ts$/.exec(target)?.[1];
  if (kernel) return browserSafeKernel.has(kernel) || kernel === 'kernel/exchange.contract';
  return /\.(contract|rules)\.ts$/.test(target) || /-texts\.ts$/.test(target) || /kernel\/exchange\/[\w-]*contract\.ts$/.test(target);
}

const clockAndChance: Rule = (sources) => sources.filter((source) => code(source) && !isTest(source.path) && !allowsClock(source.path)).flatMap((source) =>
  source.lines.flatMap((line, index) => (/\bnew Date\b|\bDate\.now\b|\bMath\.random\b|\bprocess\.env\b/.test(stripComment(line)) ? [`${source.path}:${index + 1}: clock, chance or environment outside the kernel`] : [])));
const allowsClock = (path: string): boolean => /^server\/src\/(kernel\/|main\.ts|cli\.ts|verify\.ts|backup\.ts|restore\.ts)/.test(path) || path === 'web/src/ui/clock.ts' || path === 'demo/src/write-workbooks.ts';

const rounding: Rule = (sources) => sources.filter((source) => code(source) && !isTest(source.path) && !source.path.startsWith('core/src/primitives/') && /^(core|server|demo)\/src/.test(source.path)).flatMap((source) =>
  source.lines.flatMap((line, index) => (/\bMath\.round\b|\.toFixed\(|\bparseFloat\b/.test(stripComment(line)) ? [`${source.path}:${index + 1}: rounds outside core/primitives`] : [])));

const moduleBorders: Rule = (sources) => sources.filter((source) => code(source) && moduleOf(source.path) !== undefined && !isTest(source.path)).flatMap((source) =>
  importsOf(source).flatMap(({ line, target }) => {
    const other = moduleOf(target);
    if (!other || other === moduleOf(source.path) || /\/(api|books\.api)\.ts$/.test(target)) return [];
    return /\.contract\.ts$|-texts\.ts$|\/standards\//.test(target) ? [] : [`${source.path}:${line}: reaches into module ${other} (${target})`];
  }));

const acyclicModules: Rule = (sources) => {
  const graph = new Map<string, Set<string>>();
  for (const source of sources) {
    const from = moduleOf(source.path);
    if (!from || !code(source) || isTest(source.path)) continue;
    for (const { target } of importsOf(source)) {
      const to = moduleOf(target);
      if (to && to !== from) graph.set(from, (graph.get(from) ?? new Set()).add(to));
    }
  }
  const found: string[] = [];
  const visit = (node: string, trail: readonly string[]): void => {
    if (trail.includes(node)) {
      found.push(`modules in a circle: ${[...trail.slice(trail.indexOf(node)), node].join(' → ')}`);
      return;
    }
    for (const next of graph.get(node) ?? []) visit(next, [...trail, node]);
  };
  for (const node of graph.keys()) visit(node, []);
  return found.slice(0, 1);
};

const declaredDependencies: Rule = (sources) => sources.filter(({ path }) => /^server\/src\/modules\/[\w-]+\/module\.ts$/.test(path)).flatMap((declared) => {
  const name = moduleOf(declared.path) ?? '';
  const listed = new Set([...(/dependsOn: \[([^\]]*)\]/.exec(declared.text)?.[1] ?? '').matchAll(/'([\w-]+)'/g)].map((match) => match[1]));
  const used = new Set(sources.filter((source) => code(source) && moduleOf(source.path) === name && !isTest(source.path)).flatMap((source) => importsOf(source).map(({ target }) => moduleOf(target))));
  return [...used].filter((other): other is string => other !== undefined && other !== name && !listed.has(other)).map((other) => `${declared.path}: uses ${other} without saying so in dependsOn`);
});

const foreignWrites: Rule = (sources) => sources.filter((source) => moduleOf(source.path) !== undefined && code(source) && !isTest(source.path)).flatMap((source) => {
  const own = (moduleOf(source.path) ?? '').replace(/-/g, '_');
  return source.lines.flatMap((line, index) => {
    const match = /\b(?:insert into|update|delete from)\s+([a-z_]+)\.[a-z_]+/.exec(stripComment(line));
    const schema = match?.[1];
    if (!schema || schema === own || /company\/set-up\.ts$|foundation\/job\//.test(source.path)) return [];
    return /^(access|documents|engineering|finance|foundation|inventory|kernel|ledger|planning|purchasing|sales|shopfloor)$/.test(schema) ? [`${source.path}:${index + 1}: writes ${schema} from module ${own}`] : [];
  });
});

const transactions: Rule = (sources) => sources.filter((source) => code(source) && /^server\/src\/(modules|flows)/.test(source.path) && !isTest(source.path) && !/company\/set-up\.ts$|session\.(store|routes)\.ts$/.test(source.path)).flatMap((source) =>
  source.lines.flatMap((line, index) => (/['"`](begin|commit|rollback)\b/.test(stripComment(line)) ? [`${source.path}:${index + 1}: opens a transaction outside the kernel`] : [])));

/** Every refusal a contract names is seen by some test, by its code. */
const refusalsTested: Rule = (sources) => {
  const tests = sources.filter(({ path }) => isTest(path)).map(({ text }) => text).join('\n');
  return sources.filter(({ path }) => /\.contract\.ts$/.test(path) && path.startsWith('server/')).flatMap((source) => {
    const blocks = [...source.text.matchAll(/[rR]efusals = \{([\s\S]*?)\n\} satisfies/g)].map((match) => match[1] ?? '');
    const codes = blocks.flatMap((block) => [...block.matchAll(/^\s{2}'?([a-z][\w-]*)'?:/gm)].map((match) => match[1] ?? ''));
    return codes.filter((name) => !tests.includes(`'${name}'`)).map((name) => `${source.path}: no test sees the refusal ${name}`);
  });
};

const twins: Rule = (sources) => {
  const names = (prefix: string) => new Set(sources.flatMap(({ path }) => { const match = new RegExp(`^${prefix}/([\\w-]+)/`).exec(path); return match?.[1] ? [match[1]] : []; }));
  const server = names('server/src/modules');
  return [...names('web/src/modules')].filter((name) => !server.has(name)).map((name) => `web/src/modules/${name}: the server has no module of this name`);
};

const stripComment = (line: string): string => line.replace(/\/\/.*$/, '').replace(/^\s*\*.*$/, '').replace(/\/\*.*?\*\//g, '');

export const rules: Readonly<Record<string, Rule>> = {
  fileLength, fileNames, pureCore, pureContracts, clockAndChance, rounding, moduleBorders, acyclicModules, declaredDependencies, foreignWrites, transactions, refusalsTested, twins,
};

export function tidy(sources: readonly Source[] = readSources()): string[] {
  return Object.entries(rules).flatMap(([name, rule]) => rule(sources).map((sentence) => `${name}: ${sentence}`));
}
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = tidy();
  for (const sentence of found) process.stdout.write(`${sentence}\n`);
  process.stdout.write(found.length === 0 ? 'tidy\n' : `${found.length} things to tidy\n`);
  process.exit(found.length === 0 ? 0 : 1);
}
