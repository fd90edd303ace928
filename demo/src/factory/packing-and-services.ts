/** 包材, 服务 and what is bought finished from platers: items around the products, none of them made here. */
import { boughtItem } from './bought.ts';
import { yuan } from './figures.ts';
import type { ItemRow } from './rows.ts';
import { supplierOf } from './suppliers.ts';

/** [code, name, spec, unit, turn, fen, grams, minimum, safety] */
type Line = readonly [string, string, string, string, number, number, number, number, number];
const packingLines: readonly Line[] = [
  ['BZ-1180', '木托包装', '1200×800 免熏蒸 承重 800 kg', 'PIECE', 1, 11_300, 18_000, 20, 20],
  ['BZ-1100', '木托', '1100×1100 免熏蒸', 'PIECE', 1, 9040, 15_000, 20, 20],
  ['BZ-0860', '木托', '800×600 免熏蒸', 'PIECE', 1, 5650, 9000, 20, 10],
  ['BZ-MX01', '出口木箱', '2100×800×900 胶合板', 'PIECE', 1, 38_420, 46_000, 0, 0],
  ['BZ-MX02', '模具木箱', '900×700×600 胶合板', 'PIECE', 1, 22_600, 28_000, 0, 2],
  ['BZ-ZX01', '五层纸箱', '400×300×250 K=A', 'PIECE', 0, 565, 620, 200, 200],
  ['BZ-ZX02', '五层纸箱', '600×400×300 K=A', 'PIECE', 0, 904, 1100, 200, 100],
  ['BZ-ZX03', '七层纸箱', '650×450×250 K=A', 'PIECE', 0, 1469, 1700, 100, 60],
  ['BZ-ZX04', '七层纸箱', '850×650×300 K=A', 'PIECE', 0, 2260, 2600, 100, 60],
  ['BZ-ZX05', '七层纸箱', '1050×850×350 K=A', 'PIECE', 0, 3277, 3800, 50, 40],
  ['BZ-ZX06', '七层围板箱', '1900×700×500', 'PIECE', 0, 5876, 6900, 50, 40],
  ['BZ-ZX07', '七层围板箱', '2100×900×700', 'PIECE', 0, 7458, 8800, 50, 40],
  ['BZ-QD', '气垫膜', '600 mm×100 m', 'ROLL', 2, 3842, 2500, 10, 10],
  ['BZ-CR', '缠绕膜', '500 mm×300 m', 'ROLL', 2, 3390, 3000, 20, 20],
  ['BZ-ZB', '珍珠棉板', '1000×2000×20', 'SHEET', 2, 2147, 1000, 50, 40],
  ['BZ-ZJ', '珍珠棉护角', '50×50×100', 'PIECE', 2, 57, 12, 1000, 1000],
  ['BZ-HJ', '纸护角', '50×50×5×1000', 'PIECE', 0, 226, 350, 500, 300],
  ['BZ-DB', 'PET 打包带', '1608 20 kg/卷', 'ROLL', 2, 18_080, 20_000, 5, 3],
  ['BZ-MH', '钢扣', '16 mm', 'PIECE', 2, 11, 8, 2000, 1000],
  ['BZ-PE', 'PE 防尘袋', '900×700×2200', 'PIECE', 2, 452, 180, 200, 150],
  ['BZ-GZ', '干燥剂', '100 g/包 DMF free', 'PIECE', 2, 68, 100, 500, 500],
  ['BZ-FX', '防锈袋 VCI', '600×800', 'PIECE', 2, 339, 90, 200, 200],
  ['BZ-BQ', '产品标签', '100×70 铜版不干胶', 'PIECE', 0, 9, 2, 5000, 4000],
  ['BZ-HGZ', '合格证', '90×54 铜版纸', 'PIECE', 0, 11, 1, 5000, 4000],
];
export const packing: readonly ItemRow[] = packingLines.map(([code, name, spec, unit, turn, priceFen, weightGrams, lotMinimum, safetyStock]) =>
  boughtItem({
    code, name, spec, class: 'packing', unit, warehouse: 'W04', supplier: supplierOf('packing', turn), priceFen, leadDays: 4, weightGrams, lotMinimum, safetyStock,
    lotMultiple: lotMinimum >= 100 ? 50 : lotMinimum >= 20 ? 10 : 1, ...(priceFen < 300 ? { reorder: [lotMinimum, lotMinimum * 4] as const } : {}),
  }));

