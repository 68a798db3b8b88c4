import { Pool } from 'undici';
import { signedHeaders } from '../../server/pbx/rostelecom/signature.ts';
import type { EngineName } from './bench-database.ts';
import { KEYS, startBenchRelay } from './bench-relay.ts';
import type { Row } from './figures.ts';
import { ms, percentile } from './figures.ts';
import { pastPhone } from './seed.ts';
import { startFloor } from './start-floor.ts';

const LOOK_UPS = 3_000;
const AT_ONCE = 4;
const MILLION = 1_000_000;

/** How long the PBX waits for the name of an incoming caller. */
export async function callers(engine: EngineName): Promise<Row[]> {
  const floor = await startFloor();
  const bench = await startBenchRelay({ engine, stored: MILLION });
  const bare = await timeCallers(floor.url, MILLION);
  const times = await timeCallers(bench.relay.url, MILLION);
  await bench.end();
  floor.end();
  return [
    [
      '`get_number_info` p99, 1,000,000 known numbers',
      ms(percentile(times, 0.99)),
      `floor ${ms(percentile(bare, 0.99))}`,
      '≤ 20 ms',
    ],
  ];
}

export async function timeCallers(url: string, known: number): Promise<number[]> {
  const pool = new Pool(url, { connections: AT_ONCE });
  const times: number[] = [];
  let left = LOOK_UPS;
  const worker = async () => {
    while (left-- > 0) {
      const from = performance.now();
      await lookUp(pool, pastPhone(Math.floor(Math.random() * known)));
      times.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  await pool.close();
  return times.slice(LOOK_UPS / 10);
}

async function lookUp(pool: Pool, phone: string) {
  const body = JSON.stringify({
    session_id: 'incoming',
    from_number: `sip:${phone.slice(1)}@192.0.2.33`,
    request_number: 'sip:74951234567@192.0.2.33',
  });
  const answer = await pool.request({
    method: 'POST',
    path: '/pbx/rostelecom/get_number_info',
    headers: signedHeaders(body, KEYS),
    body,
  });
  if (answer.statusCode !== 200) throw new Error(String(answer.statusCode));
  await answer.body.text();
}
