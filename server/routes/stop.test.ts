import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { startTestRelay, until } from '../test-relay.ts';
import { freshPhone } from './expect-problem.ts';
import { watchCall } from './watch-call.ts';

test('a relay stops at once: pages that watch are told, connections that never asked are cut', async () => {
  await using bench = await startTestRelay();
  const scheduledFor = new Date(Date.now() + 24 * 3_600_000).toISOString();
  const watch = await watchCall(bench, await bench.accepted({ phone: freshPhone(), scheduledFor }));
  await until(() => watch.messages.length === 1);
  // Browsers connect ahead of need.
  const { hostname, port } = new URL(bench.relay.url);
  const ahead = connect(Number(port), hostname);
  await once(ahead, 'connect');
  const cut = once(ahead, 'close');
  const askedAt = Date.now();
  await bench.restart();
  expect(Date.now() - askedAt).toBeLessThan(2500);
  await until(watch.isClosed);
  await cut;
  expect((await bench.visit('/healthz')).status).toBe(200);
});
