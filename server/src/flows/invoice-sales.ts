/**
 * The tax invoice: what the acceptances booked as tax to come (待转销项税额) becomes output tax, price differences adjust revenue
 * and receivable. An invoice that moves nothing (no tax, no difference) still has its entry, of two zero lines, because every
 * booked document has one. Money that came in before a smaller paper is turned into an advance of the customer (预收): no receivable
 * ever falls below nothing. The customer's row is locked as collections lock it, so none slips in between.
 */
import type { EntryLine } from '@millwright/core/ledger/entry-line';
import { postMovements, type PostingRules } from '@millwright/core/ledger/posting';
import { formatMoney, parseMoney, zeroMoney, zeroQuantity } from '@millwright/core/primitives/decimal';
import { parseDay, periodOf } from '@millwright/core/primitives/plain-day';
import { accept, type Decision, refuse, refuseAll, type Refusal } from '@millwright/core/primitives/outcome';
import sql from 'sql-template-tag';
import { mayDo } from '../kernel/authorize.ts';
import { type AnyCommand, command, type Context } from '../kernel/command.ts';
import { notEditable, wrongState } from '../kernel/refusal.ts';
import type { Tx } from '../kernel/transaction.ts';
import { changeDocument, insertDocument, insertExecutions, insertLinksFound, lockDocument, type RegisterRow } from '../modules/documents/api.ts';
import { invoicesPaid, lockCustomer, lockReceivables, type OpenReceivable, settlersOf } from '../modules/finance/api.ts';
import { booksTexts, ensurePeriodOpen, loadPostingRules, sendEntry } from '../modules/ledger/books.api.ts';
import {
  bookSalesInvoice, copyRedSalesInvoice, decideSalesInvoice, type InvoicedLine, invoiceMovements, loadSameNumber, lockInvoiceable, overpaidBy, overpaidMovements, readSalesInvoiceDraft, salesInvoice, type SalesInvoiceInput,
  salesInvoiceRefusals, saveSalesInvoice, writeSalesInvoice,
} from '../modules/sales/api.ts';
import { removeDraftCommand, reverseCommand } from './reverse-document.ts';
import { advanceUsed, reversalOfUsed } from './settle-advance.ts';

async function loadInvoicing(tx: Tx, context: Context, register: RegisterRow | undefined, input: SalesInvoiceInput) {
  const { companyId, identity } = context;
  const day = parseDay(input.day);
  // The customer before the lines, as collections and reversals do.
  if (input.book) await lockCustomer(tx, companyId, input.customer);
  const [acceptanceLines, sameNumber, rules, closed, lineIds, id] = await Promise.all([
    lockInvoiceable(tx, companyId, input.lines.map((line) => line.acceptanceLine)),
    loadSameNumber(tx, companyId, input.invoiceNumber, input.id),
    loadPostingRules(tx, day),
    ensurePeriodOpen(tx, day, ['receivable-payable']),
    identity.nextIds(input.lines.length),
    register?.id ?? identity.nextId(),
  ]);
  const accepted = [...new Set([...acceptanceLines.values()].map((line) => line.document_id))];
  const { openItems } = input.book ? await lockReceivables(tx, companyId, input.customer, accepted) : { openItems: new Map<string, OpenReceivable>() };
  return { register, id, input, acceptanceLines, sameNumber, rules, closed, lineIds, openItems };
}
type Loaded = Awaited<ReturnType<typeof loadInvoicing>>;
type Change = { readonly loaded: Loaded; readonly lines: readonly InvoicedLine[]; readonly entry: readonly EntryLine[] };

function decideInvoicing(loaded: Loaded, context: Context): Decision<Change> {
  const { input, register } = loaded;
  if (input.id !== undefined) {
    if (!register) return refuse('not-found');
    if (register.version !== input.version) return refuse('conflict');
    const locked = notEditable(salesInvoice, register.state);
    if (locked) return refuseAll([locked]);
  }
  if (input.book && !mayDo(context.actor, bookSalesInvoice.permission)) return refuse('not-permitted', { title: bookSalesInvoice.title });
  const decision = decideSalesInvoice(loaded, input);
  if (!decision.ok) return decision;
  const lines = decision.change;
  if (!input.book) return accept({ loaded, lines, entry: [] });
  if (loaded.closed) return refuseAll([{ ...loaded.closed, path: ['day'] }]);
  const overpaid = overpaidBy(lines, (id) => parseMoney(loaded.openItems.get(id)?.open ?? '0'));
  const movements = [...invoiceMovements(lines, input.customer), ...overpaidMovements(overpaid, input.customer, loaded.id)].filter((movement) => movement.amount !== 0n);
  const entry = movements.length > 0 ? postMovements(loaded.rules, movements) : emptyEntry(loaded.rules);
  if (!entry.ok) return entry;
  const numberOf = (id: string) => lines.flatMap((line) => (line.acceptanceId === id ? [loaded.acceptanceLines.get(line.acceptanceLine)?.number ?? ''] : []))[0] ?? '';
  return accept({ loaded, lines, entry: entry.change }, overpaid.map((one) => ({ code: 'overpaid', parameters: { number: numberOf(one.acceptanceId), excess: formatMoney(one.excess) }, ask: true })));
}

