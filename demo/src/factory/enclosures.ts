/** 充电桩外壳, 储能柜门, 设备舱门板, 护罩, 油箱, 操作台: the products of the mocks' customers, each with its own drawing. */
import { whole } from './figures.ts';
import { assembly, painting, part, sheetPart, welding } from './made.ts';
import type { Component, Product } from './rows.ts';

const labels: readonly Component[] = [part('MP-60', 1), part('BZ-BQ', 1), part('BZ-HGZ', 1)];
const metres = (component: string, millimetres: number): Component => ({ component, quantityPer: String(millimetres / 1000) });

function charger(code: string, width: number, depth: number, height: number): Product[] {
  const panel = (offset: number): string => `B40-${code.slice(3).padStart(3, '0')}${offset}`;
  const area = whole(2 * (width * depth + width * height + depth * height), 10_000);
  return [
    sheetPart({ code: panel(1), name: '桩体左右侧板', spec: code }, { grade: 'SGCC', thickness: 15, blank: [depth + 60, height], bends: 4, holes: 40, punched: true }),
    sheetPart({ code: panel(2), name: '桩体背板', spec: code }, { grade: 'SGCC', thickness: 15, blank: [width + 40, height], bends: 4, holes: 16 }),
    sheetPart({ code: panel(3), name: '桩体前门板', spec: code }, { grade: 'SGCC', thickness: 20, blank: [width + 50, height - 200], bends: 6, holes: 18, inserts: [part('YD-M5-15', 8)] }),
    sheetPart({ code: panel(4), name: '防雨顶盖', spec: code }, { grade: 'SGCC', thickness: 15, blank: [width + 90, depth + 90], bends: 6 }),
    sheetPart({ code: panel(5), name: '桩体底座', spec: code }, { grade: 'Q235', thickness: 30, blank: [width + 80, depth + 80], bends: 4, holes: 12 }),
    welding({ code: `HJ-${code}`, name: '桩体焊接总成', spec: code }, [part(panel(1), 2), part(panel(2), 1), part(panel(4), 1), part(panel(5), 1), part('BJ-0084', 8), part('HJD-M8', 6)], 2600),
    painting({ code: `PT-${code}`, name: '桩体喷涂件', spec: `${code} RAL9003 户外` }, [part(`HJ-${code}`, 1)], area, 'F-9003'),
    painting({ code: `MT-${code}`, name: '桩门喷涂件', spec: `${code} RAL9003 户外` }, [part(panel(3), 1), part('ZJ-7704', 2)], whole(width * height * 2, 10_000), 'F-9003'),
    assembly({ code: `MZ-${code}`, name: '桩门总成', spec: code }, 'semi-finished', [part(`MT-${code}`, 1), part('MS-861', 1), part('JL-226', 3), metres('R-MF20', 2 * (width + height)), part('DZ-0106', 1)], 800, 0, { minimum: 40, multiple: 10, leadDays: 2 }),
    assembly({ code, name: '充电桩外壳', spec: `${width}×${depth}×${height} IP54` }, 'finished', [
      part(`PT-${code}`, 1), part(`MZ-${code}`, 1), part('BY-204', 2), part('FJ-DC', 2), part('GL-M40', 2), part('BQ-GD', 1), { component: 'R-GLW', quantityPer: '0.12' }, part('HSG-12', 1), part('JD-0001', 1), part('NL-M6-20', 8), ...labels, part('BZ-PE', 1), part('BZ-0860', 1),
    ], 2200, 600),
  ];
}

