/** A story: steps that build on one another, told by people who stay signed in. After a step that failed nothing that builds on it is tried. */
import { inject, it } from 'vitest';
import { openBrowserPage, watchFaults } from './browser.ts';
import { type Language, patience, type Person, signInAt } from './person.ts';

export const signIn = async (login: string, options: Parameters<typeof openBrowserPage>[2] = {}, language: Language = 'zh'): Promise<Person> =>
  signInAt(await openBrowserPage(login, inject('base'), language === 'en' ? { ...options, locale: 'en-US' } : options), login, language);

export function tellStory(language: Language = 'zh') {
  watchFaults();
  const people = new Map<string, Promise<Person>>();
  let broken = false;
  return {
    at: (login: string): Promise<Person> => {
      const known = people.get(login) ?? signIn(login, {}, language);
      people.set(login, known);
      return known;
    },
    step: (title: string, work: () => Promise<void>): void => it(title, async (context) => {
      if (broken) context.skip();
      broken = true;
      await work();
      broken = false;
    }) as void,
  };
}

/** For expect.poll: a page one returns to shows what it knew, and a moment later what is. */
export const soon = { timeout: patience, interval: 100 };
/** Of China's calendar, as the product counts. */
export const dayIn = (days: number): string => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(Date.now() + days * 86_400_000);
