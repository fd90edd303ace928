/** The fields of a zod object as a form: inputs by kind, lookups by target, problems under their field, locked where it may not be typed. */
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { FieldInput } from '../ui/input/FieldInput.tsx';
import { Field, Form, LockedValue } from '../ui/input/Form.tsx';
import type { ValueShape } from '../ui/Figure.tsx';
import { useText, type Text } from '../ui/language.tsx';
import { fieldShapes, isTypedKind, type FieldShape, type Values } from './fields.ts';
import { lookupFor, type LookupOptions } from './lookups.ts';
import { useNavigation } from './page-context.tsx';
import { recordPath } from './paths.ts';

export type FieldOptions = {
  readonly hidden?: boolean | ((values: Values) => boolean) | undefined;
  readonly readOnly?: boolean | undefined;
  /** Columns of the form grid it takes. */
  readonly wide?: number | undefined;
  readonly lookup?: LookupOptions | ((values: Values) => LookupOptions) | undefined;
  /** What else changes with it. */
  readonly fills?: ((value: unknown, values: Values) => Values) | undefined;
  readonly label?: Text | undefined;
};
export type RecordFormProps = {
  readonly schema: z.ZodObject;
  readonly values: Values;
  readonly onChange: (values: Values, field: string) => void;
  readonly problems: ReadonlyMap<string, Text>;
  readonly readOnly?: boolean | undefined;
  readonly columns?: 1 | 2 | 4 | undefined;
  readonly options?: Readonly<Record<string, FieldOptions>> | undefined;
  /** Fields that are shown but belong to the server, e.g. who released it. */
  readonly shown?: readonly (ValueShape & { readonly key: string; readonly wide?: number })[] | undefined;
  readonly children?: ReactNode;
};

export function RecordForm({ schema, values, onChange, problems, readOnly, columns, options = {}, shown = [], children }: RecordFormProps) {
  const text = useText();
  const change = (field: FieldShape, value: unknown) => {
    const changed = { ...values, [field.key]: value };
    onChange({ ...changed, ...options[field.key]?.fills?.(value, changed) }, field.key);
  };
  return (
    <Form columns={columns ?? 4}>
      {fieldShapes(schema).filter((field) => isTypedKind(field.kind)).map((field) => {
        const extra = options[field.key] ?? {};
        if (typeof extra.hidden === 'function' ? extra.hidden(values) : extra.hidden) return null;
        const locked = readOnly || extra.readOnly;
        const problem = problems.get(field.key);
        const lookup = typeof extra.lookup === 'function' ? extra.lookup(values) : extra.lookup;
        return (
          <Field key={field.key} label={text(extra.label ?? field.label)} required={field.required && !locked} problem={problem && text(problem)} hint={field.hint && !locked ? text(field.hint) : undefined}
            wide={extra.wide ?? (field.kind === 'long-text' ? Math.min(columns ?? 4, 2) : undefined)}>
            {locked
              ? <ReferenceOrValue field={field} value={values[field.key]} />
              : <FieldInput shape={field} value={values[field.key]} onChange={(value) => change(field, value)} required={field.required} invalid={problem !== undefined} lookup={field.target ? lookupFor(field.target, lookup) : undefined} />}
          </Field>
        );
      })}
      {shown.filter((field) => values[field.key] !== undefined && values[field.key] !== null && values[field.key] !== '').map((field) => (
        <Field key={field.key} label={text(field.label)} wide={field.wide}><ReferenceOrValue field={field} value={values[field.key]} /></Field>
      ))}
      {children}
    </Form>
  );
}

function ReferenceOrValue({ field, value }: { field: ValueShape & { readonly target?: string }; value: unknown }) {
  const { open, canOpen } = useNavigation();
  const id = value && typeof value === 'object' ? (value as { id?: string }).id : undefined;
  const href = field.target && id ? recordPath(field.target as `${string}/${string}`, id) : undefined;
  return <LockedValue shape={field} value={value} href={href && canOpen(href) ? href : undefined} onOpen={open} />;
}
