import type { CallState, Outcome, Reason } from '../../shared/states.ts';
import { isDialling } from '../../shared/states.ts';
import type { CallProgress, LegCause } from '../pbx/pbx.ts';
import type { Call } from './call.ts';
import type { RetryContext } from './retry-plan.ts';
import { backOff, bestBefore, nextTry } from './retry-plan.ts';

/** What can happen to a call after it was requested. */
export type CallEvent =
  /** Its time has come. */
  | { type: 'cameDue' }
  /** The relay moves it: department closed, or another call to the same number is running. */
  | { type: 'postponed'; until: Date; reason: Reason }
  /** The intent to ask the PBX is about to be written. */
  | { type: 'dialled'; operator: { pin: string; name: string | null } }
  | { type: 'progressed'; progress: CallProgress }
  | { type: 'attemptEnded'; result: AttemptResult; operators: readonly string[] }
  /** The PBX cannot be asked at all (its list of operators is not to be had). */
  | { type: 'pbxWasUnavailable' }
  | { type: 'cancelAsked'; stoppable: boolean }
  | { type: 'rescheduled'; to: Date | null }
  | { type: 'expired'; reason: Reason };

/** How one asking of the PBX came out. */
export type AttemptResult =
  | { kind: 'talked'; talkSeconds: number | null; connectedAt: Date | null }
  | { kind: 'operator_failed'; cause: LegCause | null }
  | { kind: 'visitor_failed'; cause: LegCause | null }
  /** Certainly never placed, worth another try. */
  | { kind: 'not_placed' }
  | { kind: 'refused' }
  /** Nobody can tell any more whether it rang: never repeated by machine. */
  | { kind: 'unresolved' };

export type Transition = { call: Call; what: string; why: string | null };

type Change = Partial<Omit<Call, 'id' | 'seq' | 'updatedAt' | 'visitor'>>;
type Step = { change: Change; what: string; why?: string | null } | null;

/**
 * The life of a call as a pure function: the next call and what to write into its timeline, or
 * `null` when the event is stale (late, repeated, out of order, or after the end) and changes
 * nothing. States only go forward within an attempt; `ended` is never left.
 */
export function transition(call: Call, event: CallEvent, context: RetryContext): Transition | null {
  if (call.state === 'ended') return null;
  const step = stepFor(call, event, context);
  if (step === null) return null;
  const next = { ...call, ...step.change, seq: call.seq + 1, updatedAt: context.now };
  return { call: next, what: step.what, why: step.why ?? null };
}

function stepFor(call: Call, event: CallEvent, context: RetryContext): Step {
  switch (event.type) {
    case 'cameDue':
      return call.state === 'scheduled' ? queued('came_due') : null;
    case 'postponed':
      return isDialling(call.state) ? null : postponed(call, event);
    case 'dialled':
      return call.state === 'queued' ? dialled(call, event.operator) : null;
    case 'progressed':
      return progressed(call, event.progress, context.now);
    case 'attemptEnded':
      return isDialling(call.state) ? attemptEnded(call, event, context) : null;
    case 'pbxWasUnavailable':
      return call.state === 'queued' ? deferred(call, context) : null;
    case 'cancelAsked':
      return cancelAsked(call, event.stoppable, context.now);
    case 'rescheduled':
      return isDialling(call.state) ? null : rescheduled(call, event.to, context);
    case 'expired':
      return ended('expired', context.now, event.reason);
  }
}

function queued(what: string): Step {
  return { what, change: { state: 'queued', reason: null, nextAttemptAt: null } };
}

function postponed(call: Call, event: { until: Date; reason: Reason }): Step {
  const isRetry = call.attempt > 0;
  return {
    what: 'postponed',
    why: event.reason,
    change: {
      state: 'scheduled',
      reason: event.reason,
      dueAt: event.until,
      ...(isRetry ? { nextAttemptAt: event.until } : { scheduledFor: event.until }),
      ...putOff(call, null),
    },
  };
}

function dialled(call: Call, operator: { pin: string; name: string | null }): Step {
  return {
    what: 'dialled',
    change: {
      state: 'calling_operator',
      reason: null,
      nextAttemptAt: null,
      attempt: call.attempt + 1,
      operator,
    },
  };
}

const STAGE_STATE: Partial<Record<CallProgress['stage'], CallState>> = {
  visitor_ringing: 'calling_visitor',
  connected: 'connected',
};
const RANK: Record<CallState, number> = {
  scheduled: 0,
  queued: 0,
  calling_operator: 1,
  calling_visitor: 2,
  connected: 3,
  ended: 4,
};

function progressed(call: Call, progress: CallProgress, now: Date): Step {
  const state = STAGE_STATE[progress.stage];
  if (state === undefined || !isDialling(call.state) || RANK[state] <= RANK[call.state])
    return null;
  const rung = { state, waitedSeconds: call.waitedSeconds ?? waitOf(call, now) };
  if (state === 'calling_visitor') return { what: 'operator_answered', change: rung };
  return { what: 'connected', change: { ...rung, connectedAt: progress.connectedAt } };
}

/** The visitor's phone rings for the first time. */
function waitOf({ wantedNow, createdAt }: Call, now: Date): number | null {
  if (!wantedNow) return null;
  return Math.max(0, Math.round((now.getTime() - createdAt.getTime()) / 1000));
}

