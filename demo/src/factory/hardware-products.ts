/** 冲压五金, 小组件 and the phantoms: what the presses make, for the cabinets and for customers of their own. */
import { madeItem, assembly, operation, part, stamping, welding } from './made.ts';
import type { Product } from './rows.ts';

const stamped = (code: string, name: string, spec: string, coil: string, grams: number, strokes: number, tapped = false): Product =>
  stamping({ code, name, spec }, { coil, grams, strokes, tapped }, code === 'JL-0315' ? { minimum: 1000, safetyStock: 300 } : {});

const hinges: readonly Product[] = [
  stamped('JL-0310', '铰链座', '2.0 单孔', 'J-SPCC-20', 62, 3), stamped('JL-0312', '铰链座', '2.0 双孔', 'J-SPCC-20', 74, 3), stamped('JL-0315', '铰链座', '3.0 焊接式', 'J-SPHC-30', 118, 4),
  stamped('JL-0316', '铰链座', '3.0 加长', 'J-SPHC-30', 146, 4), stamped('JL-0318', '铰链座', '3.0 重型', 'J-SPHC-30', 205, 5), stamped('JL-0320', '铰链片', '2.0 带轴孔', 'J-SPCC-20', 58, 3),
  stamped('JL-0322', '铰链座', '不锈钢 1.0 折边', 'J-SUS304-10', 66, 4), stamped('JL-0325', '铰链盖板', '1.0 冲压', 'J-SPCC-10', 34, 2),
];
const brackets: readonly Product[] = [
  stamped('ZJ-7701', '支架冲压件', '1.5 L 型', 'J-SPCC-15', 142, 4), stamped('ZJ-7702', '支架冲压件', '2.0 U 型', 'J-SPCC-20', 188, 5), stamped('ZJ-7703', '支架冲压件', '3.0 加强', 'J-SPHC-30', 296, 5, true),
  stamped('ZJ-7704', '支架冲压件', '1.5 Z 型', 'J-SPCC-15', 96, 3), stamped('ZJ-7705', '支架冲压件', '1.2 平板', 'J-SPCC-12', 64, 2), stamped('ZJ-7706', '车灯支架', '1.2 多工位', 'J-SPCC-12', 82, 6), stamped('ZJ-7708', '车灯调节支架', '1.5 攻 M6', 'J-SPCC-15', 110, 6, true),
];
const corners: readonly Product[] = [
  stamped('BJ-0081', '侧边角', '2.0 立体拉伸', 'J-SPCC-20', 134, 4), stamped('BJ-0082', '机柜角件', '3.0 攻 M8', 'J-SPHC-30', 262, 5, true), stamped('BJ-0083', '箱体角码', '1.5 折边', 'J-SPCC-15', 46, 2), stamped('BJ-0084', '加强角码', '2.0', 'J-SPCC-20', 72, 2),
];
const springs: readonly Product[] = [
  stamped('TP-0501', '接地弹片', '0.5 SUS301', 'J-SUS301-05', 4, 2), stamped('TP-0502', '导向弹片', '0.5 SUS301', 'J-SUS301-05', 6, 2), stamped('KK-0601', '线缆卡扣', '0.8', 'J-SPCC-08', 12, 3), stamped('KK-0602', '线缆卡扣', '1.0 加宽', 'J-SPCC-10', 22, 3),
  stamped('KK-0605', '导轨卡座', '1.5', 'J-SPCC-15', 38, 4), stamped('DP-0701', '异形垫片', '1.0', 'J-SPCC-10', 8, 1), stamped('DP-0702', '异形垫片', '2.0', 'J-SPCC-20', 18, 1), stamped('DP-0705', '调整垫片', '0.5 SUS301', 'J-SUS301-05', 5, 1),
  stamped('GG-0801', '挂钩', '2.0', 'J-SPCC-20', 42, 3), stamped('GG-0802', '挂钩', '3.0 重型', 'J-SPHC-30', 88, 3), stamped('PB-0901', '屏蔽罩', '0.8', 'J-SPCC-08', 56, 5), stamped('PB-0902', '屏蔽罩盖', '0.8', 'J-SPCC-08', 48, 4),
];

