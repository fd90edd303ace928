/**
 * What the books' refusals say. MW1xx are the database's own (0004_ledger, 0005_voucher, 0031_journal_checks, 0032_period_closing, 0034_late_lines);
 * their DETAIL fills the braces. The others come from core and from the checks before the write. Keep the list ordered by code.
 */
import type { Text } from '@millwright/core/primitives/outcome';

/** Refusals returned by decisions: postMovements, issueAtAverage, reverseEntry, ensurePeriodOpen. */
export const booksTexts: Readonly<Record<string, Text>> = {
  'account-role-missing': { zh: '科目角色「{role}」（{selector}）还没有对应的科目，请在记账规则中补上。', en: 'The account role "{role}" ({selector}) has no account yet. Add it to the posting rules.' },
  'late-line-circular': { zh: '后续业务在几个计价池之间循环，无法自动调整成本，请改用较晚的日期。', en: 'Later goods go round between pools, so their cost cannot be adjusted. Use a later day.' },
  'late-line-short': { zh: '按此日期记账后，以后的出库会不足，请改用较晚的日期。', en: 'On this day, what was issued later would fall short. Use a later day.' },
  'period-closed': { zh: '{period} 期间的「{area}」已结账或尚未启用，请改业务日期或申请反结账。', en: 'Area "{area}" of period {period} is closed or not opened. Change the business day or ask for reopening.' },
  'pool-short': { zh: '库存不足，不能按此数量出库。', en: 'Not enough stock for this quantity.' },
  'posting-rule-missing': { zh: '业务「{movement}」还没有记账规则，请先设置。', en: 'The movement "{movement}" has no posting rule yet.' },
  'reversal-goods-gone': { zh: '这张单据入库的货已经用掉，现存 {on_hand}，请先冲销后面的出库。', en: 'The goods of this document are gone, {on_hand} left. Reverse the later issues first.' },
  'reversal-value-gone': { zh: '这张单据的金额已无处可冲，请先冲销后面的业务。', en: 'The value of this document has nowhere to go. Reverse what came later first.' },
};