const service = (code: string, name: string, spec: string, unit: string, trade: Parameters<typeof supplierOf>[0], turn: number, priceFen: number, sales = false): ItemRow => ({
  code, name, spec, class: 'service', source: 'buy', unit, leadDays: 3, supplier: supplierOf(trade, turn), purchasePrice: yuan(priceFen), taxRate: trade === 'service' ? '0.09' : '0.13',
  ...(sales ? { salesPrice: yuan(priceFen + priceFen / 2) } : {}),
});
export const services: readonly ItemRow[] = [
  service('FW-ZNB', '镀白锌加工费', '三价铬 8 μm', 'KG', 'plating', 0, 226),
  service('FW-ZNC', '镀彩锌加工费', '三价铬 8 μm', 'KG', 'plating', 0, 249),
  service('FW-NI', '镀镍加工费', '化学镍 10 μm', 'KG', 'plating', 0, 791),
  service('FW-RDX', '热镀锌加工费', '≥65 μm', 'KG', 'plating', 1, 283),
  service('FW-YJ', '阳极氧化加工费', '本色 10 μm', 'SQM', 'plating', 0, 3390),
  service('FW-RCL', '真空热处理费', '淬火 回火', 'KG', 'mould', 1, 1017),
  service('FW-DH', '氮化处理费', '软氮化 0.2 mm', 'KG', 'mould', 1, 678),
  service('FW-YS', '省内运输费', '9.6 m 厢车 宁波—苏南', 'TIME', 'service', 0, 261_600, true),
  service('FW-YSD', '零担运输费', '按吨公里', 'KG', 'service', 0, 88, true),
  service('FW-SM', '模具试模费', '含料 20 模', 'TIME', 'mould', 3, 180_800, true),
  service('FW-SJ', '模具设计费', '3D 分模 + 2D 出图', 'TIME', 'mould', 3, 339_000, true),
  service('FW-JC', '盐雾检测费', 'NSS 96 h 报告', 'TIME', 'service', 0, 54_500),
];

const plated = (code: string, name: string, spec: string, unit: string, priceFen: number, weightGrams: number, drawingNumber: string): ItemRow => ({
  ...boughtItem({ code, name, spec, class: 'hardware', unit, warehouse: 'W03', supplier: supplierOf('plating', 0), priceFen, leadDays: 8, weightGrams, lotMinimum: 200, lotMultiple: 100, safetyStock: 200, abc: 'B' }),
  source: 'subcontract', drawingNumber, drawingRevision: 'A',
});
/** 带料委外: the plater supplies the material too, so they are ordered and received like bought parts. */
export const subcontracted: readonly ItemRow[] = [
  plated('DZ-0101', '镀锌安装耳', '3.0 SPHC 镀彩锌', 'PIECE', 316, 140, 'HD-DZ-0101'),
  plated('DZ-0102', '镀锌加强角码', '4.0 Q235 热镀锌', 'PIECE', 497, 310, 'HD-DZ-0102'),
  plated('DZ-0103', '镀锌导轨支架', '2.0 SPCC 镀白锌', 'PIECE', 249, 95, 'HD-DZ-0103'),
  plated('DZ-0104', '镀锌电缆夹板', '2.0 SPCC 镀白锌', 'PIECE', 283, 120, 'HD-DZ-0104'),
  plated('DZ-0105', '镀镍门轴', 'φ8×45 45# 镀镍', 'PIECE', 362, 18, 'HD-DZ-0105'),
  plated('DZ-0106', '氧化铝面框', '2.0 5052 本色氧化', 'PIECE', 2260, 210, 'HD-DZ-0106'),
];
