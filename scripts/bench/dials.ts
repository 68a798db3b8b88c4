import { randomUUID } from 'node:crypto';
import type { EngineName } from './bench-database.ts';
import type { BenchRelay } from './bench-relay.ts';
import { ORIGIN, startBenchRelay } from './bench-relay.ts';
import type { Row } from './figures.ts';
import { middleAndWorst, pause } from './figures.ts';

const CALLS = 300;

/** From `201` in the page's hands to the request in the PBX's. */
export async function dials(engine: EngineName): Promise<Row[]> {
  const bench = await startBenchRelay({ engine, stored: 1_000 });
  const times = await timeDials(bench, CALLS);
  await bench.end();
  return [
    [
      'accepted to PBX asked, p50, p99',
      middleAndWorst(times),
      `${CALLS} calls, one at a time`,
      '≤ 10 ms, ≤ 50 ms',
    ],
  ];
}

export async function timeDials({ relay, simulator }: BenchRelay, count: number) {
  const times: number[] = [];
  // A short talk: whoever does not answer would be followed by the next operator at once.
  const answers = { behaviour: 'answers', answerAfterMs: 1 } as const;
  simulator.setDefault('operator', answers);
  simulator.setDefault('outside', { ...answers, hangUpAfterMs: 1 });
  for (let at = 0; at < count; at++) {
    const before = simulator.requests.length;
    await ask(relay.url, at);
    const accepted = performance.now();
    while (!simulator.requests.slice(before).some(({ method }) => method === 'call_back'))
      await new Promise(setImmediate);
    times.push(performance.now() - accepted);
    await pause(50);
  }
  return times;
}

async function ask(url: string, at: number) {
  const response = await fetch(`${url}/v1/sites/bench-${at % 80}/calls`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      origin: ORIGIN,
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify({ kind: 'callback', phone: `+7913${1_000_000 + at}` }),
  });
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
  await response.text();
}
