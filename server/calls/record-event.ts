import { newId } from '../new-id.ts';
import type { CallProgress, Pbx, PbxEvent } from '../pbx/pbx.ts';
import type { Store, Tables } from '../store/store.ts';
import type { Scene } from './apply.ts';
import { apply, note, settingsOf } from './apply.ts';
import { talkOf } from './attempt-result.ts';
import { finishAttempt, silenceEnds, UNRESOLVED_AFTER_MS } from './attempts.ts';
import { noteOperators } from './busy-operators.ts';
import type { Attempt, Call } from './call.ts';
import type { Reached } from './crash-point.ts';

/** The PBX's clock and ours may differ by this much. */
const CLOCK_SKEW_MS = 60_000;

type Parts = {
  store: Store;
  pbx: Pbx;
  now: () => Date;
  /** Milliseconds after which a silent call occupies nobody any more. */
  longestCall: () => Promise<number>;
  reached?: Reached | undefined;
};

/**
 * Keeps what the PBX reported, and lets it happen to the call it belongs to. Resolves after it is
 * on disk. `true` when there is something to do now: the end of an attempt has to be explained by
 * asking the PBX, or an operator has become free.
 */
export async function recordEvent(
  event: PbxEvent,
  raw: string,
  { store, pbx, now, longestCall, reached }: Parts,
): Promise<boolean> {
  const phoneKey = event.phone === null ? null : store.digest(event.phone);
  const at = now();
  const lapsesAt = new Date(at.getTime() + (await longestCall()));
  reached?.('event_received');
  const mustLook = await store.transaction(async (tables) => {
    const found = await attemptOf(event, phoneKey, tables, at);
    const stored = { ...event, id: newId(at), attemptId: found?.id ?? null };
    await tables.pbxEvents.insert(stored, { raw, at, phoneKey });
    const heardOf = { event, ownPin: found?.operator.pin ?? null, now: at, lapsesAt };
    if (found === null) return noteOperators(heardOf, tables);
    // The call first, then its attempt: everything that changes both locks in this order.
    const call = await tables.calls.lock(found.callId);
    const attempt = await tables.attempts.find(found.id);
    if (call === null || attempt === null) return false;
    const hasFreed = await noteOperators(heardOf, tables);
    const settings = await settingsOf(call.site, tables);
    const report = `pbx_${event.step}`;
    const scene = { tables, settings, now: at, attemptId: attempt.id, report };
    if (attempt.state === 'ended') {
      await note(call, { what: report, why: 'late' }, scene);
      return hasFreed;
    }
    const heard = await hear(attempt, event, call, scene);
    const progress = pbx.progressOf(await tables.pbxEvents.ofAttempt(attempt.id));
    const isUnexplained = await advance({ attempt: heard, call, progress }, scene);
    reached?.('event_uncommitted');
    return isUnexplained || hasFreed;
  });
  reached?.('event_stored');
  return mustLook;
}

/** By the PBX's id; else the one attempt on which this operator and this number are waiting. */
async function attemptOf(
  event: PbxEvent,
  phoneKey: string | null,
  { attempts }: Tables,
  now: Date,
): Promise<Attempt | null> {
  const known = await attempts.bySession(event.sessionId);
  if (known !== null || phoneKey === null || event.operator === null) return known;
  // A visitor may lose patience and call in: that call's end is not the end of ours.
  if (event.isIncoming) return null;
  const from = new Date(Math.min(now.getTime(), event.at.getTime()) - UNRESOLVED_AFTER_MS);
  const to = new Date(Math.max(now.getTime(), event.at.getTime()) + CLOCK_SKEW_MS);
  return attempts.silent({ operator: event.operator, phoneKey, from, to });
}

/** An event proves that the attempt was placed, and tells the id under which it runs. */
async function hear(attempt: Attempt, event: PbxEvent, call: Call, scene: Scene): Promise<Attempt> {
  const heard: Attempt = {
    ...attempt,
    state: 'placed',
    eventSessionId: attempt.eventSessionId ?? event.sessionId,
    checkAt: silenceEnds(call, scene.settings, scene.now),
    checks: 0,
  };
  await scene.tables.attempts.save(heard);
  if (attempt.state === 'uncertain') {
    await note(call, { what: 'attempt_resolved', why: 'pbx_event' }, scene);
  }
  return heard;
}

type Heard = { attempt: Attempt; call: Call; progress: CallProgress };

async function advance({ attempt, call, progress }: Heard, scene: Scene): Promise<boolean> {
  if (progress.stage !== 'ended') {
    const next = await apply(call, { type: 'progressed', progress }, scene);
    const checkAt = silenceEnds(next, scene.settings, scene.now);
    await scene.tables.attempts.save({ ...attempt, checkAt });
    return false;
  }
  const talk = talkOf(progress);
  if (talk !== null && progress.isTalkProven) {
    await finishAttempt({ attempt, call, result: talk, operators: [] }, scene);
    return false;
  }
  // It ended without a talk that is sure: the PBX knows which leg failed, and is asked at once.
  await scene.tables.attempts.save({ ...attempt, checkAt: scene.now });
  return true;
}
