/**
 * A figure calculated from fields of a line while somebody types: undefined as long as a part is missing or cannot be read, so
 * that a half-typed number is a blank cell and not an error.
 */
import type { Values } from '../fields.ts';

export const calculated = (formula: (parts: Readonly<Record<string, string>>) => string) => (line: Values): string | undefined => {
  const parts = new Proxy(line, {
    get(values, field) {
      const value = values[String(field)];
      if (value === null || value === undefined || value === '') throw new RangeError('not complete yet');
      return String(value);
    },
  }) as Readonly<Record<string, string>>;
  try {
    return formula(parts);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
};
