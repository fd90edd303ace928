/**
 * 电控柜、机柜、壁挂箱、配电箱: one structure per type, sized by width, depth and height. A floor cabinet has five levels: cabinet →
 * door assembly → painted door → door panel with welded hinge seats → sheet and coil.
 */
import { padded, whole } from './figures.ts';
import { assembly, operation, painting, part, sheetPart, welding } from './made.ts';
import type { Component, Product } from './rows.ts';

type Size = { readonly code: string; readonly width: number; readonly depth: number; readonly height: number };
const sizeText = ({ width, depth, height }: Size): string => `${width}×${depth}×${height}`;
/** Outer surface in square decimetres. */
const surface = ({ width, depth, height }: Size): number => whole(2 * (width * depth + width * height + depth * height), 10_000);
const labels: readonly Component[] = [part('MP-60', 1), part('BQ-DL', 2), part('BZ-BQ', 1), part('BZ-HGZ', 1)];

const floorSizes: readonly Size[] = [
  { code: '4401', width: 600, depth: 400, height: 1600 }, { code: '4402', width: 600, depth: 400, height: 1800 }, { code: '4403', width: 600, depth: 600, height: 2000 },
  { code: '4404', width: 800, depth: 600, height: 1800 }, { code: '4405', width: 800, depth: 600, height: 2000 }, { code: '4406', width: 800, depth: 800, height: 2000 },
  { code: '4407', width: 1000, depth: 600, height: 2000 }, { code: '4408', width: 1200, depth: 600, height: 2000 },
];

/** 横梁, 底座, 角件 that all floor cabinets share; by width or depth. */
const beam = (millimetres: number): string => `HL-${padded(whole(millimetres, 100) * 3 + 894, 4)}`;
export const sharedFrameParts: readonly Product[] = [
  ...[400, 600, 800, 1000, 1200].map((length) => sheetPart({ code: beam(length), name: '横梁', spec: `${length} 柜用` }, { grade: 'SPCC', thickness: 20, blank: [length - 40, 118], bends: 4, holes: 10 }, { minimum: 100 })),
  sheetPart({ code: 'B20-0455', name: '底座', spec: '600 柜 H100', drawingRevision: 'V2' }, { grade: 'SPCC', thickness: 20, blank: [1580, 160], bends: 6 }),
  sheetPart({ code: 'B20-0456', name: '底座', spec: '800 柜 H100' }, { grade: 'SPCC', thickness: 20, blank: [1980, 160], bends: 6 }),
  sheetPart({ code: 'B20-0495', name: '底座', spec: '1000/1200 柜 H100' }, { grade: 'SPCC', thickness: 20, blank: [2380, 160], bends: 6 }),
];
const plinth = (width: number): string => (width <= 600 ? 'B20-0455' : width <= 800 ? 'B20-0456' : 'B20-0495');

