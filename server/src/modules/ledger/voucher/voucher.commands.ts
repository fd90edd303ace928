/** save (manual), generate, audit, post, reverse (manual), void. Audit, post and void take one voucher or many: all or none, each refusal names its row. */
import { reverseEntry } from '@millwright/core/ledger/reversal';
import { parseMoney, zeroQuantity } from '@millwright/core/primitives/decimal';
import { accept, refuse, refuseAll, type Refusal } from '@millwright/core/primitives/outcome';
import { parseDay, periodOf } from '@millwright/core/primitives/plain-day';
import { type AnyCommand, command, type Context } from '../../../kernel/command.ts';
import { wrongState } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import { changeDocument, insertDocument, voidDraft } from '../../documents/api.ts';
import { booksTexts } from '../books.refusals.ts';
import { insertEntry, loadEntry } from '../entry/entry.store.ts';
import { ensurePeriodOpen } from '../entry/period.store.ts';
import { auditVouchers, generateVouchers, postVouchers, reverseVoucher, saveVoucher, voidVouchers, voucher, voucherNumber, voucherRefusals, voucherStates } from './voucher.contract.ts';
import { decideManualVoucher } from './voucher.rules.ts';
import {
  entriesWithoutVoucher, insertGenerated, insertNettings, insertPostings, linkEntry, loadAccounts, loadManualLines, lockVouchers, type ManualLine, type Netting, numberOfDocument, pairsWithoutVoucher, setVoucherState, type VoucherRow, writeManual, writeRed,
} from './voucher.store.ts';

const generatedAtOnce = 2000;
const refusals = { ...booksTexts, ...voucherRefusals };

const save = command({
  contract: { ...saveVoucher, refusals },
  async load(tx, input, { companyId, identity }) {
    const [found, accounts, closed] = await Promise.all([
      input.id === undefined ? [] : lockVouchers(tx, companyId, [input.id]),
      loadAccounts(tx, companyId, input.lines.map((line) => line.account)),
      ensurePeriodOpen(tx, parseDay(input.day), ['ledger']),
    ]);
    const [id = '', documentId = ''] = await identity.nextIds(2);
    return { before: found[0], accounts, closed, ids: { id: input.id ?? id, documentId: found[0]?.document_id ?? documentId } };
  },
  decide({ before, accounts, closed, ids }, input) {
    if (input.id !== undefined) {
      if (!before) return refuse('not-found');
      if (before.version !== input.version) return refuse('conflict');
      if (before.origin !== 'manual' || before.state !== 'draft') return refuse('not-manual');
      if (before.reverses_id) return refuse('red');
    }
    if (closed) return refuseAll([{ ...closed, path: ['day'] }]);
    const lines = decideManualVoucher(accounts, input);
    return lines.ok ? accept({ before, input, ids, lines: lines.change }) : lines;
  },
  async apply(tx, { before, input, ids, lines }, { companyId, identity }) {
    const day = parseDay(input.day);
    if (before) changeDocument(tx, companyId, ids.documentId, { state: 'draft', day, summary: input.summary });
    else insertDocument(tx, companyId, { id: ids.documentId, kind: 'ledger/voucher', number: await identity.nextNumber(companyId, 'PZ', periodOf(day)), day, state: 'draft', summary: input.summary });
    writeManual(tx, companyId, ids.id, ids.documentId, before !== undefined, periodOf(day), input, lines);
    return { id: ids.id, version: (before?.version ?? 0) + 1 };
  },
});

