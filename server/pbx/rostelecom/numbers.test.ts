import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { phoneOf, readParty, userOf } from './numbers.ts';
import { writeNumber } from './simulator/event-body.ts';
import { NO_QUIRKS } from './simulator/quirks.ts';

test.each([
  ['sip:+71234567890@188.254.33.73', '+71234567890'],
  ['sip:79001234567@0.0.0.0', '+79001234567'],
  ['sip:89123456789', '+79123456789'],
  ['89035037889', '+79035037889'],
  ['9035037889', '+79035037889'],
  ['74959561111', '+74959561111'],
  ['+7 (912) 345-67-89', '+79123456789'],
  ['sip:+79123456789;tgrp=gw1;trunk-context=rt.ru@192.0.2.1', '+79123456789'],
  ['sip:+79123456789@192.0.2.1;user=phone', '+79123456789'],
  ['810375291234567', '+375291234567'],
  ['00491511234567', '+491511234567'],
  ['375291234567', '+375291234567'],
  ['+491511234567', '+491511234567'],
])('reads %s as a phone', (text, phone) => {
  expect(readParty(text)).toEqual({ kind: 'phone', phone });
});

test.each([
  ['sip:username@188.254.33.73', 'username'],
  ['user@example_domain.ru', 'user'],
  ['sip:111@test@domain.com', '111'],
  ['666', '666'],
  ['sip:m1@testdomain.ru', 'm1'],
  ['sip:оля@domain.ru', 'оля'],
])('reads %s as a user', (text, user) => {
  expect(userOf(text)).toBe(user);
  expect(phoneOf(text)).toBeNull();
});

test.each(['', 'sip:', 'sip:@host', 'sip:anonymous@anonymous.invalid', '+', '0000000', null])(
  'reads %j as nobody',
  (text) => {
    expect(readParty(text)).toEqual({ kind: 'nobody' });
  },
);

test('a Russian number survives every spelling; any other survives those with a plus', () => {
  const forms = ['sip_plus', 'sip_plain', 'sip_trunk', 'sip_tgrp', 'bare'] as const;
  fc.assert(
    fc.property(
      fc.integer({ min: 300_000_0000, max: 999_999_9999 }),
      fc.constantFrom(...forms),
      (national, form) => {
        expect(phoneOf(writeNumber(`+7${national}`, form))).toBe(`+7${national}`);
      },
    ),
  );
  fc.assert(
    fc.property(fc.integer({ min: 1_000_000_000, max: 99_999_999_999_999 }), (digits) => {
      expect(phoneOf(writeNumber(`+${digits}`, NO_QUIRKS.numberForm))).toBe(`+${digits}`);
    }),
  );
});

test('reads any text without throwing', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(['phone', 'user', 'nobody']).toContain(readParty(text).kind);
    }),
  );
});
