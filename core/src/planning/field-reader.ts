/**
 * Reads values out of parsed JSON and collects every error with the path of its field, such as "make[2].uses[0].qty".
 * Nothing is thrown and nothing stops at the first error: a planner who gets a model from elsewhere fixes it in one go.
 * A field that nobody knows is an error too, so that a rule is never silently left out of a plan. Trap: JSON null means absent.
 */
import { millionthsOf } from '@millwright/core/primitives/engine-quantity';
import { parseDateTime, parseDuration } from '@millwright/core/planning/text-time';

export interface FieldError {
  readonly path: string;
  readonly message: string;
}
export type Fields = Readonly<Record<string, unknown>>;
export interface NumberLimits {
  readonly above?: number;
  readonly least?: number;
  readonly most?: number;
}

/** Fields that only describe: accepted on every row, never read. */
const descriptive = new Set(['name', 'title', 'description', 'note', 'comment', 'explain', 'source']);
/** Far below 2^53 millionths, so that sums over a whole plan stay exact. */
const largestQuantity = 1_000_000_000;

export const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};

export class FieldReader {
  readonly errors: FieldError[] = [];

  fail(path: string, message: string): void {
    this.errors.push({ path, message });
  }

  /** The value as an object whose fields are all known; undefined (with an error) where it is none. */
  record(value: unknown, path: string, known: readonly string[]): Fields | undefined {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.fail(path, `must be an object, not ${shown(value)}`);
      return undefined;
    }
    for (const field of Object.keys(value)) {
      if (!known.includes(field) && !descriptive.has(field)) this.fail(path === 'model' ? field : `${path}.${field}`, 'is not a field of the planning model');
    }
    return value as Fields;
  }

  list(fields: Fields, name: string, path = ''): { value: unknown; path: string }[] {
    const value = fields[name] ?? [];
    const at = path ? `${path}.${name}` : name;
    if (!Array.isArray(value)) {
      this.fail(at, `must be a list, not ${shown(value)}`);
      return [];
    }
    return value.map((row: unknown, index) => ({ value: row, path: `${at}[${index}]` }));
  }

  text(fields: Fields, name: string, path: string): string {
    const value = fields[name];
    if (typeof value === 'string' && value !== '') return value;
    this.fail(`${path}.${name}`, value === undefined || value === null ? 'is missing' : `must be a text, not ${shown(value)}`);
    return '';
  }

  optionalText(fields: Fields, name: string, path: string): string | undefined {
    return fields[name] === undefined || fields[name] === null ? undefined : this.text(fields, name, path);
  }

  choice<Choice extends string>(fields: Fields, name: string, path: string, choices: readonly Choice[], otherwise: Choice): Choice {
    const value = fields[name] ?? otherwise;
    const found = choices.find((choice) => choice === value);
    if (found === undefined) this.fail(`${path}.${name}`, `must be one of ${choices.map((choice) => `"${choice}"`).join(', ')}, not ${shown(value)}`);
    return found ?? otherwise;
  }

  flag(fields: Fields, name: string, path: string, otherwise: boolean): boolean {
    const value = fields[name] ?? otherwise;
    if (typeof value === 'boolean') return value;
    this.fail(`${path}.${name}`, `must be true or false, not ${shown(value)}`);
    return otherwise;
  }

  numberValue(value: unknown, path: string, otherwise: number | undefined, limits: NumberLimits = {}): number {
    if (value === undefined || value === null) {
      if (otherwise === undefined) this.fail(path, 'is missing');
      return otherwise ?? 0;
    }
    const safe = otherwise ?? 0;
    if (typeof value !== 'number' || !Number.isFinite(value)) return this.refuse(path, `must be a number, not ${shown(value)}`, safe);
    if (limits.above !== undefined && value <= limits.above) return this.refuse(path, `must be above ${limits.above}, not ${value}`, safe);
    if (limits.least !== undefined && value < limits.least) {
      return this.refuse(path, limits.least === 0 ? `is negative: ${value}` : `must be at least ${limits.least}, not ${value}`, safe);
    }
    if (value > (limits.most ?? largestQuantity)) return this.refuse(path, `must be at most ${limits.most ?? largestQuantity}, not ${value}`, safe);
    return value;
  }

  number(fields: Fields, name: string, path: string, otherwise: number | undefined, limits: NumberLimits = {}): number {
    return this.numberValue(fields[name], `${path}.${name}`, otherwise, limits);
  }

  /** A quantity in millionths. */
  quantity(fields: Fields, name: string, path: string, otherwise: number | undefined, limits: NumberLimits = { least: 0 }): number {
    const units = this.number(fields, name, path, otherwise, limits);
    if (units !== 0 && millionthsOf(units) === 0) this.fail(`${path}.${name}`, `is smaller than a millionth: ${units}`);
    return millionthsOf(units);
  }

  dateValue(value: unknown, path: string, otherwise: number | undefined): number {
    if (value === undefined || value === null) {
      if (otherwise === undefined) this.fail(path, 'is missing');
      return otherwise ?? 0;
    }
    const parsed = typeof value === 'string' ? parseDateTime(value) : 'is not a date such as 2025-01-31T08:00:00';
    return typeof parsed === 'number' ? parsed : this.refuse(path, `${shown(value)} ${parsed}`, otherwise ?? 0);
  }

  date(fields: Fields, name: string, path: string, otherwise?: number): number {
    return this.dateValue(fields[name], path ? `${path}.${name}` : name, otherwise);
  }

  duration(fields: Fields, name: string, path: string, otherwise: number | undefined): number {
    const value = fields[name];
    const at = `${path}.${name}`;
    if (value === undefined || value === null) {
      if (otherwise === undefined) this.fail(at, 'is missing');
      return otherwise ?? 0;
    }
    const parsed = typeof value === 'string' ? parseDuration(value) : 'is not a duration such as P7D or PT12H';
    return typeof parsed === 'number' ? parsed : this.refuse(at, `${shown(value)} ${parsed}`, otherwise ?? 0);
  }

  private refuse<Value>(path: string, message: string, otherwise: Value): Value {
    this.fail(path, message);
    return otherwise;
  }
}
