import type { CallRequestInput } from '../shared/wire.ts';
import { type Seen, typedPhone } from './call-flow.ts';
import { ownZone } from './say.tsx';

/** What the visitor filled in; a repeat of the same form is the same request. */
export function formOf({ draft, ...seen }: Seen): CallRequestInput {
  const { ticks, ...filled } = draft;
  const { country, national } = typedPhone({ draft, ...seen });
  return {
    ...filled,
    kind: 'callback',
    phone: `+${country.callingCode}${national}`,
    country: country.country,
    scheduledFor: seen.scheduledFor,
    timezone: ownZone(),
    locale: seen.site.locale,
    consents: seen.site.consents.filter(({ purpose }) => ticks[purpose]),
    trigger: 'click',
  };
}

/** The relay cuts the queries off before it stores anything, `utm_*` aside. */
export const pageOf = (): CallRequestInput['page'] => ({
  url: location.href.slice(0, 2048),
  title: document.title.slice(0, 300),
  referrer: document.referrer,
});
