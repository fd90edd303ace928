/** 付款单记账: Dr payable per settled invoice, Dr prepayment (an open item of the payment itself) for the rest, Cr the bank account chosen. */
import type { EntryLine } from '@millwright/core/ledger/entry-line';
import { type Movement, postMovements } from '@millwright/core/ledger/posting';
import { accept, type Decision, onlyTold, refuse, refuseAll } from '@millwright/core/primitives/outcome';
import { parseDay, periodOf } from '@millwright/core/primitives/plain-day';
import { mayDo } from '../kernel/authorize.ts';
import { type AnyCommand, command, type Context } from '../kernel/command.ts';
import { notEditable, wrongState } from '../kernel/refusal.ts';
import type { Tx } from '../kernel/transaction.ts';
import { changeDocument, insertDocument, insertLinks, lockDocument, type RegisterRow } from '../modules/documents/api.ts';
import { bookPayment, copyRedPayment, decidePayment, isMoneyAccount, lockOpenPayables, payment, type PaymentInput, paymentRefusals, readPaymentDraft, savePayment, type SettledPayment, writePayment } from '../modules/finance/api.ts';
import { booksTexts, ensurePeriodOpen, loadPostingRules, sendEntry } from '../modules/ledger/books.api.ts';
import { removeDraftCommand, reverseCommand } from './reverse-document.ts';
import { advanceUsed, reversalOfUsed } from './settle-advance.ts';

async function loadPaying(tx: Tx, { companyId, identity }: Context, register: RegisterRow | undefined, input: PaymentInput) {
  const day = parseDay(input.day);
  const [openItems, moneyAccount, rules, closed] = await Promise.all([
    lockOpenPayables(tx, companyId, input.lines.map((line) => line.openItem)), isMoneyAccount(tx, companyId, input.bankAccount), loadPostingRules(tx, day), ensurePeriodOpen(tx, day, ['receivable-payable']),
  ]);
  return { register, id: register?.id ?? (await identity.nextId()), input, openItems, isMoneyAccount: moneyAccount, rules, closed };
}
type Loaded = Awaited<ReturnType<typeof loadPaying>>;
type Change = { readonly loaded: Loaded; readonly settled: SettledPayment; readonly entry: readonly EntryLine[] };

function decidePaying(loaded: Loaded, context: Context): Decision<Change> {
  const { input, register } = loaded;
  if (input.id !== undefined) {
    if (!register) return refuse('not-found');
    if (register.version !== input.version) return refuse('conflict');
    const locked = notEditable(payment, register.state);
    if (locked) return refuseAll([locked]);
  }
  if (input.book && !mayDo(context.actor, bookPayment.permission)) return refuse('not-permitted', { title: bookPayment.title });
  const settled = decidePayment(loaded, input);
  if (!settled.ok) return settled;
  if (!input.book) return accept({ loaded, settled: settled.change, entry: [] }, onlyTold(settled.warnings));
  if (loaded.closed) return refuseAll([{ ...loaded.closed, path: ['day'] }]);
  const movements = settled.change.lines.map((line): Movement => ({ movement: 'payment.payable', amount: line.amount, debit: { partyId: input.supplier, openItemId: line.openItem }, credit: { bankAccountId: input.bankAccount } }));
  if (settled.change.prepaid > 0n) movements.push({ movement: 'payment.prepayment', amount: settled.change.prepaid, debit: { partyId: input.supplier, openItemId: loaded.id }, credit: { bankAccountId: input.bankAccount } });
  const entry = postMovements(loaded.rules, movements);
  if (!entry.ok) return entry;
  // The rule names the default bank account; the person chose one.
  const lines = entry.change.map((line) => (line.side === 'C' ? { ...line, accountId: input.bankAccount } : line));
  return accept({ loaded, settled: settled.change, entry: lines }, settled.warnings);
}

async function applyPaying(tx: Tx, { loaded, entry }: Change, { companyId, identity }: Context) {
  const { input, register, id } = loaded;
  const day = parseDay(input.day);
  const number = register?.number ?? (await identity.nextNumber(companyId, 'PY', periodOf(day)));
  const lineIds = await identity.nextIds(input.lines.length);
  const state = input.book ? 'booked' : 'draft';
  if (register) changeDocument(tx, companyId, id, { state, day, partyId: input.supplier });
  else insertDocument(tx, companyId, { id, kind: payment.noun, number, day, state, partyId: input.supplier });
  writePayment(tx, companyId, id, register !== undefined, lineIds, input);
  if (input.book) {
    insertLinks(tx, companyId, input.lines.map((line) => ({ from: line.openItem, to: id })));
    sendEntry(tx, { documentId: id, day, summary: `付款 ${number}` }, entry);
  }
  return { id, version: (register?.version ?? 0) + 1, number };
}

const refusals = { ...booksTexts, ...paymentRefusals };
export const paySupplier: AnyCommand[] = [
  command({
    contract: { ...savePayment, refusals },
    async load(tx, input, context) {
      const register = input.id === undefined ? undefined : await lockDocument(tx, context.companyId, payment.noun, input.id);
      return loadPaying(tx, context, register, input);
    },
    decide: (loaded, _input, context) => decidePaying(loaded, context),
    apply: (tx, change, context) => applyPaying(tx, change, context),
  }),
  command({
    contract: { ...bookPayment, refusals },
    async load(tx, input, context) {
      const register = await lockDocument(tx, context.companyId, payment.noun, input.id);
      const draft = await readPaymentDraft(tx, context.companyId, input.id);
      return { register, loaded: register && draft && (await loadPaying(tx, context, register, { ...draft, version: input.version, book: true })) };
    },
    decide({ register, loaded }, _input, context) {
      if (!register || !loaded) return refuse('not-found');
      const wrong = wrongState(payment, 'book', register.state);
      return wrong ? refuseAll([wrong]) : decidePaying(loaded, context);
    },
    apply: (tx, change, context) => applyPaying(tx, change, context),
  }),
  reverseCommand({
    contract: payment,
    prefix: 'PY',
    check: advanceUsed,
    refusals: reversalOfUsed,
    async copyRed(tx, companyId, originalId, redId, { identity }) {
      copyRedPayment(tx, companyId, originalId, redId, await identity.nextIds(2000));
    },
  }),
  removeDraftCommand(payment),
];
