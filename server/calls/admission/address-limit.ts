import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Refusal } from '../refusal.ts';
import type { Rule } from './candidate.ts';

const HOUR_SECONDS = 3600;

/**
 * Requests per client address and site in an hour, in memory: a restart forgives, which is cheaper
 * than a durable write for every stranger. Replays of the same request never come this far.
 */
export function addressLimit(): Rule {
  const limiter = new RateLimiterMemory({
    points: Number.MAX_SAFE_INTEGER,
    duration: HOUR_SECONDS,
  });
  return async ({ site, address }) => {
    if (address === null) return;
    const used = await limiter.consume(`${site.site} ${networkOf(address)}`);
    if (used.consumedPoints > site.settings.limits.perAddressPerHour) throw limited(used);
  };
}

function limited(used: RateLimiterRes): Refusal {
  return new Refusal('rate_limited', { retryAfterSeconds: Math.ceil(used.msBeforeNext / 1000) });
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
