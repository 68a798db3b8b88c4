import type { CountryCode } from 'libphonenumber-js/core';
import { Metadata } from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/max/metadata';
import examples from 'libphonenumber-js/mobile/examples';
import type { LineType } from '../../shared/site-settings.ts';
import type { CountryPhones } from '../../shared/wire.ts';

/** The parts of libphonenumber's numbering plan that its own types leave out. */
type Plan = {
  callingCode(): string;
  nationalPrefix(): string | null;
  nationalNumberPattern(): string;
  possibleLengths(): number[];
  formats(): PlanFormat[];
  type(name: string): { pattern(): string; possibleLengths(): number[] | undefined } | undefined;
};
type PlanFormat = {
  pattern(): string;
  leadingDigitsPatterns(): string[];
  internationalFormat(): string;
};

/** How numbers of the site's countries are written and checked, for a page without a library. */
export function countryPhones(
  countries: readonly string[],
  lineTypes: readonly LineType[],
  locale: string,
): CountryPhones[] {
  const names = new Intl.DisplayNames([locale], { type: 'region' });
  return countries.flatMap((country) => {
    const plan = planOf(country);
    return plan === null
      ? []
      : [{ name: names.of(country) ?? country, ...phonesOf(country, plan, lineTypes) }];
  });
}

/** `+79123456789` → `{code: "7", national: "912 345-67-89"}`: no trunk prefix, national spacing. */
export function displayParts(country: string, callingCode: string, digits: string) {
  const plan = planOf(country);
  const format = plan?.formats().find((one) => fits(one, digits));
  const national = format
    ? digits.replace(whole(format.pattern()), format.internationalFormat())
    : digits;
  return { code: callingCode, national };
}

function planOf(country: string): Plan | null {
  const all = new Metadata(metadata);
  try {
    all.selectNumberingPlan(country as CountryCode);
  } catch {
    return null;
  }
  return (all.numberingPlan as unknown as Plan | undefined) ?? null;
}

function phonesOf(
  country: string,
  plan: Plan,
  lineTypes: readonly LineType[],
): Omit<CountryPhones, 'name'> {
  const example = examples[country as CountryCode] ?? '';
  return {
    country,
    callingCode: plan.callingCode(),
    trunkPrefix: plan.nationalPrefix() || null,
    pattern: patternOf(plan, lineTypes),
    lengths: lengthsOf(plan, lineTypes),
    formats: formatsOf(plan),
    example: displayParts(country, plan.callingCode(), example).national,
  };
}

const PLAN_TYPES: Record<LineType, string[]> = {
  mobile: ['MOBILE'],
  fixed: ['FIXED_LINE'],
  voip: ['VOIP'],
  toll_free: ['TOLL_FREE'],
  other: ['PERSONAL_NUMBER', 'UAN', 'PAGER'],
};

/** The mobile pattern is short enough to send; those of fixed lines run to kilobytes. */
function patternOf(plan: Plan, lineTypes: readonly LineType[]): string {
  const isMobileOnly = lineTypes.length === 1 && lineTypes[0] === 'mobile';
  const mobile = isMobileOnly ? plan.type('MOBILE')?.pattern() : undefined;
  return mobile ?? plan.nationalNumberPattern();
}

function lengthsOf(plan: Plan, lineTypes: readonly LineType[]): number[] {
  const lengths = lineTypes
    .flatMap((type) => PLAN_TYPES[type])
    .flatMap((name) => plan.type(name)?.possibleLengths() ?? []);
  const unique = [...new Set(lengths.length > 0 ? lengths : plan.possibleLengths())];
  return unique.toSorted((a, b) => a - b);
}

function formatsOf(plan: Plan): CountryPhones['formats'] {
  return plan
    .formats()
    .filter((format) => !format.internationalFormat().includes('NA'))
    .map((format) => [
      format.pattern(),
      format.internationalFormat(),
      format.leadingDigitsPatterns().at(-1) ?? null,
    ]);
}

function fits(format: PlanFormat, digits: string): boolean {
  const leading = format.leadingDigitsPatterns().at(-1);
  return (
    whole(format.pattern()).test(digits) && (!leading || new RegExp(`^(?:${leading})`).test(digits))
  );
}

function whole(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`);
}
