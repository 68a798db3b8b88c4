import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { CallCreated } from '../shared/wire.ts';
import { readConfig } from './config.ts';
import { createLog } from './log.ts';
import { startRelay } from './relay.ts';
import { freshPhone } from './routes/expect-problem.ts';
import { watchCall } from './routes/watch-call.ts';
import { ENGINE } from './test-database.ts';
import type { TestRelayOptions } from './test-relay.ts';
import { client, startTestRelay, until } from './test-relay.ts';

/** Two relays on one database; the PBX reports to the first one only. */
async function startTwoRelays(options: TestRelayOptions = {}) {
  const bench = await startTestRelay(options);
  const relay = await startRelay(
    readConfig({ ...bench.environment, PORT: '0' }),
    createLog('fatal'),
  );
  return {
    bench,
    other: client(() => relay.url),
    async [Symbol.asyncDispose]() {
      await relay.close();
      await bench[Symbol.asyncDispose]();
    },
  };
}

describe.runIf(ENGINE === 'postgres')('two relays on one database', () => {
  test('a page held by one hears what reached the other, each change once and in order', async () => {
    await using two = await startTwoRelays();
    const created = await two.other.accepted();
    const watch = await watchCall(two.other, created);
    await until(watch.isClosed, 5000);
    expect(watch.messages.at(-1)?.call).toMatchObject({ state: 'ended', outcome: 'completed' });
    const seqs = watch.messages.map(({ call }) => call.seq);
    expect(seqs).toEqual([...new Set(seqs)].toSorted((a, b) => a - b));
    expect(watch.messages.map(({ call }) => call.state)).toContain('calling_visitor');
    expect(two.bench.simulator.rings).toHaveLength(2);
  });

  test('many who ask at both: every phone rings once, no operator has two calls', async () => {
    await using two = await startTwoRelays();
    const phones = Array.from({ length: 24 }, freshPhone);
    const asked = phones.map((phone, at) => (at % 2 ? two.bench : two.other).accepted({ phone }));
    for (const created of await Promise.all(asked)) {
      const call = await two.bench.reaches(created, 'ended', 30_000);
      expect(call).toMatchObject({ outcome: 'completed', attempt: 1 });
    }
    const { rings, requests } = two.bench.simulator;
    for (const phone of phones) expect(rings.filter((r) => r.phone === phone)).toHaveLength(1);
    expect(requests.filter(({ method }) => method === 'call_back')).toHaveLength(phones.length);
    // A phone that was rung while it talked would have said busy, and the call been tried again.
  }, 90_000);

  test('one number that asks at both at once has one live call', async () => {
    await using two = await startTwoRelays();
    two.bench.simulator.setDefault('operator', { behaviour: 'manual' });
    for (let round = 0; round < 8; round++) {
      const phone = freshPhone();
      const both = await Promise.all([two.bench.ask({ phone }), two.other.ask({ phone })]);
      expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
    }
  });

  test('one request that comes to both at once is one call', async () => {
    await using two = await startTwoRelays();
    for (let round = 0; round < 8; round++) {
      const phone = freshPhone();
      const headers = { 'idempotency-key': randomUUID() };
      // A half-hour of its own for each: one takes no more calls than there are operators.
      const scheduledFor = new Date(Date.now() + (24 + round) * 3_600_000).toISOString();
      const both = await Promise.all(
        [two.bench, two.other].map((relay) => relay.ask({ phone, scheduledFor }, headers)),
      );
      expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 201]);
      const ids = await Promise.all(
        both.map(async (response) => ((await response.json()) as CallCreated).call.id),
      );
      expect(new Set(ids).size).toBe(1);
    }
  });
});
