import type { CallTable } from '../../store/store.ts';
import { Refusal } from '../refusal.ts';
import type { StoredRule } from './candidate.ts';

const DAY_MS = 24 * 3_600_000;

/** Calls of one number, and of the whole site, in the last 24 hours; counted from the calls. */
export const dailyLimits: StoredRule = async ({ site, now }, phoneKey, { calls }) => {
  const { perNumberPerDay, perSitePerDay } = site.settings.limits;
  await refuseAbove(calls, { site: site.site, phoneKey, nth: perNumberPerDay }, now);
  await refuseAbove(calls, { site: site.site, nth: perSitePerDay }, now);
};

type Count = { site: string; phoneKey?: string; nth: number };

async function refuseAbove(calls: CallTable, count: Count, now: Date) {
  const since = new Date(now.getTime() - DAY_MS);
  const nth = await calls.nthNewest({ ...count, since });
  if (nth === null) return;
  const freeAgainMs = nth.getTime() + DAY_MS - now.getTime();
  throw new Refusal('rate_limited', {
    retryAfterSeconds: Math.max(1, Math.ceil(freeAgainMs / 1000)),
  });
}
