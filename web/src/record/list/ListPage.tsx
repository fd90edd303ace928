/**
 * A list drawn from its contract: columns by field kind, server paging and sorting, views, conditions, totals of all filtered
 * rows, export of exactly what is filtered, preview, bulk actions, keyboard. What a page adds goes into ListOptions.
 */
import { conditionSchema, fieldsOf, type DocumentContract, type FieldMeta, type ListOutput, type ListShape, type Noun, type QueryContract } from '@millwright/server/kernel/contract';
import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { exportUrl, queryByName } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import { useSession } from '../../api/session.tsx';
import { useAppearance } from '../../ui/appearance.tsx';
import { Button } from '../../ui/Button.tsx';
import { Figure, isNumeric, valueText } from '../../ui/Figure.tsx';
import { countText } from '../../ui/figures.ts';
import { useLanguage, useText, type Text } from '../../ui/language.tsx';
import { EmptyState } from '../../ui/Notice.tsx';
import { Table, type Sort, type TableColumn } from '../../ui/Table.tsx';
import type { Tone } from '../../ui/Tag.tsx';
import { PageLink, useAbout, useNavigation, usePage, usePageState } from '../page-context.tsx';
import { newRecordPath, recordPath } from '../paths.ts';
import type { DocumentOptions } from '../document/document-options.ts';
import type { Label } from '../print/labels.ts';
import { PrintDocumentsButton, PrintLabelsButton } from '../print/PrintButtons.tsx';
import { ProblemNotice } from '../ProblemNotice.tsx';
import { useShortcuts } from '../shortcuts.ts';
import { BulkBar, type BulkRow } from './BulkBar.tsx';
import { ImportDialog } from './ImportDialog.tsx';
import { ListFilter, nothingFiltered, type ListFilterState } from './ListFilter.tsx';
import { useKeptViews } from './kept-views.tsx';
import { arranged, useListSettings } from './list-settings.ts';
import { PageHead } from './PageHead.tsx';
import { RowPreview } from './RowPreview.tsx';

export type ListRow = BulkRow;
export type ListOptions = {
  /** Default: the noun of the contract's name. */
  readonly noun?: Noun;
  /** Colours the state and offers the document's actions for selected rows. */
  readonly document?: DocumentContract;
  /** How the selected documents look on paper: what their page says about them; default their contract alone. */
  readonly print?: () => DocumentOptions;
  /** Labels for the selected rows. */
  readonly labels?: { readonly title: Text; readonly of: (row: ListRow) => Label };
  /** Per field: another width, cell or label; false leaves the column out. */
  readonly columns?: Readonly<Record<string, { width?: number; cell?: (row: ListRow) => ReactNode; label?: Text } | false>>;
  /** Columns that are there but not shown at first. */
  readonly hidden?: readonly string[];
  /** Tones of choice fields: { state: { draft: 'neutral', approved: 'done' } }. */
  readonly tones?: Readonly<Record<string, Readonly<Record<string, Tone>>>>;
  /** Conditions this page always adds. */
  readonly always?: readonly { field: string; operator: 'is'; value: string | boolean }[];
  /** false: nothing is created here. */
  readonly create?: false | { readonly title?: Text; readonly permission?: string; readonly onCreate?: () => void };
  readonly onOpen?: (row: ListRow) => void;
  /** The field that links to the record; default number, then code. */
  readonly link?: string;
  readonly actions?: ReactNode;
  readonly preview?: false | ((row: ListRow) => ReactNode);
  readonly subtitle?: Text;
  /** The noun can be imported from a workbook; masters can. */
  readonly canImport?: boolean;
};
type ListContract = QueryContract & { readonly list?: ListShape };
const pageSize = 100;

