// The embedded server's postgresql.conf, written anew at every start so that an upgrade of the program brings its settings.
//
// Durability is not for sale: fsync and synchronous_commit stay on. It listens on the loopback address only. Nothing a
// customer typed reaches the log: no statements, no parameters, and `terse` because a DETAIL line quotes the failing row.
// What an administrator sets with `alter system` still wins (postgresql.auto.conf is read after this file).

import { existsSync, statfsSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';

const mebibyte = 1024 * 1024;

export function serverSettings(port: number, logFolder: string, extra: Readonly<Record<string, string>> = {}): string {
  // In a container the machine's memory is not ours.
  const memory = Math.floor(Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY) / mebibyte);
  const processors = availableParallelism();
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '100',
    password_encryption: 'scram-sha-256',
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    shared_buffers: `${clamp(memory / 8, 128, 2048)}MB`,
    effective_cache_size: `${clamp(memory / 2, 256, 65_536)}MB`,
    work_mem: `${clamp(memory / 512, 8, 32)}MB`,
    maintenance_work_mem: `${clamp(memory / 32, 64, 512)}MB`,
    dynamic_shared_memory_type: sharedMemoryType(),
    max_parallel_workers_per_gather: String(processors > 2 ? 2 : 1),
    jit: 'off',
    random_page_cost: '1.1',
    min_wal_size: '128MB',
    max_wal_size: '2GB',
    checkpoint_timeout: '10min',
    wal_compression: 'on',
    autovacuum_naptime: '30s',
    idle_in_transaction_session_timeout: '60s',
    tcp_keepalives_idle: '60',
    timezone: 'UTC',
    log_timezone: 'UTC',
    datestyle: 'iso, ymd',
    lc_messages: 'C',
    default_text_search_config: 'pg_catalog.simple',
    logging_collector: 'on',
    log_directory: logFolder,
    log_filename: 'postgresql-%a.log',
    log_truncate_on_rotation: 'on',
    log_rotation_age: '1d',
    log_rotation_size: '0',
    log_file_mode: '0640',
    log_line_prefix: '%m [%p] %u@%d %a ',
    log_statement: 'none',
    log_min_error_statement: 'panic',
    log_min_duration_statement: '-1',
    log_parameter_max_length: '0',
    log_parameter_max_length_on_error: '0',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    log_lock_waits: 'on',
    ...extra,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value.replaceAll("'", "''").replaceAll('\\', '/')}'`);
  return `# Written by Millwright at every start. For settings of your own use "alter system set".\n${lines.join('\n')}\n`;
}

/** Containers often have 64 MB of /dev/shm, and a parallel query that outgrows it fails. */
function sharedMemoryType(): string {
  if (process.platform === 'win32') return 'windows';
  if (!existsSync('/dev/shm')) return process.platform === 'linux' ? 'mmap' : 'posix';
  const { blocks, bsize } = statfsSync('/dev/shm');
  return blocks * bsize < 256 * mebibyte ? 'mmap' : 'posix';
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, Math.floor(value)));
}
