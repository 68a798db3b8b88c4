import type { CountryPhones } from '../shared/wire.ts';

/** `off` digits are missing or too many against `total`. */
export type PhoneFault = {
  kind: 'empty' | 'missing' | 'extra' | 'unknown';
  off: number;
  total: number;
};
export type ReadPhone = { country: CountryPhones; national: string };

const digitsOf = (text: string): string => text.replace(/\D/g, '');
const matches = (pattern: string, text: string): boolean => RegExp(`^(?:${pattern})$`).test(text);
const isNumber = ({ country, national }: ReadPhone): boolean =>
  country.lengths.includes(national.length) && matches(country.pattern, national);

/**
 * Reads any spelling, typed or pasted: `8 (912) 345-67-89`, `+7 912…`, `00 49 …`, `912 345`.
 * A prefix is taken off only when the rest is a number, or when the whole is too long to be one,
 * since `812…` may be a city and not a trunk prefix. `countries` is never empty.
 */
export function readPhone(text: string, country: string, countries: CountryPhones[]): ReadPhone {
  const [first] = countries as [CountryPhones];
  const chosen = countries.find((one) => one.country === country) ?? first;
  const abroad = /^\s*(\+|00)/.test(text);
  const digits = digitsOf(text).replace(/^00/, '');
  // Several countries share a calling code, so the chosen one goes first.
  const spellings = (abroad ? [chosen, ...countries] : [chosen]).flatMap((one) => {
    const { callingCode: code, trunkPrefix: trunk } = one;
    return [...(abroad ? [] : ['', trunk]), code, trunk && code + trunk]
      .filter((prefix) => prefix !== null && digits.startsWith(prefix))
      .map((prefix) => ({ country: one, national: digits.slice(prefix?.length) }));
  });
  return (
    spellings.find(isNumber) ??
    spellings.find((one) => one.national.length <= Math.max(...one.country.lengths)) ??
    spellings[0] ?? { country: chosen, national: digits }
  );
}

/** As people of that country write it, also while it is still being typed: `912 34`. */
export function formatPhone({ country, national }: ReadPhone): string {
  for (const length of country.lengths) {
    const padded = national.padEnd(length, '0');
    const format = country.formats.find(
      ([pattern, , leading]) =>
        matches(pattern, padded) && RegExp(`^(?:${leading ?? ''})`).test(padded),
    );
    if (format && length >= national.length) {
      const whole = padded.replace(RegExp(format[0]), format[1]);
      return whole.slice(0, afterDigits(whole, national.length));
    }
  }
  return national;
}

/** The place behind the given count of digits. */
function afterDigits(text: string, count: number): number {
  let at = 0;
  for (; count > 0 && at < text.length; at++) if (/\d/.test(text.charAt(at))) count--;
  return at;
}

/** What the visitor has to mend, or `null` for a number that can be called. */
export function phoneFault(read: ReadPhone): PhoneFault | null {
  const { lengths } = read.country;
  const typed = read.national.length;
  const total = lengths.find((length) => length >= typed) ?? Math.max(...lengths);
  const kind = !typed ? 'empty' : typed < total ? 'missing' : typed > total ? 'extra' : 'unknown';
  return isNumber(read) ? null : { kind, off: Math.abs(total - typed), total };
}

/**
 * Where the caret goes after the text was written anew: before as many digits as it was, and
 * right behind a digit, so that Backspace never meets a separator twice.
 */
export function caretAfter(before: string, caret: number, now: string): number {
  return afterDigits(now, digitsOf(now).length - digitsOf(before.slice(caret)).length);
}
