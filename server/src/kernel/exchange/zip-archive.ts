/**
 * Reads the parts of a zip file that somebody uploaded, never trusting what it says about itself. The directory at the end is
 * read first, so parts may lie in any order; every part is inflated through a counter that stops a zip bomb. No part is held whole.
 */
import { createReadStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { createInflateRaw } from 'node:zlib';
import { WorkbookError } from './workbook-error.ts';

export type ArchiveLimits = {
  readonly parts: number;
  /** All parts read together, inflated. */
  readonly bytes: number;
  /** Inflated ÷ stored; XML of a workbook stays below 100, a bomb is above 1000. */
  readonly ratio: number;
};
export const archiveLimits: ArchiveLimits = { parts: 500, bytes: 600 * 1024 * 1024, ratio: 400 };

type Part = { readonly name: string; readonly method: number; readonly encrypted: boolean; readonly stored: number; readonly at: number };
export type Archive = {
  readonly names: readonly string[];
  /** The inflated bytes of one part, in pieces. */
  read(name: string): AsyncGenerator<Buffer>;
  /** 0 to 1, of the part begun last. */
  fraction(): number;
  close(): Promise<void>;
};

export async function openArchive(path: string, limits: ArchiveLimits = archiveLimits): Promise<Archive> {
  const file = await open(path, 'r');
  try {
    const parts = await readDirectory(file, limits);
    let inflated = 0;
    let fraction = (): number => 0;
    const count = (bytes: number, stored: number, inPart: number): void => {
      inflated += bytes;
      if (inflated > limits.bytes || (inPart > 4 * 1024 * 1024 && inPart > stored * limits.ratio)) throw new WorkbookError('inflates-too-much');
    };
    return {
      names: [...parts.keys()],
      read: (name) => readPart(path, file, parts.get(name), count, (now) => { fraction = now; }),
      fraction: () => fraction(),
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function bytesAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, at);
  return buffer.subarray(0, bytesRead);
}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
async function readDirectory(file: FileHandle, limits: ArchiveLimits): Promise<Map<string, Part>> {
  const { size } = await file.stat();
  const tail = await bytesAt(file, Math.max(0, size - 66_000), Math.min(size, 66_000));
  let end = tail.length - 22;
  while (end >= 0 && tail.readUInt32LE(end) !== endSignature) end -= 1;
  if (end < 0) throw new WorkbookError('not-a-workbook');
  const count = tail.readUInt16LE(end + 10);
  const [length, start] = [tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)];
  if (count > limits.parts || length > 1024 * 1024) throw new WorkbookError('inflates-too-much');
  const directory = await bytesAt(file, start, length);
  const parts = new Map<string, Part>();
  for (let at = 0, index = 0; index < count; index += 1) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== entrySignature) throw new WorkbookError('not-a-workbook');
    const [nameLength, extraLength, commentLength] = [directory.readUInt16LE(at + 28), directory.readUInt16LE(at + 30), directory.readUInt16LE(at + 32)];
    const name = directory.toString('utf8', at + 46, at + 46 + nameLength).replaceAll('\\', '/').replace(/^\//, '');
    parts.set(name, {
      name, method: directory.readUInt16LE(at + 10), encrypted: (directory.readUInt16LE(at + 8) & 1) === 1,
      stored: directory.readUInt32LE(at + 20), at: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + extraLength + commentLength;
  }
  return parts;
}

async function* readPart(path: string, file: FileHandle, part: Part | undefined, count: (bytes: number, stored: number, inPart: number) => void, begun: (fraction: () => number) => void): AsyncGenerator<Buffer> {
  if (!part) throw new WorkbookError('not-a-workbook');
  if (part.encrypted || (part.method !== 0 && part.method !== 8)) throw new WorkbookError('not-a-workbook');
  const header = await bytesAt(file, part.at, 30);
  if (header.length < 30 || header.readUInt32LE(0) !== 0x04034b50) throw new WorkbookError('not-a-workbook');
  const from = part.at + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  if (part.stored === 0) return;
  const stored = createReadStream(path, { start: from, end: from + part.stored - 1 });
  begun(() => Math.min(1, stored.bytesRead / part.stored));
  const pieces = part.method === 0 ? stored : stored.pipe(createInflateRaw());
  stored.on('error', (error) => pieces.destroy(error));
  let inPart = 0;
  try {
    for await (const piece of pieces as AsyncIterable<Buffer>) {
      inPart += piece.length;
      count(piece.length, part.stored, inPart);
      yield piece;
    }
  } catch (error) {
    if (typeof (error as { code?: unknown }).code === 'string' && String((error as { code: string }).code).startsWith('Z_')) throw new WorkbookError('not-a-workbook');
    throw error;
  } finally {
    stored.destroy();
    pieces.destroy();
  }
}
