/** 期初: opening stock and balances come in through workbooks; each booked document can be looked at and taken back. */
import { formatMoney, parseMoney, sumMoney } from '@millwright/core/primitives/decimal';
import { listOpenings, opening, openingBalanceImport, openingStockImport } from '@millwright/server/modules/ledger/opening/opening.contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSession } from '../../api/session.tsx';
import { DocumentPage } from '../../record/document/DocumentPage.tsx';
import type { DocumentOptions, DocumentRecord } from '../../record/document/document-options.ts';
import { ImportDialog } from '../../record/list/ImportDialog.tsx';
import { ListPage, type ListOptions } from '../../record/list/ListPage.tsx';
import type { PrintDefinition } from '../../record/print/print-options.ts';
import { Button } from '../../ui/Button.tsx';
import { Money, Quantity } from '../../ui/Figure.tsx';
import { moneyText, quantityText } from '../../ui/figures.ts';
import { useText } from '../../ui/language.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Table, type TableColumn } from '../../ui/Table.tsx';

const imports = [openingStockImport, openingBalanceImport];
function OpeningImports() {
  const text = useText();
  const { may } = useSession();
  const client = useQueryClient();
  const [chosen, setChosen] = useState<(typeof imports)[number]>();
  return (
    <>
      {imports.filter(({ noun }) => may(`${noun}.import`)).map((contract) => <Button key={contract.noun} icon="upload" onPress={() => setChosen(contract)}>{text({ zh: `引入${contract.title.zh}`, en: `Import ${contract.title.en.toLowerCase()}` })}</Button>)}
      {chosen && <ImportDialog noun={chosen.noun} title={chosen.title} onClose={() => setChosen(undefined)} onDone={() => client.invalidateQueries({ queryKey: [listOpenings.name] })} />}
    </>
  );
}
const listOptions: ListOptions = { document: opening, print: () => options, create: false, actions: <OpeningImports /> };
export const OpeningList = () => <ListPage contract={listOpenings} options={listOptions} />;

type Line = { readonly id: string; readonly account: Named | null; readonly item: Named | null; readonly place: Named | null; readonly party: Named | null; readonly quantity: string; readonly debit: string | null; readonly credit: string | null };
type Named = { readonly code: string; readonly name: string };
const named = (value: Named | null): string => (value ? `${value.code} ${value.name}` : '');

function OpeningLines({ record }: { record: DocumentRecord }) {
  const text = useText();
  const columns: readonly TableColumn<Line>[] = [
    { key: 'account', label: text({ zh: '科目', en: 'Account' }), width: 180, cell: (row) => named(row.account) },
    { key: 'item', label: text({ zh: '物料', en: 'Item' }), cell: (row) => named(row.item) },
    { key: 'place', label: text({ zh: '仓库', en: 'Warehouse' }), width: 130, cell: (row) => row.place?.name },
    { key: 'party', label: text({ zh: '往来单位', en: 'Party' }), width: 180, cell: (row) => named(row.party) },
    { key: 'quantity', label: text({ zh: '数量', en: 'Quantity' }), width: 100, align: 'right', cell: (row) => (/[1-9]/.test(row.quantity) ? <Quantity value={row.quantity} /> : '') },
    { key: 'debit', label: text({ zh: '借方', en: 'Debit' }), width: 130, align: 'right', cell: (row) => <Money value={row.debit} /> },
    { key: 'credit', label: text({ zh: '贷方', en: 'Credit' }), width: 130, align: 'right', cell: (row) => <Money value={row.credit} /> },
  ];
  return <Panel title={text({ zh: '分录', en: 'Lines' })}><Table label={text({ zh: '分录', en: 'Lines' })} columns={columns} rows={(record.lines ?? []) as unknown as readonly Line[]} rowKey={(row) => row.id} dense /></Panel>;
}
const printedLines: PrintDefinition['tables'] = (record, text) => {
  const lines = (record.lines ?? []) as unknown as readonly Line[];
  const sum = (side: 'debit' | 'credit') => moneyText(formatMoney(sumMoney(lines.map((line) => parseMoney(line[side] ?? '0')))));
  return [{
    columns: [
      { key: 'account', title: text({ zh: '科目', en: 'Account' }), manner: 'text' }, { key: 'item', title: text({ zh: '物料', en: 'Item' }), manner: 'text' },
      { key: 'place', title: text({ zh: '仓库', en: 'Warehouse' }), manner: 'text' }, { key: 'party', title: text({ zh: '往来单位', en: 'Party' }), manner: 'text' },
      { key: 'quantity', title: text({ zh: '数量', en: 'Quantity' }), manner: 'figure' }, { key: 'debit', title: text({ zh: '借方', en: 'Debit' }), manner: 'figure' }, { key: 'credit', title: text({ zh: '贷方', en: 'Credit' }), manner: 'figure' },
    ],
    rows: lines.map((line) => [named(line.account), named(line.item), line.place?.name ?? '', line.party?.name ?? '', /[1-9]/.test(line.quantity) ? quantityText(line.quantity) : '', moneyText(line.debit), moneyText(line.credit)]),
    sum: [text({ zh: '合计', en: 'Total' }), '', '', '', '', sum('debit'), sum('credit')],
  }];
};
const options: DocumentOptions = { contract: opening, head: { summary: { wide: 2 } }, print: { tables: printedLines }, below: (record) => record && <OpeningLines record={record} /> };
export const OpeningPage = () => <DocumentPage options={options} />;
