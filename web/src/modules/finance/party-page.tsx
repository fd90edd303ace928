/**
 * A supplier's or a customer's page: the master, what stands between us by account (sums of ledger lines, each leading to its lines), the open
 * items and the documents still under way. Every figure and number opens what it stands for; what one may not see is left out.
 */
import type { Condition, ListOutput, ListShape, Noun, QueryContract, Text } from '@millwright/server/kernel/contract';
import { partyBalances } from '@millwright/server/modules/ledger/report/report.contract';
import { fieldsOf } from '@millwright/server/kernel/contract';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { queryByName, runQuery } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import { useSession } from '../../api/session.tsx';
import { Hanging } from '../../record/attached/Hanging.tsx';
import type { Values } from '../../record/fields.ts';
import { PageHead } from '../../record/list/PageHead.tsx';
import { MasterForm } from '../../record/master/MasterForm.tsx';
import type { MasterOptions } from '../../record/master/MasterPage.tsx';
import { PageLink, useNavigation, usePage, usePageTitle } from '../../record/page-context.tsx';
import { filteredPath, pagePath, recordPath } from '../../record/paths.ts';
import { ProblemNotice } from '../../record/ProblemNotice.tsx';
import { RecordForm } from '../../record/RecordForm.tsx';
import { useAppearance } from '../../ui/appearance.tsx';
import { Button } from '../../ui/Button.tsx';
import { Figure, isNumeric, Money } from '../../ui/Figure.tsx';
import { useText } from '../../ui/language.tsx';
import { Bones, EmptyState } from '../../ui/Notice.tsx';
import { KeyFigures, Panel } from '../../ui/Panel.tsx';
import { Table, type TableColumn } from '../../ui/Table.tsx';
import { Tag } from '../../ui/Tag.tsx';

/** Documents of a list that are still under way for this party: which list, its conditions, its columns. */
export type UnderWay = { readonly list: QueryContract & { readonly list?: ListShape }; readonly noun: Noun; readonly title: Text; readonly filter: readonly Condition[]; readonly columns: readonly string[] };
export type PartyOptions = { readonly master: MasterOptions; readonly party: 'supplier' | 'customer'; readonly underWay: readonly UnderWay[]; readonly openItems: (party: string) => ReactNode; readonly openItemsPermission: string };
const shownAtMost = 20;
const noProblems: ReadonlyMap<string, Text> = new Map();

export function PartyPage({ options }: { options: PartyOptions }) {
  const text = useText();
  const { company, may } = useSession();
  const { phone } = useAppearance();
  const { params, close, setUnsaved } = usePage();
  const { contract } = options.master;
  const id = params['id'] ?? '';
  const [editing, setEditing] = useState(id === 'new');
  const found = useQuery({ queryKey: [`${contract.noun}.get`, company?.id, id], enabled: id !== 'new', retry: false, queryFn: ({ signal }) => queryByName<Values>(`${contract.noun}.get`, { id }, signal) });
  const record = found.data;
  usePageTitle(record ? { zh: `${contract.title.zh} ${String(record['name'])}`, en: `${contract.title.en} ${String(record['name'])}` } : contract.title);
  if (found.error) return <div style={{ paddingTop: 12 }}><ProblemNotice problem={asProblem(found.error)} onRetry={() => found.refetch()} /></div>;
  const done = () => {
    setUnsaved(false);
    setEditing(false);
    if (id === 'new') close();
  };
  // On a phone what is asked for first is what is owed.
  const master = record ? <section className="mw-panel"><RecordForm schema={contract.form} values={record} onChange={() => undefined} problems={noProblems} readOnly /></section> : id !== 'new' && <Bones />;
  return (
    <>
      <PageHead title={record ? `${String(record['code'])} ${String(record['name'])}` : text(contract.title)} status={record && (record['active'] === false ? <Tag>{text({ zh: '已停用', en: 'Inactive' })}</Tag> : undefined)}>
        {record && <Button primary={may(`${contract.noun}.save`)} onPress={() => setEditing(true)}>{may(`${contract.noun}.save`) ? text({ zh: '修改', en: 'Edit' }) : text({ zh: '历史', en: 'History' })}</Button>}
      </PageHead>
      <div className="mw-document-main" style={{ flex: 1 }}>
        {!phone && master}
        {may(partyBalances.permission) && <Balances party={id} />}
        {record && may(options.openItemsPermission) && options.openItems(id)}
        {record && options.underWay.filter((one) => may(one.list.permission)).map((one) => <Documents key={one.noun} underWay={one} party={options.party} id={id} />)}
        {phone && master}
        {record && !editing && <section className="mw-panel"><Hanging noun={contract.noun} record={id} /></section>}
      </div>
      {editing && <MasterForm noun={contract.noun} options={options.master} id={id === 'new' ? undefined : id} onClose={done} onNext={done} />}
    </>
  );
}

