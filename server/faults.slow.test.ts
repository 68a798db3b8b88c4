import { describe, expect, test } from 'vitest';
import type { Quirks } from './pbx/rostelecom/simulator/quirks.ts';
import type { TestRelay } from './test-relay.ts';
import { startTestRelay, until, VISITOR } from './test-relay.ts';

const ringsOf = ({ simulator }: TestRelay, phone: string) =>
  simulator.rings.filter((ring) => ring.phone === phone).length;
const timesAsked = ({ simulator }: TestRelay) =>
  simulator.requests.filter(({ method }) => method === 'call_back').length;
/** So short that a test sees the retry, so long that it sees the wait. */
const SOON = { operatorMinutes: [0.01], visitorMinutes: [0.01] };

describe('an operator', () => {
  test('who declines is followed by the next one at once', async () => {
    await using bench = await startTestRelay();
    bench.simulator.setBehaviour('666', 'declines');
    const call = await bench.reaches(await bench.accepted(), 'ended');
    expect(call).toMatchObject({ outcome: 'completed', attempt: 2, operator: { name: 'Иван' } });
    expect([ringsOf(bench, '666'), ringsOf(bench, '703'), ringsOf(bench, VISITOR)]).toEqual([
      1, 1, 1,
    ]);
  });

  test.for(['busy', 'silent', 'declines'] as const)(
    '%s, as all are: tried again, then told so',
    async (behaviour) => {
      await using bench = await startTestRelay({ settings: { retries: SOON } });
      bench.simulator.setDefault('operator', { behaviour });
      const created = await bench.accepted();
      const waiting = await bench.reaches(created, 'scheduled');
      expect(waiting.reason).toMatch(/^operator_/);
      expect(waiting.nextAttemptAt).not.toBeNull();
      const call = await bench.reaches(created, 'ended');
      expect(call).toMatchObject({ outcome: 'no_operator', attempt: 4, operator: null });
      expect(ringsOf(bench, VISITOR)).toBe(0);
    },
  );

  test('who is on another call is passed over; when nobody is free the visitor keeps a place', async () => {
    await using bench = await startTestRelay({
      settings: { departments: [{ id: 'one', name: 'One', operators: ['666'] }] },
    });
    bench.simulator.setDefault('outside', { behaviour: 'answers', hangUpAfterMs: 600 });
    const first = await bench.accepted({ department: 'one' });
    await bench.reaches(first, 'connected');
    const second = await bench.accepted({ department: 'one', phone: '+79123456700' });
    await until(() => true);
    expect(await bench.view(second)).toMatchObject({ state: 'queued', position: 1 });
    expect(ringsOf(bench, '+79123456700')).toBe(0);
    expect(await bench.reaches(second, 'ended')).toMatchObject({
      outcome: 'completed',
      attempt: 1,
    });
  });
});

describe('a visitor', () => {
  test.for([
    ['busy', 'visitor_busy'],
    ['silent', 'visitor_no_answer'],
  ] as const)('%s is tried again later, then let be', async ([behaviour, reason]) => {
    await using bench = await startTestRelay({ settings: { retries: SOON } });
    bench.simulator.setDefault('outside', { behaviour });
    const created = await bench.accepted();
    expect(await bench.reaches(created, 'scheduled')).toMatchObject({ reason });
    const call = await bench.reaches(created, 'ended');
    expect(call).toMatchObject({ outcome: 'visitor_unreachable', reason, attempt: 2 });
  });
});

describe('cancelling a call that rings', () => {
  test('is noted, cannot stop this ring, and nobody is rung again', async () => {
    await using bench = await startTestRelay();
    bench.simulator.setDefault('operator', { behaviour: 'manual' });
    const created = await bench.accepted();
    await until(() => ringsOf(bench, '666') === 1);
    const response = await bench.visit(`/v1/calls/${created.call.id}/cancel`, {
      method: 'POST',
      headers: { authorization: `Bearer ${created.token}` },
    });
    expect(await response.json()).toMatchObject({
      state: 'calling_operator',
      cancelRequested: true,
    });
    expect((await bench.ask()).status).toBe(409);
    const call = await bench.reaches(created, 'ended');
    expect(call).toMatchObject({ outcome: 'cancelled', attempt: 1 });
    expect([timesAsked(bench), ringsOf(bench, VISITOR)]).toEqual([1, 0]);
  });
});

