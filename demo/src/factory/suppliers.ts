/**
 * Forty suppliers within a day's drive of Ningbo, by what they deliver. Tax numbers, phones and accounts are made up from
 * the running number, so that nobody real is named by them; none passes the check digit of a real one.
 */
import { padded } from './figures.ts';
import type { SupplierRow } from './rows.ts';

type Trade = 'steel' | 'profile' | 'fastener' | 'fitting' | 'electric' | 'powder' | 'welding' | 'rubber' | 'packing' | 'mould' | 'plating' | 'service';
type Entry = readonly [name: string, trade: Trade, contact: string, address: string, grade: NonNullable<SupplierRow['grade']>, paymentDays: number];

const entries: readonly Entry[] = [
  ['宁波宝新板材贸易有限公司', 'steel', '陈国华', '宁波市北仑区大碶物流园 12 号', 'A', 60],
  ['杭州萧然钢板加工配送有限公司', 'steel', '沈建明', '杭州市萧山区钱江物流中心 B3-18', 'B', 60],
  ['上海沪嘉不锈钢有限公司', 'steel', '王志刚', '上海市嘉定区江桥钢材市场 6 号库', 'A', 45],
  ['无锡锡东不锈钢材料有限公司', 'steel', '钱晓峰', '无锡市锡山区东方钢材城 22 栋', 'B', 60],
  ['宁波江北铝材销售有限公司', 'steel', '李伟雄', '宁波市江北区洪塘工业区 8 号', 'B', 30],
  ['宁波甬钢型材有限公司', 'profile', '张永康', '宁波市镇海区后海塘钢材市场 A56', 'A', 60],
  ['余姚市泗门型钢经营部', 'profile', '胡金海', '余姚市泗门镇工业功能区', 'C', 30],
  ['海盐恒固紧固件有限公司', 'fastener', '徐根法', '嘉兴市海盐县紧固件产业园', 'A', 60],
  ['嘉兴盛达标准件有限公司', 'fastener', '朱月明', '嘉兴市秀洲区王江泾镇', 'B', 60],
  ['宁波东钱湖紧固件厂', 'fastener', '史美娟', '宁波市鄞州区东钱湖工业区', 'B', 45],
  ['上海压铆精密五金有限公司', 'fastener', '顾伟', '上海市松江区泗泾工业区', 'A', 60],
  ['乐清海坦柜锁有限公司', 'fitting', '郑海丰', '乐清市柳市镇工业区', 'A', 60],
  ['温州恒珠锁具有限公司', 'fitting', '林志勇', '温州市龙湾区蒲州街道', 'B', 60],
  ['永康市华兴铰链五金厂', 'fitting', '胡新福', '永康市古山镇工业区', 'B', 45],
  ['中山脚轮制品宁波办事处', 'fitting', '梁启明', '宁波市鄞州区下应街道', 'B', 30],
  ['慈溪市长河散热风机有限公司', 'electric', '岑利军', '慈溪市长河镇工业园', 'B', 60],
  ['乐清正航电气附件有限公司', 'electric', '赵建平', '乐清市北白象镇', 'A', 60],
  ['宁波北仑线缆有限公司', 'electric', '周海波', '宁波市北仑区小港工业区', 'B', 60],
  ['苏州铜之林导电材料有限公司', 'electric', '陆卫东', '苏州市相城区黄埭镇', 'A', 30],
  ['杭州虎跃粉末涂料有限公司', 'powder', '何雪芳', '杭州市临平区星桥街道', 'A', 60],
  ['宁波南海化学粉末有限公司', 'powder', '吴启东', '宁波市镇海区石化园区', 'B', 60],
  ['浙江钱江焊材有限公司', 'welding', '蒋志平', '绍兴市柯桥区滨海工业区', 'A', 60],
  ['宁波方辛气体有限公司', 'welding', '方辛', '宁波市镇海区澥浦镇', 'A', 30],
  ['余姚磨料磨具经营部', 'welding', '谢国平', '余姚市五金城 3 区 118 号', 'C', 30],
  ['宁海橡塑密封件有限公司', 'rubber', '葛善良', '宁海县西店镇', 'B', 60],
  ['慈溪海绵制品有限公司', 'rubber', '陈惠珍', '慈溪市周巷镇', 'B', 45],
  ['象山有机玻璃制品厂', 'rubber', '黄亚军', '象山县丹东街道', 'C', 45],
  ['宁波鄞州纸箱包装有限公司', 'packing', '邬建国', '宁波市鄞州区五乡镇', 'A', 60],
  ['奉化木托盘制造有限公司', 'packing', '竺士伟', '宁波市奉化区溪口镇', 'B', 45],
  ['宁波江北气垫膜有限公司', 'packing', '洪丽', '宁波市江北区慈城镇', 'B', 30],
  ['宁波精诚模架有限公司', 'mould', '黎志强', '宁波市北仑区模具城 9 栋', 'A', 60],
  ['宁波大碶模具钢材配送有限公司', 'mould', '刘德胜', '宁波市北仑区大碶模具园', 'A', 60],
  ['台州黄岩模具标准件有限公司', 'mould', '王灵江', '台州市黄岩区模塑城', 'B', 60],
  ['象山热流道科技有限公司', 'mould', '励国庆', '象山县滨海工业园', 'B', 45],
  ['昆山精成模具配件有限公司', 'mould', '吴佳', '昆山市玉山镇', 'A', 30],
  ['宁波甬钢板材加工有限公司', 'steel', '孙建国', '宁波市北仑区霞浦物流园 3 号', 'A', 60],
  ['宁波海曙电镀有限公司', 'plating', '俞茂林', '宁波市海曙区古林电镀园', 'B', 30],
  ['慈溪联发热镀锌有限公司', 'plating', '罗建达', '慈溪市胜山镇', 'B', 30],
  ['宁波通运物流有限公司', 'service', '贺军', '宁波市北仑区港口物流园', 'B', 30],
  ['绍兴越州标准件贸易行', 'fastener', '金阿毛', '绍兴市越城区五金市场', 'blocked', 30],
];

const codeOf = (index: number): string => `S${padded(index + 1, 4)}`;
const banks = ['中国工商银行', '中国农业银行', '中国建设银行', '宁波银行', '中国银行'] as const;

export const suppliers: readonly SupplierRow[] = entries.map(([name, trade, contact, address, grade, paymentDays], index) => ({
  code: codeOf(index),
  name,
  taxNumber: `9133DEMO${padded(index * 7919 + 10007, 10)}`,
  contact,
  phone: `0574-8672 ${padded(1100 + index * 80, 4)}`,
  address,
  bankName: `${banks[index % banks.length]}${address.slice(0, address.indexOf('市') + 1) || '宁波市'}分行`,
  bankAccount: `62220000${padded(index * 104_729 + 31, 8)}`,
  grade,
  paymentDays,
  taxRate: trade === 'service' ? '0.09' : trade === 'steel' && grade === 'C' ? '0.03' : '0.13',
}));

/** Codes of those who deliver this and may be ordered from; the first is the usual one. */
export function suppliersOf(trade: Trade): readonly string[] {
  const found = entries.flatMap((entry, index) => (entry[1] === trade && entry[4] !== 'blocked' ? [codeOf(index)] : []));
  return trade === 'steel' ? ['S0036', ...found.filter((code) => code !== 'S0036')] : found;
}
export function supplierOf(trade: Trade, turn = 0): string {
  const found = suppliersOf(trade);
  const code = found[turn % found.length];
  if (code === undefined) throw new RangeError(`nobody delivers ${trade}`);
  return code;
}
