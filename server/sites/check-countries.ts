import { isSupportedCountry } from 'libphonenumber-js/max';
import { Refusal } from '../calls/refusal.ts';

/** A country that has no telephone numbers would leave the form without a code to choose. */
export function checkCountries(countries: readonly string[]): void {
  const errors = countries
    .map((country, at) => ({ country, path: `settings.countries.${at}` }))
    .filter(({ country }) => !isSupportedCountry(country))
    .map(({ country, path }) => ({ path, message: `no such country: ${country}` }));
  if (errors.length > 0) throw new Refusal('invalid_request', { errors });
}
