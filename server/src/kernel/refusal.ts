/**
 * How a refusal becomes a sentence, and how an error of the database becomes a refusal. Every text stands in both languages;
 * the browser picks one. Errors leave the server as problem+json (RFC 9457) with one entry per field.
 */
import type { Parameters, Refusal, Text } from '@millwright/core/primitives/outcome';
import type { DocumentContract } from './contract.ts';

export type ProblemEntry = { readonly code: string; readonly path: readonly (string | number)[]; readonly message: Text;
  /** Of a warning that asks: says yes to all sentences of this code with these figures; the code alone says yes to any. */
  readonly token?: string;
};
export type Problem = {
  readonly type: string;
  readonly status: number;
  readonly title: string;
  readonly code: string;
  readonly message: Text;
  readonly errors: readonly ProblemEntry[];
};

/** Carries a problem to the one place that answers; never used for expected refusals inside decide. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

export const kernelRefusals = {
  texts: {
    'not-signed-in': { zh: '请先登录。', en: 'Please sign in first.' },
    'not-permitted': { zh: '您没有「{title}」的权限，请向管理员申请。', en: 'You may not "{title}". Ask your administrator for this permission.' },
    'company-unavailable': { zh: '账套不存在，或您无权进入。', en: 'This company does not exist or is not open to you.' },
    'unknown-operation': { zh: '没有这个功能：{name}。', en: 'There is no operation {name}.' },
    'bad-input': { zh: '填写有误，请按标出的地方改正。', en: 'Some entries need correcting; see the marked places.' },
    'key-reused': { zh: '同一个请求号用在了不同的内容上，请刷新后重做。', en: 'The same request key was used for different content. Reload and try again.' },
    'not-found': { zh: '找不到这条记录，可能已被删除。', en: 'This record was not found; it may have been deleted.' },
    conflict: { zh: '别人刚改过这条记录，请核对后再存。', en: 'Somebody else has just changed this record. Compare and save again.' },
    'needs-confirmation': { zh: '请先确认下面的情况；这一步还没有做。', en: 'Please confirm the following first; this step has not been carried out.' },
    'wrong-state': { zh: '{because}', en: '{because}' },
    busy: { zh: '系统忙，请稍后再试；您的输入没有丢。', en: 'The system is busy. Try again in a moment; your input is safe.' },
    'too-large': { zh: '内容太大。', en: 'The content is too large.' },
    bug: { zh: '程序出错，您的内容没有存上。把 {trace} 告诉管理员可查到记录。', en: 'Something went wrong and nothing was saved. Give {trace} to your administrator to find the log line.' },
  } satisfies Record<string, Text>,
  database: {
    MW001: { code: 'not-a-draft', text: { zh: '已生效的单据不能删除，请用冲销。', en: 'A document in effect cannot be deleted; reverse it.' } },
    MW002: { code: 'not-a-draft', text: { zh: '已生效的单据不能改日期、往来单位和冲销关系，请冲销后重做。', en: 'A document in effect keeps its day, its party and what it reverses; reverse it and enter it anew.' } },
    MW003: { code: 'not-executed', text: { zh: '只有冲销才能退回已执行的数量，且不能超过原单的数量。', en: 'Only a reversal takes executed quantities back, and no more than its original executed.' } },
    executable_check: { code: 'over-executed', text: { zh: '数量超过了来源行的剩余数量，可能有人同时下推了同一行。请刷新后重试。', en: 'More than what remains on the source line; somebody may have pushed the same line. Reload and try again.' } },
    'unique:documents.document': { code: 'number-taken', text: { zh: '单号已被使用，或这张单据已被冲销过。', en: 'The number is taken, or the document has been reversed already.' } },
    '23505': { code: 'duplicate', text: { zh: '编码或名称重复：{detail}', en: 'Duplicate: {detail}' } },
    '23503': { code: 'in-use', text: { zh: '被其他资料引用，不能这样改：{detail}', en: 'Referred to by other records: {detail}' } },
    '23514': { code: 'out-of-range', text: { zh: '数值超出允许范围：{detail}', en: 'A value is out of its range: {detail}' } },
    '22003': { code: 'out-of-range', text: { zh: '数值太大。', en: 'A number is too large.' } },
    // Nets behind the contracts: jsonb and casts refuse what is no text or not of their form.
    '22P02': { code: 'bad-input', text: { zh: '含有不能保存的字符或写法。', en: 'It contains a character or a form that cannot be stored.' } },
    '22P05': { code: 'bad-input', text: { zh: '含有不能保存的字符。', en: 'It contains a character that cannot be stored.' } },
    '22021': { code: 'bad-input', text: { zh: '含有不能保存的字符。', en: 'It contains a character that cannot be stored.' } },
    '22008': { code: 'bad-input', text: { zh: '日期不存在。', en: 'There is no such date.' } },
    '57014': { code: 'timed-out', text: { zh: '等待太久，已取消；没有存上任何内容。', en: 'It took too long and was cancelled; nothing was saved.' } },
  } as Record<string, { code: string; text: Text }>,
};

/** Values that rules and triggers give as codes and people read as words: areas of a period, in parameters of that name. */
const words: Readonly<Record<string, Text>> = {
  trade: { zh: '购销', en: 'Trade' }, stock: { zh: '库存', en: 'Stock' }, 'inventory-cost': { zh: '存货核算', en: 'Inventory cost' }, 'receivable-payable': { zh: '应收应付', en: 'Receivables and payables' }, ledger: { zh: '总账', en: 'Ledger' },
};
const isArea = /^(.+_)?area$/;
const wordOf = (name: string, value: string | number | Text, language: keyof Text): string =>
  typeof value === 'object' ? value[language] : ((isArea.test(name) ? words[String(value)]?.[language] : undefined) ?? String(value));
