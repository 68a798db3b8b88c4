import { siteSettings } from '../../shared/site-settings.ts';
import type { Store } from '../store/store.ts';

const FRESH_MS = 60_000;

/**
 * How long a call may last at most, by the longest `maxCallMinutes` of all sites or its default:
 * operators serve several sites, and the calls of others belong to none. Read once a minute.
 */
export function createLongestCall(store: Store, now: () => Date): () => Promise<number> {
  const usual = siteSettings.parse({}).maxCallMinutes;
  let known = { milliseconds: usual * 60_000, goodUntil: 0 };
  return async () => {
    if (now().getTime() < known.goodUntil) return known.milliseconds;
    const sites = await store.sites.list();
    const minutes = Math.max(usual, ...sites.map(({ settings }) => settings.maxCallMinutes));
    known = { milliseconds: minutes * 60_000, goodUntil: now().getTime() + FRESH_MS };
    return known.milliseconds;
  };
}
