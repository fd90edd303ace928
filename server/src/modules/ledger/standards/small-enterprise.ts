/**
 * 小企业会计准则: the chart of accounts (财会[2011]17号 appendix, with 应交税费 detail of 财会〔2016〕22号), account roles and posting
 * rules as data. A company takes a copy at set-up and may extend it. Accounts under 1403, 1405… split by item class so that
 * the warehouse book and the ledger compare class by class; 9999 is the opening clearing, outside the statements, zero when
 * the opening trial balance is complete. This standard has no 1406: goods dispatched are a sub-account of 1405.
 */
export type AccountRow = { readonly code: string; readonly name: string; readonly class: string; readonly side: string; readonly control: string | null };

/** code|name|class|side|control; a code with dots is a sub-account of the code before the last dot. */
const chart = `
1001|库存现金|asset|D|
1002|银行存款|asset|D|
1002.01|基本存款户|asset|D|
1012|其他货币资金|asset|D|
1101|短期投资|asset|D|
1121|应收票据|asset|D|note
1122|应收账款|asset|D|receivable
1123|预付账款|asset|D|prepayment
1131|应收股利|asset|D|
1132|应收利息|asset|D|
1221|其他应收款|asset|D|
1401|材料采购|asset|D|goods-in-transit
1402|在途物资|asset|D|goods-in-transit
1403|原材料|asset|D|
1403.01|钣材及钣金件|asset|D|inventory
1403.02|原料及主要材料|asset|D|inventory
1403.04|五金标准件|asset|D|inventory
1403.05|包装及辅料|asset|D|inventory
1403.09|废料|asset|D|inventory
1404|材料成本差异|asset|D|cost-variance
1405|库存商品|asset|D|
1405.01|产成品|asset|D|inventory
1405.02|自制半成品|asset|D|inventory
1405.06|发出商品|asset|D|inventory
1407|商品进销差价|asset|C|
1408|委托加工物资|asset|D|
1408.01|委托加工物资|asset|D|inventory
1411|周转材料|asset|D|
1411.01|模具工装|asset|D|inventory
1421|消耗性生物资产|asset|D|
1501|长期债券投资|asset|D|
1511|长期股权投资|asset|D|
1601|固定资产|asset|D|
1602|累计折旧|asset|C|
1604|在建工程|asset|D|
1605|工程物资|asset|D|
1606|固定资产清理|asset|D|
1621|生产性生物资产|asset|D|
1622|生产性生物资产累计折旧|asset|C|
1701|无形资产|asset|D|
1702|累计摊销|asset|C|
1801|长期待摊费用|asset|D|
1901|待处理财产损溢|asset|D|
2001|短期借款|liability|C|
2201|应付票据|liability|C|note
2202|应付账款|liability|C|
2202.01|应付货款|liability|C|payable
2202.02|暂估应付款|liability|C|accrued-receipt
2203|预收账款|liability|C|prepayment
2211|应付职工薪酬|liability|C|
2221|应交税费|liability|C|
2221.01|应交增值税|liability|C|
2221.01.01|进项税额|liability|D|
2221.01.02|销项税额的抵减|liability|D|
2221.01.03|已交税金|liability|D|
2221.01.04|转出未交增值税|liability|D|
2221.01.05|减免税款|liability|D|
2221.01.06|出口抵减内销产品应纳税额|liability|D|
2221.01.07|销项税额|liability|C|
2221.01.08|出口退税|liability|C|
2221.01.09|进项税额转出|liability|C|
2221.01.10|转出多交增值税|liability|C|
2221.02|未交增值税|liability|C|
2221.03|预交增值税|liability|D|
2221.04|待抵扣进项税额|liability|D|
2221.05|待认证进项税额|liability|D|
2221.06|待转销项税额|liability|C|
2221.07|增值税留抵税额|liability|D|
2221.08|简易计税|liability|C|
2221.09|转让金融商品应交增值税|liability|C|
2221.10|增值税|liability|C|
2221.11|应交所得税|liability|C|
2221.12|应交个人所得税|liability|C|
2221.13|教育费附加|liability|C|
2221.14|地方教育费附加|liability|C|
2221.15|应交资源税|liability|C|
2221.16|应交土地增值税|liability|C|
2221.17|应交城市维护建设税|liability|C|
2221.18|应交房产税|liability|C|
2221.19|应交土地使用税|liability|C|
2221.20|应交车船使用税|liability|C|
2221.21|应交消费税|liability|C|
2221.22|应交印花税|liability|C|
2221.23|应交关税|liability|C|
2231|应付利息|liability|C|
2232|应付利润|liability|C|
2241|其他应付款|liability|C|
2401|递延收益|liability|C|
2501|长期借款|liability|C|
2701|长期应付款|liability|C|
3001|实收资本|equity|C|
3002|资本公积|equity|C|
3101|盈余公积|equity|C|
3103|本年利润|equity|C|
3104|利润分配|equity|C|
3104.01|未分配利润|equity|C|
4001|生产成本|cost|D|
4001.01|直接材料|cost|D|wip
4001.02|直接人工|cost|D|wip
4001.03|制造费用|cost|D|wip
4001.04|委外加工费|cost|D|wip
4101|制造费用|cost|D|
4101.01|车间费用|cost|D|
4101.91|已分配人工|cost|C|
4101.92|已分配制造费用|cost|C|
4301|研发支出|cost|D|
4401|工程施工|cost|D|
4403|机械作业|cost|D|
5001|主营业务收入|profit|C|
5051|其他业务收入|profit|C|
5111|投资收益|profit|C|
5301|营业外收入|profit|C|
5401|主营业务成本|profit|D|
5402|其他业务成本|profit|D|
5403|税金及附加|profit|D|
5601|销售费用|profit|D|
5601.01|销售费用|profit|D|
5602|管理费用|profit|D|
5602.01|管理费用|profit|D|
5603|财务费用|profit|D|
5603.01|手续费及利息|profit|D|
5603.02|汇兑损失|profit|D|
5711|营业外支出|profit|D|
5801|所得税费用|profit|D|
9999|期初建账|common|D|
`;
export const accounts: readonly AccountRow[] = chart.trim().split('\n').map((line) => {
  const [code = '', name = '', group = '', side = '', control = ''] = line.split('|');
  return { code, name, class: group, side, control: control || null };
});

