import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readVendorTime, toVendorTime, toVendorTimestamp } from './vendor-time.ts';

test.each([
  ['2019-12-27 15:34:44.461', '2019-12-27T12:34:44.461Z'],
  ['2018-04-23 15:01:29', '2018-04-23T12:01:29.000Z'],
  ['2018-04-23 15:01:29.2', '2018-04-23T12:01:29.200Z'],
  ['2026-01-01 00:00:00', '2025-12-31T21:00:00.000Z'],
  ['1577450084', '2019-12-27T12:34:44.000Z'],
])('reads %s', (text, iso) => {
  expect(readVendorTime(text)?.toISOString()).toBe(iso);
});

test.each(['', ' ', 'yesterday', '2019-13-45 99:99:99', '27.12.2019 15:34', null, '14'])(
  'reads no time in %j',
  (text) => {
    expect(readVendorTime(text)).toBeNull();
  },
);

test('what is written can be read back', () => {
  const years = { min: new Date('2015-01-01'), max: new Date('2099-12-31'), noInvalidDate: true };
  fc.assert(
    fc.property(fc.date(years), (at) => {
      expect(readVendorTime(toVendorTimestamp(at))).toEqual(at);
      const wholeSeconds = Math.floor(at.getTime() / 1000) * 1000;
      expect(readVendorTime(toVendorTime(at))?.getTime()).toBe(wholeSeconds);
    }),
  );
});
