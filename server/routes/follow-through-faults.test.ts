import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FaultProxy } from '../../scripts/campaign/fault-proxy.ts';
import { startFaultProxy } from '../../scripts/campaign/fault-proxy.ts';
import type { CallCreated, CallView } from '../../shared/wire.ts';
import { startTestRelay, type TestRelay, until } from '../test-relay.ts';
import { freshPhone } from './expect-problem.ts';
import type { Watch } from './watch-call.ts';
import { watchCall } from './watch-call.ts';

let bench: TestRelay;
let line: FaultProxy;
beforeAll(async () => {
  bench = await startTestRelay({ ringMs: 60_000 });
  bench.simulator.setDefault('operator', { behaviour: 'manual' });
  bench.simulator.setDefault('outside', { behaviour: 'manual', hangUpAfterMs: null });
  line = await startFaultProxy(Number(new URL(bench.relay.url).port));
});
afterAll(async () => {
  await line.close();
  await bench[Symbol.asyncDispose]();
});

/** As the page does it: through the line, with the id of what it has seen. */
function watchThrough(created: CallCreated, seen: Watch | null): Promise<Watch> {
  const visit = (path: string, init?: RequestInit) =>
    fetch(`http://127.0.0.1:${line.port}${path}`, init);
  const id = seen?.messages.at(-1)?.id;
  return watchCall({ visit }, created, { headers: id ? { 'last-event-id': id } : {} });
}

const states = ({ messages }: Watch) => messages.map(({ call }) => call.state);
const isAt = (watch: Watch, state: CallView['state']) => () => states(watch).at(-1) === state;

/** A call whose operator is on the line and whose visitor's phone rings, seen by a page. */
async function ringingVisitor() {
  const phone = freshPhone();
  const created = await bench.accepted({ phone });
  const watch = await watchThrough(created, null);
  await until(isAt(watch, 'calling_operator'));
  // The intent is told before the PBX is asked.
  const ringing = () => bench.simulator.phones().find((one) => one.state === 'ringing');
  await until(() => ringing() !== undefined);
  ringing()?.press('answer');
  await until(isAt(watch, 'calling_visitor'));
  return { created, watch, talk: () => void bench.simulator.phone(phone).press('answer'), phone };
}

test.each(['reset', 'blackhole', 'refuse', 'cut'] as const)(
  'a line that is %s while the call goes on: the missing state, once, when it is back',
  async (fault) => {
    const { created, watch, talk, phone } = await ringingVisitor();
    await line.set(fault);
    talk();
    await bench.reaches(created, 'connected');
    await line.set('pass');
    const again = await watchThrough(created, watch);
    await until(isAt(again, 'connected'), 3000);
    bench.simulator.phone(phone).press('hang_up');
    await until(() => again.isClosed());
    const heard = [...watch.messages, ...again.messages].map(({ call }) => call.seq);
    expect(heard).toEqual([...new Set(heard)].toSorted((a, b) => a - b));
    expect(states(again)).toEqual(['connected', 'ended']);
    watch.stop();
  },
);

test('away for the whole rest of the call: the end is told on return, and then no more', async () => {
  const { created, watch, talk, phone } = await ringingVisitor();
  await line.set('blackhole');
  talk();
  await bench.reaches(created, 'connected');
  bench.simulator.phone(phone).press('hang_up');
  await bench.reaches(created, 'ended');
  await line.set('pass');
  const again = await watchThrough(created, watch);
  await until(again.isClosed, 3000);
  expect(states(again)).toEqual(['ended']);
  expect((await watchThrough(created, again)).response.status).toBe(204);
  watch.stop();
});

test('a proxy is told not to hold the stream back, and what it cuts comes again', async () => {
  const { created, watch, talk } = await ringingVisitor();
  expect(watch.response.headers.get('x-accel-buffering')).toBe('no');
  expect(watch.response.headers.get('cache-control')).toMatch(/no-transform/);
  // A message that breaks off in its middle is none: the page has not seen it.
  await line.set('cut');
  talk();
  await until(watch.isClosed);
  expect(states(watch)).not.toContain('connected');
  await line.set('pass');
  const again = await watchThrough(created, watch);
  await until(isAt(again, 'connected'), 3000);
  again.stop();
});
