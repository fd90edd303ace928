/**
 * What the server says when it says no: problem+json with a sentence in both languages and one entry per field. No answer at
 * all (network, proxy) becomes a problem of the same shape, so pages know one kind of failure only.
 */
import type { Text } from '@millwright/core/primitives/outcome';

export type ProblemEntry = { readonly code: string; readonly path: readonly (string | number)[]; readonly message: Text; readonly token?: string };
export type Problem = { readonly status: number; readonly code: string; readonly message: Text; readonly errors: readonly ProblemEntry[] };

export class ApiProblem extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

export const unreachable: Problem = {
  status: 0,
  code: 'unreachable',
  message: { zh: '连不上服务器，您的输入还在。网络恢复后再试一次。', en: 'The server cannot be reached; your input is safe. Try again when the network is back.' },
  errors: [],
};

export async function problemOf(response: Response): Promise<Problem> {
  const body = (await response.json().catch(() => undefined)) as Partial<Problem> | undefined;
  if (body?.message?.zh) return { status: response.status, code: body.code ?? 'unknown', message: body.message, errors: body.errors ?? [] };
  return { status: response.status, code: `http-${response.status}`, message: { zh: `服务器没有正常答复（${response.status}）。`, en: `The server did not answer properly (${response.status}).` }, errors: [] };
}

/** Any thrown thing as a problem; a programming error in the page says so instead of pretending. */
export function asProblem(error: unknown): Problem {
  if (error instanceof ApiProblem) return error.problem;
  console.error(error);
  return { status: 500, code: 'page-error', message: { zh: '页面出错，您的输入还在。', en: 'This page has failed; your input is safe.' }, errors: [] };
}
/** Nothing was done yet: the person may say yes to the warnings in `errors`. */
export const needsConfirmation = 'needs-confirmation';
/** What a yes to these warnings is a yes to: each sentence with its figures. When they have changed meanwhile, the server asks again. */
export const tokensOf = ({ errors }: Problem): string[] => [...new Set(errors.map((entry) => entry.token ?? entry.code))];
export type ProblemKind = 'refusal' | 'warning' | 'bug';
export const kindOf = (problem: Problem): ProblemKind =>
  problem.code === needsConfirmation ? 'warning' : problem.status >= 500 && problem.status !== 503 ? 'bug' : 'refusal';
