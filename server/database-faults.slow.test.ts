import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FaultMode, FaultProxy } from '../scripts/campaign/fault-proxy.ts';
import { startFaultProxy } from '../scripts/campaign/fault-proxy.ts';
import type { CallCreated, OwnerCallPage } from '../shared/wire.ts';
import { expectProblem, freshPhone } from './routes/expect-problem.ts';
import type { TestPostgres } from './store/test-postgres.ts';
import { startTestPostgres } from './store/test-postgres.ts';
import { ENGINE } from './test-database.ts';
import type { TestRelay } from './test-relay.ts';
import { makeSite, opensLater, startTestRelay, until } from './test-relay.ts';

const key = () => ({ 'idempotency-key': randomUUID() });
const ringsOf = ({ simulator }: TestRelay, phone: string) =>
  simulator.rings.filter((ring) => ring.phone === phone).length;

async function expectRefusal(answer: Response) {
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  await expectProblem(answer, 'not_accepting');
}

async function callsOf({ own }: TestRelay): Promise<OwnerCallPage['calls']> {
  return ((await (await own('/calls?limit=200')).json()) as OwnerCallPage).calls;
}

/** Asks again with the same key, as a page does, until the relay takes it. */
async function untilAccepted(bench: TestRelay, phone: string, headers: Record<string, string>) {
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; ) {
    const answer = await bench.ask({ phone }, headers);
    if (answer.ok) return (await answer.json()) as CallCreated;
    await expectRefusal(answer);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the relay did not recover');
}

/** A phone rings longer than a database takes to be given up. */
const RING_MS = 30_000;

/** A disk of its own, so small that it is soon full; `null` where only root may mount one. */
function smallDisk(): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'ringlet-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder], { stdio: 'ignore' });
    return folder;
  } catch {
    rmSync(folder, { recursive: true });
    return null;
  }
}

const disk = ENGINE === 'sqlite' ? smallDisk() : null;
describe.runIf(disk !== null)('a full disk', () => {
  afterAll(() => {
    execFileSync('umount', ['--lazy', disk ?? '']);
    rmSync(disk ?? '', { recursive: true });
  });

  test('is answered 503, nothing is accepted that is not kept, and room is enough to recover', async () => {
    const DATABASE_URL = `file:${disk}/ringlet.db`;
    await using bench = await startTestRelay({ environment: { DATABASE_URL } });
    const before = await bench.reaches(await bench.accepted({ phone: freshPhone() }), 'ended');
    await makeSite(bench, { hours: opensLater() }, 'shut');
    const { bavail, bsize } = statfsSync(disk ?? '');
    writeFileSync(`${disk}/ballast`, Buffer.alloc(bavail * bsize));
    // What the journal has room for is still taken, and kept.
    const kept: CallCreated[] = [];
    const note = 'x'.repeat(1000);
    let refused: Response | null = null;
    for (let tries = 0; refused === null && tries < 450; tries++) {
      const answer = await bench.visit('/v1/sites/shut/calls', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...key() },
        body: JSON.stringify({ kind: 'callback', phone: freshPhone(), note }),
      });
      if (answer.status === 201) kept.push((await answer.json()) as CallCreated);
      else refused = answer;
    }
    await expectRefusal(refused ?? Response.error());
    expect((await bench.visit('/healthz')).status).toBe(200);
    expect((await bench.visit('/readyz')).status).toBe(503);
    const headers = key();
    const phone = freshPhone();
    await expectRefusal(await bench.ask({ phone }, headers));
    const known = (await callsOf(bench)).map(({ id }) => id);
    expect(known.toSorted()).toEqual(
      [before, ...kept.map(({ call }) => call)].map(({ id }) => id).toSorted(),
    );
    expect(ringsOf(bench, phone)).toBe(0);

    rmSync(`${disk}/ballast`);
    const created = await untilAccepted(bench, phone, headers);
    expect(await bench.reaches(created, 'ended')).toMatchObject({ outcome: 'completed' });
    expect(ringsOf(bench, phone)).toBe(1);
  });
});

describe.runIf(ENGINE === 'postgres')('PostgreSQL', () => {
  let server: TestPostgres;
  let line: FaultProxy;
  beforeAll(async () => {
    server = await startTestPostgres();
    line = await startFaultProxy(server.port);
  }, 60_000);
  afterAll(async () => {
    await line.close();
    await server.stop();
  });

  /** A relay that reaches its database through the damaged line. */
  async function startBehindLine(): Promise<TestRelay> {
    const url = new URL(await server.database());
    url.port = String(line.port);
    const bench = await startTestRelay({
      environment: { DATABASE_URL: url.href },
      ringMs: RING_MS,
    });
    bench.simulator.setDefault('operator', { behaviour: 'manual' });
    return bench;
  }

  type Damage = { name: string; damage(): Promise<void>; mend(): Promise<void> };
  const lines = (['blackhole', 'reset'] as const).map(
    (mode: FaultMode): Damage => ({
      name: `a line that is ${mode}`,
      damage: () => line.set(mode),
      mend: () => line.set('pass'),
    }),
  );
  const death = {
    name: 'a server that dies',
    damage: () => server.kill(),
    mend: () => server.start(),
  };
  test.for<Damage>([...lines, death])(
    '$name: 503 meanwhile, nothing is accepted; the call that rings and the visitor both come through',
    { timeout: 90_000 },
    async ({ damage, mend }) => {
      await using bench = await startBehindLine();
      const ringing = await bench.accepted({ phone: freshPhone() });
      await until(() => ringsOf(bench, '666') === 1);
      await damage();
      const [phone, headers] = [freshPhone(), key()];
      await expectRefusal(await bench.ask({ phone }, headers));
      expect((await bench.visit('/healthz')).status).toBe(200);
      // Its reports find no database, and the PBX does not repeat them.
      bench.simulator.setDefault('operator', { behaviour: 'answers' });
      bench.simulator.phone('666').press('answer');
      await until(() => bench.simulator.calls.every(({ endedAt }) => endedAt !== null), 5000);
      await bench.simulator.settled();
      await mend();
      const created = await untilAccepted(bench, phone, headers);
      for (const call of [ringing, created])
        expect(await bench.reaches(call, 'ended', 30_000)).toMatchObject({
          outcome: 'completed',
          attempt: 1,
        });
      expect(await callsOf(bench)).toHaveLength(2);
      expect([ringsOf(bench, phone), bench.simulator.calls.length]).toEqual([1, 2]);
    },
  );

  test('a line reset in the middle of a transaction: one call, whatever had been committed', async () => {
    await using bench = await startBehindLine();
    bench.simulator.setDefault('operator', { behaviour: 'answers' });
    for (const afterMs of [5, 15, 30, 45, 60, 80, 120]) {
      const [phone, headers] = [freshPhone(), key()];
      await line.set('latency');
      const asking = bench.ask({ phone }, headers);
      await new Promise((resolve) => setTimeout(resolve, 10 * afterMs));
      await line.set('reset');
      await line.set('pass');
      const answer = await asking;
      if (!answer.ok) await expectRefusal(answer);
      const created = await untilAccepted(bench, phone, headers);
      expect(await bench.reaches(created, 'ended', 30_000)).toMatchObject({ outcome: 'completed' });
      expect((await callsOf(bench)).filter((call) => call.phone === phone)).toHaveLength(1);
      expect(ringsOf(bench, phone)).toBe(1);
    }
  }, 90_000);
});
