import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OwnerCallPage } from '../../shared/wire.ts';
import { signedHeaders } from '../pbx/rostelecom/signature.ts';
import { NO_QUIRKS, type Quirks } from '../pbx/rostelecom/simulator/quirks.ts';
import { CREDENTIALS } from '../pbx/rostelecom/test-bench.ts';
import { startTestRelay, type TestRelay, until } from '../test-relay.ts';
import { freshPhone } from './expect-problem.ts';

const ACKNOWLEDGED = { result: '0', resultMessage: '' };
const UNKNOWN_CALLER = { result: '1', resultMessage: 'unknown', displayName: null };

type Sent = { headers?: Record<string, string>; method?: string };

/** Sends a body as the PBX does, signed, unless the headers say otherwise. */
function deliver(
  { relay }: TestRelay,
  body: string | Uint8Array<ArrayBuffer>,
  { headers, method }: Sent = {},
) {
  return fetch(`${relay.url}/pbx/rostelecom/${method ?? 'call_events'}`, {
    method: 'POST',
    headers: headers ?? signedHeaders(body, CREDENTIALS),
    body,
  });
}

function eventOf(sessionId: string, phone: string, more: object = {}): string {
  return JSON.stringify({
    session_id: sessionId,
    timestamp: '2026-11-23 10:00:00.123',
    type: 'outbound',
    state: 'connected',
    from_number: 'sip:olga@quiet-light.14.rt.ru',
    from_pin: '666',
    request_number: `sip:${phone}@192.0.2.33`,
    request_pin: '',
    disconnect_reason: '',
    is_record: '',
    ...more,
  });
}

async function everything({ own, detail }: TestRelay): Promise<string> {
  const page: OwnerCallPage = await (await own('/calls?limit=200')).json();
  return JSON.stringify(await Promise.all(page.calls.map(({ id }) => detail(id))));
}

