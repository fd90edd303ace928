/** 核销单记账: 预收冲应收 Dr advance, Cr receivable; 预付冲应付 Dr payable, Cr prepayment. Both commands are the same with sides turned. */
import type { EntryLine } from '@millwright/core/ledger/entry-line';
import { postMovements } from '@millwright/core/ledger/posting';
import { accept, type Decision, refuse, refuseAll, type Refusal } from '@millwright/core/primitives/outcome';
import { parseDay, periodOf } from '@millwright/core/primitives/plain-day';
import { mayDo } from '../kernel/authorize.ts';
import { type AnyCommand, command, type Context } from '../kernel/command.ts';
import type { Text } from '../kernel/contract.ts';
import { notEditable, wrongState } from '../kernel/refusal.ts';
import type { Tx } from '../kernel/transaction.ts';
import { changeDocument, insertDocument, insertLinks, lockDocument, type RegisterRow } from '../modules/documents/api.ts';
import {
  advanceSettlement, copyRedSettlement, decideSettlement, lockSettlement, prepaymentSettlement, readSettlementDraft, type SettlementContracts, type SettlementInput, settlementMovements, settlementRefusals,
  type SettlementSide, settlersOf, writeSettlement,
} from '../modules/finance/api.ts';
import { booksTexts, ensurePeriodOpen, loadPostingRules, sendEntry } from '../modules/ledger/books.api.ts';
import { removeDraftCommand, reverseCommand } from './reverse-document.ts';

type Kind = { readonly contracts: SettlementContracts; readonly side: SettlementSide; readonly prefix: string; readonly word: string };

async function loadSettling(tx: Tx, { companyId }: Context, { side }: Kind, register: RegisterRow | undefined, input: SettlementInput) {
  const day = parseDay(input.day);
  const [facts, rules, closed] = await Promise.all([
    lockSettlement(tx, companyId, side, input.party, input.lines.flatMap((line) => [line.advance, line.openItem])), loadPostingRules(tx, day), ensurePeriodOpen(tx, day, ['receivable-payable']),
  ]);
  return { register, input, facts, rules, closed };
}
type Loaded = Awaited<ReturnType<typeof loadSettling>>;
type Change = { readonly loaded: Loaded; readonly entry: readonly EntryLine[] };

function decideSettling({ contracts, side }: Kind, loaded: Loaded, context: Context): Decision<Change> {
  const { input, register } = loaded;
  if (input.id !== undefined) {
    if (!register) return refuse('not-found');
    if (register.version !== input.version) return refuse('conflict');
    const locked = notEditable(contracts.document, register.state);
    if (locked) return refuseAll([locked]);
  }
  if (input.book && !mayDo(context.actor, contracts.book.permission)) return refuse('not-permitted', { title: contracts.book.title });
  const settled = decideSettlement(loaded.facts, input);
  if (!settled.ok) return settled;
  if (!input.book) return accept({ loaded, entry: [] });
  if (loaded.closed) return refuseAll([{ ...loaded.closed, path: ['day'] }]);
  const entry = postMovements(loaded.rules, settlementMovements(side, settled.change, input.party));
  return entry.ok ? accept({ loaded, entry: entry.change }) : entry;
}

async function applySettling({ contracts, prefix, word }: Kind, tx: Tx, { loaded, entry }: Change, { companyId, identity }: Context) {
  const { input, register, facts } = loaded;
  const day = parseDay(input.day);
  const id = register?.id ?? (await identity.nextId());
  const number = register?.number ?? (await identity.nextNumber(companyId, prefix, periodOf(day)));
  const lineIds = await identity.nextIds(input.lines.length);
  const state = input.book ? 'booked' : 'draft';
  if (register) changeDocument(tx, companyId, id, { state, day, partyId: input.party, summary: input.note });
  else insertDocument(tx, companyId, { id, kind: contracts.document.noun, number, day, state, partyId: input.party, summary: input.note });
  writeSettlement(tx, companyId, id, register !== undefined, lineIds, input);
  if (input.book) {
    const sources = new Set(input.lines.flatMap((line) => [line.advance, facts.openItems.get(line.openItem)?.documentId ?? '']));
    insertLinks(tx, companyId, [...sources].map((from) => ({ from, to: id })));
    sendEntry(tx, { documentId: id, day, summary: `${word} ${number}` }, entry);
  }
  return { id, version: (register?.version ?? 0) + 1, number };
}

export const reversalOfUsed = { 'advance-used': { zh: '它留下的预收预付已由 {numbers} 核销，请先冲销它们。', en: 'The advance it left has been used by {numbers}; reverse those first.' } } satisfies Record<string, Text>;
/** For the reversal of a document that may have left an advance, its own open item. */
export async function advanceUsed(tx: Tx, original: RegisterRow, { companyId }: Context): Promise<readonly Refusal[]> {
  const numbers = await settlersOf(tx, companyId, [original.id], original.id);
  return numbers.length > 0 ? [{ code: 'advance-used', parameters: { numbers: numbers.join('、') } }] : [];
}

function settlementCommands(kind: Kind): AnyCommand[] {
  const { contracts } = kind;
  const refusals = { ...booksTexts, ...settlementRefusals };
  return [
    command({
      contract: { ...contracts.save, refusals },
      async load(tx, input, context) {
        const register = input.id === undefined ? undefined : await lockDocument(tx, context.companyId, contracts.document.noun, input.id);
        return loadSettling(tx, context, kind, register, input);
      },
      decide: (loaded, _input, context) => decideSettling(kind, loaded, context),
      apply: (tx, change, context) => applySettling(kind, tx, change, context),
    }),
    command({
      contract: { ...contracts.book, refusals },
      async load(tx, input, context) {
        const register = await lockDocument(tx, context.companyId, contracts.document.noun, input.id);
        const draft = register && (await readSettlementDraft(tx, context.companyId, input.id));
        return { register, loaded: draft && (await loadSettling(tx, context, kind, register, { ...draft, version: input.version, book: true })) };
      },
      decide({ register, loaded }, _input, context) {
        if (!register || !loaded) return refuse('not-found');
        const wrong = wrongState(contracts.document, 'book', register.state);
        return wrong ? refuseAll([wrong]) : decideSettling(kind, loaded, context);
      },
      apply: (tx, change, context) => applySettling(kind, tx, change, context),
    }),
    reverseCommand({
      contract: contracts.document, prefix: kind.prefix,
      async copyRed(tx, companyId, originalId, redId, { identity }) {
        copyRedSettlement(tx, companyId, originalId, redId, await identity.nextIds(2000));
      },
    }),
    removeDraftCommand(contracts.document),
  ];
}

export const settleAdvance: AnyCommand[] = [
  ...settlementCommands({ contracts: advanceSettlement, side: 'advance', prefix: 'AS', word: '预收冲应收' }),
  ...settlementCommands({ contracts: prepaymentSettlement, side: 'prepayment', prefix: 'PS', word: '预付冲应付' }),
];
