import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CallCreated, CallView } from '../../shared/wire.ts';
import { makeSite, startTestRelay, type TestRelay, until } from '../test-relay.ts';
import { expectProblem, freshPhone } from './expect-problem.ts';

const HOUR_MS = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString();

function change({ visit }: TestRelay, { call, token }: CallCreated, what: string, body?: unknown) {
  return visit(`/v1/calls/${call.id}/${what}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

async function changed(response: Response): Promise<CallView> {
  const text = await response.text();
  expect({ status: response.status, text }).toMatchObject({ status: 200 });
  return JSON.parse(text);
}

describe('a call whose phones are pressed by hand', () => {
  let bench: TestRelay;
  beforeAll(async () => {
    bench = await startTestRelay({ ringMs: 20_000 });
    bench.simulator.setDefault('operator', { behaviour: 'manual' });
    bench.simulator.setDefault('outside', { behaviour: 'manual', hangUpAfterMs: null });
  });
  afterAll(() => bench[Symbol.asyncDispose]());
  const cancel = (created: CallCreated) => change(bench, created, 'cancel');
  const ringsOf = (sessionCalls: number) =>
    until(() => bench.simulator.calls.length === sessionCalls);

  const ROADS = {
    calling_operator: [],
    calling_visitor: ['operator'],
    connected: ['operator', 'visitor'],
  } as const;
  test.each(Object.entries(ROADS))(
    'cancelled while %s: cannot be stopped, says so, and is never rung again',
    async (state, answering) => {
      const phone = freshPhone();
      const placed = bench.simulator.calls.length;
      const created = await bench.accepted({ phone });
      await bench.reaches(created, 'calling_operator');
      for (const side of answering) {
        const pressed = side === 'operator' ? '666' : phone;
        await until(() => bench.simulator.phone(pressed).press('answer'));
      }
      const before = await bench.reaches(created, state as CallView['state']);
      const asked = await changed(await cancel(created));
      expect(asked).toEqual({
        ...before,
        cancelRequested: true,
        seq: before.seq + 1,
        updatedAt: asked.updatedAt,
      });
      // Twice is as good as once.
      expect(await changed(await cancel(created))).toEqual(asked);
      await expectProblem(await bench.ask({ phone }), 'call_in_progress');
      await expectProblem(
        await change(bench, created, 'reschedule', { scheduledFor: null }),
        'call_in_progress',
      );
      await until(() => bench.simulator.phone('666').press('decline'));
      const ended = await bench.reaches(created, 'ended');
      expect(ended).toMatchObject({ outcome: 'cancelled', attempt: 1, nextAttemptAt: null });
      expect(await changed(await cancel(created))).toEqual(ended);
      await ringsOf(placed + 1);
      const { attempts } = await bench.detail(created.call.id);
      expect(attempts).toHaveLength(1);
    },
  );

  test('cancelled while it waits for a free operator: ended at once, never rung', async () => {
    const busy = [await bench.accepted({ phone: freshPhone() })];
    busy.push(await bench.accepted({ phone: freshPhone() }));
    for (const one of busy) await bench.reaches(one, 'calling_operator');
    const phone = freshPhone();
    const waiting = await bench.accepted({ phone });
    expect(await bench.view(waiting)).toMatchObject({ state: 'queued', position: 1 });
    expect(await changed(await cancel(waiting))).toMatchObject({
      state: 'ended',
      outcome: 'cancelled',
      cancelRequested: false,
      attempt: 0,
    });
    for (const one of busy) await cancel(one);
    for (const pin of ['666', '703']) bench.simulator.phone(pin).press('decline');
    for (const one of busy) await bench.reaches(one, 'ended');
    expect(bench.simulator.rings.map((ring) => ring.phone)).not.toContain(phone);
  });
});

describe('a call whose phones answer by themselves', () => {
  let bench: TestRelay;
  beforeAll(async () => {
    bench = await startTestRelay();
    const tomorrow = new Intl.DateTimeFormat('en', { weekday: 'short', timeZone: 'Europe/Moscow' })
      .format(Date.now() + 24 * HOUR_MS)
      .toLowerCase();
    const hours = { [tomorrow]: ['10:00-11:00'] };
    await makeSite(bench, { hours, limits: { perAddressPerHour: 1000 } }, 'shut');
  });
  afterAll(() => bench[Symbol.asyncDispose]());
  // Each in a half-hour of its own, since one takes only as many as there are operators.
  let hours = 20;
  const later = () => bench.accepted({ phone: freshPhone(), scheduledFor: inHours(hours++) });
  const over = async () => {
    const created = await bench.accepted({ phone: freshPhone() });
    await bench.reaches(created, 'ended');
    return created;
  };
  const ringsOf = (phone: string) => bench.simulator.rings.filter((ring) => ring.phone === phone);

  describe('cancel', () => {
    test('a scheduled call, twice: the same answer', async () => {
      const created = await later();
      const first = await changed(await change(bench, created, 'cancel'));
      expect(first).toMatchObject({ state: 'ended', outcome: 'cancelled', cancelRequested: false });
      expect(await changed(await change(bench, created, 'cancel'))).toEqual(first);
    });

    test('a call that has ended otherwise is final', async () => {
      const created = await over();
      const before = await bench.view(created);
      await expectProblem(await change(bench, created, 'cancel'), 'call_is_final');
      expect(await bench.view(created)).toEqual(before);
    });

    test('by a beacon, which is text and can set no header', async () => {
      const created = await later();
      const beacon = (body: string, type = 'text/plain;charset=UTF-8') =>
        bench.visit(`/v1/calls/${created.call.id}/cancel`, {
          method: 'POST',
          headers: { 'content-type': type },
          body,
        });
      const other = await later();
      const wrong = [
        beacon(''),
        beacon('{'),
        beacon('null'),
        beacon('{"token":7}'),
        beacon(created.token),
        beacon(JSON.stringify({ token: other.token })),
        beacon(JSON.stringify({ token: created.token }), 'application/x-www-form-urlencoded'),
      ];
      for (const answer of await Promise.all(wrong)) await expectProblem(answer, 'call_not_found');
      expect(await bench.view(created)).toMatchObject({ state: 'scheduled' });
      const answer = await beacon(JSON.stringify({ token: created.token }));
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
      expect(await changed(answer)).toMatchObject({ state: 'ended', outcome: 'cancelled' });
    });
  });

  describe('reschedule', () => {
    test('to now: the call is made', async () => {
      const created = await later();
      const answer = await change(bench, created, 'reschedule', { scheduledFor: null });
      expect(await changed(answer)).toMatchObject({ state: 'queued', scheduledFor: null });
      expect(await bench.reaches(created, 'ended')).toMatchObject({ outcome: 'completed' });
    });

    test('to another time: nobody is rung before', async () => {
      const created = await later();
      const scheduledFor = inHours(48);
      const answer = await change(bench, created, 'reschedule', { scheduledFor });
      expect(await changed(answer)).toMatchObject({ state: 'scheduled', scheduledFor, seq: 2 });
    });

    test.each([
      ['slot_unavailable', { scheduledFor: inHours(-2) }],
      ['slot_unavailable', { scheduledFor: inHours(24 * 30) }],
      ['invalid_request', { scheduledFor: 'soon' }],
      ['invalid_request', {}],
      ['invalid_request', { scheduledFor: null, phone: '+79120000000' }],
      ['invalid_request', undefined],
    ] as const)('%s changes nothing: %j', async (code, body) => {
      const created = await later();
      await expectProblem(await change(bench, created, 'reschedule', body), code);
      expect(await bench.view(created)).toEqual(created.call);
    });

    test('out of hours is slot_unavailable; now, out of hours, waits for the opening', async () => {
      const response = await bench.visit('/v1/sites/shut/calls', {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'idempotency-key': crypto.randomUUID(),
        },
        body: JSON.stringify({ kind: 'callback', phone: freshPhone() }),
      });
      const created: CallCreated = await response.json();
      expect(created.call).toMatchObject({ state: 'scheduled', reason: 'out_of_hours' });
      const opening = created.call.scheduledFor;
      const closed = new Date(new Date(opening ?? 0).getTime() + 2 * HOUR_MS);
      const body = { scheduledFor: closed.toISOString() };
      await expectProblem(await change(bench, created, 'reschedule', body), 'slot_unavailable');
      await changed(await change(bench, created, 'reschedule', { scheduledFor: null }));
      const moved = await bench.reaches(created, 'scheduled');
      expect(moved).toMatchObject({ scheduledFor: opening, reason: 'out_of_hours', attempt: 0 });
    });

    test('again and again is rate_limited for a day, and the call stays as it is', async () => {
      const created = await later();
      for (let times = 0; times < 10; times += 1) {
        const body = { scheduledFor: inHours(24 + times) };
        await changed(await change(bench, created, 'reschedule', body));
      }
      const before = await bench.view(created);
      const answer = await change(bench, created, 'reschedule', { scheduledFor: null });
      const retryAfter = Number(answer.headers.get('retry-after'));
      await expectProblem(answer, 'rate_limited');
      expect(retryAfter).toBeGreaterThan(23 * 3600);
      expect(retryAfter).toBeLessThanOrEqual(24 * 3600);
      expect(await bench.view(created)).toEqual(before);
      await changed(await change(bench, created, 'cancel'));
    });

    test('an ended call is final', async () => {
      const created = await over();
      const body = { scheduledFor: null };
      await expectProblem(await change(bench, created, 'reschedule', body), 'call_is_final');
      expect(await bench.view(created)).toMatchObject({ state: 'ended', outcome: 'completed' });
    });

    test('to now while another call of the number is live: refused, rung once', async () => {
      const phone = freshPhone();
      bench.simulator.setBehaviour(phone, 'answers', { answerAfterMs: 150, hangUpAfterMs: 50 });
      const planned = await bench.accepted({ phone, scheduledFor: inHours(24) });
      const live = await bench.accepted({ phone });
      const body = { scheduledFor: null };
      await expectProblem(await change(bench, planned, 'reschedule', body), 'call_in_progress');
      expect(await bench.reaches(live, 'ended')).toMatchObject({ outcome: 'completed' });
      expect(await bench.view(planned)).toEqual(planned.call);
      expect(ringsOf(phone)).toHaveLength(1);
    });
  });

  describe('rating', () => {
    test('1 to 5 stars and a comment, once the call is over; again replaces it', async () => {
      const created = await over();
      const before = await bench.view(created);
      const first = await change(bench, created, 'rating', { stars: 1, comment: 'тихо' });
      expect(await changed(first)).toMatchObject({
        ...before,
        stars: 1,
        updatedAt: expect.any(String),
      });
      const second = await changed(await change(bench, created, 'rating', { stars: 5 }));
      expect(second).toMatchObject({ state: 'ended', outcome: 'completed', stars: 5 });
      expect(await bench.view(created)).toEqual(second);
    });

    test.each([
      [{ stars: 0 }],
      [{ stars: 6 }],
      [{ stars: 4.5 }],
      [{ stars: '5' }],
      [{}],
      [{ stars: 5, comment: 'x'.repeat(1001) }],
      [{ stars: 5, outcome: 'completed' }],
    ])('%j is refused and kept nowhere', async (body) => {
      const created = await over();
      await expectProblem(await change(bench, created, 'rating', body), 'invalid_request');
      expect(await bench.view(created)).toMatchObject({ stars: null });
    });

    test('again and again is rate_limited, and the last one stays', async () => {
      const created = await over();
      for (let times = 0; times < 10; times += 1)
        await changed(await change(bench, created, 'rating', { stars: 1 + (times % 5) }));
      const answer = await change(bench, created, 'rating', { stars: 1 });
      expect(answer.headers.get('retry-after')).not.toBeNull();
      await expectProblem(answer, 'rate_limited');
      expect(await bench.view(created)).toMatchObject({ stars: 5 });
    });

    test('before the end, and of a call that did not come about, is refused', async () => {
      const waiting = await later();
      const answer = () => change(bench, waiting, 'rating', { stars: 5 });
      await expectProblem(await answer(), 'invalid_request');
      await changed(await change(bench, waiting, 'cancel'));
      await expectProblem(await answer(), 'invalid_request');
      expect(await bench.view(waiting)).toMatchObject({ stars: null });
    });
  });

  test('DELETE hangs up browser calls only: a callback is cancelled, not deleted', async () => {
    const created = await later();
    const answer = await bench.visit(`/v1/calls/${created.call.id}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${created.token}` },
    });
    await expectProblem(answer, 'invalid_request');
    expect(await bench.view(created)).toEqual(created.call);
  });

  test('nothing is changed for a stranger', async () => {
    const created = await later();
    const stranger = { ...created, token: 'stranger' };
    const answers = [
      change(bench, stranger, 'cancel'),
      change(bench, stranger, 'reschedule', { scheduledFor: null }),
      change(bench, stranger, 'rating', { stars: 5 }),
      bench.visit(`/v1/calls/${created.call.id}`, { method: 'DELETE' }),
    ];
    for (const answer of await Promise.all(answers)) await expectProblem(answer, 'call_not_found');
    expect(await bench.view(created)).toEqual(created.call);
  });
});
