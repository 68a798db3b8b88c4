import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import type { OwnerCallPage } from '../shared/wire.ts';
import { abandonCalls } from './calls/abandon-calls.ts';
import { openStore } from './store/open-store.ts';
import { startTestRelay, until } from './test-relay.ts';

test('nobody in a database that was put back is rung again, and the owner is told', async () => {
  await using bench = await startTestRelay();
  bench.simulator.setDefault('operator', { behaviour: 'manual' });
  const ringing = await bench.accepted();
  await until(() => bench.simulator.rings.length === 1);
  const scheduledFor = new Date(Date.now() + 24 * 3_600_000).toISOString();
  const scheduled = await bench.accepted({ phone: '+79123456700', scheduledFor });
  const done = await bench.accepted({ phone: '+79123456701', scheduledFor });
  const cancel = `/v1/calls/${done.call.id}/cancel`;
  const headers = { authorization: `Bearer ${done.token}` };
  expect((await bench.visit(cancel, { method: 'POST', headers })).status).toBe(200);
  await bench.relay.close();

  const script = spawnSync(process.execPath, ['scripts/after-restore.ts'], {
    env: { ...process.env, ...bench.environment },
    encoding: 'utf8',
  });
  expect(script.stdout + script.stderr).toContain('2 unfinished calls were ended');
  const store = await openStore(bench.environment['DATABASE_URL'] ?? '');
  expect(await abandonCalls(store, new Date())).toBe(0);
  await store.close();

  await bench.restart();
  for (const { call } of [ringing, scheduled]) {
    expect(await bench.detail(call.id)).toMatchObject({ outcome: 'expired', reason: 'unresolved' });
  }
  expect(await bench.detail(done.call.id)).toMatchObject({ outcome: 'cancelled' });
  const told: OwnerCallPage = await (await bench.own('/calls?reason=unresolved')).json();
  expect(told.calls.map(({ id }) => id).toSorted()).toEqual(
    [ringing.call.id, scheduled.call.id].toSorted(),
  );
  expect(bench.simulator.rings).toHaveLength(1);
});
