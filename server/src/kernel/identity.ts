/**
 * Ids and document numbers. Both come in blocks from short transactions of their own, so that no posting waits for a counter
 * (a counter row in the posting path cut throughput to a third). Gaps are allowed; ids are unique in the installation.
 */
import type { Period } from '@millwright/core/primitives/plain-day';
import type pg from 'pg';
import { companyWriting } from './database/company-transaction.ts';

const blockSize = 1000n;
const numbersPerBlock = 20;

export type Identity = {
  /** A fresh id, as the decimal string it is on the wire. */
  nextId(): Promise<string>;
  nextIds(count: number): Promise<string[]>;
  /** "PO-2611-0087": prefix, year and month of the business day, running number in the month. */
  nextNumber(companyId: string, prefix: string, period: Period): Promise<string>;
  /** Lets go of a block taken before a company with these ids came to the installation; a new block lies beyond. */
  startFrom(firstId: string): void;
};

export function createIdentity(pool: pg.Pool): Identity {
  let next = 0n;
  let end = 0n;
  let refill: Promise<void> | undefined;
  const series = new Map<string, { next: number; end: number; refill?: Promise<void> }>();

  const takeBlock = async (): Promise<void> => {
    const { rows } = await pool.query<{ id: string }>("select nextval('kernel.id_block') as id");
    next = BigInt(rows[0]?.id ?? 0);
    end = next + blockSize;
  };
  const nextId = async (): Promise<string> => {
    while (next >= end) await (refill ??= takeBlock().finally(() => { refill = undefined; }));
    const id = next;
    next += 1n;
    return id.toString();
  };
  const takeNumbers = async (companyId: string, key: string, block: { next: number; end: number }): Promise<void> => {
    // On disk before the first number is used: this process outlives the database, and a block that a crash takes back would be given again.
    const { rows } = await companyWriting(pool, companyId, null, (client) => client.query<{ next_number: number }>(
      `insert into kernel.number_block (company_id, series, next_number) values ($1, $2, 1 + $3)
       on conflict (company_id, series) do update set next_number = kernel.number_block.next_number + $3
       returning next_number`,
      [companyId, key, numbersPerBlock],
    ));
    block.end = rows[0]?.next_number ?? 1;
    block.next = block.end - numbersPerBlock;
  };
  return {
    nextId,
    async nextIds(count) {
      const ids: string[] = [];
      for (let index = 0; index < count; index += 1) ids.push(await nextId());
      return ids;
    },
    async nextNumber(companyId, prefix, period) {
      const key = `${prefix}-${String(period % 10000).padStart(4, '0')}`;
      const mapKey = `${companyId}/${key}`;
      let block = series.get(mapKey);
      if (!block) series.set(mapKey, (block = { next: 0, end: 0 }));
      const current = block;
      while (current.next >= current.end) {
        await (current.refill ??= takeNumbers(companyId, key, current).finally(() => { delete current.refill; }));
      }
      const number = current.next;
      current.next += 1;
      return `${key}-${String(number).padStart(4, '0')}`;
    },
    startFrom(firstId) {
      if (next < BigInt(firstId)) next = end;
    },
  };
}
