/** Whole addresses on this installation as QR codes carry them: scanned by a phone on the factory's network they open the page. */
import { newRecordPath, recordPath } from '../paths.ts';
import type { Addresses } from './print-options.ts';

export const addressesAt = (origin: string): Addresses => ({
  record: (noun, id) => `${origin}${recordPath(noun, id)}`,
  create: (noun, search) => `${origin}${newRecordPath(noun, search)}`,
});
