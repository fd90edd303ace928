/**
 * What every order does alike (purchase order, sales order…): approve opens its lines for execution, unapprove closes them
 * again while nothing was ever executed, close and reopen stop and resume the rest, remove throws a draft away. One definition, so
 * that two orders never differ by accident.
 */
import { accept, refuse, refuseAll, type Refusal, type Warning } from '@millwright/core/primitives/outcome';
import { parseQuantity } from '@millwright/core/primitives/decimal';
import { z } from 'zod';
import { type AnyCommand, command, type Context } from '../../kernel/command.ts';
import { commandContract, type DocumentContract, recordKey, savedOutput, type Text } from '../../kernel/contract.ts';
import { worded, wrongState } from '../../kernel/refusal.ts';
import type { Reader, Tx } from '../../kernel/transaction.ts';
import {
  changeDocument, closeExecutables, deleteDocument, deleteExecutables, executablesOf, type ExecutableWithHistory, insertExecutables, lockDocument, type NewExecutable, type RegisterRow,
} from './register/register.store.ts';

export const lifecycleRefusals = {
  'already-executed': { zh: '已有下游单据执行了 {count} 行，不能反审核；请先冲销下游单据。', en: '{count} lines are already executed by later documents; reverse those first.' },
  'executed-before': { zh: '已有冲销过的业务，不能反审核；请关闭后另下新单。', en: 'Business on it was booked and reversed, so the approval stays; close it and enter a new order.' },
} satisfies Record<string, Text>;

type Loaded<Extra> = { register: RegisterRow | undefined; executables: ExecutableWithHistory[]; extra: Extra };
export type OrderLifecycle<Extra> = {
  readonly contract: DocumentContract;
  /** Lines that become executable on approval, and what approval itself checks. */
  load(tx: Tx, id: string, context: Context): Promise<Extra>;
  checkApproval(extra: Extra, register: RegisterRow, context: Context): readonly Refusal[];
  /** What approval asks first. */
  warnOnApproval?(extra: Extra): readonly Warning[];
  executables(extra: Extra): readonly NewExecutable[];
  readonly refusals: Readonly<Record<string, Text>>;
};

const keyInput = z.object(recordKey);

/** Executions are never deleted, also those taken back, and their lines stay with them: an order once executed stays approved. */
function refusalOfUnapproval(executables: readonly ExecutableWithHistory[]): Refusal[] {
  const count = executables.filter((line) => parseQuantity(line.quantity_executed) !== 0n).length;
  if (count > 0) return [{ code: 'already-executed', parameters: { count } }];
  return executables.some((line) => line.executed_before) ? [{ code: 'executed-before' }] : [];
}
/** For the page: why 反审核 is not offered, beyond state and permission. */
export async function whyNotUnapprove(reader: Reader, companyId: string, id: string): Promise<{ unapprove: Text | null }> {
  const [refusal] = worded(refusalOfUnapproval(await executablesOf(reader, companyId, id)), lifecycleRefusals);
  return { unapprove: refusal?.message ?? null };
}

/** approve, unapprove, close, reopen, remove for one order noun. */
export function orderLifecycle<Extra>(order: OrderLifecycle<Extra>): AnyCommand[] {
  const { contract } = order;
  const transition = (action: string, to: string, apply: (tx: Tx, id: string, loaded: Loaded<Extra>, context: Context) => void, check: (loaded: Loaded<Extra>, context: Context) => readonly Refusal[] = () => [], warn: (loaded: Loaded<Extra>) => readonly Warning[] = () => []) =>
    command({
      contract: commandContract({ name: `${contract.noun}.${action}`, title: contract.actions[action]?.title ?? contract.title, input: keyInput, output: savedOutput, refusals: { ...lifecycleRefusals, ...order.refusals } }),
      async load(tx, input, context): Promise<Loaded<Extra>> {
        const register = await lockDocument(tx, context.companyId, contract.noun, input.id);
        const [executables, extra] = await Promise.all([executablesOf(tx, context.companyId, input.id), order.load(tx, input.id, context)]);
        return { register, executables, extra };
      },
      decide(loaded, input, context) {
        const { register } = loaded;
        if (!register) return refuse('not-found');
        if (register.version !== input.version) return refuse('conflict');
        const wrong = wrongState(contract, action, register.state);
        if (wrong) return refuseAll([wrong]);
        const refusals = check(loaded, context);
        return refusals.length > 0 ? refuseAll(refusals) : accept({ register, loaded }, warn(loaded));
      },
      async apply(tx, { register, loaded }, context) {
        apply(tx, register.id, loaded, context);
        if (to !== '') changeDocument(tx, context.companyId, register.id, { state: to });
        return { id: register.id, version: register.version + 1, number: register.number };
      },
    });
  return [
    transition('approve', 'approved', (tx, id, loaded, context) => insertExecutables(tx, context.companyId, id, order.executables(loaded.extra)), (loaded, context) => (loaded.register ? order.checkApproval(loaded.extra, loaded.register, context) : []), (loaded) => order.warnOnApproval?.(loaded.extra) ?? []),
    transition('unapprove', 'draft', (tx, id, _loaded, context) => deleteExecutables(tx, context.companyId, id), ({ executables }) => refusalOfUnapproval(executables)),
    transition('close', 'closed', (tx, id, _loaded, context) => closeExecutables(tx, context.companyId, id, true)),
    transition('reopen', 'approved', (tx, id, _loaded, context) => closeExecutables(tx, context.companyId, id, false)),
    transition('remove', '', (tx, id, _loaded, context) => deleteDocument(tx, context.companyId, id)),
  ];
}
