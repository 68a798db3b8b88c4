import { randomUUID } from 'node:crypto';
import { Pool } from 'undici';
import { ORIGIN, SITES } from './bench-relay.ts';
import { pause } from './figures.ts';

const CONNECTIONS = 32;

export type Load = { perSecond: number; timesMs: number[] };
let number = 0;

/** Asks for as many calls as fit, or at the given rate. Every call has a number of its own. */
export async function askForCalls(
  url: string,
  { seconds, perSecond }: { seconds: number; perSecond?: number },
): Promise<Load> {
  const pool = new Pool(url, { connections: CONNECTIONS, pipelining: 1 });
  const timesMs: number[] = [];
  const begun = performance.now();
  const end = begun + seconds * 1000;
  const everyMs = perSecond === undefined ? 0 : (CONNECTIONS / perSecond) * 1000;
  const worker = async () => {
    // Spread over the first interval: they must not all come at once.
    await pause(Math.random() * everyMs);
    while (performance.now() < end) {
      const from = performance.now();
      await ask(pool);
      timesMs.push(performance.now() - from);
      const restMs = everyMs - (performance.now() - from);
      if (restMs > 0) await pause(restMs);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  await pool.close();
  return { perSecond: timesMs.length / ((performance.now() - begun) / 1000), timesMs };
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
