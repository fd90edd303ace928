/**
 * The plain tar format (ustar), as much of it as a backup needs: regular files with sizes known beforehand, read and written in order
 * and in pieces, so that memory does not grow with the company. A reader believes nothing: names, sizes and sums are checked, and what
 * ends early is damaged.
 */
import { backupProblem } from './backup.refusals.ts';

export type TarEntry = { readonly name: string; readonly size: number; readonly content: AsyncIterable<Buffer> | Iterable<Buffer> };
const block = 512;
const nameForm = /^[A-Za-z0-9_][A-Za-z0-9_.-]*(\/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$/;

export async function* writeTar(entries: AsyncIterable<TarEntry>): AsyncGenerator<Buffer> {
  for await (const { name, size, content } of entries) {
    yield header(name, size);
    let written = 0;
    for await (const piece of content) {
      written += piece.length;
      yield piece;
    }
    if (written !== size) throw new Error(`${name} has ${written} bytes instead of ${size}`);
    if (size % block > 0) yield Buffer.alloc(block - (size % block));
  }
  yield Buffer.alloc(2 * block);
}

function header(name: string, size: number): Buffer {
  if (name.length > 100 || !nameForm.test(name)) throw new Error(`no name for a tar entry: ${name}`);
  const bytes = Buffer.alloc(block);
  bytes.write(name, 0, 'latin1');
  bytes.write('0000600\0', 100, 'latin1');
  bytes.write('0000000\0', 108, 'latin1');
  bytes.write('0000000\0', 116, 'latin1');
  bytes.write(`${size.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
  bytes.write('00000000000\0', 136, 'latin1');
  bytes.write('        ', 148, 'latin1');
  bytes.write('0', 156, 'latin1');
  bytes.write('ustar\u000000', 257, 'latin1');
  bytes.write(`${sumOf(bytes).toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return bytes;
}
/** Of all bytes of a header, its own place counted as blanks. */
const sumOf = (bytes: Buffer): number => bytes.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 32 : byte), 0);

/** The entries in their order. The content of one has to be read before the next is asked for; what was left is skipped. */
export async function* readTar(source: AsyncIterable<Buffer>): AsyncGenerator<TarEntry> {
  const pieces = source[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  const more = async (): Promise<boolean> => {
    const next = await pieces.next();
    if (next.done) return false;
    rest = rest.length === 0 ? next.value : Buffer.concat([rest, next.value]);
    return true;
  };
  const take = async (length: number, where: string): Promise<Buffer> => {
    while (rest.length < length) if (!(await more())) throw backupProblem('backup-damaged', { where });
    const taken = rest.subarray(0, length);
    rest = rest.subarray(length);
    return taken;
  };
  for (;;) {
    const bytes = await take(block, 'end');
    if (bytes.every((byte) => byte === 0)) break;
    const { name, size } = readHeader(bytes);
    let left = size;
    const content = async function* (): AsyncGenerator<Buffer> {
      while (left > 0) {
        if (rest.length === 0 && !(await more())) throw backupProblem('backup-damaged', { where: name });
        const piece = rest.subarray(0, left);
        rest = rest.subarray(piece.length);
        left -= piece.length;
        yield piece;
      }
    };
    yield { name, size, content: content() };
    for await (const _skipped of content());
    if (size % block > 0) await take(block - (size % block), name);
  }
  // To the end, so that the sum over the packed whole is checked, too.
  do {
    if (rest.some((byte) => byte !== 0)) throw backupProblem('backup-damaged', { where: 'end' });
    rest = Buffer.alloc(0);
  } while (await more());
}

function readHeader(bytes: Buffer): { name: string; size: number } {
  const text = (at: number, length: number): string => bytes.toString('latin1', at, at + length).replace(/\0.*$/s, '');
  const name = text(0, 100);
  const size = /^[0-7]{1,11}$/.test(text(124, 12)) ? Number.parseInt(text(124, 12), 8) : Number.NaN;
  const whole = text(257, 5) === 'ustar' && text(156, 1) === '0' && Number.parseInt(text(148, 8), 8) === sumOf(bytes) && nameForm.test(name) && Number.isSafeInteger(size);
  if (!whole) throw backupProblem('backup-damaged', { where: nameForm.test(name) ? name : 'name' });
  return { name, size };
}
