import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runOn } from '../test-database.ts';
import { startTestRelay, type TestRelay, until } from '../test-relay.ts';
import { expectProblem, freshPhone } from './expect-problem.ts';
import { type Watch, watchCall } from './watch-call.ts';

let bench: TestRelay;
beforeAll(async () => {
  bench = await startTestRelay();
});
afterAll(() => bench[Symbol.asyncDispose]());

let hoursAhead = 20;
/** Each in a half-hour of its own, since one takes only as many as there are operators. */
const TOMORROW = () => new Date(Date.now() + hoursAhead++ * 3_600_000).toISOString();
const scheduled = () => bench.accepted({ phone: freshPhone(), scheduledFor: TOMORROW() });
const seqs = ({ messages }: Watch) => messages.map(({ call }) => call.seq);

describe('without the token of that very call', () => {
  test.each(['', '/events'])('GET …%s is call_not_found, whatever else is sent', async (path) => {
    const mine = await scheduled();
    const other = await scheduled();
    const url = `/v1/calls/${mine.call.id}${path}`;
    const answers = [
      await bench.visit(url),
      await bench.visit(url, { headers: { authorization: `Bearer ${other.token}` } }),
      await bench.visit(url, { headers: { authorization: `Bearer ${mine.token}x` } }),
      await bench.visit(url, { headers: { authorization: `Basic ${mine.token}` } }),
      await bench.visit(url, { headers: { authorization: 'Bearer' } }),
      await bench.visit(`${url}?token=${other.token}`),
      await bench.visit(`${url}?token=${mine.token}&token=${mine.token}`),
      await bench.visit(`/v1/calls/01JD0000000000000000000000${path}?token=${mine.token}`),
    ];
    const problems = await Promise.all(
      answers.map((answer) => expectProblem(answer, 'call_not_found')),
    );
    // No call and no right are told apart by nothing.
    expect(new Set(problems.map((problem) => JSON.stringify(problem))).size).toBe(1);
    expect(answers[0]?.headers.get('access-control-allow-origin')).toBe('*');
  });

  test('the token in the URL opens the stream only, where a page cannot do otherwise', async () => {
    const { call, token } = await scheduled();
    const answer = await bench.visit(`/v1/calls/${call.id}?token=${token}`);
    await expectProblem(answer, 'call_not_found');
  });
});

test('GET gives the call to its holder, on any page, never from a cache', async () => {
  const { call, token } = await scheduled();
  const answer = await fetch(`${bench.relay.url}/v1/calls/${call.id}`, {
    headers: { authorization: `Bearer ${token}`, origin: 'https://elsewhere.example' },
  });
  expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(await answer.json()).toEqual(call);
});

test('the stream shows the present first, then every step once and in order, then closes', async () => {
  const created = await bench.accepted({ phone: freshPhone() });
  const watch = await watchCall(bench, created);
  const header = (name: string) => watch.response.headers.get(name);
  expect(watch.response.status).toBe(200);
  expect(header('content-type')).toMatch(/^text\/event-stream/);
  expect(header('access-control-allow-origin')).toBe('*');
  expect(header('cache-control')).toMatch(/no-store/);
  expect(header('content-encoding')).toBeNull();
  await until(watch.isClosed);
  expect(watch.messages.every(({ event }) => event === 'call')).toBe(true);
  expect(watch.messages.map(({ id }) => id)).toEqual(seqs(watch).map(String));
  expect(seqs(watch)).toEqual([...new Set(seqs(watch))].toSorted((a, b) => a - b));
  const states = watch.messages.map(({ call }) => call.state);
  expect(states.at(-1)).toBe('ended');
  expect(states).toContain('calling_visitor');
  expect(watch.messages.at(-1)?.call).toEqual(await bench.view(created));
});

