import type { CountryPhones } from '../shared/wire.ts';

/** `off` digits are missing or too many against `total`. */
export type PhoneFault = {
  kind: 'empty' | 'missing' | 'extra' | 'unknown';
  off: number;
  total: number;
};

const digitsOf = (text: string): string => text.replace(/\D/g, '');
const matches = (pattern: string, text: string): boolean => RegExp(`^(?:${pattern})$`).test(text);
const isNumber = (national: string, { lengths, pattern }: CountryPhones): boolean =>
  lengths.includes(national.length) && matches(pattern, national);

/**
 * Reads any spelling, typed or pasted: `8 (912) 345-67-89`, `+7 912…`, `00 49 …`, `912 345`.
 * A prefix is taken off only when the rest is a number, or when the whole is too long to be one,
 * since `812…` may be a city and not a trunk prefix.
 */
export function readPhone(
  text: string,
  country: string,
  countries: CountryPhones[],
): { country: CountryPhones; national: string } {
  const chosen =
    countries.find((one) => one.country === country) ?? (countries[0] as CountryPhones);
  const digits = digitsOf(text).replace(/^00/, '');
  const international = /^\s*(\+|00)/.test(text);
  const order = [chosen, ...countries].filter(
    (one) => one === chosen || (international && digits.startsWith(one.callingCode)),
  );
  for (const one of order) {
    const found = spellings(digits, one, international).find((national) => isNumber(national, one));
    if (found) return { country: one, national: found };
  }
  // Several countries share a calling code, so the chosen one goes first.
  const likely = order.find((one) => international && digits.startsWith(one.callingCode)) ?? chosen;
  const longest = Math.max(...likely.lengths);
  const options = spellings(digits, likely, international);
  return {
    country: likely,
    national: options.find((national) => national.length <= longest) ?? digits,
  };
}

function spellings(digits: string, country: CountryPhones, international: boolean): string[] {
  const without = (prefix: string | null, all: string[]): string[] =>
    prefix
      ? all.filter((one) => one.startsWith(prefix)).map((one) => one.slice(prefix.length))
      : [];
  const bare = without(country.callingCode, [digits]);
  const plain = international && bare.length ? [] : [digits];
  return [
    ...plain,
    ...without(country.trunkPrefix, plain),
    ...bare,
    ...without(country.trunkPrefix, bare),
  ];
}

/** As people of that country write it, also while it is still being typed: `912 34`. */
export function formatPhone(national: string, { formats, lengths }: CountryPhones): string {
  for (const length of [...lengths].sort((a, b) => a - b)) {
    if (length < national.length) continue;
    const padded = national.padEnd(length, '0');
    const format = formats.find(
      ([pattern, , leading]) =>
        matches(pattern, padded) && (!leading || RegExp(`^(?:${leading})`).test(padded)),
    );
    if (format) return firstDigits(padded.replace(RegExp(format[0]), format[1]), national.length);
  }
  return national;
}

function firstDigits(text: string, count: number): string {
  let end = 0;
  for (let left = count; left > 0; end++) if (/\d/.test(text[end] as string)) left--;
  return text.slice(0, end);
}

/** What the visitor has to mend, or `null` for a number that can be called. */
export function phoneFault(national: string, country: CountryPhones): PhoneFault | null {
  const lengths = [...country.lengths].sort((a, b) => a - b);
  const typed = national.length;
  const total =
    lengths.find((length) => length >= typed) ?? (lengths[lengths.length - 1] as number);
  const kind = !typed
    ? 'empty'
    : typed < total
      ? 'missing'
      : typed > total
        ? 'extra'
        : isNumber(national, country)
          ? null
          : 'unknown';
  return kind && { kind, off: Math.abs(total - typed), total };
}

/**
 * Where the caret goes after the text was written anew: before as many digits as before, and
 * right behind a digit, so that Backspace never meets a separator twice.
 */
export function caretAfter(before: string, caret: number, now: string): number {
  let after = digitsOf(before.slice(caret)).length;
  let at = now.length;
  while (at > 0 && (after > 0 || !/\d/.test(now[at - 1] as string))) {
    if (/\d/.test(now[--at] as string)) after--;
  }
  return at;
}
