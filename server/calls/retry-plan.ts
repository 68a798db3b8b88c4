import type { RetryRules } from '../../shared/site-settings.ts';
import type { Call } from './call.ts';

/** What the owner's rules say of trying again; times of the day come from the caller. */
export type RetryContext = {
  now: Date;
  rules: RetryRules;
  /** First moment at or after the given one in which both sides may be rung; `null`: never. */
  earliest: (from: Date) => Date | null;
  /** 0 to 1, for jitter. */
  random: number;
};

const MINUTE = 60_000;
const BACK_OFF_FIRST_MS = 2_000;
const BACK_OFF_LAST_MS = 60_000;

/** When to try again after the given number of failures of one side; `null` when it is enough. */
export function nextTry(
  minutes: readonly number[],
  failures: number,
  context: RetryContext,
  call: Call,
): Date | null {
  const pause = minutes[failures - 1];
  if (pause === undefined) return null;
  const at = context.earliest(new Date(context.now.getTime() + pause * MINUTE));
  return at !== null && at < bestBefore(call, context.rules) ? at : null;
}

/** After a request that never reached the PBX: 2 s, doubling to 60 s, half of it by chance. */
export function backOff(deferrals: number, context: RetryContext): Date {
  const full = Math.min(BACK_OFF_LAST_MS, BACK_OFF_FIRST_MS * 2 ** (deferrals - 1));
  return new Date(context.now.getTime() + full * (0.5 + context.random / 2));
}

/** After this moment a call is of no use to anybody. */
export function bestBefore(call: Call, rules: RetryRules): Date {
  const from = Math.max(call.createdAt.getTime(), call.scheduledFor?.getTime() ?? 0);
  return new Date(from + rules.maxAgeHours * 60 * MINUTE);
}
