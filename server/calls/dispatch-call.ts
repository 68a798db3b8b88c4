import type { SiteSettings } from '../../shared/site-settings.ts';
import { newId } from '../new-id.ts';
import type { Operator, Pbx, PlaceCallAnswer } from '../pbx/pbx.ts';
import type { Store } from '../store/store.ts';
import type { Scene, TellOwner } from './apply.ts';
import { apply, note, settingsOf } from './apply.ts';
import { finishAttempt, isLeaseAmple, leaseEnds, nextCheck } from './attempts.ts';
import type { Attempt, Call } from './call.ts';
import { chooseOperator } from './choose-operator.ts';
import type { Reached } from './crash-point.ts';
import { operatorsOf } from './operators.ts';
import { bestBefore } from './retry-plan.ts';
import { ringTime } from './ring-time.ts';
import type { AttemptResult } from './transition.ts';

type Parts = {
  store: Store;
  pbx: Pbx;
  now: () => Date;
  tellOwner: TellOwner;
  reached?: Reached | undefined;
};

/** How long a call waits while another one to the same number is running. */
const BUSY_NUMBER_MS = 30_000;

/** `waits`: nobody is free for it. `elsewhere`: another relay has it, or it is due no longer. */
export type Dispatched = 'moved' | 'waits' | 'elsewhere';

/**
 * Takes one due call as far as it can go: into the queue, to a free operator, to the PBX. The
 * intent is on disk before the PBX is asked, so that a crash at any point can be resolved.
 */
export async function dispatchCall(id: string, parts: Parts): Promise<Dispatched> {
  const { store, pbx, now, reached } = parts;
  const call = await store.calls.find(id);
  if (call === null) return 'elsewhere';
  const settings = await settingsOf(call.site, store);
  const operators = await operatorsOf(settings, call.department, pbx).catch(() => null);
  const attempt = await store.transaction(async (tables) => {
    const scene = { tables, settings, now: now() };
    const due = await comeDue(id, scene);
    if (typeof due === 'string') return due;
    if (operators === null) {
      await apply(due, { type: 'pbxWasUnavailable' }, scene);
      return 'moved';
    }
    const intent = await intend({ call: due, operators, pbx }, scene);
    reached?.('intent_uncommitted');
    return intent;
  });
  if (typeof attempt === 'string' || operators === null) return attempt as Dispatched;
  reached?.('intent_written');
  // Between the intent and this line the relay may have stood still for long.
  if (!isLeaseAmple(attempt, pbx, now())) return withdraw(attempt, settings, parts);
  const asking = pbx.placeCall({
    operator: attempt.operator.pin,
    phone: call.visitor.phone ?? '',
  });
  reached?.('pbx_asked');
  const answer = await asking;
  reached?.('pbx_answered');
  const pins = operators.map(({ pin }) => pin);
  await store.transaction(async (tables) => {
    await applyAnswer(attempt.id, answer, pins, { tables, settings, now: now() });
    reached?.('answer_uncommitted');
  });
  reached?.('answer_written');
  if (answer.kind === 'refused') parts.tellOwner({ id, site: call.site, reason: 'pbx_refused' });
  return 'moved';
}

/** Takes an intent back that the PBX was never told of, unless somebody has judged it meanwhile. */
async function withdraw({ id, callId }: Attempt, settings: SiteSettings, { store, now }: Parts) {
  await store.transaction(async (tables) => {
    const call = await tables.calls.lock(callId);
    const attempt = await tables.attempts.find(id);
    if (call === null || attempt?.state !== 'intended') return;
    const scene = { tables, settings, now: now(), attemptId: id };
    const result = { kind: 'not_placed' } as const;
    await finishAttempt({ attempt, call, result, operators: [] }, scene);
  });
  return 'moved' as const;
}

/** The call in `queued`, if nothing forbids ringing it now; otherwise it is moved or ended. */
async function comeDue(id: string, scene: Scene): Promise<Call | Dispatched> {
  const { tables, settings, now } = scene;
  const call = await tables.calls.lockIfFree(id);
  if (call === null || call.dueAt > now || !['scheduled', 'queued'].includes(call.state))
    return 'elsewhere';
  if (call.visitor.phone === null || now >= bestBefore(call, settings.retries)) {
    await apply(call, { type: 'expired', reason: 'too_old' }, scene);
    return 'moved';
  }
  if (call.state === 'scheduled')
    await tables.takeTurn('number', `${call.site} ${call.visitor.phoneKey}`);
  const obstacle = await obstacleTo(call, scene);
  if (obstacle) {
    await apply(call, obstacle, scene);
    return 'moved';
  }
  return call.state === 'scheduled' ? apply(call, { type: 'cameDue' }, scene) : call;
}