describe('while an operator’s phone rings', () => {
  let bench: TestRelay;
  const phone = freshPhone();
  let session = '';
  beforeAll(async () => {
    bench = await startTestRelay({ ringMs: 60_000 });
    bench.simulator.setDefault('operator', { behaviour: 'manual' });
    const created = await bench.accepted({ phone });
    await bench.reaches(created, 'calling_operator');
    await until(() => bench.simulator.calls.length === 1);
    await bench.simulator.settled();
    session = bench.simulator.calls[0]?.sessionId ?? '';
    // Its answer is written down as well: from here on nothing changes by itself.
    const answered = async () => (await bench.detail(created.call.id)).attempts[0]?.sessionId;
    while (!(await answered())) await new Promise((resolve) => setTimeout(resolve, 20));
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  const body = () => eventOf(session, phone);
  const sound = () => signedHeaders(body(), CREDENTIALS);
  const without = (name: string) =>
    Object.fromEntries(Object.entries(sound()).filter(([key]) => key !== name));
  const FORGERIES: Record<string, () => [string | Uint8Array<ArrayBuffer>, Sent]> = {
    'no headers at all': () => [body(), { headers: {} }],
    'no client id': () => [body(), { headers: without('x-client-id') }],
    'no signature': () => [body(), { headers: without('x-client-sign') }],
    'an empty signature': () => [body(), { headers: { ...sound(), 'x-client-sign': '' } }],
    'another client': () => [body(), { headers: { ...sound(), 'x-client-id': 'F'.repeat(32) } }],
    'another key': () => [
      body(),
      { headers: signedHeaders(body(), { ...CREDENTIALS, signKey: 'F'.repeat(32) }) },
    ],
    'one byte more': () => [`${body()} `, { headers: sound() }],
    'one byte changed': () => [body().replace('connected', 'connecteD'), { headers: sound() }],
    'the signature of an empty body': () => [body(), { headers: signedHeaders('', CREDENTIALS) }],
    'the same data written another way': () => [
      JSON.stringify(JSON.parse(body()), null, 1),
      { headers: sound() },
    ],
  };
  test.each(Object.entries(FORGERIES))('%s: 403 and nothing changes', async (_name, forge) => {
    const before = await everything(bench);
    for (const method of ['call_events', 'history_file_completed', 'get_number_info', 'other']) {
      const [bytes, sent] = forge();
      const answer = await deliver(bench, bytes, { ...sent, method });
      expect(answer.status).toBe(403);
      expect(await answer.json()).not.toMatchObject({ result: '0' });
    }
    expect(await everything(bench)).toBe(before);
  });

  const MEANINGLESS: Record<string, () => string | Uint8Array<ArrayBuffer>> = {
    'a state nobody knows': () => eventOf(session, phone, { state: 'levitating' }),
    'a state that every object has': () => eventOf(session, phone, { state: '__proto__' }),
    'a reason that every object has': () =>
      eventOf(session, phone, { state: 'disconnected', disconnect_reason: 'constructor' }),
    'no state': () => eventOf(session, phone, { state: undefined }),
    'a state that is no text': () => eventOf(session, phone, { state: { a: 1 } }),
    'a field nobody knows': () => eventOf(session, phone, { state: 'new', mood: ['good'] }),
    'a session nobody knows': () => eventOf('stranger', freshPhone()),
    'no session': () => eventOf('', phone),
    'no JSON': () => 'state=connected',
    'a list': () => '[]',
    null: () => 'null',
    nothing: () => '',
    'bytes that are no text': () => Uint8Array.of(0xff, 0xfe, 0x00, 0x80),
    'a time before time': () =>
      eventOf('stranger', phone, { timestamp: '0000-01-01 00:00:00', from_pin: '703' }),
    'a time at the end of time': () =>
      eventOf('stranger', phone, { timestamp: '9999-12-31 23:59:59', from_pin: '703' }),
    'a transfer that parts and goes on': () =>
      eventOf(session, phone, { state: 'disconnected', disconnect_reason: '0' }),
  };
  test.each(Object.entries(MEANINGLESS))(
    'signed, with %s: taken with thanks, the call stays as it is',
    async (_name, write) => {
      const { calls }: OwnerCallPage = await (await bench.own('/calls')).json();
      const answer = await deliver(bench, write());
      expect({ status: answer.status, body: await answer.json() }).toEqual({
        status: 200,
        body: ACKNOWLEDGED,
      });
      const after: OwnerCallPage = await (await bench.own('/calls')).json();
      expect(after.calls).toEqual(calls);
    },
  );

  test('a signed history_file_completed is acknowledged, an unknown method is not found', async () => {
    const done = JSON.stringify({ order_id: '17', result: '0' });
    const answer = await deliver(bench, done, { method: 'history_file_completed' });
    expect(await answer.json()).toEqual(ACKNOWLEDGED);
    expect((await deliver(bench, done, { method: 'other' })).status).toBe(404);
  });
});

test('after the end no event changes anything, be it late, doubled or of another mind', async () => {
  await using bench = await startTestRelay();
  const phone = freshPhone();
  const created = await bench.accepted({ phone });
  const ended = await bench.reaches(created, 'ended');
  await bench.simulator.settled();
  const session = bench.simulator.calls[0]?.sessionId ?? '';
  const before = await bench.detail(ended.id);
  for (const state of ['new', 'calling', 'connected', 'disconnected', 'end', 'analytics']) {
    const late = eventOf(session, phone, { state });
    const answers = [await deliver(bench, late), await deliver(bench, late)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  }
  expect(await bench.view(created)).toEqual(ended);
  const { timeline, attempts } = await bench.detail(ended.id);
  expect(attempts).toEqual(before.attempts);
  const more = timeline.slice(before.timeline.length);
  expect(more.length).toBeGreaterThan(0);
  expect(more.every(({ seq, state }) => seq === null && state === 'ended')).toBe(true);
});

test('a visitor who calls in meanwhile is not taken for the answer to our own call', async () => {
  await using bench = await startTestRelay({ ringMs: 5000 });
  const phone = freshPhone();
  bench.simulator.setDefault('operator', { behaviour: 'answers', answerAfterMs: 500 });
  bench.simulator.quirks.eventDelayMs = 300;
  const created = await bench.accepted({ phone });
  await until(() => bench.simulator.calls.length === 1);
  bench.simulator.quirks.eventDelayMs = 0;
  const { call, ended } = await bench.simulator.incomingCall(phone);
  await ended;
  // The operator's phone is ringing for the visitor already, so this one fails at once.
  expect(call.talked).toBe(false);
  expect(await bench.reaches(created, 'ended')).toMatchObject({ outcome: 'completed', attempt: 1 });
  expect(bench.simulator.rings.map((ring) => ring.phone)).toEqual(['666', phone]);
});

describe('a sender whose address', () => {
  test.each([
    ['is not on the list', '192.0.2.0/24,2001:db8::1', 403],
    ['is on the list', '192.0.2.7, 127.0.0.0/8', 200],
  ])('%s', async (_name, addresses, status) => {
    await using bench = await startTestRelay({
      environment: { ROSTELECOM_WEBHOOK_IPS: addresses },
    });
    const headers = { ...signedHeaders('{}', CREDENTIALS), 'x-forwarded-for': '192.0.2.7' };
    expect((await deliver(bench, '{}', { headers })).status).toBe(status);
  });
});

describe('get_number_info', () => {
  let bench: TestRelay;
  beforeAll(async () => {
    bench = await startTestRelay();
  });
  afterAll(() => bench[Symbol.asyncDispose]());
  const ask = async (body: string) => {
    const answer = await deliver(bench, body, { method: 'get_number_info' });
    expect(answer.status).toBe(200);
    return answer.json();
  };
  const asking = (from: string) =>
    ask(JSON.stringify({ domain: 'd', from_number: from, request_number: '74951234567' }));

  test('names whoever gave a name with an earlier call, in any spelling of the number', async () => {
    const phone = freshPhone();
    await bench.reaches(await bench.accepted({ phone, name: 'Анна' }), 'ended');
    const national = phone.replace('+7', '8');
    for (const from of [phone, phone.slice(1), national, `sip:${phone}@192.0.2.33`]) {
      expect(await asking(from)).toEqual({ result: '0', resultMessage: '', displayName: 'Анна' });
    }
    const { displayName } = await bench.simulator.incomingCall(phone);
    expect(displayName).toBe('Анна');
  });

  test('still knows the name when the last call came without one', async () => {
    const phone = freshPhone();
    await bench.reaches(await bench.accepted({ phone, name: 'Вера' }), 'ended');
    await bench.reaches(await bench.accepted({ phone }), 'ended');
    expect(await asking(phone)).toMatchObject({ result: '0', displayName: 'Вера' });
  });

  test('knows nobody else, and is never at a loss for an answer', async () => {
    const nameless = freshPhone();
    await bench.reaches(await bench.accepted({ phone: nameless }), 'ended');
    for (const from of [nameless, freshPhone(), 'anonymous', '', '666']) {
      expect(await asking(from)).toEqual(UNKNOWN_CALLER);
    }
    for (const rubbish of ['', 'null', '[]', '{"from_number":{"a":1}}', '<xml/>']) {
      expect(await ask(rubbish)).toEqual(UNKNOWN_CALLER);
    }
  });
});

describe('a PBX that', () => {
  const HABITS: Record<string, Partial<Quirks>> = {
    'sends every event twice': { eventsDoubled: true },
    'sends the last event first': { eventOrder: 'reversed' },
    'sends events in any order': { eventOrder: 'shuffled' },
    'calls the call by another id': { otherSessionId: true },
    'sends events before it answers': { eventsBeforeAnswer: true },
    'never says that phones ring': { skippedStates: ['calling'] },
    'never says that somebody answered': { skippedStates: ['connected'] },
    'says only that it is over': { skippedStates: ['new', 'calling', 'connected', 'disconnected'] },
    'reports the talk only': { connectedEvents: 1 },
    'adds an event of its own': { analyticsEvent: true },
    'leaves unused fields out': { unusedFields: 'absent' },
    'names in each event only who is rung': { eventParties: 'leg' },
    'writes numbers as sip_plus': { numberForm: 'sip_plus' },
    'writes numbers as sip_plain': { numberForm: 'sip_plain' },
    'writes numbers as sip_trunk': { numberForm: 'sip_trunk' },
    'writes numbers as sip_tgrp': { numberForm: 'sip_tgrp' },
    'writes numbers bare': { numberForm: 'bare' },
    'does several of these at once': {
      eventsDoubled: true,
      eventOrder: 'shuffled',
      otherSessionId: true,
      analyticsEvent: true,
      unusedFields: 'absent',
      numberForm: 'sip_trunk',
    },
  };
  let bench: TestRelay;
  beforeAll(async () => {
    bench = await startTestRelay();
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  test.each(Object.entries(HABITS))(
    '%s: completed, both phones rang once',
    async (_name, habit) => {
      Object.assign(bench.simulator.quirks, NO_QUIRKS, habit);
      const phone = freshPhone();
      const from = bench.simulator.rings.length;
      const created = await bench.accepted({ phone });
      const seen: string[] = [];
      const ended = await bench.reaches(created, 'ended', 8000);
      await bench.simulator.settled();
      expect(ended).toMatchObject({ outcome: 'completed', attempt: 1 });
      expect(await bench.view(created)).toEqual(ended);
      expect(bench.simulator.rings.slice(from).map((ring) => ring.phone)).toEqual(['666', phone]);
      const { timeline, attempts } = await bench.detail(created.call.id);
      expect(attempts).toHaveLength(1);
      for (const { seq, state } of timeline) if (seq !== null) seen.push(state);
      const order = ['queued', 'calling_operator', 'calling_visitor', 'connected', 'ended'];
      expect(seen.map((state) => order.indexOf(state))).toEqual(
        seen.map((state) => order.indexOf(state)).toSorted((a, b) => a - b),
      );
    },
  );
});
