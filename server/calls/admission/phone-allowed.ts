import type { PhoneNumber } from 'libphonenumber-js/max';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { LineType, SiteSettings } from '../../../shared/site-settings.ts';
import { Refusal } from '../refusal.ts';
import type { Rule } from './candidate.ts';

/** Longest number that can only be a service code; shorter ones belong to nobody. */
const SHORT_NUMBER_DIGITS = 4;

/** The country, line type and number itself must be ones that the owner lets us ring. */
export const phoneAllowed: Rule = ({ site, body }) => {
  const phone = readPhone(body.phone ?? '', body.country ?? null, site.settings);
  refuseOwnNumbers(phone, site.settings);
  if (phone.country === undefined || !site.settings.countries.includes(phone.country)) {
    throw new Refusal('country_not_allowed');
  }
  refuseLineType(phone, site.settings.lineTypes);
};

/**
 * Reads any spelling into a real number, by libphonenumber's full metadata.
 * @throws Refusal `number_refused` for short and emergency numbers, `invalid_phone` otherwise
 */
export function readPhone(
  text: string,
  country: string | null,
  settings: SiteSettings,
): PhoneNumber {
  const home = country ?? settings.countries[0] ?? 'RU';
  const phone = parsePhoneNumberFromString(text, { defaultCountry: home as 'RU', extract: false });
  if (phone?.isValid()) return phone;
  const digits = text.replace(/\D/g, '');
  if (digits !== '' && digits.length <= SHORT_NUMBER_DIGITS && !/\p{L}/u.test(text)) {
    throw new Refusal('number_refused', { detail: 'Short and emergency numbers are not called.' });
  }
  throw new Refusal('invalid_phone', {
    errors: [{ path: 'phone', message: 'not a telephone number' }],
  });
}

function refuseOwnNumbers(phone: PhoneNumber, settings: SiteSettings) {
  const own = [settings.callerId?.number, settings.fallbackPhone];
  if (own.includes(phone.number)) {
    throw new Refusal('number_refused', { detail: 'This is our own number.' });
  }
}

const LINE_TYPES: Record<string, LineType[]> = {
  MOBILE: ['mobile'],
  FIXED_LINE: ['fixed'],
  FIXED_LINE_OR_MOBILE: ['mobile', 'fixed'],
  VOIP: ['voip'],
  TOLL_FREE: ['toll_free'],
};
const COSTLY = ['PREMIUM_RATE', 'SHARED_COST'];

function refuseLineType(phone: PhoneNumber, allowed: readonly LineType[]) {
  const type = phone.getType() ?? '';
  if (COSTLY.includes(type)) {
    throw new Refusal('number_refused', { detail: 'Premium-rate numbers are not called.' });
  }
  const types = LINE_TYPES[type] ?? ['other'];
  if (!types.some((one) => allowed.includes(one))) throw new Refusal('line_type_not_allowed');
}
