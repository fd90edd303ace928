// Builds the program into build/: the server as a few ES modules, its SQL beside it, the web client as static files.
//
// Dependencies stay outside the bundle (they are installed anyway); only the workspaces' own TypeScript is bundled. The
// stamp is written last: a build that was interrupted is made again. Tests run the sources through a loader that forgives a
// named import from a CommonJS package; Node does not, so the build looks at every outside import itself.

import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build as bundle } from 'esbuild';
import { root, sourceHash } from './prepare.mjs';

const target = join(root, 'build');
const entries = ['main.ts', 'cli.ts', 'verify.ts', 'kernel/worker.ts'].map((name) => join(root, 'server', 'src', name)).filter((file) => existsSync(file));
const workspace = {
  name: 'workspaces',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^@millwright\// }, ({ path }) => {
      const [, name, ...rest] = path.split('/');
      return { path: join(root, name, 'src', `${rest.join('/')}.ts`) };
    });
  },
};

const hash = sourceHash();
rmSync(join(target, 'stamp'), { force: true });
rmSync(join(target, 'server'), { recursive: true, force: true });
mkdirSync(target, { recursive: true });

await bundle({
  entryPoints: entries, outdir: join(target, 'server'), entryNames: '[name]', chunkNames: 'part-[hash]',
  bundle: true, splitting: true, platform: 'node', format: 'esm', target: 'node20', packages: 'external', sourcemap: true,
  absWorkingDir: root, logLevel: 'warning', plugins: [workspace],
});
await demandImports(join(target, 'server'));
cpSync(join(root, 'server', 'src', 'db'), join(target, 'server', 'db'), { recursive: true, filter: (file) => !file.endsWith('.ts') });

if (existsSync(join(root, 'web', 'index.html'))) {
  const { build } = await import('vite');
  await build({ root: join(root, 'web'), logLevel: 'warn', build: { outDir: join(target, 'web'), emptyOutDir: true, chunkSizeWarningLimit: 4000 } });
}
writeFileSync(join(target, 'stamp'), hash);

async function demandImports(folder) {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.js'))) {
    for (const [, names, from] of readFileSync(join(folder, file), 'utf8').matchAll(/^import (?:\w+, )?\{([^}]*)\} from "([^."][^"]*)"/gm)) {
      const module = await import(from);
      const missing = names.split(',').map((name) => name.trim().split(' as ')[0]).filter((name) => name !== '' && !(name in module));
      if (missing.length > 0) throw new Error(`Node finds no ${missing.join(', ')} in "${from}": import its default instead.`);
    }
  }
}
