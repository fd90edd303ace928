/**
 * One click of a person, whatever becomes of the network. The same click sent again keeps its key, so the server does it once. A click
 * whose answer never came may have been done: what was changed since goes on top of it, after it was sent again (`answered` first).
 */
import { useRef } from 'react';
import { commandByName, type CommandAnswer, newClickKey } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';

export type Click = { readonly command: string; readonly input: unknown; readonly key: string };
const same = (left: Omit<Click, 'key'>, right: Omit<Click, 'key'>): boolean => JSON.stringify([left.command, left.input]) === JSON.stringify([right.command, right.input]);
const unanswered = (error: unknown): boolean => error instanceof ApiProblem && (error.problem.status === 0 || error.problem.status >= 500);

export function useClick() {
  const last = useRef<Click>(undefined);
  const lost = useRef<Click>(undefined);
  const send = async <Output>(command: string, input: unknown): Promise<CommandAnswer<Output>> => {
    const click = last.current && same(last.current, { command, input }) ? last.current : { command, input, key: newClickKey() };
    last.current = click;
    lost.current = click;
    try {
      const answer = await commandByName<Output>(command, input, click.key);
      last.current = undefined;
      lost.current = undefined;
      return answer;
    } catch (error) {
      if (!unanswered(error)) lost.current = undefined;
      throw error;
    }
  };
  return {
    send,
    /** The click nobody knows the end of (yet); a draft keeps it, for a reload is how people answer a page that hangs. */
    lost: (): Click | undefined => lost.current,
    remember: (click: Click | undefined): void => {
      last.current = click;
      lost.current = click;
    },
    /** What became of a lost click of this command with other content; undefined when there is none or the server refuses it now, so that it was not done before. */
    answered: async <Output>(command: string, input: unknown): Promise<Output | undefined> => {
      const click = lost.current;
      if (!click || click.command !== command || same(click, { command, input })) return undefined;
      last.current = click;
      try {
        return (await send<Output>(command, click.input)).output;
      } catch (error) {
        if (unanswered(error)) throw error;
        return undefined;
      }
    },
  };
}
