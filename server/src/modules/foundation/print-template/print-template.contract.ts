/** 打印模板: a company's letterhead on all papers, and per kind of document what its paper shows other than the standard. */
import { z } from 'zod';
import { commandContract, queryContract } from '../../../kernel/contract.ts';

/** The row of what all papers share; no kind of document is called so. */
export const letterheadPaper = 'letterhead';
const line = z.string().trim().max(100);
const keys = z.array(z.string().max(80)).max(60);
/** Characters of a picture as a data URL: some 150 kB of it. */
const logoCharacters = 210_000;
export const letterhead = z.object({
  /** PNG or JPEG as a data URL; nothing that could hold a script. */
  logo: z.string().max(logoCharacters).regex(/^$|^data:image\/(png|jpeg);base64,[A-Za-z0-9+/]+=*$/).default(''),
  /** Below the company's name: address, telephone. */
  lines: z.array(line).max(3).default([]),
});
export const paperTemplate = z.object({
  /** Instead of the document's own title. */
  title: line.default(''),
  /** Head fields and line columns that stay off the paper, by key. */
  without: keys.default([]),
  /** Who signs, in this order; none: the standard. */
  signatures: z.array(line.min(1)).max(8).default([]),
  /** Sentences below the totals, e.g. terms. */
  remarks: z.array(z.string().trim().min(1).max(300)).max(10).default([]),
  rowsAtLeast: z.number().int().min(0).max(60).default(0),
});
export type Letterhead = z.infer<typeof letterhead>;
export type PaperTemplate = z.infer<typeof paperTemplate>;
const paper = z.string().regex(/^[a-z-]+\/[a-z-]+$/).max(80);
const stored = <Content extends z.ZodType>(content: Content) => z.object({ version: z.number(), content }).nullable();

export const getPrintTemplate = queryContract({
  name: 'foundation/print-template.get',
  title: { zh: '看打印模板', en: 'See print templates' },
  permission: 'foundation/print-template.view',
  input: z.object({ paper }),
  output: z.object({ letterhead: stored(letterhead), template: stored(paperTemplate) }),
});
const version = { version: z.number().int().min(1).optional() };
const output = z.object({ version: z.number() });
export const savePrintTemplate = commandContract({
  name: 'foundation/print-template.save',
  title: { zh: '编辑打印模板', en: 'Edit print templates' },
  input: z.object({ paper, ...version, content: paperTemplate }),
  output,
});
export const saveLetterhead = commandContract({
  name: 'foundation/print-template.save-letterhead',
  title: { zh: '编辑公司抬头', en: 'Edit the letterhead' },
  permission: savePrintTemplate.permission,
  input: z.object({ ...version, content: letterhead }),
  output,
});
