import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { displayParts } from './country-phones.ts';

/** `+79123456789` → `+7 912 345-67-89`, spaced as people of that country do. */
export function showPhone(number: string): string {
  const phone = parsePhoneNumberFromString(number);
  if (!phone?.country) return number;
  const { code, national } = displayParts(
    phone.country,
    phone.countryCallingCode,
    phone.nationalNumber,
  );
  return `+${code} ${national}`;
}

const SHOWN_DIGITS = 4;

/** `+79123456789` → `+7 ••• •••-67-89`: one's own number is recognised, no other is learned. */
export function maskPhone(number: string): string {
  // Without a space there is no country code to show: a number of no known plan is all secret.
  const [, code = '', national = ''] = /^(\+\d+ )?(.*)$/.exec(showPhone(number)) ?? [];
  let hidden = national.replace(/\D/g, '').length - SHOWN_DIGITS;
  return code + national.replace(/\d/g, (digit) => (hidden-- > 0 ? '•' : digit));
}
