import { expect, test } from 'vitest';
import { startTestRelay, type TestRelay } from '../test-relay.ts';

const readiness = async ({ relay }: TestRelay) => {
  const answer = await fetch(`${relay.url}/readyz`);
  return { status: answer.status, body: await answer.json() };
};

/** What was seen is remembered for some seconds, so that strangers cannot tire the PBX. */
async function untilReadiness(bench: TestRelay, status: number) {
  const deadline = Date.now() + 12_000;
  while (Date.now() < deadline) {
    const seen = await readiness(bench);
    if (seen.status === status) return seen;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`/readyz was never ${status}`);
}

test.concurrent('ready while database and PBX answer, not ready when the PBX goes', async () => {
  await using bench = await startTestRelay();
  const up = await fetch(`${bench.relay.url}/readyz`);
  expect(up.headers.get('cache-control')).toBe('no-store');
  expect(up.status).toBe(200);
  expect(await up.json()).toEqual({ status: 'ready', database: true, pbx: true });
  await bench.simulator.goDown();
  expect((await untilReadiness(bench, 503)).body).toEqual({
    status: 'not_ready',
    database: true,
    pbx: false,
  });
  // The process itself is well: whoever restarts it for that makes things worse.
  expect(await (await fetch(`${bench.relay.url}/healthz`)).json()).toEqual({ status: 'ok' });
});

test.concurrent('ready again when the PBX is back; calls were taken all the while', async () => {
  await using bench = await startTestRelay();
  await bench.simulator.goDown();
  expect((await readiness(bench)).status).toBe(503);
  const created = await bench.accepted();
  await bench.simulator.comeBack();
  expect((await untilReadiness(bench, 200)).body).toMatchObject({ status: 'ready', pbx: true });
  expect(await bench.reaches(created, 'ended', 10_000)).toMatchObject({ outcome: 'completed' });
  expect(bench.simulator.rings).toHaveLength(2);
});

test.concurrent('a hundred who ask at once are one question to the PBX', async () => {
  await using bench = await startTestRelay();
  const asked = () => bench.simulator.requests.length;
  await readiness(bench);
  const before = asked();
  await Promise.all(Array.from({ length: 100 }, () => readiness(bench)));
  expect(asked()).toBe(before);
});
