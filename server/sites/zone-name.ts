/** What people of a language call a time zone: `Москва`, `Moscow Time`, `Moskau`. */
export function zoneName(zone: string, locale: string): string {
  const parts = new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    timeZoneName: 'shortGeneric',
  }).formatToParts();
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone;
  // `Moskau (Ortszeit)`
  return name.replace(/ \(.*/, '');
}
