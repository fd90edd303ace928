import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { tokensFromCss } from './read-tokens.ts';
import { darkTokens, lightTokens } from './tokens.ts';

it('the TypeScript tokens equal the stylesheet', () => {
  const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
  expect(tokensFromCss(css)).toEqual({ light: lightTokens, dark: darkTokens });
});

it('reads values the guide names', () => {
  expect(lightTokens.primary).toBe('#2a4d7c');
  expect(darkTokens.primary).toBe('#86aedd');
  expect(lightTokens.row).toBe('32px');
});
