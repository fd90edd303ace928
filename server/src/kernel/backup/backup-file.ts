/**
 * What a backup file holds, in this order: header.json, people.json, tables/<schema.table>/<part> (COPY text, without the company's id),
 * files/…, manifest.json with the hash of everything before it. A packed tar: any archiver opens it.
 */
import { z } from 'zod';

export const backupFormat = 1;
const id = z.string().regex(/^[1-9]\d{0,14}$/);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const line = z.string().regex(/^[^\u0000-\u001f]*$/u);

export const headerShape = z.object({
  format: z.number().int(),
  migration: z.number().int(),
  structure: sha256,
  takenAt: z.string(),
  company: z.object({
    code: z.string().regex(/^[A-Za-z0-9_-]{1,20}$/), name: line.min(1).max(100), state: z.enum(['live', 'simulation', 'training']), currency: z.string().regex(/^[A-Z]{3}$/),
    accounting_standard: z.string().max(40), tax_number: line.max(100), policy: z.record(z.string(), z.unknown()),
  }),
  /** Where the counters stood: numbers that were handed out and thrown away are not handed out again either. */
  counters: z.record(z.string().max(150), z.string().regex(/^\d{1,15}$/)),
});
export const peopleShape = z.array(z.object({ id, login: z.string().regex(/^[A-Za-z0-9._-]{2,40}$/), name: line.max(200), post: line.max(200) })).max(100_000);
export const manifestShape = z.object({
  header: sha256,
  people: sha256,
  tables: z.record(z.string().max(150), z.object({ rows: z.number().int().nonnegative(), bytes: z.number().int().nonnegative(), sha256 })),
  files: z.array(z.object({ name: z.string().max(100), size: z.number().int().nonnegative(), sha256 })),
  figures: z.record(z.string(), z.string().nullable()),
});
export type Header = z.infer<typeof headerShape>;
export type Person = z.infer<typeof peopleShape>[number];
export type Manifest = z.infer<typeof manifestShape>;
/** Progress and cancelling; a backup stops between two parts. */
export type Steps = { progress(fraction: number): void; throwIfCancelled(): void };
export const unwatched: Steps = { progress: () => undefined, throwIfCancelled: () => undefined };
export const headerName = 'header.json';
export const peopleName = 'people.json';
export const manifestName = 'manifest.json';
