import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import type { SiteSettingsInput } from '../../shared/site-settings.ts';
import { siteSettings } from '../../shared/site-settings.ts';
import { openingAt } from './opening-hours.ts';
import { ringTime } from './ring-time.ts';
import { sampleCall } from './sample-call.ts';

const HOURS = {
  mon: ['09:00-18:00'],
  tue: ['07:00-13:00', '14:00-23:00'],
  wed: ['00:00-24:00'],
  fri: ['02:30-04:00', '20:00-24:00'],
  sun: ['01:00-03:30', '10:00-16:00'],
};
const HOLIDAYS = ['2027-01-01', { date: '2030-05-08', hours: ['21:30-23:00'] }];
const ZONES = [
  'Europe/Moscow',
  'Europe/Berlin',
  'America/New_York',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
];
const TEN_YEARS = {
  min: new Date('2026-01-01T00:00:00Z'),
  max: new Date('2035-12-31T00:00:00Z'),
  noInvalidDate: true,
} as const;

const local = (at: Date, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
const minutesOf = (at: Date, zone: string) => {
  const { hour, minute } = local(at, zone);
  return hour * 60 + minute;
};
const settingsIn = (timezone: string, input: SiteSettingsInput = {}) =>
  siteSettings.parse({ timezone, hours: HOURS, holidays: HOLIDAYS, ...input });

describe('over ten years, whatever the zones of shop and visitor', () => {
  const moment = fc.date(TEN_YEARS);
  const zone = fc.constantFrom(...ZONES);

  test('a machine rings nobody out of hours, at night, or in the past', () => {
    fc.assert(
      fc.property(moment, zone, zone, (now, shop, timezone) => {
        const settings = settingsIn(shop);
        const at = ringTime(sampleCall({ timezone, chosenAt: null }), settings, now);
        if (at === null) return;
        expect(at.getTime()).toBeGreaterThanOrEqual(now.getTime());
        expect(openingAt(settings, null, at).openNow).toBe(true);
        expect(isWritten(local(at, shop))).toBe(true);
        const minutes = minutesOf(at, timezone);
        expect(minutes).toBeGreaterThanOrEqual(8 * 60);
        expect(minutes).toBeLessThan(21 * 60);
      }),
      { numRuns: 2_000 },
    );
  });

  test('no moment is passed over: until then the shop is shut or the visitor asleep', () => {
    fc.assert(
      fc.property(moment, zone, zone, fc.double({ min: 0, max: 1, noNaN: true }), (...drawn) => {
        const [now, shop, timezone, part] = drawn;
        const settings = settingsIn(shop);
        const at = ringTime(sampleCall({ timezone, chosenAt: null }), settings, now);
        if (at === null || at <= now) return;
        const between = new Date(now.getTime() + part * (at.getTime() - now.getTime() - 1));
        const minutes = minutesOf(between, timezone);
        const isAwake = minutes >= 8 * 60 && minutes < 21 * 60;
        expect(isAwake && openingAt(settings, null, between).openNow).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  test('the visitor’s own fresh choice rings at night, but never in a closed shop', () => {
    fc.assert(
      fc.property(moment, zone, zone, (now, shop, timezone) => {
        const settings = settingsIn(shop);
        const at = ringTime(sampleCall({ timezone, chosenAt: now }), settings, now);
        const { openNow } = openingAt(settings, null, now);
        if (openNow) expect(at).toEqual(now);
        else expect(at).not.toEqual(now);
      }),
      { numRuns: 1_000 },
    );
  });
});

/** The same hours, read as text and without the code under test. */
function isWritten(at: Temporal.ZonedDateTime): boolean {
  const date = at.toPlainDate().toString();
  const day = (['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const)[at.dayOfWeek - 1];
  const usual = (HOURS as Record<string, string[]>)[day ?? ''] ?? [];
  const special = HOLIDAYS.find((one) => (typeof one === 'string' ? one : one.date) === date);
  const hours = typeof special === 'object' ? special.hours : special ? [] : usual;
  const clock = at.toPlainTime().toString().slice(0, 5);
  // An interval that begins in the hour that is skipped begins with the hour after it.
  return hours.some((text) => text.slice(0, 5) <= clock && clock < text.slice(6));
}

describe('on the days when clocks change', () => {
  const opensAt = (timezone: string, hours: string[], from: string) => {
    const settings = siteSettings.parse({ timezone, hours: { sun: hours } });
    const call = sampleCall({ timezone: 'Etc/UTC', chosenAt: new Date(from) });
    return ringTime(call, settings, new Date(from))?.toISOString();
  };
  test('29 March 2026, Berlin: 02:00 becomes 03:00; 10:00 comes an hour early', () => {
    expect(opensAt('Europe/Berlin', ['10:00-18:00'], '2026-03-29T00:00:00Z')).toBe(
      '2026-03-29T08:00:00.000Z',
    );
    expect(opensAt('Europe/Berlin', ['10:00-18:00'], '2026-03-22T00:00:00Z')).toBe(
      '2026-03-22T09:00:00.000Z',
    );
  });
  test('25 October 2026, Berlin: the hour from 02:00 comes twice and is open twice', () => {
    const at = (text: string) => opensAt('Europe/Berlin', ['02:00-03:00'], text);
    expect(at('2026-10-25T00:10:00Z')).toBe('2026-10-25T00:10:00.000Z');
    expect(at('2026-10-25T01:10:00Z')).toBe('2026-10-25T01:10:00.000Z');
    expect(at('2026-10-25T02:00:00Z')).not.toBe('2026-10-25T02:00:00.000Z');
  });
  test('1 November 2026, New York: 09:00 is an hour later than the Sunday before', () => {
    expect(opensAt('America/New_York', ['09:00-10:00'], '2026-10-25T05:00:00Z')).toBe(
      '2026-10-25T13:00:00.000Z',
    );
    expect(opensAt('America/New_York', ['09:00-10:00'], '2026-11-01T05:00:00Z')).toBe(
      '2026-11-01T14:00:00.000Z',
    );
  });
  test('4 October 2026, Lord Howe Island: half an hour is skipped', () => {
    expect(opensAt('Australia/Lord_Howe', ['19:00-20:00'], '2026-09-27T00:00:00Z')).toBe(
      '2026-09-27T08:30:00.000Z',
    );
    expect(opensAt('Australia/Lord_Howe', ['19:00-20:00'], '2026-10-03T16:00:00Z')).toBe(
      '2026-10-04T08:00:00.000Z',
    );
  });
  test('4 November 2018, São Paulo: midnight does not exist; the day begins at one', () => {
    expect(opensAt('America/Sao_Paulo', ['00:00-24:00'], '2018-11-03T12:00:00Z')).toBe(
      '2018-11-04T08:00:00.000Z',
    );
    const asked = new Date('2018-11-04T03:00:00Z');
    const settings = siteSettings.parse({
      timezone: 'America/Sao_Paulo',
      hours: { sun: ['00:00-24:00'] },
    });
    expect(ringTime(sampleCall({ chosenAt: asked }), settings, asked)).toEqual(asked);
  });
});

describe('the choice of a visitor', () => {
  const NIGHT = new Date('2026-11-23T20:30:00Z');
  const open = siteSettings.parse({});
  const MORNING = new Date('2026-11-24T05:00:00Z');
  const ring = (chosenAt: Date | null) => ringTime(sampleCall({ chosenAt }), open, NIGHT);
  test('rings at night, in Moscow at 23:30, while it is fresh', () => {
    expect(ring(NIGHT)).toEqual(NIGHT);
    expect(ring(new Date('2026-11-23T19:31:00Z'))).toEqual(NIGHT);
  });
  test('of an hour ago waits for the morning, as a retry does', () => {
    expect(ring(new Date('2026-11-23T19:30:00Z'))).toEqual(MORNING);
    expect(ring(null)).toEqual(MORNING);
  });
  test('a department that is closed for good is never rung', () => {
    const shut = siteSettings.parse({
      departments: [{ id: 'sales', name: 'S', hours: {} }],
    });
    const call = sampleCall({ department: 'sales', chosenAt: NIGHT });
    expect(ringTime(call, shut, NIGHT)).toBeNull();
  });
});