function storageDoor(code: string, width: number, height: number): Product[] {
  const panel = (offset: number): string => `B50-${code.slice(3)}${offset}`;
  return [
    sheetPart({ code: panel(1), name: '储能门外板', spec: code }, { grade: 'SECC', thickness: 15, blank: [width + 60, height + 60], bends: 4, holes: 12 }),
    sheetPart({ code: panel(2), name: '储能门内板', spec: code }, { grade: 'SECC', thickness: 10, blank: [width - 20, height - 20], bends: 4, holes: 30 }),
    sheetPart({ code: panel(3), name: '加强筋', spec: code }, { grade: 'SECC', thickness: 15, blank: [120, height - 80], bends: 4, holes: 6 }),
    welding({ code: `HJ-${code}`, name: '储能门焊接件', spec: code }, [part(panel(1), 1), part(panel(2), 1), part(panel(3), 3), part('JL-0318', 3)], 1800),
    painting({ code: `PT-${code}`, name: '储能门喷涂件', spec: `${code} RAL9003 户外` }, [part(`HJ-${code}`, 1)], whole(width * height * 2, 10_000), 'F-9003'),
    assembly({ code, name: '储能柜门', spec: `${width}×${height} 保温` }, 'finished', [
      part(`PT-${code}`, 1), part('MS-861', 1), part('LG-10', 2), part('QT-150', 1), metres('R-MF20', 2 * (width + height)), { component: 'R-BWM', quantityPer: String(whole(width * height, 10_000) / 100) }, ...labels, part('BZ-ZJ', 8), part('BZ-HJ', 4),
    ], 1600, 350),
  ];
}

function cabinDoor(code: string, width: number, height: number): Product[] {
  return [
    sheetPart({ code: `${code}-1`, name: '门板面板', spec: code }, { grade: '6061', thickness: 20, blank: [width + 40, height + 40], bends: 4, holes: 8 }),
    sheetPart({ code: `${code}-2`, name: '门板骨架', spec: code }, { grade: '6061', thickness: 30, blank: [width, 140], bends: 4, holes: 6 }),
    welding({ code: `HJ-${code}`, name: '门板焊接件', spec: code }, [part(`${code}-1`, 1), part(`${code}-2`, 4), part('JL-0322', 2)], 1400, {}, 'semi-finished', 'aluminium'),
    painting({ code: `PT-${code}`, name: '门板喷涂件', spec: `${code} RAL5012` }, [part(`HJ-${code}`, 1)], whole(width * height * 2, 10_000), 'F-5012'),
    assembly({ code, name: '设备舱门板', spec: `${width}×${height} 6061` }, 'finished', [part(`PT-${code}`, 1), part('MS-403', 2), { component: 'R-PC', quantityPer: '0.05' }, metres('R-MF20', 2 * (width + height)), part('DZ-0105', 2), ...labels, part('BZ-ZJ', 8)], 1100, 300),
  ];
}

function guard(code: string, length: number, powder: string): Product[] {
  return [
    sheetPart({ code: `${code}-1`, name: '护罩面板', spec: code }, { grade: 'SPCC', thickness: 20, blank: [length, 520], bends: 4, holes: 30, punched: true }),
    sheetPart({ code: `${code}-2`, name: '护罩端板', spec: code }, { grade: 'SPCC', thickness: 30, blank: [420, 380], bends: 2 }),
    welding({ code: `HJ-${code}`, name: '护罩本体焊接件', spec: code }, [part(`${code}-1`, 2), part(`${code}-2`, 2), { component: 'X-FG30', quantityPer: String((length * 2) / 1000) }, part('ZJ-7702', 4), part('HJD-M8', 8)], 2200),
    painting({ code: `PT-${code}`, name: '护罩喷涂件', spec: `${code}` }, [part(`HJ-${code}`, 1)], whole(length * 3600, 10_000), powder),
    assembly({ code, name: '护罩焊接件', spec: `L=${length}` }, 'finished', [part(`PT-${code}`, 1), part('BS-150', 2), part('LD-M8-20', 8), part('TD-M8', 8), part('DZ-0101', 4), part('DZ-0104', 2), ...labels, part('BZ-0860', 1)], 700, 300),
  ];
}

