/**
 * Puts the cards of all modules together for one person. Every card asks its own permissions here, so that nobody is told a
 * figure whose list is closed to him. The modules come as an argument: this one knows none of them.
 */
import { addDays, weekday } from '@millwright/core/primitives/plain-day';
import { mayDo } from '../../../kernel/authorize.ts';
import { type AnyQuery, type Module, runnable } from '../../../kernel/command.ts';
import type { HomeDays } from '../../../kernel/home-card.ts';
import { homeCards } from './home.contract.ts';

type Read = { count: string; oldest: string | null; amount: string | null };

export const homeQuery = (modules: readonly Module[]): AnyQuery =>
  runnable(homeCards, async (reader, _input, context) => {
    const { today, actor } = context;
    const monday = addDays(today, 1 - weekday(today));
    const days: HomeDays = { today, yesterday: addDays(today, -1), monday, sunday: addDays(monday, 6) };
    const allowed = modules.flatMap((module) => module.homeCards ?? [])
      .filter((card) => card.permissions.every((permission) => mayDo(actor, permission)) && !(card.unless && mayDo(actor, card.unless)))
      .sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
    const cards = await Promise.all(allowed.map(async ({ key, kind, title, hint, tone, unit, cap, opens, read }) => {
      const [found] = await reader.rows<Read>(read(context, days));
      const { path, filter = [] } = opens(days);
      const count = Number(found?.count ?? 0);
      return {
        key, kind, title, hint: hint ?? null, tone: tone ?? null, unit: unit ?? null, count, atLeast: count === cap, oldest: found?.oldest ?? null, amount: found?.amount ?? null, path, filter: [...filter],
      };
    }));
    return { today, cards: cards.filter((card) => card.kind !== 'waiting' || card.count > 0) };
  });