function floorCabinet(size: Size, index: number): Product[] {
  const { code, width, depth, height } = size;
  const text = sizeText(size);
  const panel = (offset: number): string => `B20-${padded(407 + index * 10 + offset, 4)}`;
  const revised = index === 1 ? { drawingRevision: 'B' } : {};
  return [
    sheetPart({ code: panel(0), name: '侧板', spec: `HD-${code}`, ...revised }, { grade: 'SPCC', thickness: 15, blank: [depth + 50, height - 60], bends: 4, holes: 14 }, { safetyStock: 20 }),
    sheetPart({ code: panel(1), name: '后背板', spec: `HD-${code}` }, { grade: 'SPCC', thickness: 15, blank: [width + 30, height - 60], bends: 4, holes: 12 }),
    sheetPart({ code: panel(2), name: '顶板', spec: `HD-${code}` }, { grade: 'SPCC', thickness: 15, blank: [width + 60, depth + 60], bends: 4, holes: 8 }),
    sheetPart({ code: panel(3), name: '底板', spec: `HD-${code}` }, { grade: 'SPCC', thickness: 20, blank: [width + 40, depth + 40], bends: 4, holes: 16 }),
    sheetPart({ code: panel(4), name: '门板', spec: `HD-${code}` }, { grade: 'SPCC', thickness: 20, blank: [width + 54, height - 40], bends: 6, holes: 10, inserts: [part('YD-M6-20', 4)] }),
    sheetPart({ code: panel(5), name: '安装板', spec: `HD-${code}` }, { grade: 'SGCC', thickness: 20, blank: [width - 90, height - 160], bends: 2, holes: 24 }),
    welding({ code: `HJ-${code}`, name: '柜体焊接总成', spec: text }, [
      part(panel(0), 2), part(panel(1), 1), part(panel(2), 1), part(panel(3), 1), part(beam(width), 4), part(beam(depth), 4), part(plinth(width), 1), part('BJ-0081', 8), part('HJD-M10', 8),
    ], 4200 + whole(width + depth, 2)),
    painting({ code: `PT-${code}`, name: '柜体喷涂件', spec: `${text} RAL7035` }, [part(`HJ-${code}`, 1)], surface(size) - whole(width * height, 10_000), 'F-7035'),
    painting({ code: `MT-${code}`, name: '门板喷涂件', spec: `HD-${code} RAL7035` }, [part(panel(4), 1), part('JL-0315', 3)], whole(width * height * 2, 10_000), 'F-7035', {}, [operation('点焊铰链座', 'WC06', 10, 180)]),
    assembly({ code: `MZ-${code}`, name: '门板总成', spec: `HD-${code}` }, 'semi-finished', [
      part(`MT-${code}`, 1), part('MS-818', 1), part('LG-08', 2), part('JL-0320', 3), { component: 'R-MF15', quantityPer: String((2 * (width + height)) / 1000) }, part('JDX-06', 1),
    ], 900, 0, { minimum: 40, multiple: 10, leadDays: 2 }),
    assembly({ code: `HD-${code}`, name: '电控柜柜体', spec: text }, 'finished', [
      part(`PT-${code}`, 1), part(`MZ-${code}`, 1), part(panel(5), 1), part('JD-0001', 1), part('DH-M12', 4), part('TJ-M12', 4), part('LD-M8-20', 8), part('FM-M8', 8), part('PL-M6-12', 12, { scrapRate: '0.01' }),
      part('R-GX', 4), part('LLM-M6', 8), part('ZM-LED', 1), part('MK-01', 1), ...labels, part('BZ-PE', 1), part('BZ-HJ', 4), { component: 'BZ-CR', quantityPer: '0.02' }, part(width > 800 ? 'BZ-ZX07' : 'BZ-ZX06', 1),
    ], 2600, 700),
  ];
}

const wallSizes: readonly Size[] = [
  { code: '4201', width: 300, depth: 200, height: 400 }, { code: '4202', width: 400, depth: 200, height: 500 }, { code: '4203', width: 600, depth: 200, height: 400 }, { code: '4204', width: 500, depth: 250, height: 700 },
  { code: '4205', width: 600, depth: 250, height: 800 }, { code: '4206', width: 800, depth: 300, height: 1000 },
];
const distributionSizes: readonly Size[] = [
  { code: '3001', width: 350, depth: 120, height: 450 }, { code: '3002', width: 450, depth: 120, height: 550 }, { code: '3003', width: 500, depth: 160, height: 700 },
  { code: '3004', width: 600, depth: 160, height: 900 },
];
type BoxStyle = { readonly prefix: 'HD' | 'PX'; readonly panels: string; readonly name: string; readonly thickness: number; readonly powder: string; readonly color: string };
const wallStyle: BoxStyle = { prefix: 'HD', panels: 'B10', name: '壁挂电控箱', thickness: 15, powder: 'F-7035', color: 'RAL7035' };
const distributionStyle: BoxStyle = { prefix: 'PX', panels: 'B11', name: '配电箱箱体', thickness: 12, powder: 'F-7032', color: 'RAL7032' };

