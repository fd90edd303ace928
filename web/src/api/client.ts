/**
 * The one way to the server. Queries and commands go by their contract's name; a command carries an idempotency key made when
 * the person clicked, so a retry of the same click can never book twice. 401 hands over to the sign-in page.
 */
import type { Text } from '@millwright/core/primitives/outcome';
import type { CommandContract, QueryContract } from '@millwright/server/kernel/contract';
import type { z } from 'zod';
import { ApiProblem, needsConfirmation, type Problem, problemOf, tokensOf, unreachable } from './problem.ts';

type Connection = { company: string | undefined; onSignedOut: () => void; confirm: (asked: Problem) => Promise<boolean> };
const connection: Connection = { company: undefined, onSignedOut: () => undefined, confirm: () => Promise.resolve(false) };
/** Set by the session and the shell: which company every call is about, what to do when the session has ended, and who asks the person to confirm warnings. */
export const configureClient = (changes: Partial<Connection>): void => void Object.assign(connection, changes);

/** One per click; pass the same key again when the same click is retried. Not randomUUID: browsers keep that to https, and a factory's own network is http. */
export const newClickKey = (): string => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

export async function call<Answer>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown, options: { key?: string; signal?: AbortSignal; accept?: readonly string[] } = {}): Promise<Answer> {
  const headers: Record<string, string> = {};
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (connection.company) headers['x-company'] = connection.company;
  if (options.key) headers['idempotency-key'] = options.key;
  if (options.accept && options.accept.length > 0) headers['x-accept-warnings'] = options.accept.join(',');
  const request: RequestInit = { method, headers, credentials: 'same-origin' };
  if (body !== undefined) request.body = JSON.stringify(body);
  if (options.signal) request.signal = options.signal;
  const response = await fetch(path, request).catch((error: unknown) => {
    throw options.signal?.aborted ? error : new ApiProblem(unreachable);
  });
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as Answer;
  const problem = await problemOf(response);
  if (response.status === 401 && !path.startsWith('/api/session')) connection.onSignedOut();
  throw new ApiProblem(problem);
}

export const runQuery = <Input extends z.ZodType, Output extends z.ZodType>(contract: QueryContract<Input, Output>, input: z.input<Input>, signal?: AbortSignal): Promise<z.output<Output>> =>
  call('POST', `/api/queries/${contract.name}`, input, signal ? { signal } : {});

export type Warning = { readonly code: string; readonly message: Text };
export type CommandAnswer<Output> = { readonly output: Output; readonly warnings: readonly Warning[] };
export const runCommand = <Input extends z.ZodType, Output extends z.ZodType>(contract: CommandContract<Input, Output>, input: z.input<Input>, key = newClickKey()): Promise<CommandAnswer<z.output<Output>>> =>
  confirmed(contract.name, input, key);

/** By name, where a page is drawn from a noun and has no typed contract at hand. */
export const queryByName = <Output>(name: string, input: unknown, signal?: AbortSignal): Promise<Output> => call('POST', `/api/queries/${name}`, input, signal ? { signal } : {});
export const commandByName = <Output>(name: string, input: unknown, key = newClickKey(), options: Confirming = {}): Promise<CommandAnswer<Output>> => confirmed(name, input, key, options);

/** What was said yes to already; `ask: false` leaves the question to the page (actions on many rows ask once for all). */
export type Confirming = { readonly accept?: readonly string[]; readonly ask?: boolean };
/** Sends a command; what the server asks first is put to the person, and the same click goes again with what was read accepted. */
async function confirmed<Output>(name: string, input: unknown, key: string, { accept = [], ask = true }: Confirming = {}): Promise<CommandAnswer<Output>> {
  try {
    const answer = await call<CommandAnswer<Output>>('POST', `/api/commands/${name}`, input, { key, accept });
    return { ...answer, warnings: answer.warnings.filter((warning) => !accept.some((said) => said === warning.code || said.startsWith(`${warning.code}.`))) };
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.problem.code !== needsConfirmation || !ask || !(await connection.confirm(error.problem))) throw error;
    return confirmed(name, input, key, { accept: [...new Set([...accept, ...tokensOf(error.problem)])] });
  }
}

export type ReferenceRow = { readonly id: string; readonly code: string; readonly name: string; readonly [extra: string]: unknown };
export const lookUp = async (target: string, search: string, extra: object = {}, signal?: AbortSignal): Promise<readonly ReferenceRow[]> =>
  (await queryByName<{ rows: ReferenceRow[] }>(`${target}.lookup`, { search, limit: 20, ...extra }, signal)).rows;

/** Where the browser downloads exactly what a list or report shows; view: what a report's page leaves out of the answer. */
export const exportUrl = (name: string, input: unknown, language: string, view = ''): string =>
  `/api/export/${name}.xlsx?${new URLSearchParams({ company: connection.company ?? '', input: JSON.stringify(input), language, ...(view ? { view } : {}) })}`;
export const templateUrl = (name: string): string => `/api/templates/${name}.xlsx?${new URLSearchParams({ company: connection.company ?? '' })}`;

/** Puts a file where its import finds it; the answer names its content. */
export const uploadFile = (noun: string, file: File): Promise<string> => sendFile(`/api/imports/${noun}`, file);
async function sendFile(path: string, file: File): Promise<string> {
  const form = new FormData();
  form.append('file', file);
  const response = await fetch(path, { method: 'POST', body: form, credentials: 'same-origin', headers: { 'x-company': connection.company ?? '' } }).catch(() => {
    throw new ApiProblem(unreachable);
  });
  if (!response.ok) throw new ApiProblem(await problemOf(response));
  return ((await response.json()) as { upload: string }).upload;
}
/** Everything that is wrong with a file, as a workbook. */
export const problemsUrl = (jobId: string, language: string): string => `/api/imports/problems/${jobId}.xlsx?${new URLSearchParams({ company: connection.company ?? '', language })}`;

/** A company's backup, out and in. */
export const backupUrl = (id: string): string => `/api/company-backups/${id}?${new URLSearchParams({ company: connection.company ?? '' })}`;
export const uploadBackup = (file: File): Promise<string> => sendFile('/api/company-backups', file);

const attachmentsPath = (noun: string, record: string): string => `/api/attachments/${noun}/${record}`;
/** `show`: in the page, where the server knows it to be a picture or a PDF; else it is saved. */
export const attachmentUrl = (noun: string, record: string, id: string, show = false): string =>
  `${attachmentsPath(noun, record)}/${id}?${new URLSearchParams({ company: connection.company ?? '', ...(show ? { show: '1' } : {}) })}`;
/** Sends one file and says how far it is; the same key attaches once, however often it is sent. */
export const uploadAttachment = (noun: string, record: string, file: File, key: string, onProgress: (fraction: number) => void, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const form = new FormData();
    form.append('file', file);
    // The one thing fetch cannot do is to tell how much of a body has left.
    const request = new XMLHttpRequest();
    request.open('POST', attachmentsPath(noun, record));
    request.setRequestHeader('x-company', connection.company ?? '');
    request.setRequestHeader('idempotency-key', key);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new ApiProblem(unreachable));
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'));
    request.onload = async () => {
      if (request.status === 200) return resolve();
      if (request.status === 401) connection.onSignedOut();
      reject(new ApiProblem(await problemOf(new Response(request.responseText, { status: request.status }))));
    };
    signal.addEventListener('abort', () => request.abort());
    request.send(form);
  });
