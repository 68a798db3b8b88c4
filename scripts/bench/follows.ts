import { randomUUID } from 'node:crypto';
import type { Row } from './bench-relay.ts';
import { ORIGIN, percentile, startBenchRelay } from './bench-relay.ts';

const CALLS = 200;
type Change = { seq: number; at: number; updatedAt: number };

/** From the change on disk to the message on the page's stream, and from `201` to the PBX asked. */
export async function follows(): Promise<Row[]> {
  const bench = await startBenchRelay();
  bench.simulator.setDefault('operator', { behaviour: 'answers', answerAfterMs: 30 });
  bench.simulator.setDefault('outside', {
    behaviour: 'answers',
    answerAfterMs: 30,
    hangUpAfterMs: 30,
  });
  const changes: Change[] = [];
  const asked: number[] = [];
  for (let at = 0; at < CALLS; at++) {
    const rings = bench.simulator.requests.length;
    const created = await ask(bench.relay.url, at);
    const accepted = Date.now();
    const stream = follow(bench.relay.url, created, changes);
    while (bench.simulator.requests.length === rings) await new Promise(setImmediate);
    asked.push(Math.max(0, Date.now() - accepted));
    await stream;
  }
  await bench.end();
  const delays = changes.filter(({ seq }) => seq > 2).map(({ at, updatedAt }) => at - updatedAt);
  const figure = (values: number[], share: number) => `${percentile(values, share)} ms`;
  return [
    [
      'accepted to PBX asked, p50, p99',
      `${figure(asked, 0.5)}, ${figure(asked, 0.99)}`,
      `${CALLS} calls, one at a time`,
      '≤ 10 ms, ≤ 50 ms',
    ],
    [
      'change to message on the page’s stream, p50, p99',
      `${figure(delays, 0.5)}, ${figure(delays, 0.99)}`,
      `${delays.length} messages`,
      'p99 ≤ 50 ms',
    ],
  ];
}

type Created = { call: { id: string }; token: string };

async function ask(url: string, at: number): Promise<Created> {
  const response = await fetch(`${url}/v1/sites/bench-0/calls`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      origin: ORIGIN,
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify({ kind: 'callback', phone: `+7913${1_000_000 + at}` }),
  });
  return (await response.json()) as Created;
}

async function follow(url: string, { call, token }: Created, changes: Change[]) {
  const response = await fetch(`${url}/v1/calls/${call.id}/events?token=${token}`);
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    for (const [, json = '{}'] of decoder.decode(chunk).matchAll(/^data: ?"?(\{.*\})"?$/gm)) {
      const { seq, updatedAt } = JSON.parse(json) as { seq: number; updatedAt: string };
      changes.push({ seq, at: Date.now(), updatedAt: Date.parse(updatedAt) });
    }
  }
}