describe('a PBX', () => {
  test('that is down lets the call wait, says so, and is asked again until it answers', async () => {
    await using bench = await startTestRelay();
    await bench.simulator.goDown();
    const created = await bench.accepted();
    await untilView(bench, created, ({ reason }) => reason === 'pbx_unavailable');
    expect(await bench.view(created)).toMatchObject({ state: 'queued', outcome: null });
    await bench.simulator.comeBack();
    const call = await bench.reaches(created, 'ended', 15_000);
    expect(call.outcome).toBe('completed');
    expect([ringsOf(bench, '666'), ringsOf(bench, VISITOR)]).toEqual([1, 1]);
  });

  test('that refuses for the moment is asked again', async () => {
    await using bench = await startTestRelay();
    Object.assign(bench.simulator.quirks, {
      callBackAnswer: 'refused_for_now',
      callBackAnswersLeft: 1,
    });
    const call = await bench.reaches(await bench.accepted(), 'ended', 10_000);
    expect(call).toMatchObject({ outcome: 'completed', attempt: 2 });
    expect(ringsOf(bench, VISITOR)).toBe(1);
  });

  test('that says -20 is taken as an operator who did not answer', async () => {
    await using bench = await startTestRelay();
    Object.assign(bench.simulator.quirks, {
      callBackAnswer: 'operator_failed',
      callBackAnswersLeft: 1,
    });
    const call = await bench.reaches(await bench.accepted(), 'ended');
    expect(call).toMatchObject({ outcome: 'completed', attempt: 2, operator: { name: 'Иван' } });
  });

  const senseless = [
    'server_error',
    'html',
    'empty',
    'garbage',
    'cut',
    'reset',
    'test_stand',
    'no_session',
  ] as const;
  test.for(senseless)(
    'whose answer is %s may be ringing: nobody is rung twice',
    async (callBackAnswer) => {
      await using bench = await startTestRelay();
      Object.assign(bench.simulator.quirks, { callBackAnswer, callBackPlaces: true });
      const call = await bench.reaches(await bench.accepted(), 'ended', 10_000);
      expect(call).toMatchObject({ outcome: 'completed', attempt: 1 });
      expect([timesAsked(bench), ringsOf(bench, '666'), ringsOf(bench, VISITOR)]).toEqual([
        1, 1, 1,
      ]);
    },
  );

  test.for(senseless)(
    'whose answer is %s and whose events are lost is asked what happened',
    async (callBackAnswer) => {
      await using bench = await startTestRelay({ settings: { ringSeconds: 1 } });
      Object.assign(bench.simulator.quirks, {
        callBackAnswer,
        callBackPlaces: true,
        noEvents: true,
      });
      const call = await bench.reaches(await bench.accepted(), 'ended', 15_000);
      expect(call).toMatchObject({ outcome: 'completed', attempt: 1 });
      expect([timesAsked(bench), ringsOf(bench, VISITOR)]).toEqual([1, 1]);
    },
  );

  test.for([
    ['and reports', false],
    ['and reports nothing', true],
  ] as const)(
    'that takes the call and answers after the time-out, %s: nobody is rung twice',
    async ([, noEvents]) => {
      await using bench = await startTestRelay({
        settings: { ringSeconds: 1 },
        environment: { ROSTELECOM_TIMEOUT_SECONDS: '0.3' },
      });
      Object.assign(bench.simulator.quirks, { callBackDelayMs: 1000, noEvents });
      const call = await bench.reaches(await bench.accepted(), 'ended', 15_000);
      expect(call).toMatchObject({ outcome: 'completed', attempt: 1 });
      expect([timesAsked(bench), ringsOf(bench, '666'), ringsOf(bench, VISITOR)]).toEqual([
        1, 1, 1,
      ]);
    },
  );

  test('that never answers and rings nobody is asked again once that is proved', async () => {
    await using bench = await startTestRelay({
      settings: { ringSeconds: 1 },
      environment: { ROSTELECOM_TIMEOUT_SECONDS: '0.3' },
    });
    Object.assign(bench.simulator.quirks, {
      callBackAnswer: 'never',
      callBackAnswersLeft: 1,
      callBackPlaces: false,
    });
    const created = await bench.accepted();
    await until(() => timesAsked(bench) === 1);
    bench.simulator.quirks.callBackPlaces = null;
    const call = await bench.reaches(created, 'ended', 20_000);
    expect(call).toMatchObject({ outcome: 'completed', attempt: 2 });
    expect(ringsOf(bench, VISITOR)).toBe(1);
  });

  test('whose list holds an earlier call of the same two is not taken at that call’s word', async () => {
    await using bench = await startTestRelay({ settings: { ringSeconds: 1 } });
    const first = await bench.reaches(await bench.accepted(), 'ended');
    expect(first.outcome).toBe('completed');
    Object.assign(bench.simulator.quirks, {
      callBackAnswer: 'reset',
      callBackPlaces: false,
      callBackAnswersLeft: 1,
    });
    const created = await bench.accepted();
    await until(() => timesAsked(bench) === 2);
    bench.simulator.quirks.callBackPlaces = null;
    const second = await bench.reaches(created, 'ended', 15_000);
    expect(second).toMatchObject({ outcome: 'completed', attempt: 2 });
    expect(ringsOf(bench, VISITOR)).toBe(2);
  });

  const disorders: [string, Partial<Quirks>][] = [
    ['doubled', { eventsDoubled: true }],
    ['in reverse, after the end', { eventOrder: 'reversed' }],
    ['shuffled', { eventOrder: 'shuffled' }],
    ['late', { eventDelayMs: 300 }],
    ['before the answer', { eventsBeforeAnswer: true, callBackDelayMs: 300 }],
    ['under another id', { otherSessionId: true }],
    [
      'under another id, before the answer',
      { otherSessionId: true, eventsBeforeAnswer: true, callBackDelayMs: 300 },
    ],
    ['without `connected`', { skippedStates: ['connected'] }],
    ['without `calling`', { skippedStates: ['calling'] }],
    ['nothing but the end', { skippedStates: ['new', 'calling', 'connected', 'disconnected'] }],
    ['with one `connected`', { connectedEvents: 1 }],
  ];
  test.for(disorders)(
    'whose events come %s: completed, each phone rang once',
    async ([, quirks]) => {
      await using bench = await startTestRelay();
      Object.assign(bench.simulator.quirks, quirks);
      const call = await bench.reaches(await bench.accepted(), 'ended', 10_000);
      expect(call).toMatchObject({ outcome: 'completed', attempt: 1 });
      expect([timesAsked(bench), ringsOf(bench, '666'), ringsOf(bench, VISITOR)]).toEqual([
        1, 1, 1,
      ]);
    },
  );
});

