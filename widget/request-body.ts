import type { CallRequestInput } from '../shared/wire.ts';
import { type Seen, typedPhone } from './call-flow.ts';

/** What the visitor filled in; a repeat of the same form is the same request. */
export function formOf(seen: Seen): CallRequestInput {
  const { name, note, department, ticks } = seen.draft;
  const { country, national } = typedPhone(seen);
  return {
    kind: 'callback',
    phone: `+${country.callingCode}${national}`,
    country: country.country,
    name,
    note,
    department: department || null,
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    locale: seen.site.locale,
    consents: seen.site.consents.filter(({ purpose }) => ticks[purpose]),
    trigger: 'click',
  };
}

/** The page without its query, which may hold anything; `utm_*` aside. */
export function pageOf(): CallRequestInput['page'] {
  const utm: Record<string, string> = {};
  new URLSearchParams(location.search).forEach((value, name) => {
    if (name.startsWith('utm_')) utm[name.slice(4)] = value.slice(0, 300);
  });
  const [url, referrer] = [location.href, document.referrer].map((address) =>
    address.replace(/[?#].*/, '').slice(0, 2048),
  );
  return { url, title: document.title.slice(0, 300), referrer, utm };
}
