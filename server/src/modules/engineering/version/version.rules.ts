/** What any engineering version must satisfy: effectivity without overlap, and how the next revision is called. */
import type { Refusal } from '@millwright/core/primitives/outcome';

export type OtherVersion = { readonly id: string; readonly revision: string; readonly state: string; readonly valid_from: string; readonly valid_to: string | null };

/** A successor ends its open-ended predecessor; two versions that begin on one day, or one that runs into a later one, are refused. */
export function checkEffectivity(version: { validFrom: string; validTo: string | null }, others: readonly OtherVersion[]): Refusal[] {
  const approved = others.filter((other) => other.state === 'approved');
  const same = approved.find((other) => other.valid_from === version.validFrom);
  if (same) return [{ code: 'same-start', parameters: { revision: same.revision, day: same.valid_from } }];
  const later = approved.filter((other) => other.valid_from > version.validFrom).sort((a, b) => (a.valid_from < b.valid_from ? -1 : 1))[0];
  if (later && (version.validTo === null || version.validTo >= later.valid_from)) return [{ code: 'later-approved', parameters: { revision: later.revision, day: later.valid_from } }];
  return [];
}

/** A → B … Z → AA; 1 → 2, 01 → 02; V1.2 → V1.3. Skips what is taken. */
export function nextRevision(revision: string, taken: readonly string[]): string {
  let next = revision;
  do next = increment(next); while (taken.includes(next));
  return next;
}
function increment(revision: string): string {
  const number = /^(.*?)(\d+)$/.exec(revision);
  if (number) return `${number[1]}${String(Number(number[2]) + 1).padStart(number[2]?.length ?? 1, '0')}`;
  const letters = /^(.*?)([A-Z]+)$/.exec(revision);
  if (!letters) return `${revision}1`;
  const word = letters[2] ?? '';
  const kept = word.replace(/Z+$/, '');
  const zeros = 'A'.repeat(word.length - kept.length);
  if (kept === '') return `${letters[1]}A${zeros}`;
  return `${letters[1]}${kept.slice(0, -1)}${String.fromCharCode(kept.charCodeAt(kept.length - 1) + 1)}${zeros}`;
}
