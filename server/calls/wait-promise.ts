import { Temporal } from 'temporal-polyfill';
import type { CallSample } from '../store/store.ts';

export type WaitPromise = { medianSeconds: number; p90Seconds: number };

/** So many real waits are the least from which a promise is made. */
const FEWEST = 10;
/** And so large a part of those who asked must really have been rung. */
const REACHED = 0.8;

/**
 * What a site may promise of its waits, or `null`. Honest is: at least ten measured waits of calls
 * that were wanted "now", and four of five of all such calls rung or talked to; whoever gave up
 * before counts as not reached.
 */
export function promiseOf(samples: readonly CallSample[]): WaitPromise | null {
  const asked = samples.filter(({ wantedNow, state }) => wantedNow && state === 'ended');
  const waits = asked
    .map(({ waitedSeconds }) => waitedSeconds)
    .filter((seconds) => seconds !== null)
    .toSorted((a, b) => a - b);
  const reached = asked.filter(
    ({ waitedSeconds, outcome }) => waitedSeconds !== null || outcome === 'completed',
  );
  if (waits.length < FEWEST || reached.length < REACHED * asked.length) return null;
  const at = (part: number) => waits[Math.ceil(part * waits.length) - 1] ?? 0;
  return { medianSeconds: at(0.5), p90Seconds: at(0.9) };
}

/** Whether an hour of the week has calls enough to speak for itself, be it to promise nothing. */
export function isTelling(samples: readonly CallSample[]): boolean {
  return samples.filter(({ wantedNow, state }) => wantedNow && state === 'ended').length >= FEWEST;
}

const WEEKS = 4;

/** This hour of the week, now and in the four weeks before, as the clocks of the zone show it. */
export function hoursLikeThis(now: Date, zone: string): { from: Date; to: Date }[] {
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone);
  const hour = local.round({ smallestUnit: 'hour', roundingMode: 'floor' });
  return Array.from({ length: WEEKS + 1 }, (_, weeks) => {
    const from = hour.subtract({ weeks });
    const to = from.add({ hours: 1 });
    return { from: new Date(from.epochMilliseconds), to: new Date(to.epochMilliseconds) };
  });
}
