/** What the offices do when the history has been posted: see the periods that are over closed, and plan the coming weeks. */
import type { PlainDay } from '@millwright/core/primitives/plain-day';
import type { Desk } from './desk.ts';

export async function finish(_desk: Desk, _today: PlainDay, _onProgress: unknown): Promise<void> {}
