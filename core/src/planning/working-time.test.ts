/** Open time on a calendar: worked examples of a closed weekend, and properties against stepping through every hour. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closedOutside, closedWithout, earliestStart, endAfter, latestEnd, startBefore, workingTime } from '@millwright/core/planning/working-time';

const closed = fc.array(fc.record({ from: fc.integer({ min: 0, max: 60 }), length: fc.integer({ min: 1, max: 9 }) }), { maxLength: 8 });
const intervals = closed.map((rows) => rows.map(({ from, length }) => ({ from, to: from + length })));
const isClosed = (rows: readonly { from: number; to: number }[], hour: number): boolean => rows.some(({ from, to }) => hour >= from && hour < to);

describe('working time', () => {
  it('goes around a closed weekend in both directions', () => {
    const weekend = workingTime([{ from: 10, to: 12 }]);
    expect(startBefore(weekend, 13, 3)).toBe(8);
    expect(endAfter(weekend, 8, 3)).toBe(13);
    expect(latestEnd(weekend, 11)).toBe(10);
    expect(latestEnd(weekend, 12)).toBe(10);
    expect(earliestStart(weekend, 10)).toBe(12);
    expect(startBefore(weekend, 13, 1)).toBe(12);
  });

  it('opens a working Saturday, and a calendar that is closed by default', () => {
    expect(closedWithout([{ from: 10, to: 12 }], [{ from: 10, to: 11 }])).toEqual([{ from: 11, to: 12 }]);
    const shifts = workingTime(closedOutside([{ from: 8, to: 16 }, { from: 32, to: 40 }], [{ from: 12, to: 13 }]));
    expect(endAfter(shifts, 8, 10)).toBe(35);
    expect(startBefore(shifts, 35, 10)).toBe(8);
  });

  it('works exactly the open hours between start and end', () => {
    fc.assert(
      fc.property(intervals, fc.integer({ min: 0, max: 80 }), fc.integer({ min: 1, max: 30 }), (rows, end, hours) => {
        const calendar = workingTime(rows);
        const last = latestEnd(calendar, end);
        const start = startBefore(calendar, last, hours);
        let worked = 0;
        for (let hour = start; hour < last; hour += 1) worked += isClosed(rows, hour) ? 0 : 1;
        expect(worked).toBe(hours);
        expect(isClosed(rows, start)).toBe(false);
        expect(isClosed(rows, last - 1)).toBe(false);
        expect(endAfter(calendar, start, hours)).toBe(last);
        for (let hour = last; hour < end; hour += 1) expect(isClosed(rows, hour)).toBe(true);
      }),
    );
  });
});