const turned = (code: string, name: string, spec: string, bar: string, millimetres: number, runHundredths: number, unit = 'W03'): Product => ({
  item: madeItem({ code, name, spec }, 'hardware', { minimum: 200, multiple: 100, leadDays: 4, periodDays: 30, safetyStock: 50 }, { warehouse: unit }),
  components: [{ component: bar, quantityPer: String(millimetres / 1000) }],
  operations: [operation('CNC 加工', 'WC12', 40, runHundredths), operation('去毛刺', 'WC07', 10, 20)],
});
const machined: readonly Product[] = [
  turned('LZB-0032', '料座板', '机加件', 'X-BT30', 190, 620), turned('ZX-1201', '门轴销', 'φ12×60', 'X-YB12', 70, 140), turned('ZX-2001', '支撑轴', 'φ20×120', 'X-YB20', 130, 260), turned('ZX-2002', '限位轴', 'φ20×80 带槽', 'X-YB20', 90, 310),
];

/** 虚拟件: never stocked, planned through to its components. */
const phantom = (code: string, name: string, spec: string, components: Product['components']): Product => ({
  item: { ...madeItem({ code, name, spec }, 'semi-finished', { minimum: 0, multiple: 0, leadDays: 0 }), source: 'phantom', unit: 'SET' },
  components, operations: [],
});
const phantoms: readonly Product[] = [
  phantom('JD-0001', '接地组件', '落地柜用', [part('JDP-30', 1), part('JDX-16', 2), part('JYZ-40', 2), part('LD-M8-20', 4), part('PD-M8', 4), part('TP-0501', 2)]),
  phantom('JD-0002', '接地组件', '壁挂箱用', [part('JDX-06', 2), part('LM-M6', 2), part('TD-M6', 2)]),
];

const kits: readonly Product[] = [
  assembly({ code: 'HD-4402-M', name: '门锁组件（随柜）', spec: 'MS818 + 锁杆 ×2' }, 'hardware', [part('MS-818', 1), part('LG-08', 2), part('JL-0320', 2), part('PL-M5-12', 6), part('BZ-ZX01', 1)], 220, 60, { minimum: 20, multiple: 10, leadDays: 2 }, { unit: 'SET', warehouse: 'W07' }),
  assembly({ code: 'JL-0315-Z', name: '铰链组件', spec: '座 + 片 + 轴' }, 'hardware', [part('JL-0315', 1), part('JL-0320', 1), part('ZX-1201', 1), part('DP-0701', 2)], 90, 20, { minimum: 100, multiple: 100, leadDays: 2 }, { unit: 'SET', warehouse: 'W07' }),
  welding({ code: 'HJ-XS330', name: '消声器支架焊接件', spec: 'XS-330' }, [part('ZJ-7703', 2), part('ZJ-7702', 1), { component: 'X-YG48', quantityPer: '0.36' }], 620, { minimum: 20, multiple: 10 }),
  assembly({ code: 'XS-330', name: '消声器支架', spec: '带减震垫' }, 'finished', [part('HJ-XS330', 1), part('R-JD', 4), part('NL-M8-25', 4), part('TD-M8', 4), part('BZ-FX', 1), part('BZ-BQ', 1)], 320, 90, { minimum: 20, multiple: 10 }),
  welding({ code: 'HJ-XS350', name: '消声器支架焊接件', spec: 'XS-350' }, [part('ZJ-7703', 3), part('ZJ-7702', 2), { component: 'X-YG48', quantityPer: '0.48' }], 820, { minimum: 20, multiple: 10 }),
  assembly({ code: 'XS-350', name: '消声器支架', spec: '重型' }, 'finished', [part('HJ-XS350', 1), part('R-JD', 6), part('NL-M10-30', 4), part('DZ-0102', 2), part('BZ-FX', 1), part('BZ-BQ', 1)], 380, 90, { minimum: 20, multiple: 10 }),
];

export const hardwareProducts: readonly Product[] = [...hinges, ...brackets, ...corners, ...springs, ...machined, ...phantoms, ...kits];
/** Made hardware that customers order as such. */
export const soldHardware: readonly string[] = ['JL-0310', 'JL-0312', 'JL-0315', 'JL-0316', 'JL-0318', 'ZJ-7701', 'ZJ-7702', 'ZJ-7705', 'ZJ-7706', 'ZJ-7708', 'PB-0901', 'PB-0902', 'HD-4402-M', 'JL-0315-Z', 'LZB-0032'];
