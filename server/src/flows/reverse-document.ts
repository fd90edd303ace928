/**
 * 冲销: what every booked document does alike. A red document of the same kind refers to the original; its entry negates the
 * original's line by line (with settlement lines where a pool could not hold otherwise), its executions give back what was
 * taken from the source lines. Refused while later documents stand on the original: they are named and reversed first.
 */
import { reverseEntry } from '@millwright/core/ledger/reversal';
import type { EntryLine } from '@millwright/core/ledger/entry-line';
import { parseDay, periodOf, type PlainDay } from '@millwright/core/primitives/plain-day';
import { accept, refuse, refuseAll, type Refusal } from '@millwright/core/primitives/outcome';
import { z } from 'zod';
import { type AnyCommand, command, type Context } from '../kernel/command.ts';
import { commandContract, type DocumentContract, field, recordKey, savedOutput, type Text } from '../kernel/contract.ts';
import { wrongState } from '../kernel/refusal.ts';
import type { Tx } from '../kernel/transaction.ts';
import { changeDocument, closeExecutables, deleteDocument, executionsOf, insertDocument, insertExecutions, insertLinks, laterDocuments, lockDocument, type RegisterRow, reversalRefusals } from '../modules/documents/api.ts';
import { booksTexts, ensurePeriodOpen, loadEntryForReversal, sendEntry } from '../modules/ledger/books.api.ts';
import { passOnFromClosed } from './closed-orders.ts';
import { revalueLater } from './revalue-later.ts';

export type Reversal = {
  readonly contract: DocumentContract;
  readonly prefix: string;
  /** Writes the noun's rows of the red document: the original's with negative quantities and amounts. */
  copyRed(tx: Tx, companyId: string, originalId: string, redId: string, context: Context): void | Promise<void>;
  /** Further reasons against, in the noun's own words. */
  check?(tx: Tx, original: RegisterRow, context: Context): Promise<readonly Refusal[]>;
  /** The closed order that the reversal opens again: its work in process comes back and stays. */
  reopens?(tx: Tx, original: RegisterRow, context: Context): Promise<string>;
  /** What else the noun changes when it is taken back. */
  afterwards?(tx: Tx, original: RegisterRow, context: Context): void | Promise<void>;
  readonly refusals?: Readonly<Record<string, Text>>;
};

type Taken = {
  readonly register: RegisterRow; readonly day: PlainDay; readonly reason: string; readonly executions: Awaited<ReturnType<typeof executionsOf>>;
  readonly lines: readonly EntryLine[]; readonly entryId: string | undefined;
};

export function reverseCommand(reversal: Reversal): AnyCommand {
  const { contract } = reversal;
  return command({
    contract: commandContract({
      name: `${contract.noun}.reverse`,
      title: { zh: `冲销${contract.title.zh}`, en: `Reverse ${contract.title.en}` },
      input: z.object({ ...recordKey, day: field.day('冲销日期', 'Reversal date').optional(), reason: field.text('原因', 'Reason', { max: 200 }).default('') }),
      output: savedOutput,
      refusals: { ...booksTexts, ...reversalRefusals, ...reversal.refusals },
    }),
    async load(tx, input, context) {
      const register = await lockDocument(tx, context.companyId, contract.noun, input.id);
      if (!register) return undefined;
      // Today, but never before the original: a document dated ahead is reversed on its own day.
      const day = input.day ? parseDay(input.day) : context.today > register.business_day ? context.today : register.business_day;
      const [later, more, closed, executions, books] = await Promise.all([
        laterDocuments(tx, context.companyId, input.id),
        reversal.check?.(tx, register, context) ?? [],
        ensurePeriodOpen(tx, day, []),
        executionsOf(tx, context.companyId, input.id),
        register.state === 'booked' ? loadEntryForReversal(tx, input.id, day) : undefined,
      ]);
      return { register, day, later, more, closed, executions, books };
    },
    decide(loaded, input) {
      if (!loaded) return refuse('not-found');
      const { register, day, later, more, closed, executions, books } = loaded;
      if (register.version !== input.version) return refuse('conflict');
      const wrong = wrongState(contract, 'reverse', register.state);
      if (wrong) return refuseAll([wrong]);
      if (register.reverses_id) return refuse('reversed-before');
      if (day < register.business_day) return refuse('day-before-original', { day, original: register.business_day }, ['day']);
      if (closed) return refuseAll([{ ...closed, path: ['day'] }]);
      if (later.length > 0) return refuse('later-documents', { numbers: later.join('、') });
      if (more.length > 0) return refuseAll(more);
      const kept = { register, day, executions, reason: input.reason };
      if (!books) return accept<Taken>({ ...kept, lines: [], entryId: undefined });
      const lines = reverseEntry(books.entry.lines, books.holdings, books.departures, books.adjustments);
      return lines.ok ? accept<Taken>({ ...kept, lines: lines.change, entryId: books.entry.id }) : lines;
    },
    async apply(tx, change, context) {
      const { register, day } = change;
      const id = await context.identity.nextId();
      const number = await context.identity.nextNumber(context.companyId, reversal.prefix, periodOf(day));
      insertDocument(tx, context.companyId, { id, kind: contract.noun, number, day, state: 'booked', partyId: register.party_id ?? undefined, summary: `冲销 ${register.number} ${change.reason}`.trim(), reversesId: register.id });
      await reversal.copyRed(tx, context.companyId, register.id, id, context);
      changeDocument(tx, context.companyId, register.id, { state: 'reversed' });
      closeExecutables(tx, context.companyId, register.id, true);
      insertExecutions(tx, context.companyId, id, change.executions.map((row) => ({ ...row, quantity: negative(row.quantity), amount: negative(row.amount) })));
      insertLinks(tx, context.companyId, [{ from: register.id, to: id }]);
      if (change.entryId) {
        const lines = [...change.lines, ...(await passOnFromClosed(tx, context.companyId, change.lines, { day, settles: true, except: await reversal.reopens?.(tx, register, context) }))];
        sendEntry(tx, { documentId: id, day, reversesId: change.entryId, summary: `冲销 ${register.number}` }, lines);
        await revalueLater(tx, context, { documentId: id, day, lines });
      }
      await reversal.afterwards?.(tx, register, context);
      return { id, version: 1, number };
    },
  });
}

const negative = (text: string): string => (text.startsWith('-') ? text.slice(1) : `-${text}`);

/** remove: throws a draft of a booking document away. */
export const removeDraftCommand = (contract: DocumentContract): AnyCommand =>
  command({
    contract: commandContract({ name: `${contract.noun}.remove`, title: { zh: `删除${contract.title.zh}`, en: `Delete ${contract.title.en}` }, input: z.object(recordKey), output: savedOutput }),
    load: (tx, input, { companyId }) => lockDocument(tx, companyId, contract.noun, input.id),
    decide(register, input) {
      if (!register) return refuse('not-found');
      if (register.version !== input.version) return refuse('conflict');
      const wrong = wrongState(contract, 'remove', register.state);
      return wrong ? refuseAll([wrong]) : accept(register);
    },
    async apply(tx, register, { companyId }) {
      deleteDocument(tx, companyId, register.id);
      return { id: register.id, version: register.version, number: register.number };
    },
  });
