import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SiteSettingsInput } from '../../shared/site-settings.ts';
import { siteSettings } from '../../shared/site-settings.ts';
import type { OwnerSite } from '../../shared/wire.ts';
import { checkTime } from './admission/time-offered.ts';
import { bookableSlots, daysWithout, freeSlots } from './bookable-slots.ts';
import { HALF_HOUR_MS, halfHourOf } from './half-hour.ts';
import { openingAt } from './opening-hours.ts';

const ZONES = [
  'Europe/Moscow',
  'Europe/Berlin',
  'America/New_York',
  // Half an hour of daylight saving, and an offset of 45 minutes.
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
];
const MINUTE_MS = 60_000;
const slotsOf = (
  input: SiteSettingsInput,
  now: string,
  more: { department?: string | null; zone?: string } = {},
) => {
  const settings = siteSettings.parse(input);
  const { department = null, zone = settings.timezone } = more;
  return bookableSlots(settings, { department, zone, now: new Date(now) }).map((at) =>
    at.toISOString().replace(':00.000Z', 'Z'),
  );
};
/** Clock times of one day in a zone, as people read them. */
const clocksOn = (date: string, slots: string[], timeZone: string) =>
  slots
    .map((slot) => new Date(slot.replace('Z', ':00Z')).toLocaleString('sv-SE', { timeZone }))
    .filter((text) => text.startsWith(date))
    .map((text) => text.slice(11, 16));

describe('half-hours to choose from', () => {
  const hours = { tue: ['09:00-11:00'], wed: ['09:10-10:40', '10:40-11:15'], thu: [] };

  test('lie wholly in the hours of the department, on the owner’s clock', () => {
    expect(slotsOf({ hours }, '2026-11-24T05:00:00Z')).toEqual([
      '2026-11-24T06:00Z',
      '2026-11-24T06:30Z',
      '2026-11-24T07:00Z',
      '2026-11-24T07:30Z',
      // What adjoins is one; nothing begins before 09:10 or ends after 11:15.
      '2026-11-25T06:30Z',
      '2026-11-25T07:00Z',
      '2026-11-25T07:30Z',
    ]);
  });

  test('lie a little ahead: what begins in five minutes can no longer be chosen', () => {
    expect(slotsOf({ hours }, '2026-11-24T06:54:59Z')[0]).toBe('2026-11-24T07:00Z');
    expect(slotsOf({ hours }, '2026-11-24T06:55:01Z')[0]).toBe('2026-11-24T07:30Z');
  });

  test('end with the sixth day after today, by the visitor’s calendar', () => {
    const always = slotsOf({}, '2026-11-24T20:00:00Z');
    expect(always.at(-1)).toBe('2026-11-30T20:30Z');
    // In Omsk it is the 25th already.
    expect(slotsOf({}, '2026-11-24T20:00:00Z', { zone: 'Asia/Omsk' }).at(-1)).toBe(
      '2026-12-01T17:30Z',
    );
  });

  test('know holidays and a department’s own hours', () => {
    const input: SiteSettingsInput = {
      hours,
      holidays: ['2026-11-24', { date: '2026-11-25', hours: ['20:00-21:00'] }],
      departments: [
        { id: 'day', name: 'Day' },
        { id: 'night', name: 'Night', hours: { thu: ['23:00-24:00'], fri: ['00:00-00:30'] } },
      ],
    };
    const now = '2026-11-24T05:00:00Z';
    const evening = ['2026-11-25T17:00Z', '2026-11-25T17:30Z'];
    expect(slotsOf(input, now, { department: 'day' })).toEqual(evening);
    expect(slotsOf(input, now, { department: 'night' })).toEqual([
      ...evening,
      '2026-11-26T20:00Z',
      '2026-11-26T20:30Z',
      '2026-11-26T21:00Z',
    ]);
  });

  test('tell which days have none, by the visitor’s calendar', () => {
    const settings = siteSettings.parse({ hours });
    const now = new Date('2026-11-24T05:00:00Z');
    const slots = bookableSlots(settings, { department: null, zone: 'Europe/Moscow', now });
    const days = '2026-11-26 2026-11-27 2026-11-28 2026-11-29 2026-11-30'.split(' ');
    expect(daysWithout(slots, { zone: 'Europe/Moscow', now })).toEqual(days);
    // On Kiritimati, 14 hours ahead of UTC, it is always a day that has begun there already.
    const east = { zone: 'Pacific/Kiritimati', now: new Date('2026-11-24T11:00:00Z') };
    expect(daysWithout([], east)[0]).toBe('2026-11-25');
  });

  test('are none where a site is closed for good', () => {
    expect(slotsOf({ hours: {} }, '2026-11-24T05:00:00Z')).toEqual([]);
  });
});

