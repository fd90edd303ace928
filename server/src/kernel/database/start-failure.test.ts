// Goal: every failure a person can do something about has its sentence, in both languages, and a bug keeps its stack.
// Method: the raw errors as Node and PostgreSQL raise them, each with the code of the sentence it must lead to.

import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { demandNode, openDatabase, whyUnusable } from './open.ts';
import { makeFolder, resolveHome } from './home.ts';
import { scramMatches, scramVerifier } from './scram.ts';
import { databaseNewer, databaseUnreachable, describeStartFailure, StartFailure } from './start-failure.ts';

function raw(code: string, message: string, more: object = {}): Error {
  return Object.assign(new Error(message), { code }, more);
}

describe('raw errors and their sentence', () => {
  const cases: readonly [string, Error][] = [
    ['disk-full', raw('ENOSPC', 'ENOSPC: no space left on device, write')],
    ['disk-full', raw('53100', 'could not extend file "base/5/16384": No space left on device')],
    ['disk-full', new Error('PANIC:  could not write to file "pg_wal/xlogtemp.41": No space left on device')],
    ['no-write-permission', raw('EACCES', 'EACCES: permission denied, mkdir', { path: '/srv/data' })],
    ['no-write-permission', raw('EROFS', 'EROFS: read-only file system, open')],
    ['no-write-permission', new Error('initdb: error: could not create directory "/srv/data": Permission denied')],
    ['port-taken', raw('EADDRINUSE', 'listen EADDRINUSE: address already in use 0.0.0.0:8420', { port: 8420 })],
    ['folder-impossible', raw('ENOTDIR', "ENOTDIR: not a directory, open '/srv/data/.write-probe'")],
    ['database-newer', databaseNewer(41, 40)],
  ];
  test.each(cases)('%s', (code, error) => {
    const failure = describeStartFailure(error, '/srv/data');
    expect(failure?.code).toBe(code);
    expect(failure?.sentence.zh).toMatch(/[\u4e00-\u9fff]/);
    expect(failure?.sentence.en).toMatch(/[a-z]/);
    expect(failure?.message).toBe(`${failure?.sentence.zh}\n${failure?.sentence.en}`);
  });

  test('a bug has none', () => {
    expect(describeStartFailure(new TypeError('x is not a function'), '/srv/data')).toBeUndefined();
  });

  test('a port names itself and another one to try', () => {
    const failure = describeStartFailure(raw('EADDRINUSE', '', { port: 8420 }), '/srv/data');
    expect(failure?.sentence.en).toContain('8420');
    expect(failure?.sentence.en).toContain('PORT=8421');
  });
});

test('a server of the user is refused for its version, its encoding, its user, in this order', () => {
  const good = { number: 150_018, version: '15.18', encoding: 'UTF8', able: true, user: 'erp' };
  expect(whyUnusable(good)).toBeUndefined();
  expect(whyUnusable({ ...good, number: 140_011, version: '14.11', encoding: 'SQL_ASCII', able: false })?.code).toBe('postgres-too-old');
  expect(whyUnusable({ ...good, encoding: 'SQL_ASCII', able: false })?.code).toBe('database-encoding');
  expect(whyUnusable({ ...good, able: false })?.code).toBe('database-rights-missing');
});

test.each(['nonsense', 'mysql://a:b@127.0.0.1/x', 'postgres://a b:port/x'])('DATABASE_URL %s is no address', async (address) => {
  await expect(openDatabase({ DATABASE_URL: address, MILLWRIGHT_HOME: tmpdir() }, () => undefined)).rejects.toMatchObject({ code: 'database-address-invalid' });
});

test('a database that cannot be reached says why, an aggregate of refused addresses as well', () => {
  const refused = Object.assign(new AggregateError([raw('ECONNREFUSED', '')]), { code: 'ECONNREFUSED' });
  expect(databaseUnreachable('db:5432/erp', refused).sentence.zh).toContain('db:5432/erp：这个端口上没有数据库应答。');
  expect(databaseUnreachable('db:5432/erp', raw('28P01', 'password authentication failed')).sentence.en).toContain('user or password is wrong');
});

test('Node from 20.19', () => {
  for (const version of ['18.20.4', '20.18.3']) expect(() => demandNode(version)).toThrow(StartFailure);
  for (const version of ['20.19.0', '20.20.2', '22.1.0', '24.0.0']) expect(() => demandNode(version)).not.toThrow();
});

test.runIf(process.platform === 'linux')('a folder where none can be made is named, and nothing hangs', () => {
  expect(() => makeFolder('/proc/none/of/ours')).toThrow(expect.objectContaining({ code: 'folder-impossible' }));
  expect(() => makeFolder('/etc/hostname/data')).toThrow(expect.objectContaining({ code: 'folder-impossible' }));
});

test('PORT and MILLWRIGHT_HOME', () => {
  const home = resolveHome({ PORT: '9000', MILLWRIGHT_HOME: '/srv/mill' });
  expect(home).toMatchObject({ port: 9000, folder: '/srv/mill', databaseUrl: undefined });
  expect(resolveHome({ MILLWRIGHT_HOME: '/srv/mill' }).port).toBe(8420);
  for (const wrong of ['0', '65536', '80.5', 'web']) expect(() => resolveHome({ PORT: wrong })).toThrow(/PORT/);
});

test('SCRAM verifier of the RFC 7677 example (password pencil, its salt, 4096 rounds)', () => {
  // That PostgreSQL accepts the form is shown by every login of a runtime role.
  const verifier = scramVerifier('pencil', Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64'));
  expect(verifier).toBe('SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=');
  expect(scramMatches(verifier, 'pencil')).toBe(true);
  expect(scramMatches(verifier, 'Pencil')).toBe(false);
  expect(scramMatches(null, 'pencil')).toBe(false);
});
