import { expect, test } from 'vitest';
import type { CallCreated, PublicSite } from '../shared/wire.ts';
import { watchCall } from './routes/watch-call.ts';
import type { TestRelay } from './test-relay.ts';
import { startTestRelay, until } from './test-relay.ts';

const SALES = { departments: [{ id: 'sales', name: 'Sales', operators: ['666'] }] };
const phoneOf = (index: number) => `+7912000010${index}`;
const ask = (bench: TestRelay, index: number) =>
  bench.accepted({ department: 'sales', phone: phoneOf(index) });
/** The only operator rings, and never stops by himself. */
async function busyBench() {
  const bench = await startTestRelay({ settings: SALES, ringMs: 60_000 });
  bench.simulator.setDefault('operator', { behaviour: 'manual' });
  const first = await ask(bench, 0);
  await bench.reaches(first, 'calling_operator');
  return bench;
}
const cancel = (bench: TestRelay, { call, token }: CallCreated) =>
  bench.visit(`/v1/calls/${call.id}/cancel`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  });

test('whoever waits hears that the queue moves, in a message with the same id', async () => {
  await using bench = await busyBench();
  const waiting = [await ask(bench, 1), await ask(bench, 2), await ask(bench, 3)];
  const [head, middle, last] = waiting as [CallCreated, CallCreated, CallCreated];
  const watches = await Promise.all(waiting.map((created) => watchCall(bench, created)));
  const places = (index: number) =>
    (watches[index]?.messages ?? []).map(({ id, call }) => [id, call.position]);
  await until(() => watches.every(({ messages }) => messages.length === 1));
  expect([0, 1, 2].map(places)).toEqual([[['1', 1]], [['1', 2]], [['1', 3]]]);
  await cancel(bench, head);
  await until(() => [1, 2].every((index) => places(index).length === 2));
  expect([places(1), places(2)]).toEqual([
    [
      ['1', 2],
      ['1', 1],
    ],
    [
      ['1', 3],
      ['1', 2],
    ],
  ]);
  // A page that comes back with what it has seen is told nothing old first…
  const back = await watchCall(bench, last, { headers: { 'last-event-id': '1' } });
  await cancel(bench, middle);
  await until(() => back.messages.length > 0);
  // …and hears the next move as everybody does.
  expect(back.messages.map(({ id, call }) => [id, call.position])).toEqual([['1', 1]]);
  expect(places(2).at(-1)).toEqual(['1', 1]);
  // Nobody hears anything of another queue, nor anything twice.
  expect(places(0).map(([, position]) => position)).toEqual([1, null]);
  expect(places(1).map(([, position]) => position)).toEqual([2, 1, null]);
  for (const watch of [...watches, back]) watch.stop();
});

test('the estimate and the promise come from what really happened, and a long wait is told', async () => {
  await using bench = await startTestRelay({ settings: { limits: LIMITS } });
  const site = async (): Promise<PublicSite> => (await bench.visit('/v1/sites/shop')).json();
  expect(await site()).toMatchObject({ promise: null, longWait: false });
  bench.simulator.setDefault('outside', { behaviour: 'answers', hangUpAfterMs: 1_000 });
  const made = Array.from({ length: 10 }, (_, index) => bench.accepted({ phone: phoneOf(index) }));
  for (const created of await Promise.all(made)) {
    expect(await bench.reaches(created, 'ended', 15_000)).toMatchObject({ outcome: 'completed' });
  }
  // Nothing learned before is shown any more: the relay knows the past anew.
  await bench.restart();
  const { promise } = await site();
  expect(promise?.medianSeconds).toBeGreaterThanOrEqual(0);
  expect(promise?.p90Seconds).toBeGreaterThanOrEqual(promise?.medianSeconds ?? 99);
  // Both operators are on the phone, and more ask than limits.waitSeconds allows.
  bench.simulator.setDefault('outside', { behaviour: 'answers', hangUpAfterMs: null });
  const more = Array.from({ length: 26 }, (_, index) =>
    bench.accepted({ phone: `+79120002${String(index).padStart(3, '0')}` }),
  );
  const waiting = await Promise.all(more);
  await until(() => bench.simulator.calls.length === 12, 10_000);
  // The line before a site is known for three seconds.
  await new Promise((resolve) => setTimeout(resolve, 3_100));
  expect(await site()).toMatchObject({ promise: null, longWait: true });
  const queued = (await Promise.all(waiting.map((created) => bench.view(created)))).filter(
    ({ state }) => state === 'queued',
  );
  const last = queued.toSorted((a, b) => (a.position ?? 0) - (b.position ?? 0)).at(-1);
  expect(queued).toHaveLength(24);
  expect(last?.estimatedSeconds).toBeGreaterThan(10);
  expect(last?.longWait).toBe(true);
  expect(queued.filter(({ longWait }) => !longWait).length).toBeGreaterThan(0);
}, 40_000);

/** So short that a test can be made to wait too long. */
const LIMITS = { waitSeconds: 10, perNumberPerDay: 100, perAddressPerHour: 1_000 };
