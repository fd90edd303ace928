/**
 * 记账凭证 on paper (会计基础工作规范 art. 51): company, title, number, date, summary, accounts, amounts, attachments, signatures.
 * Opened in a window of its own, so the preview is the paper; five lines a sheet, numbered 1/2, 2/2 when there are more.
 */
import { capitalAmount } from '@millwright/core/primitives/capitals';
import { parseMoney, sumMoney } from '@millwright/core/primitives/decimal';
import type { DocumentRecord } from '../../record/document/document-options.ts';
import { useSession } from '../../api/session.tsx';
import { Button } from '../../ui/Button.tsx';
import { moneyText } from '../../ui/figures.ts';
import { useText } from '../../ui/language.tsx';

type Line = { summary?: string; account?: { code: string; name: string }; debit?: string | null; credit?: string | null; party?: string | null };
const linesPerSheet = 5;
const escape = (value: unknown): string => String(value ?? '').replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);

export function VoucherPrintButton({ record }: { record: DocumentRecord }) {
  const text = useText();
  const { company } = useSession();
  const print = () => {
    const page = window.open('', '_blank', 'width=900,height=640');
    if (!page) return;
    page.document.write(paper(record, company?.name ?? ''));
    page.document.close();
    page.focus();
    page.print();
  };
  return <Button icon="print" shortcut="Ctrl P" onPress={print}>{text({ zh: '打印', en: 'Print' })}</Button>;
}

function paper(record: DocumentRecord, company: string): string {
  const lines = (record.lines ?? []) as readonly Line[];
  const sheets = Math.max(1, Math.ceil(lines.length / linesPerSheet));
  const total = sumMoney(lines.flatMap((line) => (line.debit ? [parseMoney(String(line.debit))] : [])));
  const body = Array.from({ length: sheets }, (_, sheet) => {
    const rows = lines.slice(sheet * linesPerSheet, (sheet + 1) * linesPerSheet);
    const filled = [...rows, ...Array.from({ length: linesPerSheet - rows.length }, (): Line => ({}))];
    const cells = filled.map((line) => `<tr><td>${escape(line.summary)}</td><td>${escape(line.account ? `${line.account.code} ${line.account.name}` : '')}${line.party ? `<br><small>${escape(line.party)}</small>` : ''}</td><td class=n>${line.debit ? escape(moneyText(String(line.debit))) : ''}</td><td class=n>${line.credit ? escape(moneyText(String(line.credit))) : ''}</td></tr>`).join('');
    const last = sheet === sheets - 1;
    return `<section><h1>记 账 凭 证</h1><div class=h><span>${escape(company)}</span><span>${escape(record['day'])}</span><span>${escape(record.number || '未编号')}${sheets > 1 ? ` (${sheet + 1}/${sheets})` : ''}</span></div>
<table><tr><th style="width:30%">摘要</th><th>会计科目</th><th style="width:17%">借方金额</th><th style="width:17%">贷方金额</th></tr>${cells}
<tr class=t><td colspan=2>合计　${last ? escape(capitalAmount(total)) : '（转下页）'}</td><td class=n>${last ? escape(moneyText(amountText(total))) : ''}</td><td class=n>${last ? escape(moneyText(amountText(total))) : ''}</td></tr></table>
<div class=f><span>附件 ${escape(record['attachmentCount'])} 张</span><span>会计主管：</span><span>记账：${escape(record['postedBy'])}</span><span>审核：${escape(record['auditedBy'])}</span><span>制单：${escape(record['preparedBy'])}</span></div></section>`;
  }).join('');
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>${escape(record.number)}</title><style>
@page{size:210mm 140mm;margin:10mm 12mm}body{font:12px/1.4 "SimSun","Noto Serif CJK SC",serif;color:#000;margin:0}section{break-after:page}section:last-child{break-after:auto}
h1{font-size:18px;text-align:center;margin:0 0 6px;border-bottom:3px double #000;display:table;margin-inline:auto;padding:0 18px 2px}.h,.f{display:flex;justify-content:space-between;margin:6px 0}
table{width:100%;border-collapse:collapse;table-layout:fixed}td,th{border:.5pt solid #000;padding:3px 6px;height:24px;overflow:hidden}.n{text-align:right;font-variant-numeric:tabular-nums}.t td{font-weight:600}small{color:#333}
</style></head><body>${body}</body></html>`;
}
const amountText = (cents: bigint): string => `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;
