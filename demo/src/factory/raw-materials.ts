/**
 * 原材料: sheets by grade and thickness, coils for the presses, profiles, mould steel, powder, welding and sealing goods.
 * Sheets are stocked by the sheet and weigh what their volume weighs; a price is per sheet of the usual format.
 */
import { boughtItem } from './bought.ts';
import { padded, whole } from './figures.ts';
import type { ItemRow } from './rows.ts';
import { supplierOf } from './suppliers.ts';

type Grade = {
  readonly grade: string;
  readonly name: string;
  readonly size: readonly [number, number];
  /** Grams per cubic decimetre: steel 7850. */
  readonly density: number;
  readonly turn: number;
  /** Tenths of a millimetre → fen a sheet. */
  readonly sheets: Readonly<Record<number, number>>;
};
const grades: readonly Grade[] = [
  { grade: 'SPCC', name: '冷轧板', size: [1250, 2500], density: 7850, turn: 0, sheets: { 8: 11300, 10: 13560, 12: 16272, 15: 20340, 20: 27120, 25: 33900, 30: 40680 } },
  { grade: 'SECC', name: '电解板', size: [1250, 2500], density: 7850, turn: 0, sheets: { 8: 14125, 10: 16950, 12: 20340, 15: 25425, 20: 33900 } },
  { grade: 'SGCC', name: '镀锌板', size: [1250, 2500], density: 7850, turn: 0, sheets: { 8: 12430, 10: 15255, 12: 18080, 15: 22600, 20: 30170 } },
  { grade: 'Q235', name: '热轧板', size: [1500, 6000], density: 7850, turn: 2, sheets: { 30: 94920, 40: 125656, 50: 157070, 60: 188484 } },
  { grade: 'SUS304', name: '不锈钢板', size: [1250, 2500], density: 7930, turn: 3, sheets: { 8: 34697, 10: 43392, 12: 52093, 15: 65088, 20: 86784 } },
  { grade: '6061', name: '铝板', size: [1250, 2500], density: 2700, turn: 5, sheets: { 15: 46610, 20: 62150, 30: 93225 } },
  { grade: '5052', name: '铝板', size: [1250, 2500], density: 2680, turn: 5, sheets: { 10: 28250, 15: 42375, 20: 56500 } },
];
const gradeText: Readonly<Record<string, string>> = { Q235: 'Q235B', '6061': '6061-T6', '5052': '5052-H32' };
export const sheetSize = (grade: string): readonly [number, number] => grades.find((entry) => entry.grade === grade)?.size ?? [1250, 2500];
export const sheetDensity = (grade: string): number => grades.find((entry) => entry.grade === grade)?.density ?? 7850;
export const sheetCode = (grade: string, tenths: number): string => `C-${grade}-${padded(tenths, 2)}`;
const millimetres = (tenths: number): string => `${(tenths - (tenths % 10)) / 10}.${tenths % 10}`;

const everyday = new Set(['C-SPCC-12', 'C-SPCC-15', 'C-SPCC-20', 'C-SGCC-12', 'C-SGCC-20', 'C-SECC-10', 'C-SECC-15', 'C-Q235-30', 'C-SUS304-15', 'C-6061-20']);
const sheets: readonly ItemRow[] = grades.flatMap(({ grade, name, size, density, turn, sheets: prices }) =>
  Object.entries(prices).map(([key, priceFen]) => {
    const tenths = Number(key);
    const code = sheetCode(grade, tenths);
    const often = everyday.has(code);
    return boughtItem({
      code, name: `${name} ${gradeText[grade] ?? grade}`, spec: `${millimetres(tenths)}×${size[0]}×${size[1]}`, class: 'raw', unit: 'SHEET',
      warehouse: 'W01', supplier: supplierOf('steel', turn), priceFen, leadDays: often ? 5 : 8,
      weightGrams: whole(tenths * size[0] * size[1] * density, 10_000_000),
      lotMinimum: often ? 20 : 5, lotMultiple: often ? 10 : 5, safetyStock: often ? 20 : 0, abc: often ? 'A' : 'B', tolerancePercent: 5,
    });
  }));

