/**
 * 帮助: what a page is for and what a newcomer would not guess, by the address of its list. Loaded when somebody asks, not with the shell.
 * What can be read off a contract (states, actions, what leads where) is not written here.
 */
import type { Text } from '../ui/language.tsx';

export const pageHelp: Readonly<Record<string, Text>> = {
  '/': {
    zh: '首页列出等您处理的单据、已经逾期的业务和本岗位的关键数字。每一行、每个数字、每根柱子点开都是明细，行数与这里一致。看不到的卡片是您的岗位没有权限。',
    en: 'Home shows what waits for you, what is late and the key figures of your job. Every row, figure and bar opens exactly the records it counts. A card that is missing needs a permission your role lacks.',
  },
  '/sales/sales-order': {
    zh: '客户要什么、多少、什么时候交。审核后才参与 MRP 运算、才能发货。行上的「未发数量」由发货单执行。金额按含税单价计算，税额由税率倒算。',
    en: 'What a customer wants, how much and when. Only an approved order is planned for and delivered. The open quantity of a line is drawn on by deliveries. Amounts start from the price including tax.',
  },
  '/sales/order-tracking': {
    zh: '逐行看销售订单走到哪里：已发、已签收、已开票、已收款。一行打开它的订单，订单侧栏的联查图里有后面的每一张单。',
    en: 'Where each order line stands: delivered, accepted, invoiced, paid. A row opens its order, whose trace shows every later document.',
  },
  '/sales/delivery': {
    zh: '货出仓库。发货记账后，货从仓库转到「发出商品」，成本按当时的移动平均价；收入等客户签收再确认（企业可以设为发货即确认）。',
    en: 'Goods leave the warehouse. Booking moves them to “dispatched” at the moving average; revenue waits for the customer’s acceptance unless the company books it on dispatch.',
  },
  '/sales/acceptance': {
    zh: '客户签收的凭据，也是确认收入的时点：借应收，贷收入和待转销项税额，同时结转发出商品的成本。可以部分签收，余下的仍在发出商品里。',
    en: 'The customer has the goods: this is when revenue is booked, with the receivable, tax to come and the cost of the dispatched goods. Part may be accepted; the rest stays dispatched.',
  },
  '/sales/sales-invoice': {
    zh: '开给客户的增值税发票。把签收时的待转销项税额转成销项税额，价格差异调整收入和应收。开票金额低于已收款时，多收的部分转为预收。',
    en: 'The tax invoice to the customer. It turns tax to come into output tax and adjusts revenue by price differences. If it is less than what was already paid, the rest becomes an advance.',
  },
  '/sales/customer': {
    zh: '客户档案。打开一个客户，可以看到他的订单、未收款和往来记录。停用的客户不能再选，已有的单据不受影响。',
    en: 'The customers. One opened shows its orders, open items and dealings. A disabled one can no longer be chosen; existing documents are not affected.',
  },
  '/planning/mrp': {
    zh: '按现存量、在途、订单和工作日历，逐层算出该买什么、该做什么、什么时候下。选一个物料，右边说明每张计划订单为哪张客户订单而来。确认后勾选、投放，变成采购订单和任务单；计划订单投放前不影响任何账。',
    en: 'From stock, supply on order, demand and the working calendar, level by level: what to buy, what to make, and when. Choose an item and see for which customer’s order each planned order is. Ticked rows are released into purchase and work orders; until then nothing is booked anywhere.',
  },
  '/planning/planned-order': {
    zh: '最近一次 MRP 运算的建议。投放时可以改数量、到货日和供应商；下一次运算会重新建议没有投放的部分。',
    en: 'What the latest run proposes. Quantity, due day and supplier may be changed on release; the next run proposes anew whatever was not released.',
  },
  '/planning/exception': {
    zh: '运算发现的问题：该提前、该推迟、该取消的订单，来不及的计划，缺的数据。逐条处理后再运算一次，处理好的就不再出现。',
    en: 'What the run noticed: orders to bring forward, put off or cancel, plans that are too late, data that is missing. Deal with them and run again; what is settled is gone.',
  },
  '/planning/mrp-run': {
    zh: '每次 MRP 运算的时间、人、范围和结果，可以回头比较。运算在后台进行，可以取消；取消后仍用上一次的结果。',
    en: 'Each run with its time, person, scope and result. Runs go on in the background and can be cancelled; the previous result then stays in force.',
  },
  '/purchasing/purchase-order': {
    zh: '向供应商订什么、什么价、什么时候到。由 MRP 投放或手工录入，审核后才能收货。未收数量由入库单执行；关闭后不再收货，MRP 也不再当作在途。',
    en: 'What is bought, at what price, due when. Released from planning or entered by hand; received against once approved. Receipts draw on the open quantity; a closed order is no supply any more.',
  },
  '/purchasing/purchase-receipt': {
    zh: '货到仓库。记账后库存增加，按订单价暂估入账；发票到了再冲暂估。收多了按订单允许的范围控制。',
    en: 'Goods arrive. Booking brings them into stock and accrues what is owed at the order’s price until the invoice comes. Receiving more than ordered is limited.',
  },
  '/purchasing/supplier': {
    zh: '供应商档案。打开一个供应商，可以看到订单、未付款和往来记录。',
    en: 'The suppliers. One opened shows its orders, open items and dealings.',
  },
  '/inventory/stock': {
    zh: '此刻每个仓库有多少、值多少。数量和金额都是账行的合计，没有另存一份；点数字看收发明细。',
    en: 'What is in each warehouse now, and its value. Both are sums of ledger lines, kept nowhere else; figures open the movements.',
  },
  '/inventory/stock-ledger': {
    zh: '一段时间的期初、收入、发出和结存，按物料或仓库。期初加收入减发出等于结存；点开看每一笔。',
    en: 'Opening, in, out and closing of a time, by item or warehouse. Figures open each movement.',
  },
  '/inventory/books': {
    zh: '仓库账与财务账逐类对照。两本账是同一批账行的合计，差异恒为 0.00；从合计可以一路点到科目、账行、单据、订单。出现差异说明数据被绕过系统改动，请运行核验。',
    en: 'Warehouse book beside finance book, class by class. Both are sums of the same lines, so the difference is always 0.00; drill from totals to account, line, document and order. A difference means somebody changed data past the program: run verify.',
  },
  '/inventory/warehouse': {
    zh: '仓库档案。库存按仓库分别管理；停用前要先把货转走或用完。',
    en: 'The warehouses. Stock is kept by warehouse; empty one before it is disabled.',
  },
  '/shopfloor/work-order': {
    zh: '做什么、多少、什么时候完工。下达时冻结当时的物料清单和工艺路线，之后改清单不影响它。领料、报工、完工都记在它上面，结案后在制品余额为零。',
    en: 'What to make, how much, by when. Release freezes the bill and routing of that moment. Issues, reports and completions are booked on it; once closed no work in process is left.',
  },
  '/shopfloor/dispatch': {
    zh: '已下达任务单还没报完的工序，按交期排；按工作中心筛选就是那台机床的派工单。',
    en: 'Operations of released orders still to be reported, by due day; narrowed to a work centre it is that machine’s list.',
  },
  '/shopfloor/material-issue': {
    zh: '材料从仓库发到任务单。按应领数量提出，可以改少或分次；设为倒冲的材料不用领，报工或完工时自动扣。',
    en: 'Material from the warehouse to the work order. What is still needed is proposed and may be cut or split; backflushed components are taken when reported or completed.',
  },
  '/shopfloor/material-return': {
    zh: '没用完的材料退回仓库，按原来领出的成本退。',
    en: 'Unused material goes back to the warehouse at the cost it left with.',
  },
  '/shopfloor/operation-report': {
    zh: '每道工序做了多少、合格多少、报废多少、花了多少时间。工时按冻结的费率进在制品；在这道工序倒冲的材料一并扣减。',
    en: 'What was done at an operation: good, scrap and time. Time goes into work in process at the frozen rates, and components backflushed here are taken.',
  },
  '/shopfloor/completion': {
    zh: '产品入库。按任务单已归集的成本分摊到入库数量；结案时再把余下的差额分给产品。',
    en: 'Products into stock, at their share of what the order has gathered; the rest is distributed when the order is closed.',
  },
  '/shopfloor/work-order-close': {
    zh: '任务单结案时在制品里余下的金额：产品还在库就进产品，卖掉的进销售成本。反结案用红字冲回。',
    en: 'What was left in work in process when an order was closed: into products still in stock, or where they went. Reopening reverses it.',
  },
  '/shopfloor/wip': {
    zh: '每张任务单现在还有多少成本在车间，按材料、人工、费用。合计等于总账的生产成本科目。',
    en: 'What each order still holds in process: material, labour, overhead. The total is the account’s balance.',
  },
  '/engineering/item': {
    zh: '一切买的、做的、卖的。来源决定 MRP 建议采购还是生产；类别决定进哪个存货科目。按编码、名称、规格、拼音都能找到。',
    en: 'Everything bought, made or sold. The source decides whether planning buys or makes; the class decides the inventory account. Found by code, name, specification or pinyin.',
  },
  '/engineering/bom': {
    zh: '一个产品由什么组成、各用多少。审核后生效；要改就复制成新版本，旧任务单仍用下达时的版本。损耗率在用量之外另加。',
    en: 'What a product is made of. In force once approved; changes are made in a new version, and work orders keep the one they were released with. Scrap is added on top of the quantity.',
  },
  '/engineering/explosion': {
    zh: '把物料清单一层层展开到底，或反过来查一个材料用在哪些产品上。',
    en: 'A bill exploded to its last level, or the other way round: where a part is used.',
  },
  '/engineering/routing': {
    zh: '产品经过哪些工序、在哪个工作中心、准备和单件时间多少。审核后生效，时间用来排程和算人工费用。',
    en: 'The operations of a product, where they are done, and their setup and run times. In force once approved; times drive scheduling and labour cost.',
  },
  '/engineering/work-center': {
    zh: '机床、班组或产线。费率用来算工序成本，任务单下达时冻结；改费率只影响以后下达的任务单。',
    en: 'Machines, crews or lines. Rates cost the operations and are frozen on release; a new rate holds for orders released from now on.',
  },
  '/ledger/voucher': {
    zh: '账行的法定凭证。业务凭证由单据生成，不能改分录；手工凭证由会计填制。填制和审核必须是两个人，审核时编号且不断号，记账后只能红冲。',
    en: 'The legal paper over the ledger lines. Vouchers of business are generated and their lines stay; others are prepared by hand. Preparer and auditor are two people; auditing numbers without gaps; a posted one is only reversed.',
  },
  '/ledger/unvouchered-entry': {
    zh: '已经记账、还没有凭证的业务。结账前要全部生成凭证；同一期间内互相对冲的不需要凭证。',
    en: 'Business that is booked but on no voucher yet. All of it is needed before closing, except entries netted by their reversal.',
  },
  '/ledger/trial-balance': {
    zh: '各科目的期初、本期发生、本年累计和期末。默认只含已记账凭证，可以打开「含未记账」。点数字到总账、明细账，再到凭证和单据。',
    en: 'Opening, turnover, year to date and closing of every account. Posted vouchers only, unless you include the unposted. Figures lead to ledgers, vouchers and documents.',
  },
  '/ledger/general': {
    zh: '一个科目各月的合计和余额。点月份看明细账。',
    en: 'An account by month. A month opens its detail ledger.',
  },
  '/ledger/detail': {
    zh: '一个科目的每一笔，带余额。每行能打开凭证和产生它的单据。',
    en: 'Every line of an account with its running balance. Each opens its voucher and the document it came from.',
  },
  '/ledger/unposted': {
    zh: '已入账、但还不在已记账凭证上的分录。「含未记账」与「已记账」两个余额之差就是这里的合计。',
    en: 'Entries on no posted voucher yet. Their sum is the difference between the balance with and without unposted.',
  },
  '/ledger/period': {
    zh: '各结账范围按顺序结账：业务、库存、存货成本、往来、总账。不能结的写明原因，点开处理。结账后该范围不再接受当期单据，需要时可以反结账。',
    en: 'The areas of a period close in order: trade, stock, inventory cost, receivables and payables, ledger. What stands in the way is named and opens. A closed area takes no more documents of its period until it is reopened.',
  },
  '/ledger/account': {
    zh: '会计科目表，按《小企业会计准则》预置。可以加下级科目。',
    en: 'The chart of accounts, preset by the small-enterprise standard. Sub-accounts can be added.',
  },
  '/ledger/opening': {
    zh: '上线时带进来的库存和余额。从 Excel 引入，借贷必须相等；期初不算本期发生，也不算本年累计。',
    en: 'What is brought in at go-live: stock and balances, imported from Excel and balanced. Openings are no turnover and not in the year to date.',
  },
  '/ledger/revaluation': {
    zh: '货物离开后价格才定下来时，差额跟着货走的那一笔。由系统写，随原单据冲销而冲销。',
    en: 'When a price is settled after goods have left, this is the difference following them. Written by the program and reversed with the document it came from.',
  },
  '/ledger/document': {
    zh: '只有分录、没有别的内容的单据。',
    en: 'A document that is nothing but its entry.',
  },
  '/finance/supplier-invoice': {
    zh: '供应商的发票与入库逐行核对：冲掉暂估，记进项税和应付。价差还在库的进存货，已经用掉的跟到任务单或销售成本。录入和付款是不同的人。',
    en: 'Supplier invoices matched to receipts line by line: the accrual is cleared, input tax and the payable booked. A price difference goes into stock, or follows the goods that left. Whoever enters them does not pay.',
  },
  '/finance/payment': {
    zh: '付给供应商的钱。按发票核销应付；没有发票的部分成为预付，以后再核销。',
    en: 'Money paid to suppliers, against invoices; the rest becomes a prepayment to be settled later.',
  },
  '/finance/payable': {
    zh: '每张没有付清的发票，按到期日。可以从这里勾选付款，或用预付核销。',
    en: 'Invoices not fully paid, by due day. Pay from here, or settle them with prepayments.',
  },
  '/finance/collection': {
    zh: '从客户收到的钱。按签收和发票核销应收；多出的部分成为预收。',
    en: 'Money received from customers, against open receivables; the rest becomes an advance.',
  },
  '/finance/receivable': {
    zh: '每笔没有收清的应收，按到期日。预收款在应收账龄里核销。',
    en: 'Receivables not fully paid, by due day. Advances are set against them from the ageing.',
  },
  '/finance/receivable-ageing': {
    zh: '应收按客户和逾期天数分段；客户有预收的，从这里核销。',
    en: 'Receivables by customer and days overdue; advances are set against them from here.',
  },
  '/finance/advance-settlement': {
    zh: '用客户的预收款冲他的应收，不动银行。',
    en: 'A customer’s advance set against receivables; no bank account moves.',
  },
  '/finance/prepayment-settlement': {
    zh: '用付给供应商的预付款冲应付，不动银行。',
    en: 'A supplier’s prepayment set against payables; no bank account moves.',
  },
  '/foundation/unit': {
    zh: '计量单位和小数位数。小数位数决定数量能录到几位。',
    en: 'Units of measure and their decimals, which say how fine a quantity may be.',
  },
  '/foundation/department': { zh: '部门档案。性质决定它的费用进生产成本、制造费用、销售费用还是管理费用。', en: 'The departments. What one is for decides whether its costs are production, selling or administration.' },
  '/foundation/cause-code': {
    zh: '报废、返工、退货、盘点差异、冲销的原因。录单时从这里选，以后才能按原因统计。',
    en: 'Why something was scrapped, reworked, returned, counted differently or reversed. Chosen on documents, so that causes can be counted.',
  },
  '/foundation/calendar': {
    zh: '周一到周五上班，这里列出例外：法定假日、调休上班日、厂休。MRP 和交期只数工作日。',
    en: 'Monday to Friday are worked; here are the exceptions: holidays, make-up days, the factory’s own. Planning counts working days only.',
  },
  '/foundation/company': {
    zh: '本系统里的账套。备份是一个文件，大家照常工作；恢复成一个新账套，核对全部通过后才能进入。',
    en: 'The companies of this installation. A backup is one file, made while people work; it is restored as a new company that opens once every check holds.',
  },
  '/foundation/import': {
    zh: '一次引入写进来的全部内容，可以整批撤销，只要后面还没有业务用到它。',
    en: 'Everything one import brought in. It can be taken back as a whole while nothing builds on it.',
  },
  '/access/user': {
    zh: '谁能登录、在这个账套里有哪些角色。新用户用一次性密码，第一次登录时改掉。停用后立刻退出。',
    en: 'Who may sign in, and with which roles in this company. A new user gets a one-time password and changes it at once. Disabling signs them out.',
  },
};