function wallBox(style: BoxStyle, size: Size): Product[] {
  const { code, width, depth, height } = size;
  const { prefix, thickness } = style;
  const text = `${width}×${height}×${depth}`;
  const name = `${prefix}-${code}`;
  const panel = (offset: number): string => `${style.panels}-${code.slice(1)}${offset}`;
  const carton = width * height < 200_000 ? 'BZ-ZX02' : width * height < 330_000 ? 'BZ-ZX03' : width * height < 560_000 ? 'BZ-ZX04' : 'BZ-ZX05';
  return [
    sheetPart({ code: panel(1), name: '围板', spec: name }, { grade: 'SPCC', thickness, blank: [2 * (width + height) > 2380 ? width + height + 40 : 2 * (width + height), depth + 44], bends: 7, holes: 6 }),
    sheetPart({ code: panel(2), name: '背板', spec: name }, { grade: 'SPCC', thickness, blank: [width - 4, height - 4], bends: 0, holes: 8 }),
    sheetPart({ code: panel(3), name: '门板', spec: name }, { grade: 'SPCC', thickness, blank: [width + 36, height + 36], bends: 4, holes: 4, inserts: [part('YL-M4', 2)] }),
    sheetPart({ code: panel(4), name: '安装板', spec: name }, { grade: 'SGCC', thickness: 20, blank: [width - 60, height - 60], bends: 0, holes: 10 }),
    welding({ code: `HJ-${code}`, name: '箱体焊接件', spec: text }, [part(panel(1), 2 * (width + height) > 2380 ? 2 : 1), part(panel(2), 1), part('HLD-M6-20', 4), part('BJ-0083', 4)], 700 + whole(width + height, 2)),
    painting({ code: `PT-${code}`, name: '箱体喷涂件', spec: `${text} ${style.color}` }, [part(`HJ-${code}`, 1)], surface(size), style.powder),
    painting({ code: `MT-${code}`, name: '箱门喷涂件', spec: `${name} ${style.color}` }, [part(panel(3), 1)], whole(width * height * 2, 10_000), style.powder),
    assembly({ code: name, name: style.name, spec: text }, 'finished', [
      part(`PT-${code}`, 1), part(`MT-${code}`, 1), part(panel(4), 1), part(prefix === 'HD' ? 'MS-705' : 'MS-735', 1), part('JL-201', 2), { component: 'R-MF15', quantityPer: String((2 * (width + height)) / 1000) },
      part('JD-0002', 1), part('GL-M25', 2), part('LM-M6', 4), part('PD-M6', 4), part('DG-3015', 1), part('PL-M4-10', 8), ...labels, part(carton, 1), part('BZ-ZJ', 8), { component: 'BZ-QD', quantityPer: '0.02' },
    ], 900, 250),
  ];
}

const rackSizes: readonly Size[] = [{ code: '6618', width: 600, depth: 600, height: 1800 }, { code: '6620', width: 600, depth: 600, height: 2000 }, { code: '6820', width: 600, depth: 800, height: 2000 }];
function rack(size: Size): Product[] {
  const { code, width, depth, height } = size;
  const text = sizeText(size);
  const panel = (offset: number): string => `B30-${code}${offset}`;
  return [
    sheetPart({ code: panel(1), name: '机柜立柱', spec: `JG-${code}` }, { grade: 'SPCC', thickness: 20, blank: [168, height - 80], bends: 6, holes: 60, punched: true }, { minimum: 100 }),
    sheetPart({ code: panel(2), name: '机柜侧门', spec: `JG-${code}` }, { grade: 'SPCC', thickness: 12, blank: [depth + 20, height - 120], bends: 4, holes: 12 }),
    sheetPart({ code: panel(3), name: '网孔前门', spec: `JG-${code}` }, { grade: 'SPCC', thickness: 15, blank: [width + 40, height - 60], bends: 4, holes: 220, punched: true }),
    sheetPart({ code: panel(4), name: '机柜顶盖', spec: `JG-${code}` }, { grade: 'SPCC', thickness: 12, blank: [width + 50, depth + 50], bends: 4, holes: 20 }),
    sheetPart({ code: panel(5), name: '机柜层板', spec: `JG-${code}` }, { grade: 'SPCC', thickness: 12, blank: [width - 80, depth - 60], bends: 4, holes: 40 }),
    welding({ code: `HJ-${code}`, name: '机柜框架焊接件', spec: text }, [part(panel(1), 4), part(beam(width), 4), part(beam(depth), 4), part('BJ-0082', 8)], 3200),
    painting({ code: `PT-${code}`, name: '机柜喷涂组件', spec: `${text} RAL9005` }, [part(`HJ-${code}`, 1), part(panel(2), 2), part(panel(3), 1), part(panel(4), 1), part(panel(5), 3)], surface(size) + 200, 'F-9005'),
    assembly({ code: `JG-${code}`, name: '网络服务器机柜', spec: `${text} ${height === 1800 ? 37 : 42}U` }, 'finished', [
      part(`PT-${code}`, 1), part('MS-861', 1), part('JL-253', 6), part('JK-75', 4), part('TJ-M12', 4), part('FJ-12038', 2), part('JD-0001', 1), part('PL-M6-12', 40), part('XC-4040', 1), part('BQ-GD', 1), ...labels, part('BZ-PE', 1), { component: 'BZ-DB', quantityPer: '0.01' }, part('BZ-1180', 1), part('BZ-ZX07', 1),
    ], 4200, 900),
  ];
}

