// Where an installation keeps what is its own: the data folder, the port, and the generated secrets.
//
// A normal user keeps everything in `.data` beside the program. Root keeps it in /var/lib/millwright, because PostgreSQL
// refuses to run as root and the service user it runs as must be able to enter the folder (a clone under /root is closed
// to it). Secrets are generated once, before anything is encrypted with them, and written whole (temporary file, fsync,
// rename): a crash leaves either no file or a complete one.

import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { folderImpossible, portInvalid, secretsLost } from './start-failure.ts';

export interface Home {
  readonly folder: string;
  /** Port of the product's web server, not of the database. */
  readonly port: number;
  /** A PostgreSQL of the user's own; the embedded one is not started then. */
  readonly databaseUrl: string | undefined;
  readonly databaseFolder: string;
  readonly secretsFile: string;
  readonly lockFile: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

export const runtimeRoles = ['write', 'read', 'maintain', 'auth', 'jobs'] as const;
export type RuntimeRole = (typeof runtimeRoles)[number];

const secretsShape = z.object({
  superuser: z.string().min(20),
  roles: z.object({ write: z.string(), read: z.string(), maintain: z.string(), auth: z.string(), jobs: z.string() }),
  cookie: z.string().min(32),
});
export type Secrets = z.infer<typeof secretsShape>;

export function resolveHome(env: Environment): Home {
  const folder = resolve(env['MILLWRIGHT_HOME'] || defaultFolder());
  return {
    folder,
    port: readPort(env['PORT']),
    databaseUrl: env['DATABASE_URL'] || undefined,
    databaseFolder: readElsewhere(folder) ?? join(folder, 'database'),
    secretsFile: join(folder, 'secrets.json'),
    lockFile: join(folder, 'in-use.json'),
  };
}

/** Names the database's folder when it could not be inside the data folder (supervisor.ts says why). */
export function elsewhereFile(folder: string): string {
  return join(folder, 'database-folder');
}

function readElsewhere(folder: string): string | undefined {
  const file = elsewhereFile(folder);
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

function readPort(text: string | undefined): number {
  if (text === undefined || text.trim() === '') return 8420;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw portInvalid(text);
  return port;
}

function defaultFolder(): string {
  return runsAsRoot() ? '/var/lib/millwright' : join(repositoryFolder(), '.data');
}

export function runsAsRoot(): boolean {
  return process.getuid?.() === 0;
}

/** The clone's folder, found from the source tree as well as from the built bundle. */
export function repositoryFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).name === 'millwright') return folder;
    const parent = dirname(folder);
    if (parent === folder) throw new Error('No package.json of millwright above this file.');
    folder = parent;
  }
}

/** Reads the secrets, or makes them on the first run. `dataExists` means that new ones would no longer open the data. */
export function loadSecrets(home: Home, dataExists: boolean): Secrets {
  makeFolder(home.folder);
  if (!existsSync(home.secretsFile)) {
    if (dataExists) throw secretsLost(home.secretsFile);
    writeWhole(home.secretsFile, `${JSON.stringify(generateSecrets(), null, 2)}\n`, 0o600);
  }
  try {
    return secretsShape.parse(JSON.parse(readFileSync(home.secretsFile, 'utf8')));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) throw secretsLost(home.secretsFile);
    throw error;
  }
}

function generateSecrets(): Secrets {
  const secret = (): string => randomBytes(24).toString('base64url');
  return {
    superuser: secret(),
    roles: { write: secret(), read: secret(), maintain: secret(), auth: secret(), jobs: secret() },
    cookie: randomBytes(48).toString('base64url'),
  };
}

/** With its parents. Node's own `recursive` never comes back where a file system makes no folders at all (/proc). */
export function makeFolder(folder: string): void {
  try {
    if (!existsSync(folder)) {
      if (!existsSync(dirname(folder))) makeFolder(dirname(folder));
      mkdirSync(folder);
    }
  } catch (error) {
    // Somebody else has just made it.
    if (existsSync(folder)) return;
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    throw code === 'ENOENT' || code === 'ENOTDIR' ? folderImpossible(folder, error) : error;
  }
}

/** Writes a file so that a crash at any moment leaves the former content or the new one, never a part. */
export function writeWhole(file: string, content: string, mode: number): void {
  const temporary = `${file}.${process.pid}.new`;
  const handle = openSync(temporary, 'w', mode);
  try {
    writeSync(handle, content);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  chmodSync(temporary, mode);
  renameSync(temporary, file);
}