function oilTank(code: string, litres: number): Product[] {
  const side = 300 + litres * 4;
  return [
    sheetPart({ code: `${code}-1`, name: '油箱筒体', spec: code }, { grade: 'Q235', thickness: 30, blank: [side * 2, side + 60], bends: 4, holes: 6 }, { minimum: 30 }),
    sheetPart({ code: `${code}-2`, name: '油箱端盖', spec: code }, { grade: 'Q235', thickness: 30, blank: [side, 340], bends: 4, holes: 2 }, { minimum: 50 }),
    sheetPart({ code: `${code}-3`, name: '油箱隔板', spec: code }, { grade: 'SPCC', thickness: 20, blank: [side - 20, 300], bends: 1, holes: 8 }),
    welding({ code: `HJ-${code}`, name: '油箱焊接件', spec: code }, [part(`${code}-1`, 1), part(`${code}-2`, 2), part(`${code}-3`, 1), part('ZJ-7703', 4), part('HJD-M12', 2), { component: 'X-JG40', quantityPer: '0.8' }], 3400),
    painting({ code: `PT-${code}`, name: '油箱喷涂件', spec: `${code} RAL9005` }, [part(`HJ-${code}`, 1)], whole(side * side * 4, 10_000), 'F-9005'),
    assembly({ code, name: '油箱组件', spec: `${litres} L 液压` }, 'finished', [part(`PT-${code}`, 1), part('YX-GAI', 1), part('YX-YWJ', 1), part('YX-FYF', 1), part('DZ-0102', 4), part('LD-M10-25', 8), part('PD-M10', 8), part('TD-M10', 8), ...labels, part('BZ-GZ', 2), part('BZ-0860', 1)], 1300, 300),
  ];
}

function console_(code: string, width: number): Product[] {
  return [
    sheetPart({ code: `${code}-1`, name: '操作台面板', spec: code }, { grade: 'SPCC', thickness: 20, blank: [width + 60, 620], bends: 4, holes: 40 }),
    sheetPart({ code: `${code}-2`, name: '操作台侧板', spec: code }, { grade: 'SPCC', thickness: 15, blank: [700, 980], bends: 4, holes: 10 }),
    sheetPart({ code: `${code}-3`, name: '操作台门板', spec: code }, { grade: 'SPCC', thickness: 15, blank: [width + 40, 680], bends: 4, holes: 6, inserts: [part('YL-M5', 4)] }),
    welding({ code: `HJ-${code}`, name: '操作台焊接件', spec: code }, [part(`${code}-1`, 1), part(`${code}-2`, 2), { component: 'X-FG40', quantityPer: String((width * 4) / 1000) }, part('BJ-0083', 8)], 2800),
    painting({ code: `PT-${code}`, name: '操作台喷涂件', spec: `${code} RAL7032` }, [part(`HJ-${code}`, 1), part(`${code}-3`, 1)], whole(width * 9000, 10_000), 'F-7032'),
    assembly({ code, name: '电控操作台', spec: `宽 ${width}` }, 'finished', [part(`PT-${code}`, 1), part('MS-705', 2), part('JL-201', 4), part('JK-125', 4), part('YBK-96', 2), part('HG-450', 2), part('XC-4040', 2), { component: 'R-YKL', quantityPer: '0.05' }, part('JD-0002', 1), ...labels, part('BZ-PE', 1), part('BZ-1100', 1)], 3000, 600),
  ];
}

export const enclosures: readonly Product[] = [
  ...charger('CP-060', 460, 260, 1100), ...charger('CP-120', 600, 420, 1600), ...charger('CP-180', 720, 560, 1800),
  ...storageDoor('CN-1800', 620, 1780), ...storageDoor('CN-2200', 720, 2180), ...storageDoor('CN-2400', 900, 2380),
  ...cabinDoor('ZG-088', 880, 620), ...cabinDoor('ZG-092', 920, 700), ...cabinDoor('ZG-105', 1050, 780),
  ...guard('HZ-210', 1100, 'F-1028'), ...guard('HZ-220', 1300, 'F-1028'), ...guard('HZ-260', 1600, 'F-6019'),
  ...oilTank('YX-36L', 36), ...oilTank('YX-60L', 60), ...oilTank('YX-100L', 100),
  ...console_('CZ-1200', 1200), ...console_('CZ-1600', 1600),
];
