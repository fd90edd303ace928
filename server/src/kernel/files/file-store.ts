/**
 * Where the content of attachments lies, named by its SHA-256: the same content is there once, whoever attached it. A folder of the data
 * folder, or a bucket of anything that speaks S3. What a content is called and to which record it belongs is the database's business.
 * Trap: a hash is no permission. Only the server names one, after it has seen the content or the row that refers to it.
 */
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { folderStore } from './folder-store.ts';
import { s3Store } from './s3-store.ts';

export type FileStore = {
  /** Takes the file over by copying it. What is there already becomes as young as what has just come. */
  put(hash: string, file: string): Promise<void>;
  /** Undefined: no such content. */
  open(hash: string): Promise<{ readonly size: number; readonly content: Readable } | undefined>;
  /** Everything there is, with the time it was put last. */
  list(): AsyncIterable<{ readonly hash: string; readonly putAt: Date }>;
  remove(hash: string): Promise<void>;
};
export const isHash = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

type Environment = Readonly<Record<string, string | undefined>>;
/** S3 where MILLWRIGHT_FILES_S3_BUCKET names a bucket, else `files` in the data folder. */
export function openFileStore(folder: string, env: Environment = process.env): FileStore {
  const bucket = env['MILLWRIGHT_FILES_S3_BUCKET'];
  if (!bucket) return folderStore(join(folder, 'files'));
  const demand = (name: string): string => {
    const value = env[name];
    if (!value) throw new Error(`${name} is not set, and MILLWRIGHT_FILES_S3_BUCKET is`);
    return value;
  };
  return s3Store({
    bucket, endpoint: demand('MILLWRIGHT_FILES_S3_ENDPOINT'), key: demand('MILLWRIGHT_FILES_S3_KEY'), secret: demand('MILLWRIGHT_FILES_S3_SECRET'), region: env['MILLWRIGHT_FILES_S3_REGION'] ?? 'us-east-1',
  });
}
