import { randomUUID } from 'node:crypto';
import { readConfig } from '../../server/config.ts';
import { createLog } from '../../server/log.ts';
import { startSimulator } from '../../server/pbx/rostelecom/simulator/start-simulator.ts';
import { startRelay } from '../../server/relay.ts';
import type { EngineName } from './bench-database.ts';
import { benchDatabase } from './bench-database.ts';
import { KEYS, ORIGIN } from './bench-relay.ts';
import type { Row } from './figures.ts';
import { median, pause } from './figures.ts';
import { digestOf, seedPast } from './seed.ts';

const OWNER_TOKEN = 'owner-token-of-the-bench-0123456789abcdef';
const ROUNDS = 9;
const DOMAIN = 'bench.rt.ru';

/** Statements that one call costs the database, from the request to its end with a talk. */
export async function statements(engine: EngineName): Promise<Row[]> {
  const few = await countWith(engine, 80);
  const many = await countWith(engine, 20_000);
  return [
    [
      'database statements per call, start to end',
      String(many),
      `with 80 stored calls ${few}`,
      'constant',
    ],
  ];
}

async function countWith(engine: EngineName, stored: number): Promise<number> {
  const database = await benchDatabase(engine);
  const digest = await digestOf(database.url);
  let url = '';
  const simulator = await startSimulator({
    ...KEYS,
    domain: DOMAIN,
    webhookUrl: () => `${url}/pbx/rostelecom`,
    users: [{ pin: '1000', name: 'olga', displayName: 'Olga', isOperator: true }],
    lineNumber: '+74951234567',
    ringMs: 1_000,
  });
  simulator.setDefault('operator', { behaviour: 'answers', answerAfterMs: 20 });
  simulator.setDefault('outside', { behaviour: 'answers', answerAfterMs: 20, hangUpAfterMs: 20 });
  const config = readConfig({
    PORT: '0',
    PBX: 'rostelecom',
    DATABASE_URL: database.url,
    OWNER_TOKEN,
    ROSTELECOM_API_URL: simulator.url,
    ROSTELECOM_CLIENT_ID: KEYS.clientId,
    ROSTELECOM_SIGN_KEY: KEYS.signKey,
    ROSTELECOM_DOMAIN: DOMAIN,
  });
  let heard = 0;
  const relay = await startRelay(config, createLog('error'), { queried: () => void heard++ });
  url = relay.url;
  for (let at = 0; at < 80; at++) await makeSite(url, `bench-${at}`);
  await seedPast(database.url, stored, digest);
  const counts: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const before = heard;
    await liveThrough(url, round);
    counts.push(heard - before);
  }
  await relay.close();
  await simulator.close();
  await database.drop();
  return median(counts);
}

async function makeSite(url: string, site: string) {
  await fetch(`${url}/v1/owner/sites`, {
    method: 'POST',
    headers: { authorization: `Bearer ${OWNER_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ site, name: 'Bench', origins: [ORIGIN], settings: {} }),
  });
}

/** One call whose page follows it by its stream to the end. */
async function liveThrough(url: string, at: number) {
  const response = await fetch(`${url}/v1/sites/bench-${at}/calls`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      origin: ORIGIN,
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify({ kind: 'callback', phone: `+7913${1_000_000 + at}` }),
  });
  const { call, token } = (await response.json()) as { call: { id: string }; token: string };
  const stream = await fetch(`${url}/v1/calls/${call.id}/events?token=${token}`);
  await stream.text();
  // The PBX's last words and the dispatcher's last look belong to it.
  await pause(300);
}
