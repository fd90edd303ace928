/**
 * Writes tokens.ts from tokens.css (run: npx tsx web/src/ui/generate-tokens.ts). The stylesheet is the one source; the
 * TypeScript copy feeds Ant Design and charts, which need values instead of var(). tokens.test.ts keeps both equal.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { tokensFromCss } from './read-tokens.ts';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const { light, dark } = tokensFromCss(css);
const literal = (tokens: Record<string, string>) =>
  `{\n${Object.entries(tokens).map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},`).join('\n')}\n}`;
writeFileSync(
  new URL('./tokens.ts', import.meta.url),
  `/** Generated from tokens.css by generate-tokens.ts; do not edit. Names without the --mw- prefix; dark holds only what differs. */
export const lightTokens = ${literal(light)} as const;
export const darkTokens = ${literal(dark)} as const;
`,
);
