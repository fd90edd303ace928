/**
 * 五金标准件: fasteners by standard and size, and the fittings, electric accessories and mould components that are bought.
 * Fasteners are reorder-point goods; prices are fen a piece, for the cheapest ones a hundred pieces' worth of a few fen each.
 */
import { boughtItem } from './bought.ts';
import { whole } from './figures.ts';
import type { ItemRow } from './rows.ts';
import { supplierOf } from './suppliers.ts';

type Series = { readonly prefix: string; readonly name: string; readonly standard: string; readonly turn: number; readonly sizes: readonly (readonly [size: string, fen: number, milligrams: number])[] };
const series: readonly Series[] = [
  { prefix: 'LD', name: '外六角螺栓', standard: 'GB/T 5783 8.8 级 镀锌', turn: 0, sizes: [['M6×16', 11, 5400], ['M6×25', 14, 7100], ['M8×20', 20, 12_600], ['M8×30', 26, 16_400], ['M10×25', 42, 24_800], ['M10×40', 56, 33_600], ['M12×35', 78, 45_500]] },
  { prefix: 'PL', name: '十字盘头螺钉', standard: 'GB/T 818 镀锌', turn: 1, sizes: [['M3×8', 3, 700], ['M4×10', 4, 1500], ['M4×16', 5, 2000], ['M5×12', 6, 2800], ['M6×12', 8, 4700]] },
  { prefix: 'CT', name: '沉头螺钉', standard: 'GB/T 819.1 镀锌', turn: 1, sizes: [['M6×16', 9, 4000]] },
  { prefix: 'NL', name: '内六角螺钉', standard: 'GB/T 70.1 12.9 级', turn: 0, sizes: [['M5×16', 18, 4300], ['M6×20', 23, 7100], ['M8×25', 36, 15_900], ['M10×30', 62, 31_500], ['M12×40', 104, 54_600]] },
  { prefix: 'LM', name: '六角螺母', standard: 'GB/T 6170 8 级 镀锌', turn: 0, sizes: [['M6', 5, 2300], ['M8', 8, 5000], ['M10', 15, 10_600], ['M12', 24, 15_900]] },
  { prefix: 'FM', name: '法兰螺母', standard: 'GB/T 6177.1 镀锌', turn: 2, sizes: [['M6', 9, 3100], ['M8', 14, 7000], ['M10', 25, 12_500]] },
  { prefix: 'PD', name: '平垫圈', standard: 'GB/T 97.1 镀锌', turn: 2, sizes: [['M6', 2, 1000], ['M8', 3, 1800], ['M10', 5, 3600], ['M12', 8, 6300]] },
  { prefix: 'TD', name: '弹簧垫圈', standard: 'GB/T 93 镀锌', turn: 2, sizes: [['M6', 2, 700], ['M8', 3, 1500], ['M10', 4, 2600], ['M12', 6, 4300]] },
  { prefix: 'YL', name: '压铆螺母', standard: 'S 型 镀锌', turn: 3, sizes: [['M4', 8, 700], ['M5', 10, 1000], ['M6', 14, 1800], ['M8', 24, 3900]] },
  { prefix: 'YD', name: '压铆螺钉', standard: 'FH 型 镀锌', turn: 3, sizes: [['M4×12', 12, 1400], ['M5×15', 16, 2600], ['M6×20', 22, 4800], ['M8×20', 34, 9100]] },
  { prefix: 'LLM', name: '拉铆螺母', standard: '平头 碳钢', turn: 3, sizes: [['M6', 17, 2700], ['M8', 26, 5400], ['M10', 44, 9900]] },
  { prefix: 'CXM', name: '抽芯铆钉', standard: 'GB/T 12618 铝', turn: 2, sizes: [['4×10', 5, 900], ['4.8×12', 7, 1600]] },
  { prefix: 'HJD', name: '焊接螺母', standard: 'GB/T 13681 六角', turn: 0, sizes: [['M6', 13, 3400], ['M8', 19, 6100], ['M10', 30, 11_200], ['M12', 44, 16_800]] },
  { prefix: 'HLD', name: '焊接螺柱', standard: 'GB/T 902.3 镀铜', turn: 0, sizes: [['M6×20', 18, 4900], ['M8×25', 30, 10_700]] },
];
const fastenerNumber = (size: string): string => size.replaceAll('×', '-').replaceAll('.', '');
const fasteners: readonly ItemRow[] = series.flatMap(({ prefix, name, standard, turn, sizes }) =>
  sizes.map(([size, priceFen, milligrams]) => {
    const reorderAt = priceFen < 10 ? 4000 : priceFen < 40 ? 2000 : 600;
    return boughtItem({
      code: `${prefix}-${fastenerNumber(size)}`, name, spec: `${size} ${standard}`, class: 'hardware', unit: 'PIECE', warehouse: 'W03', supplier: supplierOf('fastener', turn),
      priceFen, leadDays: 5, weightGrams: whole(milligrams, 1000), lotMinimum: reorderAt, lotMultiple: 500, safetyStock: whole(reorderAt, 2), reorder: [reorderAt, reorderAt * 4],
    });
  }));

