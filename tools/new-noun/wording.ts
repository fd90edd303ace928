/** English plurals for titles and names: Quotation → Quotations, Inquiry → Inquiries, Box → Boxes. */
import type { NewNoun } from './request.ts';

export const plural = (word: string): string => (/[^aeiou]y$/.test(word) ? word.replace(/y$/, 'ies') : /(s|x|ch|sh)$/.test(word) ? `${word}es` : `${word}s`);
export const pluralPascal = ({ pascal }: NewNoun): string => plural(pascal);