/** All but the operator's part of the story is lost, with a relay or on the way. */
const FRAGMENTS: [string, Partial<Quirks>][] = [
  ['the operator’s answer and the end', { skippedStates: ['new', 'calling'] }],
  ['one `connected` and the end', { skippedStates: ['new', 'calling'], connectedEvents: 1 }],
];
describe('when only fragments of the events come', () => {
  test.for(FRAGMENTS)('%s: a busy visitor has not been talked to', async ([, quirks]) => {
    await using bench = await startTestRelay({ settings: { retries: SOON } });
    Object.assign(bench.simulator.quirks, quirks);
    bench.simulator.setDefault('outside', { behaviour: 'busy' });
    const call = await bench.reaches(await bench.accepted(), 'ended', 10_000);
    expect(call).toMatchObject({ outcome: 'visitor_unreachable', talkSeconds: null });
  });

  test.for(FRAGMENTS)('%s: a talk is a talk, and nobody is rung again', async ([, quirks]) => {
    await using bench = await startTestRelay({ settings: { retries: SOON } });
    Object.assign(bench.simulator.quirks, quirks);
    const call = await bench.reaches(await bench.accepted(), 'ended', 10_000);
    expect(call).toMatchObject({ outcome: 'completed', attempt: 1 });
    expect(ringsOf(bench, VISITOR)).toBe(1);
  });
});

async function untilView(
  bench: TestRelay,
  created: Parameters<TestRelay['view']>[0],
  isTrue: (call: Awaited<ReturnType<TestRelay['view']>>) => boolean,
) {
  const deadline = Date.now() + 5000;
  while (!isTrue(await bench.view(created))) {
    if (Date.now() > deadline) throw new Error(JSON.stringify(await bench.view(created)));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
