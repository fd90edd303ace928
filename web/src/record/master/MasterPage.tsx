/**
 * A master record: its list, and a sheet with the form drawn from the same fields. F2 new, Enter opens, Ctrl+S saves and
 * closes, Alt+N saves and goes on with the next new one, because masters are entered in series.
 */
import type { CommandContract, ListShape, Noun, QueryContract, Text } from '@millwright/server/kernel/contract';
import { useEffect, useState, type ReactNode } from 'react';
import type { z } from 'zod';
import { ListPage, type ListOptions } from '../list/ListPage.tsx';
import { usePage } from '../page-context.tsx';
import type { Values } from '../fields.ts';
import type { FieldOptions } from '../RecordForm.tsx';
import { MasterForm } from './MasterForm.tsx';

export type MasterOptions = {
  /** From masterContract(), or an object of the same shape. */
  readonly contract: {
    readonly noun: Noun;
    readonly title: Text;
    readonly list: QueryContract & { readonly list?: ListShape };
    /** Input fields of `<noun>.save` without id and version. */
    readonly form: z.ZodObject;
    /** Present: the record can be deleted. */
    readonly remove?: CommandContract;
  };
  readonly listOptions?: Omit<ListOptions, 'onOpen'>;
  readonly form?: Readonly<Record<string, FieldOptions>>;
  readonly defaults?: () => Values;
  readonly columns?: 1 | 2;
  /** Further commands on the open record: verb → title and, where it has one, the sentence to confirm. */
  readonly actions?: Readonly<Record<string, { readonly title: Text; readonly confirm?: Text; readonly when?: (record: Values) => boolean }>>;
  /** The record has a page of its own at `/<noun>/$id`; only a new one is filled in beside the list. */
  readonly opensPage?: boolean;
  readonly below?: (record: Values, reload: () => void) => ReactNode;
};
export type MasterTarget = { readonly id: string | undefined; readonly serial: number };

export function MasterPage({ options }: { options: MasterOptions }) {
  const page = usePage();
  const { noun, list } = options.contract;
  const asked = page.search['open'] ?? page.params['id'];
  const [target, setTarget] = useState<MasterTarget | undefined>(asked ? { id: asked === 'new' ? undefined : asked, serial: 0 } : undefined);
  useEffect(() => {
    if (asked) setTarget({ id: asked === 'new' ? undefined : asked, serial: 0 });
  }, [asked]);
  const create = () => setTarget((before) => ({ id: undefined, serial: (before?.serial ?? 0) + 1 }));
  const close = () => {
    setTarget(undefined);
    page.setUnsaved(false);
  };
  const listOptions: ListOptions = {
    canImport: true,
    ...options.listOptions,
    ...(options.opensPage ? {} : { onOpen: (row) => setTarget({ id: row.id, serial: 0 }) }),
    create: options.listOptions?.create === false ? false : { ...options.listOptions?.create, onCreate: create },
  };
  return (
    <>
      <ListPage contract={list} options={listOptions} />
      {target && (
        <MasterForm key={`${target.id ?? 'new'}-${target.serial}`} noun={noun} options={options} id={target.id} onClose={close} onNext={create} />
      )}
    </>
  );
}
