import { Pool } from 'undici';
import { signedHeaders } from '../../server/pbx/rostelecom/signature.ts';
import { KEYS } from './bench-relay.ts';
import { pause } from './figures.ts';
import type { HeldStreams } from './hold-streams.ts';
import type { SeededCall } from './seed.ts';

const BETWEEN_MS = 10;

/** Reports as the PBX does that the operators answered; milliseconds until each page heard of it. */
export async function sendReports(
  url: string,
  calls: readonly SeededCall[],
  held: HeldStreams,
): Promise<number[]> {
  const pool = new Pool(url, { connections: 8 });
  const delays: number[] = [];
  const seen: Promise<void>[] = [];
  for (const call of calls) {
    const arrival = held.next(call.id);
    const sent = performance.now();
    seen.push(arrival.then((at) => void delays.push(at - sent)));
    await report(pool, call);
    await pause(BETWEEN_MS);
  }
  await Promise.race([Promise.all(seen), pause(10_000)]);
  await pool.close();
  if (delays.length < seen.length)
    throw new Error(`${seen.length - delays.length} of ${seen.length} reports reached no page`);
  return delays;
}

async function report(pool: Pool, { sessionId, phone }: SeededCall) {
  const body = JSON.stringify({
    session_id: sessionId,
    timestamp: String(Math.floor(Date.now() / 1000)),
    type: 'outbound',
    state: 'connected',
    from_number: 'sip:operator0@bench.rt.ru',
    from_pin: '1000',
    request_number: `sip:${phone}@192.0.2.33`,
  });
  const answer = await pool.request({
    method: 'POST',
    path: '/pbx/rostelecom/call_events',
    headers: signedHeaders(body, KEYS),
    body,
  });
  if (answer.statusCode !== 200) throw new Error(String(answer.statusCode));
  await answer.body.text();
}
