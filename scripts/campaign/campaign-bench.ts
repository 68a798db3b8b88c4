import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Simulator } from '../../server/pbx/rostelecom/simulator/start-simulator.ts';
import { startSimulator } from '../../server/pbx/rostelecom/simulator/start-simulator.ts';
import { CREDENTIALS, DOMAIN } from '../../server/pbx/rostelecom/test-bench.ts';
import type { RelayProcess } from '../../server/test-process.ts';
import { freePort, relayProcess } from '../../server/test-process.ts';
import { client, makeSite, OWNER_TOKEN, type TestRelay } from '../../server/test-relay.ts';
import type { CampaignDatabase, Engine } from './campaign-database.ts';
import { startCampaignDatabase } from './campaign-database.ts';
import type { FaultProxy } from './fault-proxy.ts';
import { startFaultProxy } from './fault-proxy.ts';
import { OPERATORS, RING_MS, RULES, SULKING, UNWILLING } from './plan.ts';
import { type Front, SITE } from './visit.ts';

/** Relays as processes, the simulated PBX, and a cable that can be damaged on every way between. */
export type CampaignBench = Pick<TestRelay, 'own' | 'detail'> & {
  simulator: Simulator;
  relays: RelayProcess[];
  /** Relays to PBX. */
  pbxLine: FaultProxy;
  /** Pages and the PBX's webhooks to relays, one cable each. */
  fronts: FaultProxy[];
  database: CampaignDatabase;
  /** Any of the relays, through its cable. */
  front: Front;
  end(): Promise<void>;
};

/** SQLite is for one relay. */
export type Field = { engine: Engine; relays: number };

/** The PBX may take this long; so an answer that comes later is an uncertain attempt. */
const TIMEOUT_SECONDS = 1.5;
/** Rows of the call list come late, within this. */
const HISTORY_LAG_SECONDS = 1;

export async function startCampaignBench(field: Field): Promise<CampaignBench> {
  const database = await startCampaignDatabase(field.engine);
  const fronts: FaultProxy[] = [];
  const front = () => `http://127.0.0.1:${fronts[Math.floor(Math.random() * fronts.length)]?.port}`;
  const simulator = await startSimulator({
    ...CREDENTIALS,
    domain: DOMAIN,
    webhookUrl: () => `${front()}/pbx/rostelecom`,
    users: OPERATORS.map((pin) => ({
      pin,
      name: `operator${pin}`,
      displayName: `Operator ${pin}`,
      isOperator: true,
    })),
    lineNumber: '+74951234567',
    ringMs: RING_MS,
  });
  simulator.setDefault('operator', { behaviour: 'answers', answerAfterMs: 30 });
  for (const [pin, behaviour] of Object.entries({ ...UNWILLING, [SULKING]: 'declines' as const }))
    simulator.setBehaviour(pin, behaviour);
  const pbxLine = await startFaultProxy(simulator.port);
  const relays: RelayProcess[] = [];
  for (let at = 0; at < field.relays; at++) {
    const relay = relayProcess(await freePort(), {
      PBX: 'rostelecom',
      DATABASE_URL: database.url,
      OWNER_TOKEN,
      LOG_LEVEL: 'fatal',
      // Whoever is killed writes no cache; the first one, which is stopped, writes it for all.
      NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache'),
      ROSTELECOM_API_URL: `http://127.0.0.1:${pbxLine.port}`,
      ROSTELECOM_CLIENT_ID: CREDENTIALS.clientId,
      ROSTELECOM_SIGN_KEY: CREDENTIALS.signKey,
      ROSTELECOM_DOMAIN: DOMAIN,
      ROSTELECOM_TIMEOUT_SECONDS: String(TIMEOUT_SECONDS),
      ROSTELECOM_HISTORY_LAG_SECONDS: String(HISTORY_LAG_SECONDS),
    });
    relays.push(relay);
    fronts.push(await startFaultProxy(Number(new URL(relay.url).port)));
  }
  const { own, detail } = client(() => relays[0]?.url ?? '');
  await relays[0]?.start();
  await makeSite({ own }, RULES, SITE);
  await relays[0]?.stop();
  return {
    simulator,
    relays,
    database,
    pbxLine,
    fronts,
    front,
    own,
    detail,
    async end() {
      await Promise.all(relays.map((relay) => relay.kill()));
      await Promise.all([pbxLine, ...fronts].map((line) => line.close()));
      await simulator.close();
      await database.end();
    },
  };
}
