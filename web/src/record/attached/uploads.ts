/** Files on their way up: each with its progress, its own key (a retry attaches once) and the sentence why it was not taken. */
import type { Noun, Text } from '@millwright/server/kernel/contract';
import { useRef, useState } from 'react';
import { newClickKey, uploadAttachment } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import { timeOfDay, today } from '../../ui/clock.ts';

export type Upload = { readonly key: string; readonly name: string; readonly fraction: number; readonly problem?: Text; readonly again?: () => void; readonly drop: () => void };

export function useUploads(noun: Noun, record: string, megabytesMax: number | undefined, onDone: () => Promise<unknown>): { running: readonly Upload[]; add: (files: readonly File[]) => void } {
  const [running, setRunning] = useState<readonly Upload[]>([]);
  const waiting = useRef<Promise<unknown>>(Promise.resolve());
  const change = (key: string, changes: Partial<Upload>) => setRunning((before) => before.map((upload) => (upload.key === key ? { ...upload, ...changes } : upload)));
  const forget = (key: string) => setRunning((before) => before.filter((upload) => upload.key !== key));
  const send = (key: string, file: File, abort: AbortController) => {
    // One after the other: ten photographs must not share the line of a workshop's network.
    waiting.current = waiting.current.then(async () => {
      if (abort.signal.aborted) return;
      try {
        await uploadAttachment(noun, record, file, key, (fraction) => change(key, { fraction }), abort.signal);
        await onDone();
        forget(key);
      } catch (error) {
        if (abort.signal.aborted) return;
        const problem = asProblem(error);
        change(key, { problem: problem.message, ...(problem.status === 0 || problem.status === 503 ? { again: () => start(key, file) } : {}) });
      }
    });
  };
  const start = (key: string, file: File): void => {
    const abort = new AbortController();
    const upload: Upload = {
      key, name: file.name, fraction: 0,
      drop: () => {
        abort.abort();
        forget(key);
      },
    };
    setRunning((before) => [...before.filter((other) => other.key !== key), upload]);
    if (megabytesMax !== undefined && file.size > megabytesMax * 1024 * 1024) change(key, { problem: { zh: `超过 ${megabytesMax} MB，没有上传。`, en: `Larger than ${megabytesMax} MB; it was not sent.` } });
    else send(key, file, abort);
  };
  return { running, add: (files) => { for (const file of files) start(newClickKey(), file); } };
}

/** Pictures in the clipboard. A copied range of Excel is a picture as well as text, and belongs into the lines. */
export function pastedFiles(clipboard: Pick<DataTransfer, 'types' | 'files'> | null, title: string): File[] {
  if (!clipboard || clipboard.types.includes('text/plain')) return [];
  return [...clipboard.files].map((file) => (file.name === 'image.png' ? new File([file], `${title} ${today()} ${timeOfDay().replace(':', '')}.png`, { type: file.type }) : file));
}
