import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SiteSettingsInput } from '../../shared/site-settings.ts';
import { siteSettings } from '../../shared/site-settings.ts';
import { nextOpen, openingAt } from './opening-hours.ts';
import { earliestRetry } from './retry-hours.ts';

const settings = (input: SiteSettingsInput) => siteSettings.parse(input);
const WEEKDAYS = {
  mon: ['09:00-18:00'],
  tue: ['09:00-13:00', '14:00-18:00'],
  fri: ['09:00-24:00'],
};
const at = (text: string) => new Date(text);

describe('opening hours', () => {
  test('none set means always open', () => {
    expect(openingAt(settings({}), null, at('2026-11-23T00:00:00Z'))).toEqual({
      openNow: true,
      nextOpening: null,
    });
  });
  test('are those of the site’s zone; an unnamed day is closed', () => {
    const moscow = settings({ hours: WEEKDAYS });
    expect(openingAt(moscow, null, at('2026-11-23T05:59:59Z'))).toEqual({
      openNow: false,
      nextOpening: at('2026-11-23T06:00:00Z'),
    });
    expect(openingAt(moscow, null, at('2026-11-23T06:00:00Z')).openNow).toBe(true);
    expect(openingAt(moscow, null, at('2026-11-23T15:00:00Z')).nextOpening).toEqual(
      at('2026-11-24T06:00:00Z'),
    );
    expect(openingAt(moscow, null, at('2026-11-24T10:30:00Z')).nextOpening).toEqual(
      at('2026-11-24T11:00:00Z'),
    );
    expect(openingAt(moscow, null, at('2026-11-27T20:59:59Z')).openNow).toBe(true);
    expect(openingAt(moscow, null, at('2026-11-27T21:00:00Z')).nextOpening).toEqual(
      at('2026-11-30T06:00:00Z'),
    );
  });
  test('holidays outrank the week, whole or in part', () => {
    const shop = settings({
      hours: WEEKDAYS,
      holidays: ['2026-11-23', { date: '2026-11-24', hours: ['12:00-15:00'] }],
    });
    expect(nextOpen(shop, null, at('2026-11-23T07:00:00Z'))).toEqual(at('2026-11-24T09:00:00Z'));
  });
  test('a department has its own, or the site’s', () => {
    const shop = settings({
      hours: WEEKDAYS,
      departments: [
        { id: 'sales', name: 'Sales', hours: { sun: ['10:00-12:00'] } },
        { id: 'service', name: 'Service' },
      ],
    });
    expect(openingAt(shop, 'sales', at('2026-11-23T07:00:00Z')).openNow).toBe(false);
    expect(openingAt(shop, 'service', at('2026-11-23T07:00:00Z')).openNow).toBe(true);
  });
  test('keep their clock times over the change to summer time', () => {
    const berlin = settings({
      timezone: 'Europe/Berlin',
      hours: { sun: ['02:30-09:00'], mon: ['09:00-18:00'] },
    });
    // 02:30 does not exist on 29 March 2026: the clock goes from 02:00 to 03:00.
    expect(nextOpen(berlin, null, at('2026-03-28T12:00:00Z'))).toEqual(at('2026-03-29T01:30:00Z'));
    expect(nextOpen(berlin, null, at('2026-03-29T12:00:00Z'))).toEqual(at('2026-03-30T07:00:00Z'));
  });
  test('never open again is said, not looked for without end', () => {
    expect(openingAt(settings({ hours: {} }), null, at('2026-11-23T07:00:00Z'))).toEqual({
      openNow: false,
      nextOpening: null,
    });
  });
});

describe('retries', () => {
  test('ring nobody at night in the visitor’s own zone, nor out of hours', () => {
    const shop = settings({ hours: WEEKDAYS, holidays: [] });
    const zones = ['Asia/Vladivostok', 'Europe/Kaliningrad', 'America/New_York'];
    const moment = fc.date({
      min: at('2026-01-01T00:00:00Z'),
      max: at('2035-12-31T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(moment, fc.constantFrom(...zones), (from, timezone) => {
        const retry = earliestRetry(shop, { department: null, timezone }, from);
        if (retry === null) return;
        expect(retry.getTime()).toBeGreaterThanOrEqual(from.getTime());
        expect(openingAt(shop, null, retry).openNow).toBe(true);
        const hour = Number(
          retry.toLocaleString('en-GB', { timeZone: timezone, hour: '2-digit', hour12: false }),
        );
        expect(hour).toBeGreaterThanOrEqual(8);
        expect(hour).toBeLessThan(21);
      }),
      { numRuns: 300 },
    );
  });
});
