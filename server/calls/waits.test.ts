import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CallSample } from '../store/store.ts';
import type { Line } from './wait-estimate.ts';
import { estimateWait, isLongWait, usualTalk } from './wait-estimate.ts';
import { hoursLikeThis, isTelling, promiseOf } from './wait-promise.ts';

const sample = (changes: Partial<CallSample> = {}): CallSample => ({
  department: null,
  state: 'ended',
  outcome: 'completed',
  wantedNow: true,
  waitedSeconds: 20,
  talkSeconds: 60,
  ...changes,
});
const many = (count: number, changes: Partial<CallSample> = {}) =>
  Array.from({ length: count }, () => sample(changes));
const lost = (count: number) => many(count, { outcome: 'no_operator', waitedSeconds: null });

describe('a promise', () => {
  test('is the middle and the ninth tenth of real waits', () => {
    const waits = Array.from({ length: 20 }, (_, index) => sample({ waitedSeconds: 20 - index }));
    expect(promiseOf(waits)).toEqual({ medianSeconds: 10, p90Seconds: 18 });
  });
  test.each([
    ['too few waits', many(9)],
    ['too many who were never rung', [...many(10), ...lost(3)]],
    [
      'too many who gave up',
      [...many(10), ...many(3, { outcome: 'cancelled', waitedSeconds: null })],
    ],
    ['nothing at all', []],
    ['times that were chosen', many(50, { wantedNow: false, waitedSeconds: null })],
    ['calls still under way', many(50, { state: 'calling_visitor', outcome: null })],
    ['talks of which the wait is not known', many(50, { waitedSeconds: null })],
  ])('is not made from %s', (_, samples) => {
    expect(promiseOf(samples)).toBeNull();
  });
  test('bears a fifth that was not reached, and a chosen time is no part of it', () => {
    const fair = [...many(12), ...lost(3), ...many(40, { wantedNow: false, waitedSeconds: null })];
    expect(promiseOf(fair)).toEqual({ medianSeconds: 20, p90Seconds: 20 });
  });
  test('never lies below half of the waits nor above the longest', () => {
    const waits = fc.array(fc.nat(5_000), { minLength: 10, maxLength: 60 });
    fc.assert(
      fc.property(waits, (seconds) => {
        const promise = promiseOf(seconds.map((waitedSeconds) => sample({ waitedSeconds })));
        const { medianSeconds = 0, p90Seconds = 0 } = promise ?? {};
        const within = (limit: number) => seconds.filter((one) => one <= limit).length;
        expect(within(medianSeconds)).toBeGreaterThanOrEqual(seconds.length / 2);
        expect(within(p90Seconds)).toBeGreaterThanOrEqual(0.9 * seconds.length);
        expect(seconds).toContain(p90Seconds);
      }),
    );
  });
  test('an hour speaks for itself with ten calls, reached or not', () => {
    expect([isTelling(lost(10)), isTelling(lost(9)), isTelling(many(9))]).toEqual([
      true,
      false,
      false,
    ]);
  });
  test('this hour of other weeks has the same clock time, over the change of clocks too', () => {
    const hours = hoursLikeThis(new Date('2026-11-04T09:40:00Z'), 'Europe/Berlin');
    expect(hours.map(({ from }) => from.toISOString())).toEqual([
      '2026-11-04T09:00:00.000Z',
      '2026-10-28T09:00:00.000Z',
      '2026-10-21T08:00:00.000Z',
      '2026-10-14T08:00:00.000Z',
      '2026-10-07T08:00:00.000Z',
    ]);
    for (const { from, to } of hours) expect(to.getTime() - from.getTime()).toBe(3_600_000);
  });
});

describe('an estimate', () => {
  const NOW = new Date('2026-11-23T09:00:00Z');
  const line = (changes: Partial<Line> = {}): Line => ({
    servers: 2,
    free: 0,
    waiting: 0,
    oldest: null,
    ...changes,
  });
  test('is place by talk by operators, nothing while somebody is free, null where nobody knows', () => {
    expect([1, 2, 5].map((place) => estimateWait(line(), place, 90))).toEqual([45, 90, 225]);
    expect(estimateWait(line({ free: 1 }), 1, 90)).toBe(0);
    expect(estimateWait(line({ free: 1 }), 3, 90)).toBe(90);
    expect(estimateWait(line({ free: 1 }), 1, null)).toBe(0);
    expect(estimateWait(line(), 1, null)).toBeNull();
    expect(estimateWait(line({ servers: 0 }), 1, 90)).toBeNull();
  });
  test('grows with the place, and shrinks with operators', () => {
    const place = fc.integer({ min: 1, max: 99 });
    fc.assert(
      fc.property(
        place,
        fc.integer({ min: 1, max: 20 }),
        fc.nat(3_600),
        (position, servers, talk) => {
          const at = (where: number, who: number) =>
            estimateWait(line({ servers: who }), where, talk) ?? -1;
          expect(at(position + 1, servers)).toBeGreaterThanOrEqual(at(position, servers));
          expect(at(position, servers + 1)).toBeLessThanOrEqual(at(position, servers));
        },
      ),
    );
  });
  test('talks are those of the department where it has enough, else of the site', () => {
    const sales = (count: number) => many(count, { department: 'sales', talkSeconds: 300 });
    expect(usualTalk([...sales(5), ...many(5)], 'sales')).toBe(300);
    expect(usualTalk([...sales(4), ...many(4)], 'sales')).toBe(180);
    expect(usualTalk([...many(5), ...many(9, { talkSeconds: null })], null)).toBe(60);
    expect(usualTalk(many(4), null)).toBeNull();
  });
  test('is too long by itself, or when somebody already waits that long', () => {
    const moment = { waitSeconds: 180, now: NOW };
    const since = (seconds: number) => new Date(NOW.getTime() - seconds * 1000);
    expect(isLongWait(line({ waiting: 3 }), 90, moment)).toBe(false);
    expect(isLongWait(line({ waiting: 4 }), 90, moment)).toBe(true);
    expect(isLongWait(line({ waiting: 4 }), null, moment)).toBe(false);
    expect(isLongWait(line({ waiting: 1, oldest: since(180) }), null, moment)).toBe(false);
    expect(isLongWait(line({ waiting: 1, oldest: since(181) }), null, moment)).toBe(true);
    expect(isLongWait(line({ free: 2 }), 9_999, moment)).toBe(false);
  });
});