test('a stream without an id of its own begins with the present, one with it only gives news', async () => {
  const created = await scheduled();
  const later = await fetch(`${bench.relay.url}/v1/calls/${created.call.id}/reschedule`, {
    method: 'POST',
    headers: { authorization: `Bearer ${created.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ scheduledFor: TOMORROW() }),
  });
  expect(await later.json()).toMatchObject({ seq: 2 });
  const fresh = await watchCall(bench, created);
  const behind = await watchCall(bench, created, { headers: { 'last-event-id': '1' } });
  const byQuery = await watchCall(bench, created, { query: '&lastEventId=1' });
  const present = await watchCall(bench, created, { headers: { 'last-event-id': '2' } });
  const ahead = await watchCall(bench, created, { headers: { 'last-event-id': '99' } });
  const nonsense = await watchCall(bench, created, { headers: { 'last-event-id': '-1; x' } });
  const all = [fresh, behind, byQuery, present, ahead, nonsense];
  const showing = [fresh, behind, byQuery, nonsense];
  await until(() => showing.every(({ messages }) => messages.length === 1));
  expect(showing.map(seqs)).toEqual([[2], [2], [2], [2]]);
  expect([seqs(present), seqs(ahead)]).toEqual([[], []]);
  await bench.visit(`/v1/calls/${created.call.id}/cancel`, {
    method: 'POST',
    headers: { authorization: `Bearer ${created.token}` },
  });
  // A page whose id is from a future that never was still hears how its call ends.
  await until(() => all.every((watch) => watch.isClosed()));
  expect(all.map((watch) => seqs(watch).at(-1))).toEqual([3, 3, 3, 3, 3, 3]);
  expect(seqs(present)).toEqual([3]);
});

test('an ended call: its last state and a close, or 204 for whoever has seen it', async () => {
  const created = await bench.accepted({ phone: freshPhone() });
  const { seq } = await bench.reaches(created, 'ended');
  const late = await watchCall(bench, created, { query: `&lastEventId=${seq - 1}` });
  await until(late.isClosed);
  expect(seqs(late)).toEqual([seq]);
  const again = await watchCall(bench, created, { headers: { 'last-event-id': String(seq) } });
  expect(again.response.status).toBe(204);
  expect(again.response.headers.get('access-control-allow-origin')).toBe('*');
});

test('a call has eight streams: each one more closes the oldest', async () => {
  const created = await scheduled();
  const watches: Watch[] = [];
  for (let count = 0; count < 8; count += 1) watches.push(await watchCall(bench, created));
  await until(() => watches.every(({ messages }) => messages.length === 1));
  expect(watches.some((watch) => watch.isClosed())).toBe(false);
  const ninth = await watchCall(bench, created);
  await until(() => watches[0]?.isClosed() ?? false);
  expect(watches.slice(1).some((watch) => watch.isClosed())).toBe(false);
  expect(ninth.isClosed()).toBe(false);
  for (const watch of [...watches, ninth]) watch.stop();
});

test('many streams at the same instant leave eight', async () => {
  const created = await scheduled();
  const watches = await Promise.all(Array.from({ length: 14 }, () => watchCall(bench, created)));
  const open = () => watches.filter((watch) => !watch.isClosed());
  await until(() => open().length <= 8);
  // The ones that are left are alive.
  await bench.visit(`/v1/calls/${created.call.id}/cancel`, {
    method: 'POST',
    headers: { authorization: `Bearer ${created.token}` },
  });
  const told = () => watches.filter((watch) => seqs(watch).at(-1) === 2);
  await until(() => told().length === 8 && open().length === 0);
});

test('pages that go away make room', async () => {
  const created = await scheduled();
  const gone = await Promise.all(Array.from({ length: 8 }, () => watchCall(bench, created)));
  for (const watch of gone) watch.stop();
  await until(() => gone.every((watch) => watch.isClosed()));
  const watches = await Promise.all(Array.from({ length: 8 }, () => watchCall(bench, created)));
  await until(() => watches.every(({ messages }) => messages.length === 1));
  expect(watches.some((watch) => watch.isClosed())).toBe(false);
  for (const watch of watches) watch.stop();
});

test('a relay that restarts tells its pages, and shows the true state when they come back', async () => {
  await using own = await startTestRelay({ ringMs: 10_000 });
  own.simulator.setDefault('operator', { behaviour: 'manual' });
  const created = await own.accepted();
  await own.reaches(created, 'calling_operator');
  const before = await watchCall(own, created);
  await until(() => before.messages.length === 1);
  const restarted = own.restart();
  await until(before.isClosed);
  await restarted;
  const lastEventId = String(seqs(before).at(-1));
  const after = await watchCall(own, created, { headers: { 'last-event-id': lastEventId } });
  own.simulator.phone('666').press('answer');
  await until(after.isClosed);
  const seen = [...seqs(before), ...seqs(after)];
  expect(seen).toEqual([...new Set(seen)].toSorted((a, b) => a - b));
  expect(after.messages.at(-1)?.call).toMatchObject({ state: 'ended', outcome: 'completed' });
  expect(own.simulator.rings).toHaveLength(2);
});

test('a token is good for a day after the end, and no longer', async () => {
  await using own = await startTestRelay();
  const created = await own.accepted();
  await own.reaches(created, 'ended');
  const endedAgo = async (hours: number) => {
    const at = new Date(Date.now() - hours * 3_600_000).toISOString();
    await runOn(own.environment['DATABASE_URL'] ?? '', `update calls set ended_at = '${at}'`);
    const headers = { authorization: `Bearer ${created.token}` };
    return own.visit(`/v1/calls/${created.call.id}`, { headers });
  };
  expect((await endedAgo(23)).status).toBe(200);
  await expectProblem(await endedAgo(25), 'call_not_found');
});
