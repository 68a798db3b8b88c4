import { type SiteInput, siteInput } from '../../shared/wire.ts';

/** The shop's line: what both phones see calling, and the way out when all else fails. */
export const LINE_NUMBER = '+74951234567';
export const SHOP_NAME = 'Тихий свет';

/** Operators of the shop, with their names for readers of other scripts. */
export const DEMO_OPERATORS = [
  { pin: '666', login: 'olga', names: { ru: 'Ольга', en: 'Olga', de: 'Olga' } },
  { pin: '703', login: 'ivan', names: { ru: 'Иван', en: 'Ivan', de: 'Iwan' } },
] as const;

/** Name of an operator in that language; English where there is none, empty for a stranger. */
export function operatorName(pin: string, locale: string): string {
  const names: Readonly<Record<string, string>> =
    DEMO_OPERATORS.find((one) => one.pin === pin)?.names ?? {};
  return names[locale] ?? names['en'] ?? '';
}

/** The demo page's pane of phones is 432 px wide; the widget stays beside it, over the shop. */
const CLEAR_OF_PHONES_PX = 432 + 24;
/** A newcomer shall see a second try while still looking. */
const SHORT_MINUTES = [0.5, 2];
/** Playing with it all afternoon must not run into a limit. */
const GENEROUS = 1000;

/** The demo shop as its owner would write it. `origins`: where the demo page is opened. */
export function demoSite(origins: readonly string[]): SiteInput {
  return siteInput.parse({
    site: 'demo',
    name: SHOP_NAME,
    origins: [...new Set(origins)],
    settings: {
      countries: ['RU', 'KZ', 'BY', 'AM', 'UZ', 'DE', 'AT', 'GB', 'US'],
      departments: [
        {
          id: 'sales',
          name: { ru: 'Отдел продаж', en: 'Sales', de: 'Verkauf' },
          operators: DEMO_OPERATORS.map(({ pin }) => pin),
        },
      ],
      offers: ['callback'],
      limits: { perNumberPerDay: GENEROUS, perAddressPerHour: GENEROUS, perSitePerDay: GENEROUS },
      retries: { operatorMinutes: SHORT_MINUTES, visitorMinutes: SHORT_MINUTES },
      callerId: { number: LINE_NUMBER, label: SHOP_NAME },
      fallbackPhone: LINE_NUMBER,
      theme: { offset: [CLEAR_OF_PHONES_PX, 24] },
    },
  });
}
