/** Vouchers: list with generating from entries and bulk audit and posting; the voucher itself typed by hand or as generated. */
import { formatMoney, parseMoney, sumMoney, zeroMoney } from '@millwright/core/primitives/decimal';
import { generateVouchers, listVouchers, reversalDay, voucher } from '@millwright/server/modules/ledger/voucher/voucher.contract';
import { unvoucheredEntries } from '@millwright/server/modules/ledger/voucher/unvouchered.contract';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { runCommand } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import { useSession } from '../../api/session.tsx';
import { DocumentPage } from '../../record/document/DocumentPage.tsx';
import type { DocumentOptions, DocumentRecord } from '../../record/document/document-options.ts';
import { ListPage, type ListOptions } from '../../record/list/ListPage.tsx';
import { PageLink, useNavigation } from '../../record/page-context.tsx';
import { documentPath, recordPath } from '../../record/paths.ts';
import { ProblemNotice } from '../../record/ProblemNotice.tsx';
import { Button } from '../../ui/Button.tsx';
import { today } from '../../ui/clock.ts';
import type { GridRow } from '../../ui/grid/grid-model.ts';
import { useText } from '../../ui/language.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { periodText, useCurrentPeriod } from './period-choice.tsx';

function GenerateButton() {
  const text = useText();
  const { may } = useSession();
  const period = useCurrentPeriod();
  const client = useQueryClient();
  const [state, setState] = useState<{ busy?: boolean; done?: { count: number; netted: number }; error?: unknown }>({});
  const generate = async () => {
    setState({ busy: true });
    try {
      const { output } = await runCommand(generateVouchers, { period });
      setState({ done: output });
      await Promise.all([listVouchers, unvoucheredEntries].map(({ name }) => client.invalidateQueries({ queryKey: [name] })));
    } catch (error) {
      setState({ error });
    }
  };
  return (
    <>
      {state.error !== undefined && <ProblemNotice problem={asProblem(state.error)} />}
      {state.done !== undefined && <span className="mw-done mw-small">{text({ zh: `已生成 ${state.done.count} 张${state.done.netted > 0 ? `，对冲 ${state.done.netted} 对` : ''}`, en: `${state.done.count} generated${state.done.netted > 0 ? `, ${state.done.netted} pairs netted` : ''}` })}</span>}
      <Button onPress={generate} busy={state.busy} whyNot={may('ledger/voucher.generate') ? undefined : text({ zh: '您没有生成凭证的权限。', en: 'You may not generate vouchers.' })}>{text({ zh: '由单据生成', en: 'Generate' })}</Button>
    </>
  );
}
/** What the home page counts as waiting for a voucher; generating makes the vouchers of the current period. */
export function UnvoucheredList() {
  const { open } = useNavigation();
  const options = useMemo<ListOptions>(() => ({
    create: false, preview: false, actions: <GenerateButton />,
    columns: { documentId: false, documentKind: false, period: { cell: (row) => periodText(Number(row['period'])) } },
    onOpen: (row) => open(documentPath(String(row['documentKind']), String(row['documentId']))),
  }), [open]);
  return <ListPage contract={unvoucheredEntries} options={options} />;
}

/** The number comes with the audit; a draft needs something to click on all the same. */
function NumberOrNone({ number }: { number: string }) {
  const text = useText();
  return number || text({ zh: '未编号', en: 'No number' });
}
const listOptions: ListOptions = {
  document: voucher, print: () => options, actions: <GenerateButton />, create: { title: { zh: '填制凭证', en: 'New voucher' } },
  columns: { number: { cell: (row) => <NumberOrNone number={String(row['number'] ?? '')} /> }, period: { cell: (row) => periodText(Number(row['period'])) } },
};
export const VoucherList = () => <ListPage contract={listVouchers} options={listOptions} />;