/** Another time than "now": what the wait was until the phone rang tells nobody anything any more. */
function putOff(call: Call, chosenAt: Date | null): Change {
  return { chosenAt, wantedNow: call.wantedNow && call.waitedSeconds !== null };
}

function attemptEnded(
  call: Call,
  { result, operators }: { result: AttemptResult; operators: readonly string[] },
  context: RetryContext,
): Step {
  if (call.cancelRequested) return ended('cancelled', context.now, null, talkOf(call, result));
  switch (result.kind) {
    case 'talked':
      return ended('completed', context.now, null, talkOf(call, result));
    case 'operator_failed':
      return operatorFailed(call, { cause: result.cause, operators }, context);
    case 'visitor_failed':
      return visitorFailed(call, result.cause, context);
    case 'not_placed':
      return deferred(call, context);
    case 'refused':
      return ended('refused', context.now, 'pbx_refused');
    case 'unresolved':
      // Both were seen talking: nothing is unknown but how long.
      return call.state === 'connected'
        ? ended('completed', context.now, null)
        : ended('expired', context.now, 'unresolved');
  }
}

function talkOf(call: Call, result: AttemptResult): Change {
  if (result.kind !== 'talked') return {};
  const connectedAt = call.connectedAt ?? result.connectedAt;
  return { talkSeconds: result.talkSeconds, connectedAt };
}

function operatorFailed(
  call: Call,
  failure: { cause: LegCause | null; operators: readonly string[] },
  context: RetryContext,
): Step {
  const reason: Reason = failure.cause === 'busy' ? 'operator_busy' : 'operator_no_answer';
  const tried = [...call.retries.tried, call.operator?.pin ?? ''];
  if (failure.operators.some((pin) => !tried.includes(pin))) {
    const retries = { ...call.retries, tried, deferrals: 0 };
    return {
      what: 'operator_failed',
      why: reason,
      change: { ...backToQueue(context.now), retries },
    };
  }
  const retries = { ...call.retries, tried: [], rounds: call.retries.rounds + 1, deferrals: 0 };
  const at = nextTry(context.rules.operatorMinutes, retries.rounds, context, call);
  if (at === null) return ended('no_operator', context.now, reason, { retries, operator: null });
  return { what: 'operator_failed', why: reason, change: { ...waitUntil(at), reason, retries } };
}

function visitorFailed(call: Call, cause: LegCause | null, context: RetryContext): Step {
  const reason: Reason = cause === 'busy' ? 'visitor_busy' : 'visitor_no_answer';
  const visitorFailures = call.retries.visitorFailures + 1;
  const retries = { ...call.retries, tried: [], visitorFailures, deferrals: 0 };
  // A person who pressed "decline" has answered: ringing again would be a nuisance.
  const isFinal = cause === 'declined';
  const at = isFinal ? null : nextTry(context.rules.visitorMinutes, visitorFailures, context, call);
  if (at === null) return ended('visitor_unreachable', context.now, reason, { retries });
  return { what: 'visitor_failed', why: reason, change: { ...waitUntil(at), reason, retries } };
}

/** The PBX could not be asked: the call waits in the queue and the page says "still trying". */
function deferred(call: Call, context: RetryContext): Step {
  if (call.cancelRequested) return ended('cancelled', context.now, null);
  const deferrals = call.retries.deferrals + 1;
  const at = backOff(deferrals, context);
  if (at >= bestBefore(call, context.rules)) return ended('expired', context.now, 'too_old');
  return {
    what: 'pbx_unavailable',
    why: 'pbx_unavailable',
    change: {
      state: 'queued',
      reason: 'pbx_unavailable',
      operator: null,
      nextAttemptAt: at,
      dueAt: at,
      retries: { ...call.retries, deferrals },
    },
  };
}

function backToQueue(now: Date): Change {
  return { state: 'queued', reason: null, operator: null, nextAttemptAt: null, dueAt: now };
}

function waitUntil(at: Date): Change {
  return {
    state: 'scheduled',
    operator: null,
    nextAttemptAt: at,
    dueAt: at,
    connectedAt: null,
    chosenAt: null,
  };
}

function cancelAsked(call: Call, stoppable: boolean, now: Date): Step {
  if (!isDialling(call.state)) return ended('cancelled', now, null);
  if (call.cancelRequested) return null;
  return {
    what: 'cancel_requested',
    why: stoppable ? null : 'cannot_hang_up',
    change: { cancelRequested: true },
  };
}

function rescheduled(call: Call, to: Date | null, context: RetryContext): Step {
  const at = to ?? context.now;
  const change: Change = {
    ...putOff(call, at),
    dueAt: at,
    reason: null,
    nextAttemptAt: null,
    scheduledFor: to,
  };
  return {
    what: 'rescheduled',
    change: { ...change, state: to === null ? 'queued' : 'scheduled' },
  };
}

function ended(outcome: Outcome, now: Date, reason: Reason | null, more: Change = {}): Step {
  return {
    what: 'ended',
    why: reason,
    change: { ...more, state: 'ended', outcome, reason, nextAttemptAt: null, endedAt: now },
  };
}
