/**
 * Open time on a calendar, forwards and backwards. A calendar is a sorted row of closed intervals; work stops in them and
 * goes on after. Each instant has a "worked" coordinate that stands still while closed, so adding or removing open time is
 * one subtraction and one binary search. Trap: an order ends at the *earliest* instant of its worked coordinate (before the
 * closed time) and starts at the *latest* one (after it), so neither edge ever lies on a closed interval.
 */
export interface WorkingTime {
  readonly closedFrom: Float64Array;
  readonly closedTo: Float64Array;
  /** Closed seconds before each interval. */
  readonly closedBefore: Float64Array;
}

/** Stands for "no end": more than three thousand years, and still exact. */
export const farAway = 1e11;

export interface ClosedInterval {
  readonly from: number;
  readonly to: number;
}

/** Sorts and joins the intervals; they may overlap. */
export function workingTime(intervals: readonly ClosedInterval[]): WorkingTime {
  const sorted = [...intervals].sort((a, b) => a.from - b.from || a.to - b.to);
  const joined: { from: number; to: number }[] = [];
  for (const interval of sorted) {
    const last = joined.at(-1);
    const from = Math.max(interval.from, -farAway);
    const to = Math.min(interval.to, farAway);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else joined.push({ from, to });
  }
  const closedBefore = new Float64Array(joined.length);
  joined.reduce((sum, interval, index) => {
    closedBefore[index] = sum;
    return sum + interval.to - interval.from;
  }, 0);
  return { closedFrom: Float64Array.from(joined, (i) => i.from), closedTo: Float64Array.from(joined, (i) => i.to), closedBefore };
}

/** A calendar that is closed by default: everything but the open intervals, with the closed ones taken out again. */
export function closedOutside(opened: readonly ClosedInterval[], closed: readonly ClosedInterval[]): ClosedInterval[] {
  const open = workingTime(opened);
  const gaps: ClosedInterval[] = [];
  let from = -farAway;
  open.closedFrom.forEach((begin, index) => {
    if (begin > from) gaps.push({ from, to: begin });
    from = open.closedTo[index] as number;
  });
  gaps.push({ from, to: farAway });
  return [...gaps, ...closed];
}

/** A calendar that is open by default: the closed intervals without the parts that are opened. */
export function closedWithout(closed: readonly ClosedInterval[], opened: readonly ClosedInterval[]): ClosedInterval[] {
  if (opened.length === 0) return [...closed];
  const shut = workingTime(closed);
  const open = workingTime(opened);
  const rest: ClosedInterval[] = [];
  shut.closedFrom.forEach((begin, index) => {
    let from = begin;
    const to = shut.closedTo[index] as number;
    open.closedFrom.forEach((opens, at) => {
      const shuts = open.closedTo[at] as number;
      if (shuts <= from || opens >= to) return;
      if (opens > from) rest.push({ from, to: opens });
      from = shuts;
    });
    if (from < to) rest.push({ from, to });
  });
  return rest;
}

/** Open seconds before the instant, from an arbitrary origin. */
function worked(calendar: WorkingTime, instant: number): number {
  const index = lastAtOrBefore(calendar.closedFrom, instant);
  if (index < 0) return instant;
  const within = Math.min(instant, calendar.closedTo[index] as number) - (calendar.closedFrom[index] as number);
  return instant - (calendar.closedBefore[index] as number) - within;
}

function lastAtOrBefore(sorted: Float64Array, instant: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) <= instant) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Closed seconds that lie before a worked coordinate; those exactly at it count only when asked for. */
function closedUpTo(calendar: WorkingTime, coordinate: number, atItToo: boolean): number {
  const { closedFrom, closedTo, closedBefore } = calendar;
  let low = 0;
  let high = closedFrom.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const at = (closedFrom[middle] as number) - (closedBefore[middle] as number);
    if (at < coordinate || (atItToo && at === coordinate)) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return 0;
  return (closedBefore[low - 1] as number) + (closedTo[low - 1] as number) - (closedFrom[low - 1] as number);
}

/** The latest instant not after the given one at which work can end. */
export function latestEnd(calendar: WorkingTime, instant: number): number {
  const coordinate = worked(calendar, instant);
  return coordinate + closedUpTo(calendar, coordinate, false);
}

/** The earliest instant not before the given one at which work can start. */
export function earliestStart(calendar: WorkingTime, instant: number): number {
  const coordinate = worked(calendar, instant);
  return coordinate + closedUpTo(calendar, coordinate, true);
}

/** The latest start of so much open time that is over at the end. */
export function startBefore(calendar: WorkingTime, end: number, seconds: number): number {
  if (seconds === 0) return end;
  const coordinate = worked(calendar, end) - seconds;
  return coordinate + closedUpTo(calendar, coordinate, true);
}

/** The earliest end of so much open time that begins at the start. */
export function endAfter(calendar: WorkingTime, start: number, seconds: number): number {
  if (seconds === 0) return start;
  const coordinate = worked(calendar, start) + seconds;
  return coordinate + closedUpTo(calendar, coordinate, false);
}