export function ListPage({ contract, options = {} }: { contract: ListContract; options?: ListOptions }) {
  const shape = contract.list;
  if (!shape) throw new Error(`${contract.name} is no list`);
  const noun = options.noun ?? (contract.name.slice(0, contract.name.lastIndexOf('.')) as Noun);
  const text = useText();
  const { language } = useLanguage();
  const page = usePage();
  const { may, company } = useSession();
  const { phone } = useAppearance();
  const navigation = useNavigation();
  const client = useQueryClient();
  const fields = useMemo(() => fieldsOf(shape.row), [shape.row]);
  useAbout(options.document, fields);
  const [filterState, setFilterState] = usePageState<ListFilterState>('filter', initialFilter(shape, page.search));
  const [sort, setSort] = usePageState<Sort>('sort', shape.defaultSort);
  const [settings, setSettings] = useListSettings(contract.name, options.hidden ?? []);
  const [current, setCurrent] = useState<string>();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [importing, setImporting] = useState(false);
  const [whole, setWhole] = useState(false);

  const input = { ...(filterState.search ? { search: filterState.search } : {}), filter: [...(options.always ?? []), ...filterState.filter], sort };
  const list = useInfiniteQuery({
    queryKey: [contract.name, company?.id, input, whole],
    queryFn: ({ pageParam, signal }) => queryByName<ListOutput<ListRow>>(contract.name, { ...input, whole, limit: pageSize, ...(pageParam ? { cursor: pageParam } : {}) }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
    refetchOnMount: 'always',
  });
  const kept = useKeptViews(contract.name, { state: filterState, sort, settings }, (view) => { setFilterState(view.state); setSort(view.sort ?? shape.defaultSort); setSettings(view.settings); setSelected(new Set()); });
  const pages = list.data?.pages;
  const rows = useMemo(() => pages?.flatMap((one) => one.rows) ?? [], [pages]);
  const { total = null, atLeast = false } = pages?.[0] ?? {};
  const count = total === null ? undefined : `${countText(total)}${atLeast ? '+' : ''}`;
  const totals = pages?.[0]?.totals ?? {};
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = list;
  const more = useCallback(() => void (hasNextPage && !isFetchingNextPage && fetchNextPage()), [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const linkField = options.link ?? (fields['number'] ? 'number' : fields['code'] ? 'code' : (Object.keys(fields)[0] ?? 'id'));
  const open = (row: ListRow) => (options.onOpen ? options.onOpen(row) : navigation.open(recordPath(noun, row.id)));
  const create = options.create === false ? undefined : (options.create?.onCreate ?? (() => navigation.open(newRecordPath(noun))));
  const createPermission = (options.create || undefined)?.permission ?? `${noun}.save`;
  const mayCreate = may(createPermission);
  useShortcuts({ F2: mayCreate ? create : undefined, F5: () => client.invalidateQueries({ queryKey: [contract.name] }), Escape: selected.size > 0 ? () => setSelected(new Set()) : undefined });

  const allColumns: TableColumn<ListRow>[] = Object.entries(fields).filter(([key, meta]) => meta.kind !== 'lines' && options.columns?.[key] !== false).map(([key, meta]) => column(key, meta));
  function column(key: string, meta: FieldMeta): TableColumn<ListRow> {
    const own = options.columns?.[key] || {};
    const stateTones = key === 'state' && options.document ? Object.fromEntries(Object.entries(options.document.states).map(([state, { tone }]) => [state, tone])) : options.tones?.[key];
    const valueShape = { ...meta, tones: stateTones };
    const value = (row: ListRow) => (own.cell ? own.cell(row) : meta.kind === 'reference' ? referenceCell(row[key], meta) : <Figure value={row[key]} shape={valueShape} />);
    const total = totals[key];
    return {
      key, label: text(own.label ?? meta.label) + (meta.unit ? ` ${text(meta.unit)}` : ''), width: settings.widths[key] ?? own.width ?? meta.width ?? defaultWidth(meta), sortable: true,
      align: isNumeric(meta.kind) ? 'right' : undefined, corner: stateTones !== undefined && (key === 'state' || !fields['state']),
      cell: (row) => (key === linkField ? <RecordLink row={row} href={recordPath(noun, row.id)} onOpen={options.onOpen}>{row[key] === '' || row[key] === null ? text({ zh: '未编号', en: 'No number yet' }) : value(row)}</RecordLink> : value(row)),
      ...(total !== undefined ? { total: <Figure value={total} shape={meta} /> } : {}),
    };
  }
  const columns = arranged(allColumns, settings);
  const currentRow = rows.find((row) => row.id === current);
  const showPreview = options.preview !== false && settings.preview && currentRow !== undefined && !phone;
  const selectedRows = rows.filter((row) => selected.has(row.id));
  const summary = shape.totals.filter((key) => fields[key]).map((key) => `${text(fields[key]?.label ?? '')} ${valueText(sumText(selectedRows, key), fields[key] as FieldMeta, text)}`).join(' · ');
  const selectable = options.document !== undefined || options.labels !== undefined;
  const filtered = filterState.filter.length > 0 || filterState.search !== '';

  return (
    <>
      <PageHead title={text(page.title)} subtitle={options.subtitle && text(options.subtitle)}>
        {options.actions}
        {!phone && options.canImport && may(`${noun}.import`) && <Button icon="upload" onPress={() => setImporting(true)}>{text({ zh: '引入', en: 'Import' })}</Button>}
        {!phone && <Button icon="download" whyNot={may(`${noun}.export`) ? undefined : text({ zh: '您没有导出的权限，请向管理员申请。', en: 'You may not export this list.' })} onPress={() => { location.href = exportUrl(contract.name, input, language); }}>{count === undefined ? text({ zh: '导出', en: 'Export' }) : text({ zh: `导出 ${count} 行`, en: `Export ${count}` })}</Button>}
        {create && <Button primary icon="plus" shortcut="F2" onPress={create} whyNot={mayCreate ? undefined : text({ zh: '您没有新增的权限，请向管理员申请。', en: 'You may not create records here.' })}>{text((options.create || undefined)?.title ?? { zh: '新增', en: 'New' })}</Button>}
      </PageHead>
      <ListFilter fields={fields} views={shape.views} state={filterState} onState={(state) => { setFilterState(state); setSelected(new Set()); }} settings={settings} onSettings={setSettings}
        columns={arranged(allColumns, { order: settings.order, hidden: [] })} total={count} kept={kept} />
      {kept.dialog}
      {list.error && <div style={{ marginBottom: 10 }}><ProblemNotice problem={asProblem(list.error)} onRetry={() => list.refetch()} /></div>}
      <div className={`mw-list${showPreview ? ' with-preview' : ''}`}>
        <section className="mw-panel">
          {selectedRows.length > 0 && (
            <BulkBar noun={noun} contract={options.document} rows={selectedRows} labelOf={(row) => String(row[linkField] ?? row.id)} summary={summary} onClear={() => setSelected(new Set())} onDone={() => client.invalidateQueries({ queryKey: [contract.name] })}>
              {!phone && options.document && <PrintDocumentsButton options={options.print?.() ?? { contract: options.document }} ids={selectedRows.map((row) => row.id)} />}
              {!phone && options.labels && <PrintLabelsButton title={options.labels.title} labels={selectedRows.map(options.labels.of)} />}
            </BulkBar>
          )}
          <Table label={text(contract.title)} columns={columns} rows={rows} rowKey={(row) => row.id} loading={list.isLoading} sort={sort} onSort={setSort} current={current} onCurrent={setCurrent} onOpen={open} dense
            selected={selectable ? selected : undefined} onSelected={selectable ? setSelected : undefined} totals={shape.totals.length > 0 && !atLeast} totalsLabel={text({ zh: `合计 ${count ?? ''} 行`, en: `Total of ${count ?? ''}` })} onEnd={more}
            onResize={(key, width) => setSettings({ widths: { ...settings.widths, [key]: width } })}
            empty={!list.error && <EmptyState title={filtered ? text({ zh: '这个条件下没有记录', en: 'Nothing matches' }) : text({ zh: `还没有${contract.title.zh}`, en: `No ${contract.title.en.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase())} yet` })}
              actions={<>{filtered && <Button onPress={() => setFilterState(nothingFiltered)}>{text({ zh: '去掉条件', en: 'Remove conditions' })}</Button>}{create && mayCreate && <Button primary shortcut="F2" onPress={create}>{text({ zh: '新增', en: 'New' })}</Button>}</>}>
              {filtered ? text({ zh: '去掉条件再看，或换个视图。', en: 'Remove a condition or choose another view.' }) : options.document && !create ? text({ zh: '从来源单据上下推生成。', en: 'They are made from the document they come from.' }) : undefined}
            </EmptyState>} />
          {!phone && (
            <footer className="mw-table-foot">
              <span>{count === undefined ? '' : text({ zh: `共 ${count} 行`, en: `${count} rows` })}{rows.length < (total ?? 0) ? text({ zh: `，已取 ${rows.length}`, en: `, ${rows.length} loaded` }) : ''}</span>
              {atLeast ? <button type="button" className="mw-link-button" onClick={() => setWhole(true)}>{text({ zh: '数完并合计（行数多，要等一会儿）', en: 'Count and total all of them (takes a moment)' })}</button>
                : shape.totals.length > 0 && <span>{text({ zh: '合计为全部筛选结果，不只本页', en: 'Totals are of all filtered rows' })}</span>}
              <span className="mw-space" />
              <kbd>↑</kbd><kbd>↓</kbd>{text({ zh: '移动', en: 'move' })}{selectable && <><kbd>{text({ zh: '空格', en: 'Space' })}</kbd>{text({ zh: '选择', en: 'select' })}</>}<kbd>Enter</kbd>{text({ zh: '打开', en: 'open' })}
            </footer>
          )}
        </section>
        {showPreview && currentRow && (
          <RowPreview title={String(currentRow[linkField] ?? '')} row={currentRow} fields={fields} columns={allColumns} onOpen={() => open(currentRow)} onClose={() => { setCurrent(undefined); }}>
            {typeof options.preview === 'function' ? options.preview(currentRow) : undefined}
          </RowPreview>
        )}
      </div>
      {importing && <ImportDialog noun={noun} title={contract.title} onClose={() => setImporting(false)} onDone={() => client.invalidateQueries({ queryKey: [contract.name] })} />}
    </>
  );
}

const defaultWidth = (meta: FieldMeta): number | undefined =>
  ({ code: 128, day: 92, instant: 118, money: 112, quantity: 92, price: 96, rate: 76, count: 76, flag: 56, choice: 88, reference: 170 } as Record<string, number>)[meta.kind];

function initialFilter(shape: ListShape, search: Readonly<Record<string, string>>): ListFilterState {
  const view = shape.views.find((candidate) => candidate.key === search['view']);
  const given = Object.entries(search).filter(([key]) => key in shape.row.shape).map(([field, value]) => ({ field, operator: 'is' as const, value }));
  return { ...nothingFiltered, search: search['search'] ?? '', view: view?.key ?? '', filter: [...(view?.filter ?? []), ...given, ...conditionsIn(search['filter'])] };
}

/** Conditions written by filteredPath; an address somebody mangled asks for none. */
function conditionsIn(text: string | undefined): ListFilterState['filter'] {
  try {
    return conditionSchema.array().parse(JSON.parse(text ?? '[]'));
  } catch {
    return [];
  }
}

/** Items are told apart by their code, everything else by its name. */
const referenceText = ({ code = '', name = '' }: { code?: string; name?: string }, target: string | undefined): string =>
  target === 'engineering/item' ? `${code} ${name}`.trim() : name || code;

function referenceCell(value: unknown, meta: FieldMeta): ReactNode {
  const reference = value as { id?: string; code?: string; name?: string } | null;
  if (!reference) return '';
  return meta.target && reference.id ? <PageLink href={recordPath(meta.target as Noun, reference.id)} className="mw-plain-link">{referenceText(reference, meta.target)}</PageLink> : referenceText(reference, meta.target);
}

function RecordLink({ row, href, onOpen, children }: { row: ListRow; href: string; onOpen: ((row: ListRow) => void) | undefined; children: ReactNode }) {
  return onOpen ? <button type="button" className="mw-link" onClick={(event) => { event.stopPropagation(); onOpen(row); }}>{children}</button> : <PageLink href={href}>{children}</PageLink>;
}

/** Sum of decimal strings of any scale, exact: counted in millionths of a millionth. */
export function sumText(rows: readonly ListRow[], key: string): string {
  const places = 8;
  const sum = rows.reduce((total, row) => {
    const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(row[key] ?? ''));
    if (!match) return total;
    const value = BigInt((match[2] ?? '0') + (match[3] ?? '').slice(0, places).padEnd(places, '0'));
    return match[1] ? total - value : total + value;
  }, 0n);
  const digits = (sum < 0n ? -sum : sum).toString().padStart(places + 1, '0');
  return `${sum < 0n ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
