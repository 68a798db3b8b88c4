import { Refusal } from '../refusal.ts';
import type { StoredRule } from './candidate.ts';

const MOST_SCHEDULED = 2;
const HOUR_SECONDS = 3600;

/** One number has one live call per site. Whoever asks learns nothing of that call. */
export const numberFree: StoredRule = async ({ site }, phoneKey, { calls }) => {
  if (await calls.liveOf(site.site, phoneKey)) throw new Refusal('call_in_progress');
  if ((await calls.countScheduled(site.site, phoneKey)) >= MOST_SCHEDULED) {
    throw new Refusal('rate_limited', { retryAfterSeconds: HOUR_SECONDS });
  }
};
