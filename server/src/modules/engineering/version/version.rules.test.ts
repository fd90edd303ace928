// Goal: two versions never hold on one day, and the next revision is the one a person would write.
import { expect, test } from 'vitest';
import { checkEffectivity, nextRevision, type OtherVersion } from './version.rules.ts';

const other = (revision: string, valid_from: string, state = 'approved'): OtherVersion => ({ id: revision, revision, state, valid_from, valid_to: null });
test.each<[string, string, string | null, OtherVersion[], string | undefined]>([
  ['alone', '2026-01-01', null, [], undefined],
  ['after another', '2026-06-01', null, [other('A', '2026-01-01')], undefined],
  ['on the same day', '2026-01-01', null, [other('A', '2026-01-01')], 'same-start'],
  ['on the same day as a draft', '2026-01-01', null, [other('A', '2026-01-01', 'draft')], undefined],
  ['on the same day as an obsolete one', '2026-01-01', null, [other('A', '2026-01-01', 'obsolete')], undefined],
  ['before another, open', '2026-01-01', null, [other('B', '2026-03-01')], 'later-approved'],
  ['before another, running into it', '2026-01-01', '2026-03-01', [other('B', '2026-03-01')], 'later-approved'],
  ['before another, ended in time', '2026-01-01', '2026-02-28', [other('B', '2026-03-01')], undefined],
])('%s', (_name, validFrom, validTo, others, code) => {
  expect(checkEffectivity({ validFrom, validTo }, others)[0]?.code).toBe(code);
});

test.each<[string, string[], string]>([
  ['A', [], 'B'], ['A', ['B', 'C'], 'D'], ['Z', [], 'AA'], ['AZ', [], 'BA'], ['ZZ', [], 'AAA'], ['1', [], '2'], ['09', [], '10'], ['V1.9', [], 'V1.10'], ['R-A', [], 'R-B'], ['试', [], '试1'],
])('after %s with %j comes %s', (revision, taken, next) => {
  expect(nextRevision(revision, taken)).toBe(next);
});
