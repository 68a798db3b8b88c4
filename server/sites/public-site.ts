import type { Consent } from '../../shared/site-settings.ts';
import { textsFor } from '../../shared/texts/index.ts';
import type { Texts } from '../../shared/texts/texts.ts';
import type { OwnerSite, PublicSite } from '../../shared/wire.ts';
import { openingAt } from '../calls/opening-hours.ts';
import type { Outlook } from '../calls/waits.ts';
import { countryPhones } from './country-phones.ts';
import { localize } from './localize.ts';
import { showPhone } from './show-phone.ts';

/** What a page may know of a site: its looks, words and rules, and nothing of the PBX. */
export function publicSite(
  site: OwnerSite,
  wantedLocale: string | null,
  { now, outlook }: { now: Date; outlook: Outlook },
): PublicSite {
  const { settings } = site;
  const { locale, dir, texts } = textsFor(wantedLocale ?? 'en');
  const opening = (department: string | null) => {
    const { openNow, nextOpening } = openingAt(settings, department, now);
    return { openNow, nextOpening: nextOpening?.toISOString() ?? null };
  };
  return {
    site: site.site,
    name: site.name,
    locale,
    dir,
    texts,
    theme: settings.theme,
    // Browser calls need a SIP gateway, which this relay does not have.
    offers: settings.offers.filter((offer) => offer === 'callback'),
    ask: settings.ask,
    departments: (settings.departments ?? []).map(({ id, name }) => ({
      id,
      name: localize(name, locale),
      ...opening(id),
      longWait: outlook.isLong(id),
    })),
    timezone: settings.timezone,
    hours: opening(null),
    longWait: outlook.isLong(null),
    promise: outlook.promise,
    consents: (settings.consents ?? []).map((consent) => shownConsent(consent, texts, locale)),
    callerId: settings.callerId
      ? { ...shown(settings.callerId.number), label: settings.callerId.label }
      : null,
    fallbackPhone: settings.fallbackPhone ? shown(settings.fallbackPhone) : null,
    countries: countryPhones(settings.countries, settings.lineTypes, locale),
    ringSeconds: settings.ringSeconds,
  };
}

function shown(number: string) {
  return { number, national: showPhone(number) };
}

function shownConsent(consent: Consent, texts: Texts, locale: string) {
  const { purpose, version, url, required } = consent;
  const isKnown = Object.hasOwn(texts.consents, purpose);
  const builtIn = texts.consents[isKnown ? (purpose as keyof Texts['consents']) : 'other'];
  return {
    purpose,
    version,
    url,
    required,
    text: consent.text ? localize(consent.text, locale) : builtIn,
  };
}
