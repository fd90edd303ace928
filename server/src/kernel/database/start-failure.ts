// Why Millwright cannot start, said once in Chinese and once in English, each with what to do about it.
//
// A person who starts the product on a factory's server sees only these sentences: no stack, no PostgreSQL jargon.
// `describeStartFailure` recognises raw errors (errno codes, SQLSTATE, lines of the server's log); what it does not
// recognise is a bug and keeps its stack. The trap: PostgreSQL reports a full disk under several names (ENOSPC as an
// errno of ours, 53100 over the wire, "No space left on device" in the log), so all three lead to the same sentence.

export interface Sentence {
  readonly zh: string;
  readonly en: string;
}

export class StartFailure extends Error {
  readonly code: string;
  readonly sentence: Sentence;

  constructor(code: string, sentence: Sentence, cause?: unknown) {
    super(`${sentence.zh}\n${sentence.en}`, cause === undefined ? undefined : { cause });
    this.name = 'StartFailure';
    this.code = code;
    this.sentence = sentence;
  }
}

export function portTaken(port: number): StartFailure {
  return new StartFailure('port-taken', {
    zh: `端口 ${port} 已被其他程序占用。请关闭占用它的程序，或换一个端口：PORT=${port + 1} npm start`,
    en: `Port ${port} is taken by another program. Stop that program, or choose another port: PORT=${port + 1} npm start`,
  });
}

export function portInvalid(text: string): StartFailure {
  return new StartFailure('port-invalid', {
    zh: `PORT 的值“${text}”不是 1 到 65535 之间的端口号。`,
    en: `PORT is "${text}", which is not a port number between 1 and 65535.`,
  });
}

export function addressRefused(host: string, port: number, cause?: unknown): StartFailure {
  return new StartFailure('address-refused', {
    zh: `不能在地址 ${host} 的端口 ${port} 上提供服务：HOST 必须是本机的地址；1024 以下的端口要有特权。请改 HOST 或 PORT。`,
    en: `Port ${port} of ${host} cannot be served: HOST must be an address of this machine, and ports below 1024 need privileges. Change HOST or PORT.`,
  }, cause);
}

export function diskFull(folder: string, cause?: unknown): StartFailure {
  return new StartFailure('disk-full', {
    zh: `磁盘已满：${folder} 所在的磁盘没有剩余空间。请清理磁盘后重新启动，已经保存的数据不会丢失。`,
    en: `The disk is full: no space is left where ${folder} is. Free some space and start again; nothing that was saved is lost.`,
  }, cause);
}

export function noWritePermission(folder: string, cause?: unknown): StartFailure {
  return new StartFailure('no-write-permission', {
    zh: `没有写入权限：当前用户不能写入 ${folder}。请修改该文件夹的权限，或用 MILLWRIGHT_HOME 指定其他数据文件夹。`,
    en: `No write permission: this user may not write to ${folder}. Change its permissions, or name another data folder with MILLWRIGHT_HOME.`,
  }, cause);
}

export function folderImpossible(folder: string, cause?: unknown): StartFailure {
  return new StartFailure('folder-impossible', {
    zh: `不能建立文件夹 ${folder}：上级不是可以建文件夹的地方。请用 MILLWRIGHT_HOME 指定其他数据文件夹。`,
    en: `The folder ${folder} cannot be made: what is above it holds no folders. Name another data folder with MILLWRIGHT_HOME.`,
  }, cause);
}

export function unreachableForDatabaseUser(folder: string, blockedAt: string, user: string): StartFailure {
  return new StartFailure('folder-unreachable', {
    zh: `数据库以系统用户 ${user} 运行，但它无法进入 ${blockedAt}，因此不能使用数据文件夹 ${folder}。请用 MILLWRIGHT_HOME 指定该用户能进入的文件夹（例如 /var/lib/millwright）。`,
    en: `The database runs as the system user ${user}, who may not enter ${blockedAt}, so the data folder ${folder} cannot be used. Name a folder that user can enter with MILLWRIGHT_HOME (for example /var/lib/millwright).`,
  });
}

export function dataFolderInUse(folder: string, pid: number): StartFailure {
  return new StartFailure('data-folder-in-use', {
    zh: `数据文件夹 ${folder} 正在被另一个匠造进程使用（进程号 ${pid}）。请先停止它，或用 MILLWRIGHT_HOME 指定其他数据文件夹。`,
    en: `The data folder ${folder} is in use by another Millwright (process ${pid}). Stop that one first, or name another data folder with MILLWRIGHT_HOME.`,
  });
}

export function databaseNewer(found: number, known: number): StartFailure {
  return new StartFailure('database-newer', {
    zh: `数据库比程序新：数据库已升级到第 ${found} 号结构，本程序只认识到第 ${known} 号。请升级程序后再启动，不要用旧程序打开新数据库。`,
    en: `The database is newer than the program: it stands at migration ${found}, this program knows up to ${known}. Upgrade the program; an old program must not open a new database.`,
  });
}

export function migrationChanged(name: string): StartFailure {
  return new StartFailure('migration-changed', {
    zh: `数据库结构 ${name} 已经执行过，但程序里的内容与当时不同。请恢复程序的原始文件；开发环境可以删除数据文件夹重新开始。`,
    en: `Migration ${name} was already applied, but the program's copy has changed since. Restore the original file; in development, delete the data folder to start afresh.`,
  });
}

export function postgresTooOld(version: string): StartFailure {
  return new StartFailure('postgres-too-old', {
    zh: `DATABASE_URL 指向的 PostgreSQL 版本是 ${version}，匠造需要 15 或更高版本。`,
    en: `DATABASE_URL leads to PostgreSQL ${version}; Millwright needs version 15 or later.`,
  });
}

