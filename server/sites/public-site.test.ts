import { describe, expect, test } from 'vitest';
import type { SiteSettingsInput } from '../../shared/site-settings.ts';
import { siteSettings } from '../../shared/site-settings.ts';
import type { OwnerSite } from '../../shared/wire.ts';
import { publicSite } from './public-site.ts';
import { maskPhone, showPhone } from './show-phone.ts';

/** A Monday, 12:00 in Moscow. */
const NOON = new Date('2026-11-23T09:00:00Z');

function siteOf(settings: SiteSettingsInput = {}): OwnerSite {
  return {
    site: 'shop',
    name: 'Quiet Light',
    origins: ['https://shop.example'],
    settings: siteSettings.parse(settings),
    version: 3,
    createdAt: NOON.toISOString(),
    updatedAt: NOON.toISOString(),
  };
}
const shown = (settings?: SiteSettingsInput, locale: string | null = 'ru', now = NOON) =>
  publicSite(siteOf(settings), locale, { now, outlook: { promise: null, isLong: () => false } });

describe('what a page may know of a site', () => {
  test('with no settings at all is whole, and open', () => {
    expect(shown()).toMatchObject({
      site: 'shop',
      name: 'Quiet Light',
      departments: [],
      timezone: 'Europe/Moscow',
      hours: { openNow: true, nextOpening: null },
      promise: null,
      consents: [],
      callerId: null,
      fallbackPhone: null,
      ringSeconds: 30,
    });
  });

  test('is nothing of the PBX, the limits, or who else may ask', () => {
    const settings: SiteSettingsInput = {
      departments: [{ id: 'sales', name: 'Sales', operators: ['666', '703'] }],
      limits: { perNumberPerDay: 77 },
    };
    const seen = JSON.stringify({ ...shown(settings), texts: null, countries: null });
    const secrets = ['666', '703', '77', 'operators', 'limits', 'origins', 'version', 'retr'];
    expect(secrets.filter((secret) => seen.includes(secret))).toEqual([]);
  });

  test('offers only what the PBX behind it can do', () => {
    expect(shown().offers).toEqual(['callback']);
    expect(shown({ offers: ['browser'] }).offers).toEqual([]);
  });

  test('spells the owner’s numbers as people of that country do', () => {
    const settings = {
      callerId: { number: '+74951234567', label: 'ООО Пример' },
      fallbackPhone: '+4930901820',
    };
    expect(shown(settings)).toMatchObject({
      callerId: { number: '+74951234567', national: '+7 495 123-45-67', label: 'ООО Пример' },
      fallbackPhone: { number: '+4930901820', national: '+49 30 901820' },
    });
  });
});

describe('language', () => {
  test.each([
    ['ru', 'ru'],
    ['ru-RU', 'ru-RU'],
    ['de-AT', 'de-AT'],
    ['RU-ru', 'ru-RU'],
    ['en', 'en'],
    ['tlh', 'en'],
    ['constructor', 'en'],
    ['valueOf', 'en'],
    ['../../etc', 'en'],
    ['', 'en'],
    [null, 'en'],
  ])('%s is served as %s', (wanted, locale) => {
    const site = shown({}, wanted);
    expect(site.locale).toBe(locale);
    expect(site.dir).toBe('ltr');
    const launchers = { en: 'Request a call back', ru: /[а-я]/i, de: /[a-z]/i };
    const language = locale.slice(0, 2) as keyof typeof launchers;
    expect(site.texts.launcher).toMatch(launchers[language]);
  });

  test('departments, countries and consents speak it too', () => {
    const settings: SiteSettingsInput = {
      departments: [
        { id: 'sales', name: { ru: 'Продажи', en: 'Sales' } },
        { id: 'help', name: 'Help' },
        { id: 'odd', name: { fr: 'Autre' } },
      ],
      countries: ['RU', 'DE'],
      consents: [
        { purpose: 'processing', version: '1', url: 'https://shop.example/privacy' },
        { purpose: 'own', version: '1', required: false, text: { ru: 'Да', en: 'Yes' } },
        { purpose: 'constructor', version: '1' },
      ],
    };
    const ru = shown(settings, 'ru');
    const en = shown(settings, 'en-GB');
    expect(ru.departments.map(({ name }) => name)).toEqual(['Продажи', 'Help', 'Autre']);
    expect(en.departments.map(({ name }) => name)).toEqual(['Sales', 'Help', 'Autre']);
    expect(ru.countries.map(({ name }) => name)).toEqual(['Россия', 'Германия']);
    expect(en.countries.map(({ name }) => name)).toEqual(['Russia', 'Germany']);
    expect(ru.consents[0]).toEqual({
      purpose: 'processing',
      version: '1',
      url: 'https://shop.example/privacy',
      required: true,
      text: ru.texts.consents.processing,
    });
    expect([ru.consents[1]?.text, en.consents[1]?.text]).toEqual(['Да', 'Yes']);
    // A purpose named like what objects inherit is one that no text is built in for.
    expect(ru.consents[2]?.text).toBe(ru.texts.consents.other);
  });
});

