import type { Ring } from '../../server/pbx/rostelecom/simulator/ring-legs.ts';
import type { SimulatedCall } from '../../server/pbx/rostelecom/simulator/simulated-call.ts';
import type { OwnerCallDetail } from '../../shared/wire.ts';
import { RULES } from './plan.ts';
import type { Visit } from './visit.ts';

/** What the audit looks at when all is over. The PBX is the witness of what rang. */
export type Evidence = {
  visits: readonly Visit[];
  /** All calls of the relay, by the owner's API. */
  calls: readonly OwnerCallDetail[];
  /** Every call that the PBX has placed. */
  placed: readonly SimulatedCall[];
  rings: readonly Ring[];
  /** Numbers that the PBX was asked to ring, once per asking. */
  asked: readonly string[];
};

/** `lost`: promised and not ended. `doubled`: somebody was rung who should not have been. */
export type Offence = { kind: 'lost' | 'doubled' | 'wrong'; callId: string | null; what: string };

/** Everything that must not have happened; empty when all is well. */
export function audit(evidence: Evidence): Offence[] {
  return [
    ...evidence.visits.flatMap((visit) => ofVisit(visit, evidence)),
    ...evidence.calls.flatMap((call) => ofCall(call, evidence)),
    ...ringsForNobody(evidence),
    ...sideBySide(evidence.placed, ({ phone }) => phone, 'one number in two calls at once'),
    ...sideBySide(evidence.placed, ({ user }) => user.pin, 'one operator in two calls at once'),
  ];
}

function ofVisit({ plan, calls, complaints, isRefused }: Visit, evidence: Evidence): Offence[] {
  const known = new Map(evidence.calls.map((call) => [call.id, call]));
  const offences: Offence[] = complaints.map((what) => ({
    kind: 'wrong',
    callId: calls[0]?.call.id ?? null,
    what: `${plan.phone}: ${what}`,
  }));
  if (calls.length === 0 && complaints.length === 0 && !isRefused)
    offences.push({ kind: 'lost', callId: null, what: `${plan.phone} was never answered` });
  for (const { call } of calls) {
    const state = known.get(call.id)?.state ?? 'unknown';
    if (state !== 'ended')
      offences.push({ kind: 'lost', callId: call.id, what: `accepted, and now ${state}` });
  }
  if (calls.length > (plan.act === 'twice' ? 2 : 1))
    offences.push({ kind: 'wrong', callId: calls[0]?.call.id ?? null, what: 'one key, two calls' });
  return offences;
}

function ofCall(call: OwnerCallDetail, evidence: Evidence): Offence[] {
  const placed = placedFor(call, evidence);
  const doubled = [...ofRings(call, placed, evidence), ...ofAttempts(call)];
  const wrong = [...ofTimeline(call), ...ofOutcome(call, placed, evidence)];
  return [
    ...doubled.map((what): Offence => ({ kind: 'doubled', callId: call.id, what })),
    ...wrong.map((what): Offence => ({ kind: 'wrong', callId: call.id, what })),
  ];
}

/** A number has one live call at a time, so what was placed while this one lived is its own. */
function placedFor(call: OwnerCallDetail, { placed }: Evidence): SimulatedCall[] {
  return placed
    .filter(({ phone, startedAt }) => phone === call.phone && isDuring(startedAt, call))
    .toSorted((a, b) => a.startedAt.getTime() - b.startedAt.getTime());
}

function isDuring(at: Date, { createdAt, endedAt }: OwnerCallDetail): boolean {
  const from = Date.parse(createdAt);
  const to = endedAt === null ? Number.POSITIVE_INFINITY : Date.parse(endedAt);
  return at.getTime() >= from && at.getTime() <= to;
}

/**
 * Rung twice is: rung after a talk; rung again sooner than the rules of retries allow, or more
 * often; placed or asked for more often than the relay knows of.
 */
function ofRings(call: OwnerCallDetail, placed: SimulatedCall[], evidence: Evidence): string[] {
  const offences: string[] = [];
  const talked = placed.findIndex((one) => one.talked);
  if (talked !== -1 && talked < placed.length - 1) offences.push('rung again after a talk');
  if (placed.length > call.attempts.length)
    offences.push(`${placed.length} calls placed in ${call.attempts.length} attempts`);
  const rang = placed.filter(({ sessionId }) => hasRungVisitor(sessionId, evidence));
  const { visitorMinutes } = RULES.retries;
  if (rang.length > 1 + visitorMinutes.length) offences.push(`rung ${rang.length} times`);
  const wasMoved = evidence.visits.some(({ rescheduled }) => rescheduled.has(call.id));
  const pauseMs = Math.min(...visitorMinutes) * 60_000;
  for (const [at, later] of rang.entries()) {
    const earlier = rang[at - 1];
    if (earlier === undefined || wasMoved) continue;
    const pausedMs = later.startedAt.getTime() - (earlier.endedAt?.getTime() ?? 0);
    if (pausedMs < pauseMs) offences.push(`rung again after ${pausedMs} ms`);
  }
  return offences;
}