function emptyEntry(rules: PostingRules): Decision<readonly EntryLine[]> {
  const blank = { amount: zeroMoney, quantity: zeroQuantity, settles: false, movement: 'sales-invoice.vat', summary: '' } as const;
  const [pending, due] = [rules.account('output-vat-pending'), rules.account('output-vat')];
  if (!pending || !due) return refuse('account-role-missing', { role: pending ? 'output-vat' : 'output-vat-pending', selector: '' });
  return accept([{ ...blank, side: 'D', accountId: pending }, { ...blank, side: 'C', accountId: due }]);
}

async function applyInvoicing(tx: Tx, { loaded, lines, entry }: Change, { companyId, identity }: Context) {
  const { input, register, id, lineIds } = loaded;
  const day = parseDay(input.day);
  const number = register?.number ?? (await identity.nextNumber(companyId, 'SI', periodOf(day)));
  const state = input.book ? 'booked' : 'draft';
  if (register) changeDocument(tx, companyId, id, { state, day, partyId: input.customer, summary: input.invoiceNumber });
  else insertDocument(tx, companyId, { id, kind: salesInvoice.noun, number, day, state, partyId: input.customer, summary: input.invoiceNumber });
  writeSalesInvoice(tx, companyId, id, register !== undefined, lineIds, input, lines);
  if (input.book) {
    insertExecutions(tx, companyId, id, lines.map((line, index) => ({ line_id: lineIds[index] ?? '', source_line_id: line.acceptanceLine, source_document_id: line.acceptanceId, measure: 'invoiced', quantity: line.quantity })));
    insertLinksFound(tx, companyId, invoicesPaid(companyId, id));
    sendEntry(tx, { documentId: id, day, summary: `销售开票 ${number} ${input.invoiceNumber}` }, entry);
  }
  return { id, version: (register?.version ?? 0) + 1, number };
}

/**
 * A difference that raised a receivable may have been collected since: taking it back would leave less than nothing open. The
 * customer's row is locked as collections lock it, so none slips in.
 */
async function collectedDifferences(tx: Tx, original: RegisterRow, context: Context): Promise<readonly Refusal[]> {
  const { companyId } = context;
  const [, rows] = await Promise.all([
    lockCustomer(tx, companyId, original.party_id),
    tx.rows<{ id: string }>(sql`
      select o.open_item_id as id
      from (
        select l.open_item_id, sum(case l.side when 'D' then l.amount else -l.amount end) as open,
          sum(case when e.document_id <> ${original.id} then 0 when l.side = 'D' then l.amount else -l.amount end) as difference
        from ledger.entry_line as l
        join ledger.entry as e on e.company_id = l.company_id and e.id = l.entry_id
        join ledger.account as a on a.company_id = l.company_id and a.id = l.account_id and a.control = 'receivable'
        where l.company_id = ${companyId} and l.open_item_id in (
          select al.document_id
          from sales.sales_invoice_line as il
          join sales.acceptance_line as al on al.company_id = il.company_id and al.id = il.acceptance_line_id
          where il.company_id = ${companyId} and il.document_id = ${original.id}
        )
        group by l.open_item_id
      ) as o
      where o.difference > 0 and o.open < o.difference`),
  ]);
  const numbers = rows.length > 0 ? await settlersOf(tx, companyId, rows.map((row) => row.id), original.id) : [];
  return [...(numbers.length > 0 ? [{ code: 'difference-collected', parameters: { numbers: numbers.join('、') } }] : []), ...(await advanceUsed(tx, original, context))];
}

const refusals = { ...booksTexts, ...salesInvoiceRefusals, ...reversalOfUsed };
export const invoiceSales: AnyCommand[] = [
  command({
    contract: { ...saveSalesInvoice, refusals },
    async load(tx, input, context) {
      const register = input.id === undefined ? undefined : await lockDocument(tx, context.companyId, salesInvoice.noun, input.id);
      return loadInvoicing(tx, context, register, input);
    },
    decide: (loaded, _input, context) => decideInvoicing(loaded, context),
    apply: (tx, change, context) => applyInvoicing(tx, change, context),
  }),
  command({
    contract: { ...bookSalesInvoice, refusals },
    async load(tx, input, context) {
      const [register, draft] = await Promise.all([lockDocument(tx, context.companyId, salesInvoice.noun, input.id), readSalesInvoiceDraft(tx, context.companyId, input.id)]);
      return { register, loaded: register && draft && (await loadInvoicing(tx, context, register, { ...draft, version: input.version, book: true })) };
    },
    decide({ register, loaded }, _input, context) {
      if (!register || !loaded) return refuse('not-found');
      const wrong = wrongState(salesInvoice, 'book', register.state);
      return wrong ? refuseAll([wrong]) : decideInvoicing(loaded, context);
    },
    apply: (tx, change, context) => applyInvoicing(tx, change, context),
  }),
  reverseCommand({
    contract: salesInvoice,
    prefix: 'SI',
    check: collectedDifferences,
    refusals,
    async copyRed(tx, companyId, originalId, redId, { identity }) {
      copyRedSalesInvoice(tx, companyId, originalId, redId, await identity.nextIds(2000));
    },
  }),
  removeDraftCommand(salesInvoice),
];
