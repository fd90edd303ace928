/**
 * The state of an open document: what the server has, what the person made of it, what was refused. Saving, acting, conflicts
 * and drafts are decided here; the page only draws. A save that meets a newer version becomes a conflict with both values.
 */
import type { Noun } from '@millwright/server/kernel/contract';
import type { OpenLine } from '@millwright/server/modules/documents/open-line/open-line.contract';
import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { queryByName, type Warning } from '../../api/client.ts';
import { asProblem, type Problem } from '../../api/problem.ts';
import { useSession } from '../../api/session.tsx';
import { timeOfDay } from '../../ui/clock.ts';
import { asGridRow, cellProblem, type GridRow } from '../../ui/grid/grid-model.ts';
import { fieldShapes, initialValues, isBlankLine, recordToWire, type Values } from '../fields.ts';
import { noProblems, placeProblem, withoutHead, type FieldProblems } from '../field-problems.ts';
import { usePage } from '../page-context.tsx';
import { recordPath } from '../paths.ts';
import { useClick } from './click.ts';
import type { DocumentOptions, DocumentRecord } from './document-options.ts';
import { dropDraft, keepDraft, readDraft } from './drafts.ts';
import { headWith, linesOf } from './pull.ts';

type Saved = { readonly id: string; readonly version: number; readonly number?: string };
export type DocumentForm = ReturnType<typeof useDocumentForm>;

