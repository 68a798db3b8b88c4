import type { Tables } from '../store/store.ts';
import { Refusal } from './refusal.ts';

const DAY_MS = 24 * 3_600_000;
/** Nobody in earnest changes his mind more often; every change is a durable write. */
const MOST_PER_DAY = 10;

type Change = { callId: string; what: 'rescheduled' | 'rated' };

/**
 * The holder of a token must not be able to write without end.
 * @throws Refusal `rate_limited` after ten changes of a kind within a day
 */
export async function refuseManyChanges(
  change: Change,
  { tables, now }: { tables: Tables; now: Date },
): Promise<void> {
  const since = new Date(now.getTime() - DAY_MS);
  const nth = await tables.timeline.nthNewest({ ...change, since, nth: MOST_PER_DAY });
  if (nth === null) return;
  const freeAgainMs = nth.getTime() + DAY_MS - now.getTime();
  const retryAfterSeconds = Math.max(1, Math.ceil(freeAgainMs / 1000));
  throw new Refusal('rate_limited', { retryAfterSeconds });
}
