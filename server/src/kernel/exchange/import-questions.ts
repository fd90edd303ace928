/**
 * What an import asks before it goes on: places that can be read in more than one way. One answer per kind of question, kept with
 * the column mapping of the source. An import with an open question is refused with the code "question-<kind>". Browser-safe.
 */
import type { Text } from '../contract.ts';

export const importQuestions = {
  'number-unit': {
    about: { zh: '数字后面带着单位', en: 'Numbers are followed by a unit' },
    options: { strip: { zh: '去掉单位，只取数字（已核对单位与系统一致）', en: 'Drop the unit, take the number (units checked)' } },
  },
  scientific: {
    about: { zh: '编码是科学计数法，可能被 Excel 改写过', en: 'Codes are in scientific notation; Excel may have rewritten them' },
    options: { expand: { zh: '展开成完整数字', en: 'Write out all digits' }, keep: { zh: '编码本来就是这样，保持原样', en: 'These are the codes; keep them' } },
  },
  'fraction-rounded': {
    about: { zh: '分数除不尽', en: 'Fractions have no exact decimal' },
    options: { round: { zh: '四舍五入到允许的小数位', en: 'Round to the decimals allowed' } },
  },
  percent: {
    about: { zh: '比率大于 1，又没有百分号', en: 'Rates are above 1 and have no per cent sign' },
    options: { percent: { zh: '是百分数：13 就是 13%', en: 'They are per cent: 13 is 13 %' }, keep: { zh: '是倍数：1.2 就是 120%', en: 'They are multiples: 1.2 is 120 %' } },
  },
  'leading-zeros': {
    about: { zh: '编码可能丢了前面的 0：系统里有同一数字、前面带 0 的编码', en: 'Codes may have lost leading zeros: the same number with leading zeros exists' },
    options: { existing: { zh: '就是系统里带 0 的那个', en: 'They are the ones with zeros' }, keep: { zh: '是另一个编码，保持原样', en: 'They are other codes; keep them' } },
  },
  'duplicate-lines': {
    about: { zh: '有内容完全相同的行', en: 'Some rows are exactly the same' },
    options: { merge: { zh: '每组只引入一行', en: 'Import each of them once' } },
  },
  'component-lines': {
    about: { zh: '同一父件下同一子件出现多行', en: 'A component stands more than once under one parent' },
    options: { add: { zh: '用量相加，合成一行', en: 'Add the quantities up' }, keep: { zh: '分行保留', en: 'Keep them apart' } },
  },
} as const satisfies Record<string, { readonly about: Text; readonly options: Readonly<Record<string, Text>> }>;
export type QuestionKind = keyof typeof importQuestions;
export type Answers = Readonly<Partial<Record<string, string>>>;
export const questionCode = (kind: QuestionKind): `question-${QuestionKind}` => `question-${kind}`;
/** The kind behind the code of a refusal; undefined for one that cannot be answered. */
export const questionOfCode = (code: string): QuestionKind | undefined => {
  const kind = code.replace(/^question-/, '');
  return code.startsWith('question-') && kind in importQuestions ? (kind as QuestionKind) : undefined;
};
/** An answer the question offers. */
export const answerTo = (answers: Answers, kind: QuestionKind): string | undefined => {
  const answer = answers[kind];
  return answer !== undefined && answer in importQuestions[kind].options ? answer : undefined;
};