function Balances({ party }: { party: string }) {
  const text = useText();
  const { company } = useSession();
  const { open } = useNavigation();
  const found = useQuery({ queryKey: [partyBalances.name, company?.id, party], enabled: /^\d+$/.test(party), queryFn: ({ signal }) => runQuery(partyBalances, { party }, signal), refetchOnMount: 'always' });
  if (!found.data) return null;
  if (found.data.rows.length === 0) return <section className="mw-panel" style={{ flex: 'none' }}><p className="mw-panel-body mw-muted">{text({ zh: '账上没有余额。', en: 'The ledger has no balance.' })}</p></section>;
  return (
    <KeyFigures figures={found.data.rows.map((row) => ({
      label: `${row.code} ${row.name}`, figure: <Money value={row.balance.replace(/^-/, '')} />, unit: row.balance.startsWith('-') ? text({ zh: '贷方余额', en: 'credit' }) : text({ zh: '借方余额', en: 'debit' }),
      onOpen: () => open(pagePath('/ledger/detail', {}, { account: row.accountId, party, from: String(row.firstPeriod), to: String(row.lastPeriod), unposted: '1' })),
    }))} />
  );
}

function Documents({ underWay, party, id }: { underWay: UnderWay; party: string; id: string }) {
  const text = useText();
  const { company } = useSession();
  const { open } = useNavigation();
  const { list, noun, title, columns } = underWay;
  const filter: Condition[] = [{ field: party, operator: 'is', value: id }, ...underWay.filter];
  const found = useQuery({ queryKey: [list.name, company?.id, 'of-party', filter], queryFn: ({ signal }) => queryByName<ListOutput<Values & { id: string }>>(list.name, { filter, limit: shownAtMost }, signal), refetchOnMount: 'always' });
  const fields = list.list ? fieldsOf(list.list.row) : {};
  const shown = columns.flatMap((key): TableColumn<Values & { id: string }>[] => {
    const meta = fields[key];
    return meta ? [{
      key, label: text(meta.label), width: key === 'firstItem' ? undefined : (meta.width ?? 110), align: isNumeric(meta.kind) ? 'right' : undefined, corner: key === 'state',
      cell: (row) => (key === 'number' ? <PageLink href={recordPath(noun, row.id)}>{String(row['number'])}</PageLink> : <Figure value={row[key]} shape={meta} />),
    }] : [];
  });
  const total = found.data?.total ?? 0;
  return (
    <Panel title={text(title)} aside={found.data && text({ zh: `${total} 张`, en: `${total}` })} actions={<PageLink href={filteredPath(`/${noun}`, filter)}>{text({ zh: '在列表中打开', en: 'Open as a list' })}</PageLink>}>
      <Table label={text(title)} columns={shown} rows={found.data?.rows ?? []} rowKey={(row) => row.id} loading={found.isLoading} dense onOpen={(row) => open(recordPath(noun, row.id))}
        empty={<EmptyState title={text({ zh: '没有未完成的单据', en: 'Nothing is under way' })} />} />
    </Panel>
  );
}
