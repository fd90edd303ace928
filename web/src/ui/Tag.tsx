/** A state in a word and a tone. The tone never speaks alone: the word is always there. */
import type { ReactNode } from 'react';

export type Tone = 'neutral' | 'waiting' | 'done' | 'active' | 'red';
export function Tag({ tone = 'neutral', children }: { tone?: Tone | undefined; children: ReactNode }) {
  return <span className={`mw-tag ${tone}`}>{children}</span>;
}