describe('on the days when the clock is changed', () => {
  const berlin = { timezone: 'Europe/Berlin', hours: { sun: ['00:00-04:00'] } };

  test('spring: the hour that does not exist is not offered', () => {
    const slots = slotsOf(berlin, '2026-03-28T12:00:00Z');
    expect(clocksOn('2026-03-29', slots, 'Europe/Berlin')).toEqual(
      '00:00 00:30 01:00 01:30 03:00 03:30'.split(' '),
    );
  });

  test('autumn: the hour that comes twice is offered twice, as two instants', () => {
    const slots = slotsOf(berlin, '2026-10-24T12:00:00Z');
    expect(clocksOn('2026-10-25', slots, 'Europe/Berlin')).toEqual(
      '00:00 00:30 01:00 01:30 02:00 02:30 02:00 02:30 03:00 03:30'.split(' '),
    );
    expect(new Set(slots).size).toBe(slots.length);
  });

  test('hours that open inside the gap open when the clock has gone on', () => {
    const late = { timezone: 'Europe/Berlin', hours: { sun: ['02:30-04:00'] } };
    const slots = slotsOf(late, '2026-03-28T12:00:00Z');
    expect(clocksOn('2026-03-29', slots, 'Europe/Berlin')).toEqual(['03:30']);
  });

  test('half an hour of summer time keeps to the half-hours', () => {
    const island = { timezone: 'Australia/Lord_Howe', hours: { sun: ['01:00-03:00'] } };
    const autumn = slotsOf(island, '2026-04-04T01:00:00Z');
    expect(clocksOn('2026-04-05', autumn, 'Australia/Lord_Howe')).toEqual(
      '01:00 01:30 01:30 02:00 02:30'.split(' '),
    );
  });

  test('the visitor’s clock may change on another day than the owner’s', () => {
    const shop = {
      timezone: 'Europe/Moscow',
      hours: { sun: ['09:00-10:00'], mon: ['09:00-10:00'] },
    };
    const slots = slotsOf(shop, '2026-03-28T12:00:00Z', { zone: 'Europe/Berlin' });
    expect(clocksOn('2026-03-29', slots, 'Europe/Berlin')).toEqual(['08:00', '08:30']);
    expect(clocksOn('2026-03-29', slots, 'Europe/Moscow')).toEqual(['09:00', '09:30']);
  });
});

const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 10, 15, 30, 45))
  .map(([hour, minute]) => `${`${hour}`.padStart(2, '0')}:${`${minute}`.padStart(2, '0')}`);
const interval = fc
  .tuple(clock, fc.oneof(clock, fc.constant('24:00')))
  .filter(([from, to]) => from < to)
  .map(([from, to]) => `${from}-${to}`);
const day = fc.array(interval, { maxLength: 2 });
const week = fc.record({ mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day });
const moment = fc.date({
  min: new Date('2026-01-01T00:00:00Z'),
  max: new Date('2035-12-31T00:00:00Z'),
  noInvalidDate: true,
});
const scene = fc
  .record({
    now: moment,
    timezone: fc.constantFrom(...ZONES),
    zone: fc.constantFrom(...ZONES),
    hours: fc.option(week, { nil: undefined }),
    holiday: fc.option(fc.record({ days: fc.integer({ min: 0, max: 6 }), hours: day })),
  })
  .map(({ now, holiday, zone, ...rest }) => {
    const date = holiday && new Date(now.getTime() + holiday.days * 86_400_000).toISOString();
    const holidays = date ? [{ date: date.slice(0, 10), hours: holiday.hours }] : [];
    const settings = siteSettings.parse({ ...rest, holidays });
    return { now, settings, zone };
  });

describe('on any date of ten years, in five time zones, whatever the hours', () => {
  test('what is offered is exactly the half-hours that are open from end to end', () => {
    fc.assert(
      fc.property(scene, ({ now, settings, zone }) => {
        const offered = new Set(
          bookableSlots(settings, { department: null, zone, now }).map((at) => at.getTime()),
        );
        const isOpen = (at: number) => openingAt(settings, null, new Date(at)).openNow;
        const calendar = new Intl.DateTimeFormat('sv-SE', { timeZone: zone });
        const days = new Set<string>();
        let at = halfHourOf(now, settings.timezone).from.getTime();
        for (; ; at += HALF_HOUR_MS) {
          days.add(calendar.format(Math.max(at, now.getTime())));
          if (days.size > 7) break;
          const whole = [0, 10, 15, 29.9].every((minute) => isOpen(at + minute * MINUTE_MS));
          const ahead = at >= now.getTime() + 5 * MINUTE_MS;
          expect([new Date(at), offered.has(at)]).toEqual([new Date(at), whole && ahead]);
          offered.delete(at);
        }
        expect([...offered]).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  test('admission accepts every one of them', () => {
    fc.assert(
      fc.property(scene, ({ now, settings, zone }) => {
        const site = { settings } as OwnerSite;
        for (const at of bookableSlots(settings, { department: null, zone, now })) {
          checkTime(at, { site, department: null, now });
        }
      }),
      { numRuns: 20 },
    );
  });

  test('no half-hour is given to more calls than there are operators', () => {
    const choices = fc.array(fc.nat(), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(scene, fc.integer({ min: 1, max: 3 }), choices, (given, capacity, wishes) => {
        const { now, settings, zone } = given;
        const all = bookableSlots(settings, { department: null, zone, now }).slice(0, 8);
        const taken: Date[] = [];
        for (const wish of wishes) {
          const free = freeSlots(all, taken, capacity);
          const slot = free[wish % Math.max(1, free.length)];
          // A few minutes into the half-hour is a call in it as well.
          if (slot) taken.push(new Date(slot.getTime() + (wish % 30) * MINUTE_MS));
        }
        const counts = all.map(
          (slot) =>
            taken.filter((at) => at >= slot && at.getTime() < slot.getTime() + HALF_HOUR_MS).length,
        );
        expect(Math.max(0, ...counts)).toBeLessThanOrEqual(capacity);
        expect(taken.length).toBe(Math.min(wishes.length, all.length * capacity));
      }),
      { numRuns: 60 },
    );
  });
});
