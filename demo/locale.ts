/** Languages of the demo page; the widget is told the same one. */
export const LOCALES = ['ru', 'en', 'de'] as const;
export type Locale = (typeof LOCALES)[number];

/** `?locale=` wins, then the first language of the browser that the page speaks, then English. */
export function chooseLocale(search: string, languages: readonly string[]): Locale {
  const asked = new URLSearchParams(search).get('locale');
  const wishes = asked === null ? languages : [asked, ...languages];
  for (const wish of wishes) {
    const found = LOCALES.find((locale) => wish.toLowerCase().split('-')[0] === locale);
    if (found !== undefined) return found;
  }
  return 'en';
}
