import type { CallRequestInput } from '../shared/wire.ts';
import { type Seen, typedPhone } from './call-flow.ts';

/** What the visitor filled in; a repeat of the same form is the same request. */
export function formOf(seen: Seen, trigger: string): CallRequestInput {
  const { draft, site } = seen;
  const { country, national } = typedPhone(seen);
  return {
    kind: 'callback',
    phone: `+${country.callingCode}${national}`,
    country: country.country,
    name: draft.name || null,
    note: draft.note || null,
    department: draft.department || null,
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    locale: site.locale,
    consents: site.consents.filter(({ purpose }) => draft.ticks[purpose]),
    trigger,
  };
}

/** The page without its query, which may hold anything; `utm_*` aside. */
export function pageOf(): CallRequestInput['page'] {
  const utm: Record<string, string> = {};
  new URLSearchParams(location.search).forEach((value, name) => {
    if (name.startsWith('utm_')) utm[name.slice(4, 64)] = value.slice(0, 300);
  });
  return {
    url: (location.origin + location.pathname).slice(0, 2048),
    title: document.title.slice(0, 300),
    referrer: (document.referrer.split('?')[0] as string).slice(0, 2048),
    utm,
  };
}
