import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { siteSettings } from '../../shared/site-settings.ts';
import type { CallState } from '../../shared/states.ts';
import { CALL_STATES, isDialling, REASONS } from '../../shared/states.ts';
import type { Call } from './call.ts';
import type { RetryContext } from './retry-plan.ts';
import { sampleCall } from './sample-call.ts';
import type { AttemptResult, CallEvent } from './transition.ts';
import { transition } from './transition.ts';

const OPERATORS = ['666', '703'];
const context = (changes: Partial<RetryContext> = {}): RetryContext => ({
  now: new Date('2026-11-23T09:00:10Z'),
  rules: siteSettings.parse({}).retries,
  earliest: (from) => from,
  random: 1,
  ...changes,
});
const progress = (
  stage: 'operator_ringing' | 'visitor_ringing' | 'connected' | 'ended',
): CallEvent => ({
  type: 'progressed',
  progress: {
    stage,
    operatorAnsweredAt: null,
    isTalkProven: false,
    connectedAt: new Date('2026-11-23T09:00:09Z'),
    endedAt: null,
  },
});
const end = (result: AttemptResult, operators: readonly string[] = OPERATORS): CallEvent => ({
  type: 'attemptEnded',
  result,
  operators,
});
const dialled = (pin = '666'): CallEvent => ({ type: 'dialled', operator: { pin, name: 'Ольга' } });

function after(events: CallEvent[], from: Partial<Call> = {}, at = context()): Call {
  return events.reduce(
    (call, event) => transition(call, event, at)?.call ?? call,
    sampleCall(from),
  );
}

describe('a call that goes well', () => {
  test('passes through every state and ends completed with its talk', () => {
    const call = after([
      dialled(),
      progress('visitor_ringing'),
      progress('connected'),
      end({ kind: 'talked', talkSeconds: 84, connectedAt: null }),
    ]);
    expect(call).toMatchObject({
      state: 'ended',
      outcome: 'completed',
      talkSeconds: 84,
      attempt: 1,
      seq: 5,
    });
    expect(call.endedAt).not.toBeNull();
  });
  test('may skip what the PBX does not show', () => {
    expect(after([dialled(), progress('connected')]).state).toBe('connected');
    expect(
      after([dialled(), end({ kind: 'talked', talkSeconds: 3, connectedAt: null })]).outcome,
    ).toBe('completed');
  });
});

describe('an operator who does not take the call', () => {
  const busy: AttemptResult = { kind: 'operator_failed', cause: 'busy' };
  test('is followed by the next one at once', () => {
    const call = after([dialled('666'), end(busy)]);
    expect(call).toMatchObject({
      state: 'queued',
      retries: { tried: ['666'], rounds: 0 },
      operator: null,
    });
    expect(call.dueAt).toEqual(context().now);
  });
  test('ends the round when he was the last: two minutes, ten, then nobody', () => {
    const round = [dialled('666'), end(busy), dialled('703'), end(busy)];
    const first = after(round);
    expect(first).toMatchObject({
      state: 'scheduled',
      reason: 'operator_busy',
      retries: { rounds: 1, tried: [] },
    });
    expect(first.nextAttemptAt).toEqual(new Date('2026-11-23T09:02:10Z'));
    const second = after([{ type: 'cameDue' }, ...round], first);
    expect(second.nextAttemptAt).toEqual(new Date('2026-11-23T09:10:10Z'));
    const third = after([{ type: 'cameDue' }, ...round], second);
    expect(third).toMatchObject({
      state: 'ended',
      outcome: 'no_operator',
      reason: 'operator_busy',
    });
  });
});

describe('a visitor who cannot be reached', () => {
  test('is tried again after five and thirty minutes', () => {
    const miss = [
      dialled(),
      progress('visitor_ringing'),
      end({ kind: 'visitor_failed', cause: 'no_answer' }),
    ];
    const first = after(miss);
    expect(first).toMatchObject({ state: 'scheduled', reason: 'visitor_no_answer' });
    expect(first.nextAttemptAt).toEqual(new Date('2026-11-23T09:05:10Z'));
    const second = after([{ type: 'cameDue' }, ...miss], first);
    expect(second.nextAttemptAt).toEqual(new Date('2026-11-23T09:30:10Z'));
    expect(after([{ type: 'cameDue' }, ...miss], second)).toMatchObject({
      outcome: 'visitor_unreachable',
    });
  });
  test('who declined is left alone', () => {
    const call = after([dialled(), end({ kind: 'visitor_failed', cause: 'declined' })]);
    expect(call).toMatchObject({
      state: 'ended',
      outcome: 'visitor_unreachable',
      nextAttemptAt: null,
    });
  });
  test('is not tried at an hour that never comes', () => {
    const call = after(
      [dialled(), end({ kind: 'visitor_failed', cause: 'busy' })],
      {},
      context({ earliest: () => null }),
    );
    expect(call).toMatchObject({
      state: 'ended',
      outcome: 'visitor_unreachable',
      reason: 'visitor_busy',
    });
  });
});