export function dataOfOtherMajor(found: string, engine: string): StartFailure {
  return new StartFailure('data-of-other-major', {
    zh: `数据文件夹由 PostgreSQL ${found} 建立，而本程序自带 PostgreSQL ${engine}。请用原来的程序版本备份账套，再在新版本中恢复。`,
    en: `The data folder was made by PostgreSQL ${found}, this program brings PostgreSQL ${engine}. Back the companies up with the former version of the program and restore them in the new one.`,
  });
}

export function nodeTooOld(version: string): StartFailure {
  return new StartFailure('node-too-old', {
    zh: `Node.js 版本 ${version} 太旧，匠造需要 20.19 或更高版本（https://nodejs.org）。`,
    en: `Node.js ${version} is too old; Millwright needs 20.19 or later (https://nodejs.org).`,
  });
}

export function databaseAddressInvalid(): StartFailure {
  return new StartFailure('database-address-invalid', {
    zh: 'DATABASE_URL 不是 PostgreSQL 的地址，应写成 postgres://用户:密码@主机:5432/数据库。',
    en: 'DATABASE_URL is no address of a PostgreSQL; write postgres://user:password@host:5432/database.',
  });
}

/** By errno of a connection or SQLSTATE of its answer. */
const unreachableBecause: Readonly<Record<string, Sentence>> = {
  ECONNREFUSED: { zh: '这个端口上没有数据库应答', en: 'no database answers at this port' },
  ENOTFOUND: { zh: '找不到这台主机', en: 'there is no such host' },
  EAI_AGAIN: { zh: '找不到这台主机', en: 'there is no such host' },
  '28P01': { zh: '用户名或密码不对', en: 'user or password is wrong' },
  '28000': { zh: '服务器不允许这个用户从这里登录', en: 'the server does not let this user in from here' },
  '3D000': { zh: '服务器上没有这个数据库', en: 'the server has no such database' },
  '53300': { zh: '服务器的连接数已满', en: 'the server takes no more connections' },
};

export function databaseUnreachable(where: string, cause: unknown): StartFailure {
  const text = cause instanceof Error ? cause.message : String(cause);
  const reason = unreachableBecause[codeOf(cause) ?? ''] ?? (/terminated|timeout/i.test(text) ? { zh: '没有应答', en: 'it does not answer' } : { zh: text, en: text });
  return new StartFailure('database-unreachable', {
    zh: `无法连接 DATABASE_URL 指向的数据库 ${where}：${reason.zh}。请检查地址、端口、用户名和密码，以及数据库是否已启动。`,
    en: `The database of DATABASE_URL at ${where} cannot be reached: ${reason.en}. Check address, port, user and password, and that the server is running.`,
  }, cause);
}

export function databaseRightsMissing(missing: string, cause?: unknown): StartFailure {
  return new StartFailure('database-rights-missing', {
    zh: `DATABASE_URL 的用户权限不足：${missing}。请使用超级用户，或使用具有 CREATEROLE 权限且拥有该数据库的用户。`,
    en: `The user of DATABASE_URL lacks rights: ${missing}. Use a superuser, or a user with CREATEROLE who owns the database.`,
  }, cause);
}

export function databaseEncodingWrong(encoding: string): StartFailure {
  return new StartFailure('database-encoding', {
    zh: `DATABASE_URL 的数据库编码是 ${encoding}，匠造需要 UTF8。请用 encoding 'UTF8' 新建一个数据库。`,
    en: `The database of DATABASE_URL is encoded in ${encoding}; Millwright needs UTF8. Create a database with encoding 'UTF8'.`,
  });
}

export function engineMissing(platform: string): StartFailure {
  return new StartFailure('engine-missing', {
    zh: `没有适用于 ${platform} 的内置数据库。请安装 PostgreSQL 15 或更高版本，并用 DATABASE_URL 指定它。`,
    en: `No embedded database exists for ${platform}. Install PostgreSQL 15 or later and name it with DATABASE_URL.`,
  });
}

export function secretsLost(file: string): StartFailure {
  return new StartFailure('secrets-lost', {
    zh: `数据文件夹中有数据库，但密码文件 ${file} 丢失或损坏。请从备份中恢复该文件。`,
    en: `The data folder holds a database, but its password file ${file} is missing or damaged. Restore that file from a backup.`,
  });
}

export function engineFailed(detail: string): StartFailure {
  return new StartFailure('engine-failed', {
    zh: `内置数据库没有启动。数据库的最后几行日志：\n${detail}`,
    en: `The embedded database did not start. Its last lines were:\n${detail}`,
  });
}

/** The sentence for an error met while starting; undefined when it is not one that a user can do something about. */
export function describeStartFailure(error: unknown, folder: string): StartFailure | undefined {
  if (error instanceof StartFailure) return error;
  const code = codeOf(error);
  const text = error instanceof Error ? error.message : String(error);
  if (code === 'ENOSPC' || code === '53100' || /No space left on device/i.test(text)) return diskFull(folder, error);
  if (code === 'ENOTDIR') return folderImpossible(folder, error);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return noWritePermission(pathOf(error) ?? folder, error);
  if (/Permission denied|Read-only file system/i.test(text)) return noWritePermission(folder, error);
  if (code === 'EADDRINUSE' && error instanceof Error && 'port' in error) return portTaken(Number(error.port));
  return undefined;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function pathOf(error: unknown): string | undefined {
  return error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : undefined;
}
