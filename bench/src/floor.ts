/** What the machine can do at best: one durable fsync, and durable single-row inserts with 1 and 8 connections. */
import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { backendPids, databaseCpuMs } from './scene.ts';

export type Floor = { readonly perSecond: number; readonly nodeCpuMs: number; readonly databaseCpuMs: number | undefined };

/** Median of 200 write + fsync of 8 kB in a folder, in milliseconds. */
export function fsyncLatencyMs(folder: string): number {
  const file = join(folder, `fsync-${process.pid}`);
  const handle = openSync(file, 'w');
  const page = Buffer.alloc(8192, 1);
  const times = Array.from({ length: 200 }, () => {
    const start = performance.now();
    writeSync(handle, page);
    fsyncSync(handle);
    return performance.now() - start;
  }).sort((a, b) => a - b);
  closeSync(handle);
  rmSync(file);
  return times[100] ?? 0;
}

/** Single-row inserts, each its own durable transaction: how many a second, and what one costs in CPU. */
export async function measureFloor(url: string, clients: number, seconds: number): Promise<Floor> {
  const connections = await Promise.all(Array.from({ length: clients }, async () => {
    const client = new pg.Client({ connectionString: url, application_name: 'bench floor' });
    await client.connect();
    return client;
  }));
  await connections[0]?.query('create table if not exists bench_floor (id bigint generated always as identity primary key, a bigint, b text, c numeric(20, 2))');
  const pids = await backendPids(url, 'bench floor');
  const [node, database] = [process.cpuUsage(), databaseCpuMs(pids)];
  const end = performance.now() + seconds * 1000;
  const start = performance.now();
  const counts = await Promise.all(connections.map(async (client) => {
    let count = 0;
    while (performance.now() < end) {
      await client.query({ name: 'floor', text: 'insert into bench_floor (a, b, c) values ($1, $2, $3)', values: [count, 'one row', '1.00'] });
      count += 1;
    }
    return count;
  }));
  const elapsed = performance.now() - start;
  const used = process.cpuUsage(node);
  const databaseAfter = databaseCpuMs(pids);
  await connections[0]?.query('drop table bench_floor');
  await Promise.all(connections.map((client) => client.end()));
  const inserted = Math.max(1, counts.reduce((sum, count) => sum + count, 0));
  return {
    perSecond: (inserted * 1000) / elapsed, nodeCpuMs: (used.user + used.system) / 1000 / inserted,
    databaseCpuMs: database === undefined || databaseAfter === undefined ? undefined : (databaseAfter - database) / inserted,
  };
}