describe('a PBX that cannot be asked', () => {
  test('backs off from two seconds to a minute, and the page can say so', () => {
    let call = sampleCall();
    const pauses = Array.from({ length: 7 }, () => {
      call = after([dialled(), end({ kind: 'not_placed' })], call);
      expect(call).toMatchObject({ state: 'queued', reason: 'pbx_unavailable' });
      return ((call.nextAttemptAt as Date).getTime() - context().now.getTime()) / 1000;
    });
    expect(pauses).toEqual([2, 4, 8, 16, 32, 60, 60]);
  });
  test('gives up when the call is too old', () => {
    const at = context({ now: new Date('2026-11-25T09:00:00Z') });
    expect(after([dialled(), end({ kind: 'not_placed' })], {}, at)).toMatchObject({
      outcome: 'expired',
      reason: 'too_old',
    });
  });
  test('which nobody can ask about a lost attempt ends it: it is never repeated', () => {
    expect(after([dialled(), end({ kind: 'unresolved' })])).toMatchObject({
      outcome: 'expired',
      reason: 'unresolved',
    });
  });
});

describe('the wait of a call wanted now', () => {
  const ASKED = sampleCall().createdAt;
  const at = (seconds: number) => context({ now: new Date(ASKED.getTime() + seconds * 1000) });
  test('is the time until the visitor’s phone rings for the first time', () => {
    const ringing = after([dialled(), progress('visitor_ringing')], {}, at(17));
    expect(ringing.waitedSeconds).toBe(17);
    const missed = after([end({ kind: 'visitor_failed', cause: 'no_answer' })], ringing, at(47));
    expect(missed).toMatchObject({ waitedSeconds: 17, wantedNow: true });
    const again = [{ type: 'cameDue' } as const, dialled(), progress('connected')];
    expect(after(again, missed, at(400)).waitedSeconds).toBe(17);
  });
  test('goes on over operators who do not answer', () => {
    const nobody = end({ kind: 'operator_failed', cause: null }, ['666']);
    const waiting = after([dialled(), nobody], {}, at(30));
    expect(waiting).toMatchObject({ state: 'scheduled', wantedNow: true, chosenAt: null });
    const rung = after(
      [{ type: 'cameDue' }, dialled(), progress('visitor_ringing')],
      waiting,
      at(155),
    );
    expect(rung.waitedSeconds).toBe(155);
  });
  test.each<CallEvent>([
    { type: 'postponed', until: new Date('2026-11-24T06:00:00Z'), reason: 'out_of_hours' },
    { type: 'rescheduled', to: new Date('2026-11-24T06:00:00Z') },
    { type: 'rescheduled', to: null },
  ])('tells nothing once the call was put off: %j', (event) => {
    const rung = after([event, { type: 'cameDue' }, dialled(), progress('connected')], {}, at(9));
    expect(rung).toMatchObject({ state: 'connected', wantedNow: false, waitedSeconds: null });
  });
});

describe('whose choice the time is', () => {
  const chosenAfter = (...events: CallEvent[]) => after(events).chosenAt;
  const until = new Date('2026-11-24T06:00:00Z');
  test('stays the visitor’s while operators are tried in turn and the PBX is waited for', () => {
    const busy = end({ kind: 'operator_failed', cause: 'busy' });
    expect(chosenAfter(dialled('666'), busy)).toEqual(sampleCall().chosenAt);
    expect(chosenAfter({ type: 'pbxWasUnavailable' })).toEqual(sampleCall().chosenAt);
  });
  test('is the relay’s after a retry or an opening, and his again when he moves the call', () => {
    const missed = end({ kind: 'visitor_failed', cause: 'busy' });
    expect(chosenAfter(dialled(), missed)).toBeNull();
    expect(chosenAfter({ type: 'postponed', until, reason: 'out_of_hours' })).toBeNull();
    expect(chosenAfter(dialled(), missed, { type: 'rescheduled', to: null })).toEqual(
      context().now,
    );
    expect(chosenAfter({ type: 'rescheduled', to: until })).toEqual(until);
  });
});

test('a talk of which the end was never heard is completed, of unknown length', () => {
  const call = after([dialled(), progress('connected'), end({ kind: 'unresolved' })]);
  expect(call).toMatchObject({ outcome: 'completed', reason: null, talkSeconds: null });
  const ringing = after([dialled(), progress('visitor_ringing'), end({ kind: 'unresolved' })]);
  expect(ringing).toMatchObject({ outcome: 'expired', reason: 'unresolved' });
});