/** [code, name, spec, unit, trade, turn, fen, lead days, grams, minimum, safety] */
type Line = readonly [string, string, string, string, Parameters<typeof supplierOf>[0], number, number, number, number, number, number];
const lines: readonly Line[] = [
  ['MS-705', '平面锁 MS705', '单开 通用钥匙 镀铬', 'PIECE', 'fitting', 0, 1017, 6, 180, 100, 100],
  ['MS-818', '连杆锁 MS818', '三点联动 带挂锁孔', 'SET', 'fitting', 0, 3616, 8, 620, 50, 60],
  ['MS-861', '旋转把手锁 MS861', '户外 IP65', 'SET', 'fitting', 0, 5424, 10, 780, 30, 40],
  ['MS-735', '圆柱锁 MS735', '三角芯 M22', 'PIECE', 'fitting', 1, 678, 6, 90, 200, 150],
  ['MS-403', '搭扣 DK403', '304 不锈钢 可调', 'PIECE', 'fitting', 1, 859, 6, 110, 100, 80],
  ['LG-08', '锁杆', 'φ8×900 镀锌', 'PIECE', 'fitting', 0, 565, 6, 355, 100, 80],
  ['LG-10', '锁杆', 'φ10×1100 镀锌', 'PIECE', 'fitting', 0, 791, 6, 680, 100, 60],
  ['JL-201', '暗铰链 CL201', '锌合金 120°', 'PIECE', 'fitting', 2, 452, 5, 120, 300, 200],
  ['JL-226', '脱卸铰链 CL226', '不锈钢 左右通用', 'PIECE', 'fitting', 2, 1243, 7, 160, 200, 120],
  ['JL-253', '外装铰链 CL253', '锌合金 喷黑', 'PIECE', 'fitting', 2, 678, 5, 140, 200, 150],
  ['BS-150', '拉手 LS150', '铝合金 孔距 150', 'PIECE', 'fitting', 1, 904, 6, 130, 100, 60],
  ['JK-75', '万向脚轮', '3 寸 带刹 承重 80 kg', 'PIECE', 'fitting', 3, 2147, 5, 620, 100, 40],
  ['JK-125', '重型脚轮', '5 寸 带刹 承重 300 kg', 'PIECE', 'fitting', 3, 5650, 7, 1900, 40, 16],
  ['TJ-M12', '调整脚', 'M12×80 尼龙底', 'PIECE', 'fitting', 3, 452, 5, 150, 200, 160],
  ['DH-M12', '吊环螺钉', 'M12 GB/T 825 镀锌', 'PIECE', 'fastener', 0, 395, 5, 180, 200, 160],
  ['HG-450', '三节滑轨', '450 mm 承重 45 kg', 'PIECE', 'fitting', 2, 2825, 7, 1100, 40, 20],
  ['QT-150', '气弹簧', '150N 行程 200', 'PIECE', 'fitting', 1, 2034, 8, 320, 40, 20],
  ['FJ-12038', '轴流风机', '12038 AC220V 滚珠', 'PIECE', 'electric', 0, 3842, 7, 520, 50, 40],
  ['FJ-DC', '直流风机', '12038 DC24V PWM', 'PIECE', 'electric', 0, 6215, 10, 460, 50, 40],
  ['BY-150', '百叶窗滤网组', '150×150 ABS 灰', 'SET', 'electric', 0, 1356, 6, 260, 50, 40],
  ['BY-204', '百叶窗滤网组', '204×204 ABS 灰', 'SET', 'electric', 0, 1921, 6, 410, 50, 40],
  ['ZM-LED', '柜内照明灯', 'LED 9W 带门开关', 'SET', 'electric', 1, 4068, 7, 300, 30, 20],
  ['MK-01', '门限位开关', 'LXW5-11', 'PIECE', 'electric', 1, 904, 5, 60, 50, 40],
  ['DG-3015', '导轨', 'DIN35 7.5 高 镀锌 1 m', 'PIECE', 'electric', 1, 904, 4, 320, 100, 80],
  ['XC-4040', '线槽', '40×40 灰 2 m', 'PIECE', 'electric', 1, 1243, 4, 600, 100, 60],
  ['JDP-30', '接地铜排', '30×4×500 镀锡', 'PIECE', 'electric', 3, 6328, 8, 540, 30, 30],
  ['JDX-06', '接地线', '6 mm² 黄绿 350 mm 双端子', 'PIECE', 'electric', 2, 452, 4, 60, 200, 200],
  ['JDX-16', '接地编织带', '16 mm² 300 mm', 'PIECE', 'electric', 2, 1130, 5, 90, 100, 80],
  ['GL-M25', '电缆格兰头', 'M25 尼龙 IP68', 'PIECE', 'electric', 1, 226, 4, 20, 300, 300],
  ['GL-M40', '电缆格兰头', 'M40 尼龙 IP68', 'PIECE', 'electric', 1, 497, 4, 45, 100, 100],
  ['JYZ-40', '绝缘子', 'SM-40 M8', 'PIECE', 'electric', 1, 316, 5, 70, 200, 100],
  ['MP-60', '铝铭牌', '60×30 蚀刻', 'PIECE', 'electric', 1, 181, 6, 6, 500, 500],
  ['BQ-DL', '接地标识贴', 'φ25 PET', 'PIECE', 'electric', 1, 23, 4, 1, 1000, 1000],
  ['BQ-GD', '高压警示贴', '三角 80 mm', 'PIECE', 'electric', 1, 34, 4, 1, 1000, 1000],
  ['YBK-96', '仪表框', '96×96 ABS', 'PIECE', 'electric', 1, 339, 6, 45, 50, 20],
  ['HSG-12', '呼吸阀', 'M12 防水透气', 'PIECE', 'electric', 0, 678, 8, 8, 100, 100],
  ['YX-GAI', '油箱盖', 'φ80 带滤网 锁', 'SET', 'fitting', 1, 4972, 8, 420, 30, 20],
  ['YX-YWJ', '液位计', 'YWZ-150T', 'PIECE', 'fitting', 1, 2712, 8, 160, 30, 20],
  ['YX-FYF', '放油阀', 'G1/2 黄铜', 'PIECE', 'fitting', 1, 1808, 6, 180, 30, 20],
  ['MJ-DZ20', '导柱', 'φ20×150 SUJ2', 'PIECE', 'mould', 2, 3390, 6, 370, 20, 8],
  ['MJ-DT20', '导套', 'φ20×60 SUJ2', 'PIECE', 'mould', 2, 2260, 6, 180, 20, 8],
  ['MJ-DZ30', '导柱', 'φ30×220 SUJ2', 'PIECE', 'mould', 2, 6780, 6, 1220, 20, 8],
  ['MJ-DT30', '导套', 'φ30×90 SUJ2', 'PIECE', 'mould', 2, 4294, 6, 520, 20, 8],
  ['MJ-TG05', '顶针', 'φ5×200 SKD61', 'PIECE', 'mould', 4, 904, 5, 31, 50, 40],
  ['MJ-TG08', '顶针', 'φ8×250 SKD61', 'PIECE', 'mould', 4, 1469, 5, 99, 50, 40],
  ['MJ-TH25', '矩形弹簧', 'TH25×80 绿', 'PIECE', 'mould', 4, 1582, 5, 130, 40, 16],
  ['MJ-JT16', '浇口套', 'φ16 SR11', 'PIECE', 'mould', 4, 5650, 6, 210, 10, 4],
  ['MJ-RLD4', '热流道系统', '4 点 针阀 含温控箱', 'SET', 'mould', 3, 1_469_000, 25, 32_000, 0, 0],
  ['MJ-RLD2', '热流道系统', '2 点 开放式', 'SET', 'mould', 3, 621_500, 20, 18_000, 0, 0],
  ['MJ-SLJ', '水路接头', 'G1/4 铜 快插', 'PIECE', 'mould', 4, 791, 4, 40, 100, 60],
  ['MJ-CT25', '凸模冲针', 'φ8×80 SKH51', 'PIECE', 'mould', 4, 3164, 7, 32, 20, 10],
  ['MJ-NL45', '氮气弹簧', 'X350-050', 'PIECE', 'mould', 4, 28_250, 12, 900, 4, 0],
];
const fittings = lines.map(([code, name, spec, unit, trade, turn, priceFen, leadDays, weightGrams, lotMinimum, safetyStock]) =>
  boughtItem({
    code, name, spec, class: 'hardware', unit, warehouse: trade === 'mould' ? 'W08' : 'W03', supplier: supplierOf(trade, turn), priceFen, leadDays, weightGrams, lotMinimum,
    lotMultiple: lotMinimum >= 100 ? 50 : lotMinimum >= 20 ? 10 : 1, safetyStock, abc: priceFen >= 3000 ? 'A' : priceFen >= 500 ? 'B' : 'C',
  }));

export const standardHardware: readonly ItemRow[] = [...fasteners, ...fittings];
