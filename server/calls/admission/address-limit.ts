import type { Store } from '../../store/store.ts';
import { Refusal } from '../refusal.ts';
import type { Rule } from './candidate.ts';

const HOUR_SECONDS = 3600;

/** Requests per client address and site in an hour. Replays of a request never come this far. */
export function addressLimit(store: Pick<Store, 'counter'>): Rule {
  const counter = store.counter('address', HOUR_SECONDS);
  return async ({ site, address }) => {
    if (address === null) return;
    const { count, msBeforeReset } = await counter.count(`${site.site} ${networkOf(address)}`);
    if (count <= site.settings.limits.perAddressPerHour) return;
    throw new Refusal('rate_limited', { retryAfterSeconds: Math.ceil(msBeforeReset / 1000) });
  };
}

/** One household has a whole IPv6 /64 to choose addresses from. */
function networkOf(address: string): string {
  if (!address.includes(':') || address.startsWith('::ffff:'))
    return address.replace('::ffff:', '');
  const [head = '', tail] = address.split('::');
  const groups = head.split(':').filter((group) => group !== '');
  const isWhole = tail === undefined;
  return [...groups, ...(isWhole ? [] : ['0', '0', '0', '0'])].slice(0, 4).join(':');
}