const fill = (text: string, parameters: Parameters, language: keyof Text): string =>
  text.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = parameters[name];
    return value === undefined ? place : wordOf(name, value, language);
  });
export const render = (text: Text, parameters: Parameters = {}): Text => ({ zh: fill(text.zh, parameters, 'zh'), en: fill(text.en, parameters, 'en') });

export function problem(status: number, code: string, message: Text, errors: readonly ProblemEntry[] = []): Problem {
  return { type: 'about:blank', status, title: message.en, code, message, errors };
}
export const kernelProblem = (status: number, code: keyof typeof kernelRefusals.texts, parameters: Parameters = {}): ProblemError =>
  new ProblemError(problem(status, code, render(kernelRefusals.texts[code], parameters)));

/** 422: the rules said no. The first refusal is the headline. A code without a text is a bug and says so. */
export function refusalProblem(refusals: readonly Refusal[], texts: Readonly<Record<string, Text>>): Problem {
  const errors = worded(refusals, texts);
  const first = errors[0];
  if (!first) throw new Error('a refusal without a reason');
  return problem(first.code === 'conflict' ? 409 : first.code === 'not-found' ? 404 : 422, first.code, first.message, errors);
}

/** 409: the rules would do it, but ask first. Repeated with the tokens (or codes) accepted, the same request is carried out. */
export const confirmationProblem = (asked: readonly Refusal[], texts: Readonly<Record<string, Text>>, tokenOf: (warning: Refusal) => string): Problem =>
  problem(409, 'needs-confirmation', kernelRefusals.texts['needs-confirmation'], worded(asked, texts).map((entry, index) => ({ ...entry, token: tokenOf(asked[index] as Refusal) })));

/** Codes with their sentences in both languages. */
export function worded(refusals: readonly Refusal[], texts: Readonly<Record<string, Text>>): ProblemEntry[] {
  return refusals.map(({ code, path = [], parameters = {} }) => {
    const text = texts[code] ?? (kernelRefusals.texts as Record<string, Text>)[code];
    if (!text) throw new Error(`refusal ${code} has no text`);
    return { code, path, message: render(text, parameters) };
  });
}

/** wrong-state refusal of a document's action, in the words its contract has for it; undefined when allowed. */
export function wrongState(contract: Pick<DocumentContract, 'actions' | 'states'>, action: string, state: string): Refusal | undefined {
  const shape = contract.actions[action];
  if (!shape || shape.from.includes(state)) return undefined;
  const label = contract.states[state]?.label ?? { zh: state, en: state };
  return { code: 'wrong-state', parameters: { because: render(shape.because, { state: label }) } };
}

/** Refusal of saving in a state that is no longer edited; undefined when it may be edited. */
export function notEditable(contract: Pick<DocumentContract, 'editable' | 'states'>, state: string): Refusal | undefined {
  if (contract.editable.includes(state)) return undefined;
  const label = contract.states[state]?.label ?? { zh: state, en: state };
  return { code: 'wrong-state', parameters: { because: { zh: `单据${label.zh}，不能再改。`, en: `It is ${label.en} and can no longer be edited.` } } };
}

type DatabaseError = Error & { code?: string; constraint?: string; schema?: string; table?: string; detail?: string };
/** The refusal behind a database error, or undefined when it is a bug or an outage. Most specific name first. */
export function databaseProblem(error: unknown, refusals: ReadonlyMap<string, { readonly code: string; readonly text: Text }>): Problem | undefined {
  const { code, constraint, schema, table, detail } = error as DatabaseError;
  if (typeof code !== 'string') return undefined;
  const keys = [constraint ?? '', ...(code === '23505' && table ? [`unique:${schema}.${table}`] : []), ...(table === 'executable' && code === '23514' ? ['executable_check'] : []), code];
  const found = keys.map((key) => refusals.get(key)).find((refusal) => refusal);
  if (!found) return undefined;
  let parameters: Parameters = { detail: constraint ?? '' };
  try {
    parameters = { ...parameters, ...(JSON.parse(detail ?? '') as Parameters) };
  } catch {
    // PostgreSQL's own DETAIL is English prose about keys; the constraint's name says enough for a log, the text for a person.
  }
  const message = render(found.text, parameters);
  return problem(found.code === 'timed-out' ? 503 : 422, found.code, message, [{ code: found.code, path: [], message }]);
}
