import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { CallCreated } from '../../shared/wire.ts';
import { startSimulator } from '../pbx/rostelecom/simulator/start-simulator.ts';
import { CREDENTIALS, DOMAIN, USERS } from '../pbx/rostelecom/test-bench.ts';
import { testDatabase } from '../test-database.ts';
import { freePort, relayProcess } from '../test-process.ts';
import { client, makeSite, OWNER_TOKEN, opensLater } from '../test-relay.ts';
import { freshPhone } from './expect-problem.ts';
import { watchCall } from './watch-call.ts';

const LOAD = 12;
const PAGES = 20;

/** A relay in a process of its own, before a PBX that takes its time to answer. */
async function startLoadedRelay() {
  const database = await testDatabase();
  const port = await freePort();
  const simulator = await startSimulator({
    ...CREDENTIALS,
    domain: DOMAIN,
    webhookUrl: `http://127.0.0.1:${port}/pbx/rostelecom`,
    users: USERS,
    lineNumber: '+74951234567',
    ringMs: 5000,
    quirks: { callBackDelayMs: 500 },
  });
  simulator.setDefault('operator', { behaviour: 'answers' });
  simulator.setDefault('outside', { behaviour: 'answers', hangUpAfterMs: 50 });
  const relay = relayProcess(port, {
    PBX: 'rostelecom',
    DATABASE_URL: database.url,
    OWNER_TOKEN,
    LOG_LEVEL: 'fatal',
    ROSTELECOM_API_URL: simulator.url,
    ROSTELECOM_CLIENT_ID: CREDENTIALS.clientId,
    ROSTELECOM_SIGN_KEY: CREDENTIALS.signKey,
    ROSTELECOM_DOMAIN: DOMAIN,
    ROSTELECOM_HISTORY_LAG_SECONDS: '0',
  });
  const http = client(() => relay.url);
  await relay.start();
  await makeSite(http, {});
  const limits = { perAddressPerHour: 1_000_000, perSitePerDay: 1_000_000 };
  await makeSite(http, { limits, hours: opensLater() }, 'shut');
  return {
    relay,
    simulator,
    ...http,
    /** Of a shop that is shut: the call waits for days. */
    askLater: () =>
      http.visit('/v1/sites/shut/calls', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
        body: JSON.stringify({ kind: 'callback', phone: freshPhone() }),
      }),
    async [Symbol.asyncDispose]() {
      await relay.kill();
      await simulator.close();
      await database.drop();
    },
  };
}

type Loaded = Awaited<ReturnType<typeof startLoadedRelay>>;
type Answers = { accepted: CallCreated[]; others: string[]; refused: number };

/** Asks for one call after the other; a relay that is gone ends it, a half answer is remembered. */
async function askOn(bench: Loaded, answers: Answers, isOver: () => boolean) {
  while (!isOver()) {
    try {
      const answer = await bench.askLater();
      const text = await answer.text();
      if (answer.status === 201) answers.accepted.push(JSON.parse(text) as CallCreated);
      else answers.others.push(`${answer.status} ${text}`);
    } catch (error) {
      answers.refused += 1;
      const { code = '' } = ((error as Error).cause ?? {}) as { code?: string };
      // Nothing listens any more, or a connection that was idle was closed as it was taken up.
      if (code !== 'ECONNREFUSED' && code !== 'UND_ERR_SOCKET' && code !== 'ECONNRESET')
        answers.others.push(`${code} ${String(error)}`);
      return;
    }
  }
}

test('SIGTERM under load: what is under way finishes, streams are told, nothing is lost', async () => {
  await using bench = await startLoadedRelay();
  const pages = await Promise.all(
    Array.from({ length: PAGES }, async () =>
      watchCall(bench, (await (await bench.askLater()).json()) as CallCreated),
    ),
  );
  const ringing = await bench.accepted({ phone: freshPhone() });
  while (bench.simulator.calls.length === 0) await sleep(10);
  const answers: Answers = { accepted: [], others: [], refused: 0 };
  let isOver = false;
  const load = Promise.all(Array.from({ length: LOAD }, () => askOn(bench, answers, () => isOver)));
  await sleep(500);
  const toldAt = Date.now();
  expect(await bench.relay.stop()).toBe(0);
  expect(Date.now() - toldAt).toBeLessThan(10_000);
  isOver = true;
  await load;
  // Whoever asked meanwhile was answered, or told to come back.
  expect(answers.others.filter((other) => !other.startsWith('503'))).toEqual([]);
  expect(answers.accepted.length).toBeGreaterThan(0);
  expect(pages.map((page) => page.isClosed())).toEqual(pages.map(() => true));

  await bench.relay.start();
  for (const { call } of answers.accepted)
    expect(await bench.detail(call.id)).toMatchObject({ id: call.id, state: 'scheduled' });
  expect(await bench.reaches(ringing, 'ended', 20_000)).toMatchObject({
    outcome: 'completed',
    attempt: 1,
  });
  expect(bench.simulator.calls).toHaveLength(1);
}, 60_000);