const generate = command({
  contract: { ...generateVouchers, refusals },
  async load(tx, input, { companyId }) {
    const [entries, pairs] = await Promise.all([
      entriesWithoutVoucher(tx, companyId, input.period, input.documentIds, generatedAtOnce), pairsWithoutVoucher(tx, companyId, input.period, input.documentIds, generatedAtOnce),
    ]);
    const netted = new Set(pairs.flatMap((pair) => [pair.entryId, pair.reversalId]));
    return { entries: entries.filter((entry) => !netted.has(entry.id)), pairs };
  },
  decide: ({ entries, pairs }, input) => (entries.length + pairs.length === 0 ? refuse('nothing-to-do') : accept({ entries, pairs, period: input.period })),
  async apply(tx, { entries, pairs, period }, { companyId, identity }) {
    if (pairs.length > 0) insertNettings(tx, companyId, pairs);
    if (entries.length === 0) return { count: 0, netted: pairs.length };
    const ids = await identity.nextIds(entries.length);
    insertGenerated(tx, companyId, period, entries.map((entry, index) => ({ voucherId: ids[index] ?? '', entryId: entry.id, day: entry.day, summary: entry.summary })));
    return { count: entries.length, netted: pairs.length };
  },
});

/** 红冲: a red draft refers to the posted manual voucher; whoever asks for it has prepared it, somebody else audits it. */
const reverse = command({
  contract: { ...reverseVoucher, refusals },
  async load(tx, input, { companyId, today }) {
    const [original] = await lockVouchers(tx, companyId, [input.id]);
    if (!original) return undefined;
    // Today, but never before the original.
    const day = input.day ?? (today > original.day ? today : original.day);
    const red = original.reversed_by ? await numberOfDocument(tx, companyId, original.reversed_by) : undefined;
    return { original, day: parseDay(day), red, closed: await ensurePeriodOpen(tx, parseDay(day), ['ledger']) };
  },
  decide(loaded, input) {
    if (!loaded) return refuse('not-found');
    const { original, day, red, closed } = loaded;
    if (original.version !== input.version) return refuse('conflict');
    const wrong = wrongState(voucher, 'reverse', original.state);
    if (wrong) return refuseAll([wrong]);
    if (!original.document_id) return refuse('generated');
    if (original.reverses_id) return refuse('red');
    if (red !== undefined) return refuse('reversed-already', { number: red });
    if (day < original.day) return refuse('day-before-original', { day, original: original.day }, ['day']);
    return closed ? refuseAll([{ ...closed, path: ['day'] }]) : accept({ original, originalId: original.document_id, day });
  },
  async apply(tx, { original, originalId, day }, { companyId, identity }) {
    const [id = '', documentId = ''] = await identity.nextIds(2);
    const [number, summary] = [await identity.nextNumber(companyId, 'PZ', periodOf(day)), `冲销 ${original.day}${voucherNumber(original)}号凭证`];
    insertDocument(tx, companyId, { id: documentId, kind: voucher.noun, number, day, state: 'draft', summary, reversesId: originalId });
    writeRed(tx, companyId, original, { id, documentId, period: periodOf(day), day, summary });
    return { id, version: 1 };
  },
});

type Move = {
  readonly contract: typeof auditVouchers;
  readonly from: readonly VoucherRow['state'][];
  check?(voucher: VoucherRow, context: Context): string | undefined;
  apply(tx: Tx, vouchers: readonly VoucherRow[], lines: readonly ManualLine[], context: Context): Promise<void>;
};
/** One action on one voucher or many. */
const move = ({ contract, from, check, apply }: Move): AnyCommand =>
  command({
    contract: { ...contract, refusals },
    async load(tx, input, { companyId }) {
      const ids = 'ids' in input ? input.ids : [input.id];
      const [vouchers, lines] = [await lockVouchers(tx, companyId, ids), await loadManualLines(tx, companyId, ids)];
      return { ids, vouchers, lines, version: 'ids' in input ? undefined : input.version };
    },
    decide({ ids, vouchers, lines, version }, _input, context) {
      if (vouchers.length !== new Set(ids).size) return refuse('not-found');
      if (version !== undefined && vouchers[0]?.version !== version) return refuse('conflict');
      const refused = vouchers.flatMap((voucher): Refusal[] => {
        const index = ids.indexOf(voucher.id);
        if (!from.includes(voucher.state)) return [{ code: 'state-changed', parameters: { row: index + 1, state: voucherStates[voucher.state].label }, path: ['ids', index] }];
        const code = check?.(voucher, context);
        return code ? [{ code, parameters: { row: index + 1 }, path: ['ids', index] }] : [];
      });
      return refused.length > 0 ? refuseAll(refused) : accept({ vouchers, lines });
    },
    async apply(tx, { vouchers, lines }, context) {
      await apply(tx, vouchers, lines, context);
      return { id: vouchers[0]?.id ?? '', version: (vouchers[0]?.version ?? 0) + 1, count: vouchers.length };
    },
  });