/** role|selector|account */
const roleTable = `
inventory|finished|1405.01
inventory|semi-finished|1405.02
inventory|sheet-metal|1403.01
inventory|raw|1403.02
inventory|hardware|1403.04
inventory|packing|1403.05
inventory|mould|1411.01
inventory|scrap|1403.09
goods-dispatched||1405.06
goods-in-subcontract||1408.01
accrued-receipts||2202.02
payable||2202.01
prepayment||1123
receivable||1122
advance||2203
input-vat-pending||2221.05
input-vat||2221.01.01
output-vat||2221.01.07
output-vat-pending||2221.06
wip.material||4001.01
wip.labour||4001.02
wip.overhead||4001.03
wip.subcontract||4001.04
labour-allocated||4101.91
overhead-allocated||4101.92
revenue||5001
cost-of-sales||5401
bank||1002.01
cash||1001
opening-clearing||9999
rounding||5603.01
profit-year||3103
profit-undistributed||3104.01
`;
export const accountRoles = roleTable.trim().split('\n').map((line) => {
  const [role = '', selector = '', account = ''] = line.split('|');
  return { role, selector, account };
});

/** movement|debit role|credit role */
const ruleTable = `
receipt.accrual|inventory.<class>|accrued-receipts
supplier-invoice.accrual|accrued-receipts|payable
supplier-invoice.input-vat|input-vat-pending|payable
supplier-invoice.difference|inventory.<class>|payable
supplier-invoice.difference-work-order|wip.material|payable
supplier-invoice.difference-sold|cost-of-sales.<class>|payable
payment.payable|payable|bank
payment.prepayment|prepayment|bank
issue.work-order|wip.material|inventory.<class>
issue.return|inventory.<class>|wip.material
operation.labour|wip.labour|labour-allocated
operation.overhead|wip.overhead|overhead-allocated
completion.material|inventory.<class>|wip.material
completion.labour|inventory.<class>|wip.labour
completion.overhead|inventory.<class>|wip.overhead
order-close.stock-material|inventory.<class>|wip.material
order-close.stock-labour|inventory.<class>|wip.labour
order-close.stock-overhead|inventory.<class>|wip.overhead
order-close.sold-material|cost-of-sales.<class>|wip.material
order-close.sold-labour|cost-of-sales.<class>|wip.labour
order-close.sold-overhead|cost-of-sales.<class>|wip.overhead
delivery.dispatch|goods-dispatched|inventory.<class>
revenue.receivable|receivable|revenue.<class>
revenue.vat-pending|receivable|output-vat-pending
revenue.cost|cost-of-sales.<class>|goods-dispatched
sales-invoice.vat|output-vat-pending|output-vat
sales-invoice.difference|receivable|revenue.<class>
sales-invoice.difference-vat|receivable|output-vat
sales-invoice.overpaid|receivable|advance
collection.receivable|bank|receivable
collection.advance|bank|advance
settlement.advance|advance|receivable
settlement.prepayment|payable|prepayment
opening.stock|inventory.<class>|opening-clearing
opening.dispatched|goods-dispatched|opening-clearing
opening.receivable|receivable|opening-clearing
opening.payable|opening-clearing|payable
opening.accrued|opening-clearing|accrued-receipts
opening.bank|bank|opening-clearing
`;
export const postingRules = ruleTable.trim().split('\n').map((line) => {
  const [movement = '', debitRole = '', creditRole = ''] = line.split('|');
  return { movement, debitRole, creditRole };
});
