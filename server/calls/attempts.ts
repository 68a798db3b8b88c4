import type { SiteSettings } from '../../shared/site-settings.ts';
import type { Pbx } from '../pbx/pbx.ts';
import type { Scene } from './apply.ts';
import { apply, note } from './apply.ts';
import { endOperatorCall } from './busy-operators.ts';
import type { Attempt, Call } from './call.ts';
import type { AttemptResult } from './transition.ts';

/** Margin over both legs' ring times before a silent attempt is asked about. */
const GRACE_MS = 5_000;
/** What may or may not ring is asked about soon; what the PBX accepted tells of itself. */
const FIRST_CHECK_MS = { uncertain: 2_000, placed: 10_000 };
const LAST_CHECK_MS = 60_000;
/** An attempt that nobody can explain for this long is given up, never repeated. */
export const UNRESOLVED_AFTER_MS = 15 * 60_000;

/**
 * How long an attempt belongs to the relay that wrote its intent. Whoever finds it unanswered after
 * that takes it as uncertain, so the PBX has to be asked well before.
 */
const leaseMs = (placesWithinMs: number) => 2 * placesWithinMs + GRACE_MS;

/** When an intent without an answer becomes uncertain. */
export function leaseEnds(askedAt: Date, { placesWithinMs }: Pick<Pbx, 'placesWithinMs'>): Date {
  return new Date(askedAt.getTime() + leaseMs(placesWithinMs));
}

/** Whether the PBX can still be asked so that its answer comes inside the lease. */
export function isLeaseAmple(
  attempt: Attempt,
  pbx: Pick<Pbx, 'placesWithinMs'>,
  now: Date,
): boolean {
  return now.getTime() + pbx.placesWithinMs < leaseEnds(attempt.askedAt, pbx).getTime();
}

/** How long a relay keeps an attempt that it asks about to itself. */
export function claimEnds({ placesWithinMs }: Pick<Pbx, 'placesWithinMs'>, now: Date): Date {
  return new Date(now.getTime() + 2 * leaseMs(placesWithinMs));
}

/** When to ask the PBX about a running attempt that has said nothing new. */
export function silenceEnds(call: Call, settings: SiteSettings, now: Date): Date {
  const isTalking = call.state === 'connected';
  const longest = isTalking ? settings.maxCallMinutes * 60_000 : 2 * settings.ringSeconds * 1000;
  return new Date(now.getTime() + longest + GRACE_MS);
}

/** Until when both legs of an attempt may be ringing. */
export function ringsUntil(attempt: Attempt, settings: SiteSettings): Date {
  return new Date(attempt.askedAt.getTime() + 2 * settings.ringSeconds * 1000 + GRACE_MS);
}

/** When to ask about an attempt that was not heard of: doubling to a minute. */
export function nextCheck(attempt: Attempt, now: Date): Date {
  const first = FIRST_CHECK_MS[attempt.state === 'placed' ? 'placed' : 'uncertain'];
  const pause = Math.min(LAST_CHECK_MS, first * 2 ** attempt.checks);
  return new Date(now.getTime() + pause);
}

/** The moment after which an attempt cannot still be a call in progress. */
export function givesUpAt(attempt: Attempt, settings: SiteSettings): Date {
  const talkMs = attempt.state === 'placed' ? settings.maxCallMinutes * 60_000 : 0;
  return new Date(attempt.askedAt.getTime() + talkMs + UNRESOLVED_AFTER_MS);
}

export type Finish = {
  attempt: Attempt;
  call: Call;
  result: AttemptResult;
  operators: readonly string[];
};

/** Ends an attempt and lets the call go on from there. Doing it twice changes nothing. */
export async function finishAttempt(finish: Finish, scene: Scene): Promise<Call> {
  const { attempt, call, result, operators } = finish;
  if (attempt.state === 'ended') return call;
  const isExplained = attempt.state === 'uncertain';
  await scene.tables.attempts.save({
    ...attempt,
    state: 'ended',
    checkAt: null,
    endedAt: scene.now,
    result: 'cause' in result && result.cause ? `${result.kind}:${result.cause}` : result.kind,
  });
  await release(attempt, scene);
  const here = { ...scene, attemptId: attempt.id };
  if (isExplained) await note(call, { what: 'attempt_resolved', why: result.kind }, here);
  return apply(call, { type: 'attemptEnded', result, operators }, here);
}

/** Whoever was rung rests from now on, and what else is known of the same call is over too. */
async function release({ operator, sessionId, eventSessionId }: Attempt, { tables, now }: Scene) {
  for (const id of new Set([sessionId, eventSessionId])) {
    if (id !== null) await endOperatorCall(id, tables, now);
  }
  await tables.operatorCalls.rest([operator.pin], now);
}