async function obstacleTo(call: Call, { tables, settings, now }: Scene) {
  // It was ringing when its site was removed, and now waits for another try that nobody wants.
  const isRemoved = (await tables.sites.find(call.site)) === null;
  if (isRemoved) return { type: 'expired', reason: 'site_removed' } as const;
  const ringsAt = ringTime(call, settings, now);
  if (ringsAt === null) return { type: 'expired', reason: 'out_of_hours' } as const;
  if (ringsAt > now) return { type: 'postponed', until: ringsAt, reason: 'out_of_hours' } as const;
  const { phoneKey } = call.visitor;
  if (phoneKey === null) return null;
  if (await tables.calls.liveOf(call.site, phoneKey, call.id)) {
    const until = new Date(now.getTime() + BUSY_NUMBER_MS);
    return { type: 'postponed', until, reason: call.reason ?? 'already_called' } as const;
  }
  const hasTalkedSince = await tables.calls.completedSince(call.site, phoneKey, call.createdAt);
  return hasTalkedSince ? ({ type: 'expired', reason: 'already_called' } as const) : null;
}

type Choice = { call: Call; operators: Operator[]; pbx: Pbx };

/** Writes the intent for the first free operator; without one the call stays in the queue. */
async function intend({ call, operators, pbx }: Choice, scene: Scene): Promise<Attempt | 'waits'> {
  const { tables, now } = scene;
  // Two relays that look for a free operator at once would find the same one.
  await tables.takeTurn('operators', '');
  const operator = await chooseOperator(call, operators, scene);
  if (operator === null) return 'waits';
  const checkAt = leaseEnds(now, pbx);
  const attempt = { ...newAttempt(call, operator, now), checkAt };
  const here = { ...scene, attemptId: attempt.id };
  await tables.attempts.insert(attempt);
  await apply(call, { type: 'dialled', operator: attempt.operator }, here);
  return attempt;
}

function newAttempt(call: Call, operator: Operator, now: Date): Attempt {
  return {
    id: newId(now),
    callId: call.id,
    site: call.site,
    number: call.attempt + 1,
    operator: { pin: operator.pin, name: operator.name },
    phoneKey: call.visitor.phoneKey,
    state: 'intended',
    askedAt: now,
    sessionId: null,
    eventSessionId: null,
    checkAt: null,
    checks: 0,
    endedAt: null,
    result: null,
  };
}

const RESULTS: Partial<Record<PlaceCallAnswer['kind'], AttemptResult>> = {
  operator_failed: { kind: 'operator_failed', cause: null },
  temporary: { kind: 'not_placed' },
  refused: { kind: 'refused' },
};

async function applyAnswer(
  attemptId: string,
  answer: PlaceCallAnswer,
  operators: string[],
  outer: Omit<Scene, 'attemptId'>,
) {
  const scene = { ...outer, attemptId };
  const { tables, now } = scene;
  const stale = await tables.attempts.find(attemptId);
  const call = stale && (await tables.calls.lock(stale.callId));
  const attempt = await tables.attempts.find(attemptId);
  if (!call || !attempt || attempt.state === 'ended') return;
  const sessionId = 'sessionId' in answer ? answer.sessionId : null;
  if ('why' in answer)
    await note(call, { what: `pbx_answered_${answer.kind}`, why: answer.why }, scene);
  // Events outrank the answer: what has been seen ringing was placed, whatever came back.
  const wasHeard = attempt.eventSessionId !== null;
  const result = RESULTS[answer.kind];
  if (result && !wasHeard) {
    await finishAttempt({ attempt, call, result, operators }, scene);
    return;
  }
  const isCertain = answer.kind === 'accepted' || wasHeard;
  const next: Attempt = { ...attempt, sessionId, state: isCertain ? 'placed' : 'uncertain' };
  const checkAt = wasHeard ? attempt.checkAt : nextCheck(next, now);
  await tables.attempts.save({ ...next, checkAt });
}