/** 不锈钢箱: not painted; brushed sheet, welded, passivated by hand, for food and medical customers. */
function stainlessBox(size: Size): Product[] {
  const { code, width, depth, height } = size;
  const text = `${width}×${height}×${depth} SUS304`;
  const panel = (offset: number): string => `B12-${code.slice(1)}${offset}`;
  return [
    sheetPart({ code: panel(1), name: '不锈钢围板', spec: `BX-${code}` }, { grade: 'SUS304', thickness: 15, blank: [width + height + 40, depth + 44], bends: 7, holes: 6 }),
    sheetPart({ code: panel(2), name: '不锈钢背板', spec: `BX-${code}` }, { grade: 'SUS304', thickness: 12, blank: [width - 4, height - 4], bends: 0, holes: 8 }),
    sheetPart({ code: panel(3), name: '不锈钢门板', spec: `BX-${code}` }, { grade: 'SUS304', thickness: 15, blank: [width + 36, height + 36], bends: 4, holes: 4 }),
    sheetPart({ code: panel(4), name: '安装板', spec: `BX-${code}` }, { grade: 'SGCC', thickness: 20, blank: [width - 60, height - 60], bends: 0, holes: 10 }),
    welding({ code: `HJ-${code}`, name: '不锈钢箱体焊接件', spec: text }, [part(panel(1), 2), part(panel(2), 1), part('JL-0322', 2), part('YD-M5-15', 4)], 1100 + whole(width + height, 2), {}, 'semi-finished', 'stainless'),
    assembly({ code: `BX-${code}`, name: '不锈钢控制箱', spec: text }, 'finished', [
      part(`HJ-${code}`, 1), part(panel(3), 1), part(panel(4), 1), part('MS-403', 2), part('JL-226', 2), { component: 'R-MF20', quantityPer: String((2 * (width + height)) / 1000) }, part('R-BZ', 1), part('BY-150', 1),
      part('JD-0002', 1), part('GL-M25', 4), ...labels, part('BZ-ZX04', 1), { component: 'BZ-ZB', quantityPer: '0.25' },
    ], 1200, 300),
  ];
}
const stainlessSizes: readonly Size[] = [{ code: '2001', width: 400, depth: 200, height: 500 }, { code: '2002', width: 600, depth: 250, height: 800 }];

export const cabinets: readonly Product[] = [
  ...sharedFrameParts,
  ...floorSizes.flatMap(floorCabinet),
  ...wallSizes.flatMap((size) => wallBox(wallStyle, size)),
  ...distributionSizes.flatMap((size) => wallBox(distributionStyle, size)),
  ...stainlessSizes.flatMap(stainlessBox),
  ...rackSizes.flatMap(rack),
];