describe('cancelling', () => {
  test('before the PBX was asked ends it at once', () => {
    expect(after([{ type: 'cancelAsked', stoppable: false }])).toMatchObject({
      state: 'ended',
      outcome: 'cancelled',
    });
  });
  test('of a ringing call that cannot be hung up keeps its state until the PBX reports the end', () => {
    const asked = after([dialled(), { type: 'cancelAsked', stoppable: false }]);
    expect(asked).toMatchObject({
      state: 'calling_operator',
      cancelRequested: true,
      outcome: null,
    });
    const ends: AttemptResult[] = [
      { kind: 'operator_failed', cause: null },
      { kind: 'visitor_failed', cause: 'busy' },
      { kind: 'not_placed' },
      { kind: 'talked', talkSeconds: 5, connectedAt: null },
    ];
    for (const result of ends) expect(after([end(result)], asked).outcome).toBe('cancelled');
  });
  test('twice changes nothing', () => {
    const asked = after([dialled(), { type: 'cancelAsked', stoppable: false }]);
    expect(transition(asked, { type: 'cancelAsked', stoppable: false }, context())).toBeNull();
  });
});

const anyResult = fc.constantFrom<AttemptResult>(
  { kind: 'talked', talkSeconds: 10, connectedAt: null },
  { kind: 'operator_failed', cause: null },
  { kind: 'operator_failed', cause: 'busy' },
  { kind: 'visitor_failed', cause: 'no_answer' },
  { kind: 'visitor_failed', cause: 'declined' },
  { kind: 'not_placed' },
  { kind: 'refused' },
  { kind: 'unresolved' },
);
const anyEvent: fc.Arbitrary<CallEvent> = fc.oneof(
  fc.constant<CallEvent>({ type: 'cameDue' }),
  fc.constantFrom(...OPERATORS).map(dialled),
  fc
    .constantFrom('operator_ringing' as const, 'visitor_ringing', 'connected', 'ended')
    .map(progress),
  anyResult.map((result) => end(result)),
  fc.constant<CallEvent>({ type: 'pbxWasUnavailable' }),
  fc.boolean().map((stoppable): CallEvent => ({ type: 'cancelAsked', stoppable })),
  fc
    .constantFrom(null, new Date('2026-11-24T09:00:00Z'))
    .map((to): CallEvent => ({ type: 'rescheduled', to })),
  fc.constantFrom(...REASONS).map((reason): CallEvent => ({ type: 'expired', reason })),
  fc.constantFrom(...REASONS).map(
    (reason): CallEvent => ({
      type: 'postponed',
      until: new Date('2026-11-24T09:00:00Z'),
      reason,
    }),
  ),
);

describe('whatever happens, in any order', () => {
  const rank = (state: CallState) => CALL_STATES.indexOf(state);

  test('the end is final, an attempt only goes forward, and every change is one step of seq', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 60 }), (events) => {
        let call = sampleCall();
        for (const event of events) {
          const next = transition(call, event, context());
          if (next === null) continue;
          expect(call.state).not.toBe('ended');
          expect(next.call.seq).toBe(call.seq + 1);
          const isSameAttempt = isDialling(call.state) && isDialling(next.call.state);
          if (isSameAttempt) expect(rank(next.call.state)).toBeGreaterThanOrEqual(rank(call.state));
          if (isSameAttempt) expect(next.call.attempt).toBe(call.attempt);
          expect(next.call.state === 'ended').toBe(next.call.outcome !== null);
          expect(next.call.state === 'ended').toBe(next.call.endedAt !== null);
          call = next.call;
        }
      }),
      { numRuns: 500 },
    );
  });

  test('the PBX is asked only from the queue, and never while an attempt is under way', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 60 }), (events) => {
        let call = sampleCall();
        for (const event of events) {
          const next = transition(call, event, context());
          if (event.type === 'dialled' && next !== null) expect(call.state).toBe('queued');
          if (next !== null && next.call.attempt > call.attempt) expect(event.type).toBe('dialled');
          call = next?.call ?? call;
        }
      }),
    );
  });

  test('a cancelled call is never dialled again', () => {
    fc.assert(
      fc.property(
        fc.array(anyEvent, { maxLength: 20 }),
        fc.array(anyEvent, { maxLength: 40 }),
        (before, later) => {
          const asked = after([...before, { type: 'cancelAsked', stoppable: false }]);
          expect(after(later, asked).attempt).toBe(asked.attempt);
        },
      ),
    );
  });
});