export const voucherCommands: AnyCommand[] = [
  save,
  generate,
  reverse,
  move({
    contract: auditVouchers,
    from: ['draft'],
    check: (voucher, { actor }) => (voucher.prepared_by === actor.userId ? 'same-person' : undefined),
    async apply(tx, vouchers, lines, { companyId }) {
      for (const voucher of vouchers) {
        if (voucher.document_id) linkEntry(tx, companyId, voucher.id, await bookManual(tx, companyId, voucher, voucher.document_id, lines));
        setVoucherState(tx, companyId, voucher.id, 'audited');
      }
    },
  }),
  move({ contract: postVouchers, from: ['audited'], apply: async (tx, vouchers, _lines, { companyId }) => insertPostings(tx, companyId, vouchers.map((voucher) => voucher.id)) }),
  move({
    contract: voidVouchers,
    from: ['draft', 'audited'],
    check: (voucher) => (voucher.state === 'audited' && voucher.reverses_id ? 'red-audited' : undefined),
    async apply(tx, vouchers, _lines, context) {
      const { companyId } = context;
      for (const voucher of vouchers) {
        const netted = voucher.document_id && voucher.state === 'audited' ? await takeBackManual(tx, context, voucher, voucher.document_id) : undefined;
        setVoucherState(tx, companyId, voucher.id, 'void');
        if (netted) insertNettings(tx, companyId, [netted]);
        if (voucher.document_id && voucher.state === 'draft') voidDraft(tx, companyId, voucher.document_id);
      }
    },
  }),
];

/**
 * An audited manual voucher has its entry; voiding it writes the red one on the same day. Neither needs a voucher then: the pair is
 * netted, and the voided voucher keeps its number and its list.
 */
async function takeBackManual(tx: Tx, { companyId, identity }: Context, voucher: VoucherRow, documentId: string): Promise<Netting> {
  const entry = await loadEntry(tx, documentId);
  if (!entry) throw new Error(`audited voucher ${voucher.id} without an entry`);
  const red = reverseEntry(entry.lines, [], []);
  if (!red.ok) throw new Error(`a manual voucher touches no pool: ${red.refusals[0]?.code}`);
  const day = parseDay(voucher.day);
  const [id = ''] = await identity.nextIds(1);
  const summary = `作废 ${voucherNumber(voucher)}`;
  insertDocument(tx, companyId, { id, kind: 'ledger/voucher', number: await identity.nextNumber(companyId, 'PZ', periodOf(day)), day, state: 'booked', summary, reversesId: documentId });
  changeDocument(tx, companyId, documentId, { state: 'reversed' });
  const reversalId = await insertEntry(tx, { documentId: id, day, reversesId: entry.id, summary }, red.change);
  return { entryId: entry.id, reversalId, reason: summary };
}

/** The entry of a manual voucher is written when it is audited: until then it is only paper. A red one's takes back the original's. */
async function bookManual(tx: Tx, companyId: string, voucher: VoucherRow, documentId: string, lines: readonly ManualLine[]): Promise<string> {
  const reversed = voucher.reverses_id ? await loadEntry(tx, voucher.reverses_id) : undefined;
  if (reversed) changeDocument(tx, companyId, reversed.documentId, { state: 'reversed' });
  changeDocument(tx, companyId, documentId, { state: 'booked' });
  return insertEntry(tx, { documentId, day: parseDay(voucher.day), reversesId: reversed?.id }, lines.filter((line) => line.voucher_id === voucher.id).map((line) => ({
    side: line.side, amount: parseMoney(line.amount), accountId: line.account_id, departmentId: line.department_id, quantity: zeroQuantity, settles: false, movement: 'manual', summary: line.summary,
  })));
}
