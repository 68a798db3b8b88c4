import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { describe, expect, test } from 'vitest';
import type { CountryPhones } from '../../shared/wire.ts';
import { countryPhones } from './country-phones.ts';

function phonesOf(country: string, lineTypes = ['mobile', 'fixed'] as const): CountryPhones {
  const [phones] = countryPhones([country], lineTypes, 'en');
  if (phones === undefined) throw new Error(`no ${country}`);
  return phones;
}

/** As the widget does it: the first format whose leading digits and length fit. */
function format(digits: string, { formats }: CountryPhones): string {
  for (const [pattern, replacement, leading] of formats) {
    const whole = new RegExp(`^(?:${pattern})$`);
    if (leading !== null && !new RegExp(`^(?:${leading})`).test(digits)) continue;
    if (whole.test(digits)) return digits.replace(whole, replacement);
  }
  return digits;
}

test('Russia: ten digits after +7, 8 dropped, written in the usual groups', () => {
  const russia = phonesOf('RU');
  expect(russia).toMatchObject({
    country: 'RU',
    name: 'Russia',
    callingCode: '7',
    trunkPrefix: '8',
    lengths: [10],
  });
  expect(format('9123456789', russia)).toBe('912 345-67-89');
  expect(format('4951234567', russia)).toBe('495 123-45-67');
  expect(russia.example).toMatch(/^\d{3} \d{3}-\d{2}-\d{2}$/);
});

describe.each(['RU', 'KZ', 'BY', 'AM', 'UZ', 'DE', 'AT', 'GB', 'US', 'FR', 'IT', 'IN'])(
  '%s',
  (country) => {
    const phones = phonesOf(country);
    const pattern = new RegExp(`^(?:${phones.pattern})$`, 'v');

    test('its example passes its own checks, and libphonenumber’s', () => {
      const digits = phones.example.replace(/\D/g, '');
      expect(digits).toMatch(pattern);
      expect(phones.lengths).toContain(digits.length);
      const number = parsePhoneNumberFromString(`+${phones.callingCode}${digits}`);
      expect(number?.isValid()).toBe(true);
      expect(format(digits, phones)).toBe(phones.example);
    });

    test('is small enough to send with every site', () => {
      expect(JSON.stringify(phones).length).toBeLessThan(6000);
    });

    test('refuses a number with a digit too few or too many', () => {
      const longest = Math.max(...phones.lengths);
      expect('9'.repeat(longest + 6)).not.toMatch(pattern);
      expect('9').not.toMatch(pattern);
    });
  },
);

test('mobiles only: a fixed line does not pass', () => {
  const [phones] = countryPhones(['RU'], ['mobile'], 'ru');
  const pattern = new RegExp(`^(?:${phones?.pattern})$`);
  expect('9123456789').toMatch(pattern);
  expect('4951234567').not.toMatch(pattern);
});

test('keeps the owner’s order, and leaves out what is no country', () => {
  const found = countryPhones(['US', 'ZZ', 'RU'], ['mobile'], 'en');
  expect(found.map(({ country }) => country)).toEqual(['US', 'RU']);
});