function hasRungVisitor(sessionId: string, { rings }: Evidence): boolean {
  return rings.some((ring) => ring.sessionId === sessionId && ring.leg === 'visitor');
}

function ofAttempts({ attempts }: OwnerCallDetail): string[] {
  return attempts.flatMap((attempt, at) => {
    const { endedAt } = attempts[at - 1] ?? attempt;
    if (attempt.endedAt === null) return [`attempt ${attempt.number} never ended`];
    const isParallel = at > 0 && (endedAt === null || attempt.askedAt < endedAt);
    return isParallel ? [`attempt ${attempt.number} began before the one before it ended`] : [];
  });
}

function ofTimeline({ timeline, seq }: OwnerCallDetail): string[] {
  const steps = timeline.map((row) => row.seq).filter((step) => step !== null);
  const isWhole = steps.length === seq && steps.every((step, at) => step === at + 1);
  return isWhole ? [] : [`timeline ${steps.join(',')} of ${seq}`];
}

function ofOutcome(call: OwnerCallDetail, placed: SimulatedCall[], evidence: Evidence): string[] {
  const visit = evidence.visits.find(({ plan }) => plan.phone === call.phone);
  if (visit === undefined) return ['nobody asked for it'];
  const { plan, cancelled } = visit;
  const hasTalked = placed.some(({ talked }) => talked);
  const isOther = evidence.calls.some(
    ({ id, phone, outcome }) => id !== call.id && phone === call.phone && outcome === 'completed',
  );
  const fits: Record<string, boolean> = {
    completed: hasTalked,
    cancelled: plan.act === 'cancel',
    visitor_unreachable: !hasTalked && plan.behaviour !== 'answers' && plan.department === 'sales',
    no_operator: !hasTalked && plan.department === 'nobody',
    expired: call.reason === 'already_called' && isOther,
  };
  const isCancelled = call.outcome === 'cancelled';
  if (cancelled.has(call.id) && !isCancelled) return [`cancelled, and ${call.outcome}`];
  if (hasTalked && !isCancelled && call.outcome !== 'completed')
    return [`talked, and ${call.outcome}`];
  const { behaviour, department } = plan;
  return fits[call.outcome ?? '']
    ? []
    : [`${call.outcome} (${call.reason}) where the visitor ${behaviour}, ${department}`];
}

/** Placed while no call of that number was alive, or asked for without an attempt on record. */
function ringsForNobody({ placed, calls, asked }: Evidence): Offence[] {
  const orphans = placed.filter(
    ({ phone, startedAt }) =>
      !calls.some((call) => call.phone === phone && isDuring(startedAt, call)),
  );
  const attempts = countBy(calls.flatMap((call) => call.attempts.map(() => call.phone ?? '')));
  const tooMany = [...countBy(asked)].filter(
    ([phone, times]) => times > (attempts.get(phone) ?? 0),
  );
  return [
    ...orphans.map(
      ({ phone, startedAt }): Offence => ({
        kind: 'doubled',
        callId: calls.find((call) => call.phone === phone)?.id ?? null,
        what: `${phone} was rung at ${startedAt.toISOString()}, outside its call`,
      }),
    ),
    ...tooMany.map(
      ([phone, times]): Offence => ({
        kind: 'doubled',
        callId: calls.find((call) => call.phone === phone)?.id ?? null,
        what: `asked for ${phone} ${times} times in ${attempts.get(phone) ?? 0} attempts`,
      }),
    ),
  ];
}

function countBy(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

function sideBySide(
  placed: readonly SimulatedCall[],
  who: (call: SimulatedCall) => string,
  what: string,
): Offence[] {
  const groups = Map.groupBy(placed, who);
  return [...groups].flatMap(([name, calls]) => {
    const inOrder = calls.toSorted((a, b) => a.startedAt.getTime() - b.startedAt.getTime());
    return inOrder.flatMap((later, at): Offence[] => {
      const earlier = inOrder[at - 1];
      const isOver = !earlier || (earlier.endedAt !== null && earlier.endedAt <= later.startedAt);
      return isOver ? [] : [{ kind: 'doubled', callId: null, what: `${what}: ${name}` }];
    });
  });
}
