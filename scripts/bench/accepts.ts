import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'undici';
import { freePort } from '../../server/test-process.ts';
import type { Row } from './bench-relay.ts';
import { ORIGIN, percentile, SITES, startBenchRelay } from './bench-relay.ts';

const SECONDS = 6;
const CONNECTIONS = 32;
type Load = { perSecond: number; p99Ms: number };

/** Calls accepted per second, and how long one takes at a quarter of that. */
export async function accepts(): Promise<Row[]> {
  const floor = await startFloor();
  const bench = await startBenchRelay();
  const floorFull = await flood(floor.url);
  const relayFull = await flood(bench.relay.url);
  const quarter = relayFull.perSecond / 4;
  const floorCalm = await flood(floor.url, quarter);
  const relayCalm = await flood(bench.relay.url, quarter);
  await bench.end();
  floor.end();
  const share = (relayFull.perSecond / floorFull.perSecond) * 100;
  return [
    [
      'calls accepted per second, durable, all admission rules',
      relayFull.perSecond.toFixed(0),
      `floor ${floorFull.perSecond.toFixed(0)} (${share.toFixed(0)} %)`,
      '≥ 50 % of the floor',
    ],
    [
      '`201` p99 at a quarter of that rate',
      `${relayCalm.p99Ms.toFixed(1)} ms`,
      `floor ${floorCalm.p99Ms.toFixed(1)} ms (${(relayCalm.p99Ms / floorCalm.p99Ms).toFixed(1)} x)`,
      '≤ 3 x the floor',
    ],
  ];
}

async function startFloor() {
  const folder = mkdtempSync(join(tmpdir(), 'ringlet-floor-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [
    join(import.meta.dirname, 'floor.ts'),
    String(port),
    join(folder, 'f.db'),
  ]);
  while (!(await fetch(`${url}/healthz`).catch(() => null)))
    await new Promise((resolve) => setTimeout(resolve, 20));
  return {
    url,
    end: () => {
      child.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

let number = 0;

/** As many as fit, or at the given rate. Every call has a number of its own. */
async function flood(url: string, perSecond?: number): Promise<Load> {
  const pool = new Pool(url, { connections: CONNECTIONS, pipelining: 1 });
  const times: number[] = [];
  const end = performance.now() + SECONDS * 1000;
  const pauseMs = perSecond === undefined ? 0 : (CONNECTIONS / perSecond) * 1000;
  const worker = async () => {
    while (performance.now() < end) {
      const begun = performance.now();
      await ask(pool);
      times.push(performance.now() - begun);
      const restMs = pauseMs - (performance.now() - begun);
      if (restMs > 0) await new Promise((resolve) => setTimeout(resolve, restMs));
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  await pool.close();
  return { perSecond: times.length / SECONDS, p99Ms: percentile(times, 0.99) };
}

async function ask(pool: Pool) {
  const phone = `+7912${String(1_000_000 + number++)}`;
  const { statusCode, body } = await pool.request({
    method: 'POST',
    path: `/v1/sites/bench-${number % SITES}/calls`,
    headers: {
      'content-type': 'application/json',
      origin: ORIGIN,
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify({
      kind: 'callback',
      phone,
      name: 'Анна',
      page: { url: 'https://shop.example/cart' },
    }),
  });
  const text = await body.text();
  if (statusCode !== 201) throw new Error(`${statusCode} ${text}`);
}
