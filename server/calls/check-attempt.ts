import type { CallDetails, CallProgress, Pbx } from '../pbx/pbx.ts';
import type { Store } from '../store/store.ts';
import type { TellOwner } from './apply.ts';
import { note, settingsOf } from './apply.ts';
import { resultOf, talkOf } from './attempt-result.ts';
import { finishAttempt, givesUpAt, nextCheck, ringsUntil } from './attempts.ts';
import type { Attempt, Call } from './call.ts';
import type { Reached } from './crash-point.ts';
import { operatorsOf } from './operators.ts';
import type { AttemptResult } from './transition.ts';

/** How often the PBX is asked to explain an end that it reported itself. */
const EXPLAIN_TRIES = 6;

type Parts = {
  store: Store;
  pbx: Pbx;
  now: () => Date;
  tellOwner: TellOwner;
  reached?: Reached | undefined;
};
type Verdict = { result: AttemptResult } | { askAgainAt: Date };

/**
 * Asks the PBX what became of an attempt that is uncertain, silent, or ended unexplained, and
 * lets the answer happen. An attempt that may have rung is never repeated on a guess. `false` when
 * there was nothing to ask.
 */
export async function checkAttempt(id: string, parts: Parts): Promise<boolean> {
  const { store, pbx, now, reached } = parts;
  const attempt = await store.attempts.find(id);
  const call = attempt && (await store.calls.find(attempt.callId));
  if (!attempt || !call || attempt.state === 'ended') return false;
  const settings = await settingsOf(call.site, store);
  const question = {
    attempt,
    call,
    others: await store.attempts.otherSessions(attempt),
    progress: pbx.progressOf(await store.pbxEvents.ofAttempt(id)),
    ringsUntil: ringsUntil(attempt, settings),
    deadline: givesUpAt(attempt, settings),
  };
  reached?.('check_begun');
  const verdict = await ask(question, parts);
  reached?.('check_answered');
  const operators = await operatorsOf(settings, call.department, pbx).catch(() => []);
  const finished = await store.transaction(async (tables) => {
    const present = await tables.calls.lock(call.id);
    const current = await tables.attempts.find(id);
    if (present === null || current === null) return null;
    // Something was heard meanwhile: that is newer than what was asked here.
    const isNews = current.state !== attempt.state;
    if (isNews || current.eventSessionId !== attempt.eventSessionId) return null;
    const scene = { tables, settings, now: now(), attemptId: id };
    if ('result' in verdict) {
      const pins = operators.map(({ pin }) => pin);
      const next = await finishAttempt(
        { attempt: current, call: present, result: verdict.result, operators: pins },
        scene,
      );
      reached?.('verdict_uncommitted');
      return next;
    }
    await tables.attempts.save({
      ...current,
      checkAt: verdict.askAgainAt,
      checks: current.checks + 1,
    });
    if (current.checks === 0) await note(present, { what: 'pbx_asked', why: current.state }, scene);
    return null;
  });
  reached?.('verdict_written');
  if (finished?.reason === 'unresolved') {
    parts.tellOwner({ id: finished.id, site: finished.site, reason: finished.reason });
  }
  return true;
}

type Question = {
  attempt: Attempt;
  call: Call;
  /** Ids of other calls to this number, whose rows in the PBX's list are not this one's. */
  others: string[];
  /** What the PBX has reported itself. */
  progress: CallProgress;
  /** By then both phones have had their time to ring. */
  ringsUntil: Date;
  deadline: Date;
};

async function ask(question: Question, { pbx, now }: Parts): Promise<Verdict> {
  const { attempt, progress, deadline } = question;
  const details = await detailsOf(attempt, pbx);
  if (details) return { result: resultOf(details) };
  if (progress.stage === 'ended') {
    // A talk of which there is some sign is better taken for one than rung again.
    const unexplained = talkOf(progress) ?? { kind: 'visitor_failed', cause: null };
    if (attempt.checks >= EXPLAIN_TRIES) return { result: unexplained };
    return { askAgainAt: nextCheck(attempt, now()) };
  }
  const verdict = await search(question, pbx, now);
  const isTooLate = now() >= deadline;
  return 'askAgainAt' in verdict && isTooLate ? { result: { kind: 'unresolved' } } : verdict;
}

async function detailsOf(attempt: Attempt, pbx: Pbx): Promise<CallDetails | null> {
  for (const sessionId of new Set([attempt.eventSessionId, attempt.sessionId])) {
    if (sessionId === null) continue;
    const details = await pbx.callDetails(sessionId);
    if (details !== 'unknown') return details;
  }
  return null;
}

async function search(question: Question, pbx: Pbx, now: () => Date): Promise<Verdict> {
  const { attempt, call } = question;
  const isOverdue = now() >= question.ringsUntil;
  const { phone } = call.visitor;
  // A call that the PBX accepted speaks for itself; its list is a file, ordered only in need.
  if (attempt.state === 'placed' && !isOverdue) return { askAgainAt: nextCheck(attempt, now()) };
  if (phone === null || !pbx.can.findsLostCalls) {
    return attempt.state === 'placed'
      ? { askAgainAt: nextCheck(attempt, now()) }
      : { result: { kind: 'unresolved' } };
  }
  const { askedAt, operator } = attempt;
  const otherSessions = question.others;
  const found = await pbx.findCall({ operator: operator.pin, phone, askedAt, otherSessions });
  if (found.kind === 'found') return { result: resultOf(found.details) };
  // The list shows ended calls only, so absence proves nothing while the phones may be ringing,
  // nor ever of a call that the PBX accepted. What is left is a talk of which every event was lost;
  // the next attempt begins with the same operator, who is then busy, and the visitor is not rung.
  const isProof = found.kind === 'absent' && attempt.state === 'uncertain' && isOverdue;
  if (isProof) return { result: { kind: 'not_placed' } };
  if (found.kind === 'unknown') return { askAgainAt: found.askAgainAt };
  return { askAgainAt: isOverdue ? nextCheck(attempt, now()) : question.ringsUntil };
}