/** [code, name, spec, unit, warehouse, trade, turn, fen, lead days, grams, minimum, multiple, safety] */
type Line = readonly [string, string, string, string, string, Parameters<typeof supplierOf>[0], number, number, number, number, number, number, number];
const lines: readonly Line[] = [
  ['J-SPCC-08', '冷轧卷 SPCC', '0.8×120 分条', 'KG', 'W01', 'steel', 1, 565, 7, 1000, 500, 100, 300],
  ['J-SPCC-10', '冷轧卷 SPCC', '1.0×150 分条', 'KG', 'W01', 'steel', 1, 560, 7, 1000, 500, 100, 500],
  ['J-SPCC-12', '冷轧卷 SPCC', '1.2×150 分条', 'KG', 'W01', 'steel', 1, 558, 7, 1000, 500, 100, 300],
  ['J-SPCC-15', '冷轧卷 SPCC', '1.5×180 分条', 'KG', 'W01', 'steel', 1, 556, 7, 1000, 500, 100, 500],
  ['J-SPCC-20', '冷轧卷 SPCC', '2.0×180 分条', 'KG', 'W01', 'steel', 1, 553, 7, 1000, 500, 100, 500],
  ['J-SPHC-30', '酸洗卷 SPHC', '3.0×200 分条', 'KG', 'W01', 'steel', 1, 520, 7, 1000, 500, 100, 500],
  ['J-SUS301-05', '弹簧不锈钢带 SUS301', '0.5×60', 'KG', 'W01', 'steel', 2, 2486, 10, 1000, 50, 10, 30],
  ['J-SUS304-10', '不锈钢卷 SUS304', '1.0×120 分条', 'KG', 'W01', 'steel', 2, 1763, 10, 1000, 200, 50, 100],
  ['X-FG20', '方管 Q235B', '20×20×1.5×6000', 'M', 'W02', 'profile', 0, 587, 4, 866, 300, 60, 120],
  ['X-FG30', '方管 Q235B', '30×30×1.5×6000', 'M', 'W02', 'profile', 0, 895, 4, 1340, 300, 60, 120],
  ['X-FG40', '方管 Q235B', '40×40×2.0×6000', 'M', 'W02', 'profile', 0, 1562, 4, 2390, 300, 60, 120],
  ['X-FG50', '方管 Q235B', '50×50×3.0×6000', 'M', 'W02', 'profile', 0, 2847, 4, 4420, 120, 60, 60],
  ['X-JG30', '角钢 Q235B', '∠30×30×3×6000', 'M', 'W02', 'profile', 0, 757, 4, 1373, 300, 60, 60],
  ['X-JG40', '角钢 Q235B', '∠40×40×4×6000', 'M', 'W02', 'profile', 0, 1277, 4, 2422, 300, 60, 60],
  ['X-CG08', '槽钢 Q235B', '8#×6000', 'M', 'W02', 'profile', 0, 4294, 4, 8045, 60, 6, 24],
  ['X-YG48', '焊管 Q235B', 'φ48×3.0×6000', 'M', 'W02', 'profile', 1, 1966, 5, 3330, 120, 6, 60],
  ['X-YB12', '圆钢 45#', 'φ12×6000 冷拉', 'M', 'W02', 'profile', 1, 565, 5, 888, 60, 6, 30],
  ['X-YB20', '圆钢 45#', 'φ20×6000 冷拉', 'M', 'W02', 'profile', 1, 1469, 5, 2466, 60, 6, 30],
  ['X-BT30', '扁钢 Q235B', '30×4×6000', 'M', 'W02', 'profile', 1, 486, 5, 942, 120, 6, 60],
  ['X-LX30', '铝型材 6063-T5', '30×30 欧标', 'M', 'W02', 'steel', 5, 2486, 8, 900, 60, 6, 30],
  ['M-P20', '模具钢 P20', '锻件 按图切割', 'KG', 'W02', 'mould', 1, 1356, 7, 1000, 100, 10, 0],
  ['M-718H', '模具钢 718H', '预硬 HRC33-38', 'KG', 'W02', 'mould', 1, 2712, 10, 1000, 100, 10, 0],
  ['M-NAK80', '模具钢 NAK80', '预硬 HRC37-43', 'KG', 'W02', 'mould', 1, 5198, 12, 1000, 50, 10, 0],
  ['M-S136', '模具钢 S136', '淬火 HRC48-52', 'KG', 'W02', 'mould', 1, 7684, 15, 1000, 50, 10, 0],
  ['M-CR12', '模具钢 Cr12MoV', '锻件 退火', 'KG', 'W02', 'mould', 1, 1808, 7, 1000, 100, 10, 0],
  ['M-45', '中碳钢 45#', '锯切料', 'KG', 'W02', 'mould', 1, 678, 4, 1000, 100, 10, 50],
  ['M-CU', '紫铜 T2 电极料', '板 60 厚', 'KG', 'W02', 'electric', 3, 8023, 5, 1000, 20, 1, 10],
  ['F-7035', '粉末涂料 RAL7035', '浅灰 橘纹 室内', 'KG', 'W04', 'powder', 0, 2373, 6, 1000, 100, 25, 100],
  ['F-7032', '粉末涂料 RAL7032', '卵石灰 橘纹 室内', 'KG', 'W04', 'powder', 0, 2373, 6, 1000, 100, 25, 50],
  ['F-9003', '粉末涂料 RAL9003', '信号白 平光 户外', 'KG', 'W04', 'powder', 0, 3164, 6, 1000, 100, 25, 75],
  ['F-9005', '粉末涂料 RAL9005', '墨黑 砂纹 室内', 'KG', 'W04', 'powder', 1, 2599, 6, 1000, 100, 25, 50],
  ['F-5012', '粉末涂料 RAL5012', '淡蓝 平光 户外', 'KG', 'W04', 'powder', 1, 3277, 8, 1000, 50, 25, 25],
  ['F-1028', '粉末涂料 RAL1028', '瓜黄 平光 户外', 'KG', 'W04', 'powder', 1, 3503, 8, 1000, 50, 25, 25],
  ['F-6019', '粉末涂料 RAL6019', '粉绿 平光 户外', 'KG', 'W04', 'powder', 1, 3277, 8, 1000, 50, 25, 0],
  ['F-QCL', '脱脂硅烷处理剂', '25 kg/桶', 'KG', 'W04', 'powder', 0, 1469, 5, 1000, 100, 25, 100],
  ['H-ER50', '气保焊丝 ER50-6', 'φ1.0 15 kg/盘', 'KG', 'W04', 'welding', 0, 791, 3, 1000, 150, 15, 90],
  ['H-308L', '不锈钢焊丝 ER308L', 'φ1.0 12.5 kg/盘', 'KG', 'W04', 'welding', 0, 3842, 5, 1000, 50, 12, 25],
  ['H-5356', '铝焊丝 ER5356', 'φ1.2 7 kg/盘', 'KG', 'W04', 'welding', 0, 4746, 5, 1000, 21, 7, 14],
  ['H-CO2', '混合气 80Ar+20CO₂', '40 L 瓶装', 'BOTTLE', 'W04', 'welding', 1, 9040, 1, 1000, 10, 1, 10],
  ['H-SP', '砂碟片', 'φ100 60#', 'PIECE', 'W04', 'welding', 2, 283, 2, 60, 500, 100, 300],
  ['R-MF15', '密封条 EPDM', 'D 型 15×12 自粘', 'M', 'W04', 'rubber', 0, 181, 5, 120, 500, 100, 300],
  ['R-MF20', '密封条 硅橡胶', 'U 型 20×10 户外', 'M', 'W04', 'rubber', 0, 463, 7, 150, 500, 100, 200],
  ['R-FP', '聚氨酯发泡胶', 'A/B 组分 密封', 'KG', 'W04', 'rubber', 0, 4068, 7, 1000, 50, 10, 20],
  ['R-JD', '橡胶脚垫', 'φ38×20 M8', 'PIECE', 'W03', 'rubber', 0, 226, 5, 40, 200, 100, 200],
  ['R-GX', '橡胶过线圈', 'φ50 开孔', 'PIECE', 'W03', 'rubber', 0, 90, 5, 15, 500, 100, 300],
  ['R-BWM', '保温棉', '30 mm 阻燃 自粘', 'SQM', 'W04', 'rubber', 1, 3164, 6, 900, 50, 10, 20],
  ['R-GLW', '过滤网', '防尘 G3 10 mm', 'SQM', 'W04', 'rubber', 1, 1582, 6, 200, 20, 5, 10],
  ['R-YKL', '有机玻璃板', '3×1220×1830 透明', 'SHEET', 'W02', 'rubber', 2, 18080, 6, 8000, 5, 1, 2],
  ['R-PC', 'PC 耐力板', '3×1220×2440 透明', 'SHEET', 'W02', 'rubber', 2, 29380, 8, 10700, 5, 1, 2],
  ['R-BZ', '标准观察窗玻璃', '钢化 5 mm 300×200', 'PIECE', 'W03', 'rubber', 2, 1695, 8, 750, 50, 10, 20],
];
const others = lines.map(([code, name, spec, unit, warehouse, trade, turn, priceFen, leadDays, weightGrams, lotMinimum, lotMultiple, safetyStock]) =>
  boughtItem({
    code, name, spec, class: 'raw', unit, warehouse, supplier: supplierOf(trade, turn), priceFen, leadDays, weightGrams, lotMinimum, lotMultiple, safetyStock,
    abc: priceFen > 2500 || unit === 'KG' ? 'B' : 'C', tolerancePercent: unit === 'KG' ? 5 : 0,
  }));

export const rawMaterials: readonly ItemRow[] = [...sheets, ...others];