describe('hours', () => {
  const hours = { mon: ['09:00-18:00'], tue: ['09:00-18:00'], sat: [] };
  const at = (now: string, more: SiteSettingsInput = {}) =>
    shown({ hours, ...more }, 'ru', new Date(now)).hours;

  test.each([
    ['Monday noon', '2026-11-23T09:00:00Z', true, null],
    ['the minute it opens', '2026-11-23T06:00:00Z', true, null],
    ['before it opens', '2026-11-23T05:59:59Z', false, '2026-11-23T06:00:00.000Z'],
    ['the minute it closes', '2026-11-23T15:00:00Z', false, '2026-11-24T06:00:00.000Z'],
    ['a day that is not named', '2026-11-25T09:00:00Z', false, '2026-11-30T06:00:00.000Z'],
  ])('%s', (_name, now, openNow, nextOpening) => {
    expect(at(now)).toEqual({ openNow, nextOpening });
  });

  test('a holiday is closed, or open as it says', () => {
    const noon = '2026-11-23T09:00:00Z';
    const tuesday = '2026-11-24T06:00:00.000Z';
    expect(at(noon, { holidays: ['2026-11-23'] })).toEqual({
      openNow: false,
      nextOpening: tuesday,
    });
    const evening = { date: '2026-11-23', hours: ['20:00-21:00'] };
    const opens = '2026-11-23T17:00:00.000Z';
    expect(at(noon, { holidays: [evening] })).toEqual({ openNow: false, nextOpening: opens });
  });

  test('a department keeps its own', () => {
    const departments = [
      { id: 'day', name: 'Day' },
      { id: 'night', name: 'Night', hours: { mon: ['22:00-24:00'] } },
      { id: 'never', name: 'Never', hours: {} },
    ];
    const seen = shown({ hours, departments }, 'en').departments;
    expect(seen.map(({ openNow, nextOpening }) => [openNow, nextOpening])).toEqual([
      [true, null],
      [false, '2026-11-23T19:00:00.000Z'],
      [false, null],
    ]);
  });
});

describe('a number on the screen', () => {
  test.each([
    ['+79123456789', '+7 912 345-67-89', '+7 ••• •••-67-89'],
    ['+74951234567', '+7 495 123-45-67', '+7 ••• •••-45-67'],
    ['+77011234567', '+7 701 123 4567', '+7 ••• ••• 4567'],
    ['+4915123456789', '+49 1512 3456789', '+49 •••• •••6789'],
    ['+12015550123', '+1 201-555-0123', '+1 •••-•••-0123'],
  ])('%s is shown as %s and masked as %s', (number, national, masked) => {
    expect(showPhone(number)).toBe(national);
    expect(maskPhone(number)).toBe(masked);
  });

  test('masked, shows four digits at most, whatever it is', () => {
    for (const number of ['+79123456789', '+35312345', '+2902123', '+99912345678', '+1']) {
      const digits = maskPhone(number)
        .replace(/^\+\d{1,3} /, '')
        .replace(/\D/g, '');
      expect(digits.length).toBeLessThanOrEqual(4);
    }
  });
});
