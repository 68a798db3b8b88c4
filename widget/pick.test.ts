import { describe, expect, test, vi } from 'vitest';
import { afterAnswer, afterDay, dayName, daysFrom, nearest, type Pick, timesOn } from './pick.ts';
import { dayOf } from './say.tsx';

const OMSK = 'Asia/Omsk';
const day = (text: string) => Date.parse(text);
const LOOKING: Pick = {
  slots: null,
  names: { visitor: '', site: '' },
  closed: [],
  days: {},
  day: day('2026-11-24'),
  stays: false,
  taken: null,
  slow: true,
  asks: true,
  problem: null,
};
/** 20:00 and 20:30 of the 24th in Moscow are 23:00 and 23:30 in Omsk; 21:00 is the next day. */
const ANSWER = {
  timezone: OMSK,
  slots: ['2026-11-24T17:00:00.000Z', '2026-11-24T17:30:00.000Z', '2026-11-24T18:00:00.000Z'].map(
    (at) => ({ at }),
  ),
  closed: ['2026-11-28'],
  zoneNames: { visitor: 'Омск', site: 'Москва' },
};

describe('times to choose from', () => {
  test('begin with the nearest, on its day by the visitor’s clock', () => {
    const { pick, scheduledFor } = afterAnswer(LOOKING, ANSWER);
    expect(scheduledFor).toBe('2026-11-24T17:00:00.000Z');
    expect(pick).toMatchObject({ zone: OMSK, day: day('2026-11-24'), names: { visitor: 'Омск' } });
    expect(pick.closed).toEqual([day('2026-11-28')]);
    expect(timesOn(pick, day('2026-11-24'))).toHaveLength(2);
    expect(timesOn(pick, day('2026-11-25'))).toEqual(['2026-11-24T18:00:00.000Z']);
  });

  test('another day chooses its first; an empty one chooses nothing and knows the nearest', () => {
    const { pick } = afterAnswer(LOOKING, ANSWER);
    const next = afterDay(pick, day('2026-11-25'));
    expect(next.scheduledFor).toBe('2026-11-24T18:00:00.000Z');
    expect(next.pick.day).toBe(day('2026-11-25'));
    const empty = afterDay(pick, day('2026-11-28'));
    expect(empty.scheduledFor).toBeNull();
    expect(nearest(empty.pick)).toBe('2026-11-24T17:00:00.000Z');
  });

  test('who went to another day before they were there stays on it', () => {
    const waiting = afterDay(LOOKING, day('2026-11-25'));
    expect(waiting.scheduledFor).toBeNull();
    const { pick, scheduledFor } = afterAnswer(waiting.pick, ANSWER);
    expect([pick.day, scheduledFor]).toEqual([day('2026-11-25'), '2026-11-24T18:00:00.000Z']);
  });

  test('are sorted into days once, not whenever the card is drawn', () => {
    const { pick } = afterAnswer(LOOKING, ANSWER);
    const calendar = vi.spyOn(Date.prototype, 'toLocaleDateString');
    const formatter = vi.spyOn(Intl, 'DateTimeFormat');
    expect(timesOn(pick, day('2026-11-24'))).toHaveLength(2);
    expect([calendar.mock.calls, formatter.mock.calls]).toEqual([[], []]);
    vi.restoreAllMocks();
  });

  test('what has just gone is shown in its place, and never chosen again', () => {
    const taken = '2026-11-24T17:00:00.000Z';
    // Told as free by an answer that was on its way meanwhile.
    const shown = afterAnswer(LOOKING, ANSWER).pick;
    const { pick, scheduledFor } = afterAnswer({ ...shown, taken }, ANSWER);
    expect(scheduledFor).toBe('2026-11-24T17:30:00.000Z');
    expect(timesOn(pick, day('2026-11-24'))).toEqual([taken, '2026-11-24T17:30:00.000Z']);
    expect(afterDay(pick, day('2026-11-24')).scheduledFor).toBe('2026-11-24T17:30:00.000Z');
  });

  test('after the last one of the week the first one is the nearest', () => {
    const taken = '2026-11-24T18:00:00.000Z';
    const { scheduledFor } = afterAnswer({ ...LOOKING, taken }, ANSWER);
    expect(scheduledFor).toBe('2026-11-24T17:00:00.000Z');
  });

  test('none at all chooses nothing and stays on today', () => {
    const { pick, scheduledFor } = afterAnswer(LOOKING, { ...ANSWER, slots: [] });
    expect(scheduledFor).toBeNull();
    expect(nearest(pick)).toBeNull();
    expect(pick.day).toBe(LOOKING.day);
  });
});

test('days follow each other over the change of the clock, and are named in any language', () => {
  const before = Date.parse('2026-03-28T22:30:00Z');
  const days = daysFrom(dayOf(before, 'Europe/Berlin'));
  expect(days.map((one) => new Date(one).toISOString().slice(0, 10))).toEqual(
    '2026-03-28 2026-03-29 2026-03-30 2026-03-31 2026-04-01 2026-04-02 2026-04-03'.split(' '),
  );
  expect(dayOf('2026-03-29T22:00:00Z', 'Europe/Berlin')).toBe(day('2026-03-30'));
  expect(dayName(days[1] ?? 0, 'ru')).toBe('воскресенье, 29 марта');
  expect(dayName(days[1] ?? 0, 'en-US', 'short')).toBe('Sun, March 29');
});