const readable = (value: unknown): boolean => typeof value === 'string' && /^-?\d{1,12}(\.\d{1,2})?$/.test(value);
const side = (lines: readonly GridRow[], name: 'debit' | 'credit') => sumMoney(lines.map((line) => (readable(line[name]) ? parseMoney(String(line[name])) : zeroMoney)));
/** The documents a generated voucher stands for; a manual one is its own paper. */
function Sources({ record }: { record: DocumentRecord | undefined }) {
  const text = useText();
  type Source = { readonly id: string; readonly kind: string; readonly number: string };
  const found = (record?.lines ?? []).flatMap((line) => (line['document'] ? [line['document'] as Source] : []));
  const sources = [...new Map(found.map((source) => [source.id, source])).values()];
  if (sources.length === 0 || record?.['origin'] === 'manual') return null;
  return <Panel title={text({ zh: '来源单据', en: 'Documents' })}><p style={{ padding: '8px 12px', display: 'flex', flexWrap: 'wrap', gap: 12 }}>{sources.map((source) => <PageLink key={source.id} href={documentPath(source.kind, source.id)}>{source.number}</PageLink>)}</p></Panel>;
}
/** What it takes back, and what takes it back. */
function Reversals({ record }: { record: DocumentRecord | undefined }) {
  const text = useText();
  type Other = { readonly id: string; readonly number: string };
  const links = ([['reverses', { zh: '冲销凭证', en: 'Reverses' }], ['reversedBy', { zh: '红字凭证', en: 'Reversed by' }]] as const)
    .flatMap(([key, label]) => { const other = record?.[key] as Other | null | undefined; return other ? [{ label, other }] : []; });
  if (links.length === 0) return null;
  return (
    <p className="mw-panel" style={{ flex: 'none', padding: '8px 12px', display: 'flex', gap: 24 }}>
      {links.map(({ label, other }) => <span key={label.en}><span className="mw-second">{text(label)}</span>　<PageLink href={recordPath('ledger/voucher', other.id)}><NumberOrNone number={other.number} /></PageLink></span>)}
    </p>
  );
}
const options: DocumentOptions = {
  contract: voucher,
  asks: { reverse: reversalDay },
  panels: (record) => <Reversals record={record} />,
  // A voucher's id is no document's: what the register knows under that number is another paper.
  side: 'history',
  below: (record) => <Sources record={record} />,
  defaults: () => ({ day: today() }),
  headShown: [
    { key: 'preparedBy', kind: 'text', label: { zh: '制单', en: 'Prepared by' } },
    { key: 'auditedBy', kind: 'text', label: { zh: '审核', en: 'Audited by' } },
    { key: 'postedBy', kind: 'text', label: { zh: '记账', en: 'Posted by' } },
  ],
  lines: { account: { shows: 'both', width: 260, lookup: { extra: { only: 'leaf' } } } },
  linesShown: [
    { key: 'party', after: 'department', kind: 'text', label: { zh: '往来单位', en: 'Party' }, width: 160 },
    { key: 'item', after: 'party', kind: 'text', label: { zh: '物料', en: 'Item' }, width: 180 },
  ],
  totals: (_head, lines) => [
    { label: { zh: '借方', en: 'Debit' }, value: formatMoney(side(lines, 'debit')) },
    { label: { zh: '贷方', en: 'Credit' }, value: formatMoney(side(lines, 'credit')) },
    { label: { zh: '差额', en: 'Difference' }, value: formatMoney((side(lines, 'debit') - side(lines, 'credit')) as typeof zeroMoney), strong: true },
  ],
  capital: (_head, lines) => formatMoney(side(lines, 'debit')),
  // 会计基础工作规范 art. 51: summary, accounts, amounts, attachments, and who prepared, audited and posted it; five lines at least.
  print: {
    paper: { paper: 'triplicate', landscape: false }, without: ['preparedBy', 'auditedBy', 'postedBy'], totals: false, rowsAtLeast: 5,
    signatures: [{ zh: '会计主管', en: 'Chief accountant' }, { zh: '记账', en: 'Posted by', field: 'postedBy' }, { zh: '审核', en: 'Audited by', field: 'auditedBy' }, { zh: '制单', en: 'Prepared by', field: 'preparedBy' }],
  },
  titleOf: (record) => record.number || '',
};
export const VoucherPage = () => <DocumentPage options={options} />;
