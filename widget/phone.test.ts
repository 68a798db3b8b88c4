import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CountryPhones } from '../shared/wire.ts';
import { caretAfter, formatPhone, phoneFault, readPhone } from './phone.ts';

const RU: CountryPhones = {
  country: 'RU',
  name: 'Russia',
  callingCode: '7',
  trunkPrefix: '8',
  pattern: '[3489]\\d{9}',
  lengths: [10],
  formats: [['(\\d{3})(\\d{3})(\\d{2})(\\d{2})', '$1 $2-$3-$4', '[3489]']],
  example: '912 345-67-89',
};
const KZ: CountryPhones = { ...RU, country: 'KZ', name: 'Kazakhstan', pattern: '7[07]\\d{8}' };
const DE: CountryPhones = {
  country: 'DE',
  name: 'Germany',
  callingCode: '49',
  trunkPrefix: '0',
  pattern: '[1-9]\\d{5,10}',
  lengths: [6, 7, 8, 9, 10, 11],
  formats: [['(\\d{3})(\\d{3,8})', '$1 $2', '1']],
  example: '151 23456789',
};
const ALL = [RU, KZ, DE];

describe('reading a number', () => {
  test.each([
    ['8 (912) 345-67-89', 'RU', '9123456789'],
    ['+7 912 345 67 89', 'RU', '9123456789'],
    ['79123456789', 'RU', '9123456789'],
    ['912 345-67-89', 'RU', '9123456789'],
    ['8123456789', 'RU', '8123456789'],
    ['+7 (8) 912 345-67-89', 'RU', '9123456789'],
    ['007 912 345 67 89', 'RU', '9123456789'],
    ['+77011234567', 'KZ', '7011234567'],
    ['+49 (0) 151 23456789', 'DE', '15123456789'],
    ['0049 151 23456789', 'DE', '15123456789'],
  ])('%s is a number of %s', (text, country, national) => {
    const read = readPhone(text, 'RU', ALL);
    expect([read.country.country, read.national]).toEqual([country, national]);
    expect(phoneFault(read)).toBeNull();
  });

  test('a number that is still being typed keeps its digits', () => {
    expect(readPhone('8 91', 'RU', ALL).national).toBe('891');
  });

  test('an unknown country leaves the chosen one', () => {
    expect(readPhone('+33 1 23', 'RU', ALL).country.country).toBe('RU');
  });

  test('any spelling of any number reads back as itself', () => {
    const digits = fc.stringMatching(/^[3489]\d{9}$/);
    const prefix = fc.constantFrom('', '8', '+7', '7', '007', '8 (', '+7-');
    fc.assert(
      fc.property(digits, prefix, (national, before) => {
        const spelt = `${before}${national.slice(0, 3)}) ${national.slice(3)}`;
        expect(readPhone(spelt, 'RU', [RU]).national).toBe(national);
      }),
    );
  });

  test('what was formatted reads the same, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789 +-()'.split('')) }), (text) => {
        const once = readPhone(text, 'RU', ALL);
        const again = readPhone(formatPhone(once), once.country.country, ALL);
        expect(again.national.length).toBeLessThanOrEqual(once.national.length);
        expect(() => phoneFault(again)).not.toThrow();
      }),
    );
  });
});

describe('writing a number', () => {
  test.each([
    ['9123456789', '912 345-67-89'],
    ['91234', '912 34'],
    ['912', '912'],
    ['', ''],
    ['91234567890', '91234567890'],
  ])('%s is written %s', (national, text) => {
    expect(formatPhone({ country: RU, national })).toBe(text);
  });

  test('the caret stays before the same digits and never before a separator', () => {
    // Backspace on the space of "912 345" leaves the caret behind the 2.
    expect(caretAfter('912345', 3, '912 345')).toBe(3);
    expect(caretAfter('912 3', 5, '912 3')).toBe(5);
    expect(caretAfter('89123456789', 1, '912 345-67-89')).toBe(0);
    fc.assert(
      fc.property(fc.stringMatching(/^[3489]\d{9}$/), fc.nat(10), (national, at) => {
        const text = formatPhone({ country: RU, national });
        const caret = caretAfter(national, at, text);
        expect(text.slice(0, caret).replace(/\D/g, '')).toBe(national.slice(0, at));
      }),
    );
  });
});

describe('what is wrong with a number', () => {
  test.each([
    ['', 'empty', 10],
    ['91234567', 'missing', 2],
    ['91234567890', 'extra', 1],
    ['1123456789', 'unknown', 0],
  ])('%s: %s', (national, kind, off) => {
    expect(phoneFault({ country: RU, national })).toEqual({ kind, off, total: 10 });
  });
});