/** By SQLSTATE or constraint name, for the kernel. */
export const booksDatabaseRefusals: Readonly<Record<string, { readonly code: string; readonly text: Text }>> = {
  MW101: { code: 'entry-unbalanced', text: { zh: '借贷不平，相差 {difference}。', en: 'Debits and credits differ by {difference}.' } },
  MW102: { code: 'stock-unbalanced', text: { zh: '同一物料的收发数量不等。', en: 'What leaves and what arrives of an item differ.' } },
  MW103: { code: 'entry-complete', text: { zh: '分录已完整，不能再加行。', en: 'The entry is complete and takes no more lines.' } },
  MW104: { code: 'entry-foreign', text: { zh: '分录不属于本次操作，不能加行。', en: 'The entry was written by something else and takes no lines.' } },
  MW105: { code: 'isolation-too-high', text: { zh: '账簿只能在读已提交隔离级别下写入（当前 {isolation}）。', en: 'The books are written under READ COMMITTED only (now {isolation}).' } },
  MW106: { code: 'period-closed', text: { zh: '{period} 期间的「{area}」已结账或尚未启用，请改业务日期或申请反结账。', en: 'Area "{area}" of period {period} is closed or not opened. Change the business day or ask for reopening.' } },
  MW107: { code: 'account-unusable', text: { zh: '第 {line} 行的科目不存在、不是末级或已停用：{account}。', en: 'Line {line}: the account does not exist, is not a leaf or is inactive: {account}.' } },
  MW108: { code: 'account-controlled', text: { zh: '受控科目 {account} 只能由对应的单据记账。', en: 'The controlled account {account} takes lines only from its own documents.' } },
  MW109: { code: 'pool-mismatch', text: { zh: '第 {line} 行：存货科目、仓位与计价池不一致（{account} {place}）。', en: 'Line {line}: account, place and value pool do not belong together ({account} {place}).' } },
  MW110: { code: 'dimension-missing', text: { zh: '第 {line} 行的科目 {account} 缺少必需的核算项目（往来单位、生产订单或入库行）。', en: 'Line {line}: account {account} needs its party, order or receipt line.' } },
  MW111: { code: 'stock-short', text: { zh: '「{place}」的 {item} 现存 {on_hand}，不够 {quantity}。', en: '{place} holds {on_hand} of {item}, less than {quantity}.' } },
  MW112: { code: 'late-line-short', text: { zh: '记入 {period} 期间后，{item} 在 {later_period} 期间的 {document} 出库时数量或金额会不足（剩 {left}），请改用较晚的日期。', en: 'Booked into period {period}, {item} would fall short for {document} in {later_period} ({left} left). Use a later day.' } },
  MW113: { code: 'pool-sequence', text: { zh: '{item} 刚被别人记账，请重试。', en: '{item} has just been booked by somebody else. Try again.' } },
  MW114: { code: 'back-dated', text: { zh: '记入 {period} 期间会改变 {item} 在 {later_period} 期间 {document} 的出库成本，请改用较晚的日期。', en: 'Booked into period {period}, this would change what {document} cost in {later_period} ({item}). Use a later day.' } },
  MW115: { code: 'written-stays', text: { zh: '已写入账簿的记录不能修改或删除，请用红字冲销。', en: 'What is in the books stays. Reverse it instead.' } },
  MW116: { code: 'reversal-inexact', text: { zh: '冲销必须逐行全额冲回原分录。', en: 'A reversal negates every line of its entry.' } },
  MW117: { code: 'reversal-of-reversal', text: { zh: '冲销分录不能再冲销，请重新录入单据。', en: 'A reversal is not reversed; enter the document anew.' } },
  MW118: { code: 'settlement-alone', text: { zh: '结算行只能出现在冲销分录中。', en: 'Settlement lines exist in reversals only.' } },
  MW119: { code: 'entry-empty', text: { zh: '分录没有行。', en: 'The entry has no lines.' } },
  MW120: { code: 'document-entry-mismatch', text: { zh: '单据 {document} 的状态与账簿不一致。', en: 'The state of document {document} does not agree with the books.' } },
  MW121: { code: 'kind-does-not-book', text: { zh: '单据 {document} 的类型不记账，或期间范围不符。', en: 'Document {document} is of a kind that does not book, or its area differs.' } },
  MW122: { code: 'place-unknown', text: { zh: '第 {line} 行的仓位不存在。', en: 'Line {line}: the place does not exist.' } },
  MW123: { code: 'revaluation-line', text: { zh: '第 {line} 行的成本调整没有对应的原分录行。', en: 'Line {line} adjusts no line of its period, account and pool.' } },
  MW130: { code: 'area-order', text: { zh: '请先结「{open_area}」。', en: 'Close "{open_area}" first.' } },
  MW131: { code: 'period-order', text: { zh: '期间须依次启用和结账（{period}）。', en: 'Periods are opened and closed one after the other ({period}).' } },
  MW132: { code: 'area-state', text: { zh: '{period} 期间的「{area}」当前状态不允许此操作。', en: 'Area "{area}" of period {period} is not in the state for this.' } },
  MW133: { code: 'entries-unposted', text: { zh: '{period} 期间还有 {entries} 笔分录没有记账凭证，例如 {document}。', en: '{entries} entries of period {period} have no posted voucher, {document} among them.' } },
  MW134: { code: 'reopen-newest', text: { zh: '只能从最近结账的期间开始反结账（先反 {closed_period}「{closed_area}」）。', en: 'Reopening starts with the newest closing ({closed_period} "{closed_area}").' } },
  MW135: { code: 'pool-unsolved', text: { zh: '{item} 已无数量但还有金额 {value}，请先做成本计算。', en: '{item} has value {value} without quantity. Run the costing first.' } },
  MW136: { code: 'currency-rest', text: { zh: '{account} 的 {currency} 余额为零，但本位币还有 {base}，请先做汇兑调整。', en: '{account} holds no {currency} but {base} in base currency. Book the exchange difference first.' } },
  MW137: { code: 'reason-missing', text: { zh: '反结账必须填写原因。', en: 'Reopening needs a reason.' } },
  MW140: { code: 'voucher-same-person', text: { zh: '制单人不能审核自己的凭证。', en: 'The preparer cannot audit the voucher.' } },
  MW141: { code: 'voucher-state', text: { zh: '凭证当前状态不允许此操作。', en: 'The voucher is not in the state for this.' } },
  MW142: { code: 'voucher-stays', text: { zh: '凭证已审核或已记账，不能修改或删除。', en: 'An audited or posted voucher does not change.' } },
  MW144: { code: 'voucher-period', text: { zh: '凭证只能包含本期间的分录。', en: 'A voucher holds entries of its own period.' } },
  MW145: { code: 'voucher-kinds', text: { zh: '不同种类的单据不能合并在一张凭证上。', en: 'Different kinds of documents are not merged on one voucher.' } },
  MW146: { code: 'voucher-controlled', text: { zh: '第 {line} 行：手工凭证不能使用受控科目 {account}。', en: 'Line {line}: a manual voucher does not touch the controlled account {account}.' } },
  MW147: { code: 'voucher-entries', text: { zh: '凭证没有分录，或与分录不一致。', en: 'The voucher has no entries or does not agree with them.' } },
  MW148: { code: 'netting', text: { zh: '只有同一期间、未制凭证的分录与其冲销可以对冲。', en: 'Only an entry and its reversal of one period, on no voucher, are netted.' } },
  MW150: { code: 'account-in-use', text: { zh: '科目 {account} 已有发生额，不能更改受控类型、类别或级次。', en: 'Account {account} has lines and keeps its control, class and level.' } },
  entry_document_once: { code: 'already-booked', text: { zh: '这张单据已经记账。', en: 'This document is in the books already.' } },
  entry_reversed_once: { code: 'already-reversed', text: { zh: '这张单据已经冲销过。', en: 'This document has been reversed already.' } },
  pool_quantity_never_negative: { code: 'pool-short', text: { zh: '库存不足，不能出库。', en: 'Not enough stock.' } },
  pool_empty_without_value: { code: 'pool-value-left', text: { zh: '数量为零而金额不为零，不能这样记账。', en: 'Nothing would be left, yet with a value.' } },
  pool_value_never_negative: { code: 'pool-value-negative', text: { zh: '存货金额会变成负数，不能这样记账。', en: 'The value of the stock would become negative.' } },
  balance_never_negative: { code: 'stock-short', text: { zh: '库存不足，不能出库。', en: 'Not enough stock.' } },
  voucher_two_people: { code: 'voucher-same-person', text: { zh: '制单人不能审核自己的凭证。', en: 'The preparer cannot audit the voucher.' } },
  voucher_entry_once: { code: 'voucher-twice', text: { zh: '分录已在另一张凭证上。', en: 'The entry is on another voucher already.' } },
};
