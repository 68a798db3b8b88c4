import { describe, expect, test } from 'vitest';
import type { SimulatedCall } from '../../server/pbx/rostelecom/simulator/simulated-call.ts';
import type { CallCreated, OwnerCallDetail } from '../../shared/wire.ts';
import type { Evidence } from './audit.ts';
import { audit } from './audit.ts';
import type { VisitorPlan } from './plan.ts';
import type { Visit } from './visit.ts';
import { newVisit } from './visit.ts';

const at = (second: number) => new Date(Date.UTC(2026, 10, 23, 9, 0, second));
const PHONE = '+79121000000';

function attempt(number: number, from: number, to: number | null, pin = '1000') {
  return {
    id: `a${number}`,
    number,
    operator: { pin, name: null },
    state: 'ended',
    askedAt: at(from).toISOString(),
    endedAt: to === null ? null : at(to).toISOString(),
    sessionId: null,
    result: 'talked',
  } as const;
}

function step(seq: number) {
  return { seq, at: '', what: 'x', why: null, state: 'queued', attempt: null } as const;
}

/** A call that ended well: asked for at second 0, rung from 1 to 5, over at 6. */
function wellEnded(changes: Partial<OwnerCallDetail> = {}): OwnerCallDetail {
  return {
    id: 'c1',
    phone: PHONE,
    state: 'ended',
    outcome: 'completed',
    reason: null,
    seq: 2,
    createdAt: at(0).toISOString(),
    endedAt: at(6).toISOString(),
    attempts: [attempt(1, 1, 6)],
    timeline: [step(1), step(2)],
    ...changes,
  } as OwnerCallDetail;
}

function placed(from: number, to: number, changes: Partial<SimulatedCall> = {}): SimulatedCall {
  return {
    sessionId: `s${from}`,
    phone: PHONE,
    user: { pin: '1000' },
    startedAt: at(from),
    endedAt: at(to),
    talked: true,
    ...changes,
  } as SimulatedCall;
}

function visit(changes: Partial<Visit> = {}, plan: Partial<VisitorPlan> = {}): Visit {
  const planned = { phone: PHONE, behaviour: 'answers', department: 'sales', act: 'none', ...plan };
  const created = { call: { id: 'c1' }, token: 't' } as CallCreated;
  return { ...newVisit(planned as VisitorPlan), calls: [created], ...changes };
}

function judged(changes: Partial<Evidence> = {}): string[] {
  const evidence = {
    visits: [visit()],
    calls: [wellEnded()],
    placed: [placed(1, 5)],
    asked: [PHONE],
    rings: (changes.placed ?? [placed(1, 5)]).map(({ sessionId, phone, startedAt }) => ({
      phone,
      leg: 'visitor' as const,
      at: startedAt,
      sessionId,
    })),
    ...changes,
  };
  return audit(evidence).map(({ kind, what }) => `${kind}: ${what}`);
}

test('finds nothing where all is well', () => {
  expect(judged()).toEqual([]);
});

describe('sees what is lost', () => {
  test('a visitor without an answer, a call without an end, a call that is gone', () => {
    expect(judged({ visits: [visit({ calls: [] })] })).toEqual([
      `lost: ${PHONE} was never answered`,
    ]);
    const ringing = wellEnded({ state: 'connected', outcome: null, endedAt: null });
    expect(judged({ calls: [ringing] })).toContain('lost: accepted, and now connected');
    expect(judged({ calls: [] })).toContain('lost: accepted, and now unknown');
  });
});

describe('sees what is doubled', () => {
  const failed = { talked: false };
  const twice = [attempt(1, 1, 3), attempt(2, 4, 6)];
  const asked = [PHONE, PHONE];

  test('a ring after a talk', () => {
    const calls = [wellEnded({ attempts: twice })];
    expect(judged({ calls, asked, placed: [placed(1, 2), placed(5, 6)] })).toContain(
      'doubled: rung again after a talk',
    );
  });

  test('a ring sooner than the rules allow, though not where the visitor asked for it', () => {
    const calls = [wellEnded({ attempts: twice })];
    const soon = { calls, asked, placed: [placed(1, 4, failed), placed(5, 6)] };
    expect(judged(soon)).toContain('doubled: rung again after 1000 ms');
    expect(judged({ ...soon, visits: [visit({ rescheduled: new Set(['c1']) })] })).toEqual([]);
  });

  test('two calls of one attempt, and a call that nobody had on record', () => {
    expect(judged({ placed: [placed(1, 2, failed), placed(4, 5)] })).toContain(
      'doubled: 2 calls placed in 1 attempts',
    );
    expect(judged({ asked })).toContain(`doubled: asked for ${PHONE} 2 times in 1 attempts`);
    expect(judged({ placed: [placed(1, 5), placed(8, 9)] }).join()).toContain('outside its call');
  });

  test('attempts, numbers and operators side by side', () => {
    const calls = [wellEnded({ attempts: [attempt(1, 1, 4), attempt(2, 3, 6)] })];
    expect(judged({ calls })).toContain('doubled: attempt 2 began before the one before it ended');
    const both = judged({ placed: [placed(1, 5, failed), placed(3, 6)] });
    expect(both).toContain(`doubled: one number in two calls at once: ${PHONE}`);
    expect(both).toContain('doubled: one operator in two calls at once: 1000');
  });
});

describe('sees what is wrong', () => {
  test('a gap in the timeline, a second call under one key, a complaint', () => {
    expect(judged({ calls: [wellEnded({ timeline: [step(1), step(3)] })] })).toEqual([
      'wrong: timeline 1,3 of 2',
    ]);
    const two = visit().calls.flatMap((call) => [call, call]);
    expect(judged({ visits: [visit({ calls: two })] })).toEqual(['wrong: one key, two calls']);
    expect(judged({ visits: [visit({ complaints: ['500'] })] })).toEqual([`wrong: ${PHONE}: 500`]);
  });

  test.each<[string, Partial<OwnerCallDetail>, Visit, Partial<SimulatedCall>]>([
    ['completed without a talk', {}, visit(), { talked: false }],
    ['unreachable after a talk', { outcome: 'visitor_unreachable' }, visit(), {}],
    ['unreachable who answers', { outcome: 'visitor_unreachable' }, visit(), { talked: false }],
    ['no operator where there are', { outcome: 'no_operator' }, visit(), { talked: false }],
    ['given up', { outcome: 'expired', reason: 'unresolved' }, visit(), { talked: false }],
    ['cancelled by nobody', { outcome: 'cancelled' }, visit(), { talked: false }],
    ['completed after a cancel', {}, visit({ cancelled: new Set(['c1']) }, { act: 'cancel' }), {}],
  ])('%s', (_name, call, visited, one) => {
    const offences = judged({
      calls: [wellEnded(call)],
      visits: [visited],
      placed: [placed(1, 5, one)],
    });
    expect(offences).toHaveLength(1);
    expect(offences[0]).toMatch(/^wrong: /);
  });
});