export function useDocumentForm(options: DocumentOptions) {
  const { contract } = options;
  const page = usePage();
  const { company, session } = useSession();
  const client = useQueryClient();
  const id = page.params['id'] === 'new' ? undefined : page.params['id'];
  const noun: Noun = contract.noun;
  const draftKey = `${session.user.id}-${company?.id ?? ''}-${noun}-${id ?? `new-${page.search['source'] ?? page.search['copy'] ?? ''}${page.search['operation'] ?? ''}`}`;
  const origin = originOf(noun, id, page.search);
  const loaded = useQuery({
    queryKey: [`${noun}.get`, company?.id, origin?.name ?? 'blank', origin?.input ?? null],
    queryFn: ({ signal }) => (origin ? queryByName<Partial<DocumentRecord>>(origin.name, origin.input, signal) : Promise.resolve<Partial<DocumentRecord>>({})),
    staleTime: 0,
    refetchOnWindowFocus: false,
  });
  const [head, setHead] = useState<Values>({});
  const [lines, setLines] = useState<readonly GridRow[]>([]);
  const [base, setBase] = useState<DocumentRecord>();
  const [ready, setReady] = useState(false);
  const [unsaved, setUnsavedState] = useState(false);
  const [restored, setRestored] = useState<string>();
  const [problems, setProblems] = useState<FieldProblems>(noProblems);
  const [warnings, setWarnings] = useState<readonly Warning[]>([]);
  const [conflict, setConflict] = useState<DocumentRecord>();
  const click = useClick();
  /** What a lost click turned out to have saved, until what was changed since is saved on top of it. */
  const made = useRef<Saved>(undefined);
  const blankLine = useMemo(() => (contract.line ? { ...initialValues(contract.line), ...options.blankLine?.(head) } : {}), [contract.line, options, head]);

  const { setUnsaved } = page;
  const markUnsaved = useCallback((value: boolean) => {
    setUnsavedState(value);
    setUnsaved(value);
  }, [setUnsaved]);

  const take = useCallback((record: Partial<DocumentRecord>, asNew: boolean) => {
    setBase(asNew ? undefined : (record as DocumentRecord));
    setHead(asNew ? { ...initialValues(contract.head, options.defaults?.()), ...present(record, ['id', 'version', 'state', 'number', 'lines', 'can', 'trace']) } : record);
    setLines((record.lines ?? []).map((line) => asGridRow(asNew && !page.search['source'] ? { ...line, id: undefined } : line)));
    setProblems(noProblems);
  }, [contract.head, options, page.search]);

  // What was proposed earlier is not what remains now: a new document waits for an answer of its own.
  const { isFetchedAfterMount } = loaded;
  // biome-ignore lint/correctness/useExhaustiveDependencies: an answer is taken once, when it arrives
  useEffect(() => {
    if (!loaded.data || unsaved || (id === undefined && !isFetchedAfterMount)) return;
    const draft = ready ? undefined : readDraft(draftKey);
    take(loaded.data, id === undefined);
    if (draft && (id === undefined) === (draft.base === undefined)) {
      setHead(draft.head);
      setLines(draft.lines.map(asGridRow));
      setRestored(draft.time);
      click.remember(draft.lost);
      markUnsaved(true);
      if (draft.base && draft.base.version !== loaded.data.version) {
        // Somebody saved in between: both values are shown, as they would be on saving.
        setBase(draft.base);
        setConflict(loaded.data as DocumentRecord);
      }
    } else if (id === undefined && origin) markUnsaved(true);
    setReady(true);
  }, [loaded.data, isFetchedAfterMount]);

  const keep = () => keepDraft(draftKey, { base, lost: click.lost(), head, lines: lines.map(({ $key: _, ...line }) => line), time: timeOfDay() });
  // biome-ignore lint/correctness/useExhaustiveDependencies: keep() is of what is listed
  useEffect(() => {
    if (!unsaved || !ready) return undefined;
    const timer = setTimeout(keep, 700);
    // A reload does not wait for the pause in typing.
    addEventListener('pagehide', keep);
    return () => {
      clearTimeout(timer);
      removeEventListener('pagehide', keep);
    };
  }, [unsaved, ready, draftKey, base, head, lines]);

  const changeHead = (values: Values, field: string) => {
    setHead(values);
    setProblems((before) => withoutHead(before, field));
    markUnsaved(true);
  };
  const changeLines = (next: readonly GridRow[]) => {
    setLines(next);
    markUnsaved(true);
  };
  /** Fills in the chosen open lines of other documents, each as its document's proposal has it. */
  const pull = async (chosen: readonly OpenLine[]) => {
    const { pulls } = contract;
    if (!pulls) return;
    const sources = [...new Set(chosen.map((line) => line.documentId))];
    const proposals: Values[] = [];
    for (const sourceId of sources) proposals.push(await queryByName<Values>(`${noun}.propose`, { sourceId }));
    const kept = lines.filter((line) => contract.line && !isBlankLine(contract.line, line, blankLine));
    setHead(headWith(head, proposals[0] ?? {}));
    changeLines([...kept, ...linesOf(proposals, pulls.line, new Set(chosen.map((line) => line.id))).map(asGridRow)]);
  };
  const sent = lines.filter((line) => contract.line && !isBlankLine(contract.line, line, blankLine));
  const [headFields, lineFields] = [fieldShapes(contract.head), contract.line ? fieldShapes(contract.line) : []];
  const reasonIn = (fields: typeof headFields, values: Values, key: string) => fields.filter((field) => field.key === key).map((field) => cellProblem(field, values[key]))[0];
  const refuse = (problem: Problem) =>
    setProblems(placeProblem(problem, new Set(headFields.map((field) => field.key)), { sent, fields: new Set(lineFields.map((field) => field.key)), reason: (row, key) => reasonIn(lineFields, row, key) }, (key) => reasonIn(headFields, head, key)));
  /** Whoever asks for the first time just now would be given what stood there before the command: invalidating alone joins such a question. */
  const askAgain = async (concerns: (query: string) => boolean) => {
    const filter = { predicate: ({ queryKey }: { queryKey: readonly unknown[] }) => concerns(String(queryKey[0])) };
    await client.cancelQueries(filter);
    await client.invalidateQueries(filter);
  };
  const settle = async (command: string, input: unknown) => {
    setWarnings([]);
    const answer = await click.send<Saved>(command, input);
    setWarnings(answer.warnings ?? []);
    await askAgain((query) => query.startsWith(`${noun}.list`) || ['documents/trace.get', 'ledger/entry.of-document', 'foundation/history.get'].includes(query));
    return answer.output;
  };
  const fail = async (error: unknown) => {
    const problem = asProblem(error);
    refuse(problem);
    if (problem.status === 409 && problem.code === 'conflict' && base) setConflict(await queryByName<DocumentRecord>(`${noun}.get`, { id: base.id }).catch(() => undefined));
  };

  /** Saving a new document moves on to its own page; what its action was refused for follows it there. */
  const { data: refused } = useQuery<Problem | null>({ queryKey: refusedKey(noun, id), queryFn: skipToken });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a refusal is placed once, when it and the document are there
  useEffect(() => {
    if (!refused || !ready) return;
    refuse(refused);
    client.setQueryData<Problem | null>(refusedKey(noun, id), null);
  }, [refused, ready]);

  /** The saved key, or undefined when it was refused. */
  const save = async (version = base?.version): Promise<Saved | undefined> => {
    const fields = { ...recordToWire(contract.head, head), ...(contract.line ? { lines: sent.map((line) => recordToWire(contract.line as NonNullable<typeof contract.line>, line)) } : {}) };
    const known = made.current ?? (base ? { id: base.id, version } : {});
    // The answer may never come, and then people reload.
    if (unsaved) keep();
    try {
      const before = await click.answered<Saved>(`${noun}.save`, { ...known, ...fields });
      if (before) made.current = { id: before.id, version: before.version };
      const saved = await settle(`${noun}.save`, { ...(made.current ?? known), ...fields });
      made.current = undefined;
      dropDraft(draftKey);
      setRestored(undefined);
      markUnsaved(false);
      setProblems(noProblems);
      if (base) await reload();
      else page.replace(recordPath(noun, saved.id));
      return saved;
    } catch (error) {
      await fail(error);
      return undefined;
    }
  };
  const reload = async () => {
    setUnsavedState(false);
    const { data } = await loaded.refetch();
    if (data) take(data, id === undefined);
  };
  const act = async (action: string, more: Values = {}): Promise<boolean> => {
    const key = unsaved || !base ? await save() : { id: base.id, version: base.version };
    if (!key) return false;
    try {
      const done = await settle(`${noun}.${action}`, { id: key.id, version: key.version, ...more });
      setProblems(noProblems);
      // A version copied to a new revision is worked on next.
      if (action === 'copy') page.replace(recordPath(noun, done.id));
      else if (action === 'remove') {
        dropDraft(draftKey);
        markUnsaved(false);
        page.close();
      } else if (base) await reload();
      else await askAgain((query) => query === `${noun}.get`);
      return true;
    } catch (error) {
      if (base) await fail(error);
      else client.setQueryData<Problem | null>(refusedKey(noun, key.id), asProblem(error));
      return false;
    }
  };
  const discard = async () => {
    made.current = undefined;
    click.remember(undefined);
    dropDraft(draftKey);
    setRestored(undefined);
    markUnsaved(false);
    if (loaded.data) take(loaded.data, id === undefined);
  };
  /** Both values were shown; what was chosen is saved on top of the newer version. */
  const resolve = (chosenHead: Values, chosenLines: readonly GridRow[], newer: DocumentRecord) => {
    made.current = undefined;
    setBase(newer);
    setHead(chosenHead);
    setLines(chosenLines);
    setConflict(undefined);
    setProblems(noProblems);
    markUnsaved(true);
  };
  return {
    id, noun, page, record: base, head, lines, ready, unsaved, restored, problems, warnings, conflict, blankLine, loading: loaded.isLoading, error: loaded.error,
    state: base?.state, changeHead, changeLines, pull, save, act, discard, reload, resolve, closeConflict: () => setConflict(undefined), refetch: loaded.refetch,
  };
}

const refusedKey = (noun: Noun, id: string | undefined) => ['refused-action', noun, id ?? 'new'] as const;
function originOf(noun: Noun, id: string | undefined, search: Readonly<Record<string, string>>): { name: string; input: Values } | undefined {
  if (id !== undefined) return { name: `${noun}.get`, input: { id } };
  if (search['source']) return { name: `${noun}.propose`, input: { sourceId: search['source'], ...(search['operation'] ? { operation: search['operation'] } : {}) } };
  if (search['copy']) return { name: `${noun}.get`, input: { id: search['copy'] } };
  return undefined;
}
const present = (record: Values, without: readonly string[]): Values =>
  Object.fromEntries(Object.entries(record).filter(([key, value]) => !without.includes(key) && value !== null && value !== undefined));
