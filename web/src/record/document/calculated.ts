/**
 * A figure calculated from fields of a line while somebody types: undefined as long as a part is missing or cannot be read, so
 * that a half-typed number is a blank cell and not an error.
 */
import type { Values } from '../fields.ts';

export const calculated = <const Fields extends readonly string[]>(fields: Fields, formula: (...parts: { [Index in keyof Fields]: string }) => string) => (line: Values): string | undefined => {
  const parts = fields.map((field) => line[field]);
  if (parts.some((part) => part === null || part === undefined || part === '')) return undefined;
  try {
    return formula(...(parts.map(String) as { [Index in keyof Fields]: string }));
  } catch (error) {
    // The decimal parser's way of saying that this is no number (yet).
    if (error instanceof RangeError) return undefined;
    throw error;
  }
};
