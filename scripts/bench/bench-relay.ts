import type { Simulator } from '../../server/pbx/rostelecom/simulator/start-simulator.ts';
import { startSimulator } from '../../server/pbx/rostelecom/simulator/start-simulator.ts';
import type { RelayProcess } from '../../server/test-process.ts';
import { freePort, relayProcess } from '../../server/test-process.ts';
import type { EngineName } from './bench-database.ts';
import { benchDatabase } from './bench-database.ts';
import { digestOf, seedPast } from './seed.ts';

export const KEYS = { clientId: '0'.repeat(32), signKey: '1'.repeat(32) };
const OWNER_TOKEN = 'owner-token-of-the-bench-0123456789abcdef';
const OPERATORS = 400;
export const ORIGIN = 'https://shop.example';

export type BenchRelay = {
  relay: RelayProcess;
  simulator: Simulator;
  databaseUrl: string;
  digest: (text: string) => string;
  end(): Promise<void>;
};

export type BenchOptions = {
  engine: EngineName;
  /** Calls that lie in the database already. */
  stored: number;
  ringMs?: number;
};

/** A relay in a process of its own with sites that nothing limits, and a simulated PBX. */
export async function startBenchRelay(options: BenchOptions): Promise<BenchRelay> {
  const database = await benchDatabase(options.engine);
  const digest = await digestOf(database.url);
  const port = await freePort();
  const simulator = await startSimulator({
    ...KEYS,
    domain: 'bench.rt.ru',
    webhookUrl: `http://127.0.0.1:${port}/pbx/rostelecom`,
    users: Array.from({ length: OPERATORS }, (_, at) => ({
      pin: String(1000 + at),
      name: `operator${at}`,
      displayName: `Operator ${at}`,
      isOperator: true,
    })),
    lineNumber: '+74951234567',
    ringMs: options.ringMs ?? 60_000,
  });
  const relay = relayProcess(port, {
    PBX: 'rostelecom',
    DATABASE_URL: database.url,
    OWNER_TOKEN,
    LOG_LEVEL: 'warn',
    ROSTELECOM_API_URL: simulator.url,
    ROSTELECOM_CLIENT_ID: KEYS.clientId,
    ROSTELECOM_SIGN_KEY: KEYS.signKey,
    ROSTELECOM_DOMAIN: 'bench.rt.ru',
  });
  await relay.start();
  // A row that fails ends the bench, and must not leave a relay behind.
  const killRelay = () => {
    const pid = relay.pid();
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
  };
  process.once('exit', killRelay);
  await makeSites(relay.url);
  await seedPast(database.url, options.stored, digest);
  return {
    relay,
    simulator,
    databaseUrl: database.url,
    digest,
    async end() {
      process.off('exit', killRelay);
      await relay.kill();
      await simulator.close();
      await database.drop();
    },
  };
}

/** As many shops as it takes that none of them reaches its ordinary limit of 500 calls a day. */
export const SITES = 80;

async function makeSites(url: string) {
  const limits = { perAddressPerHour: 1_000_000, parallelCalls: OPERATORS };
  for (let at = 0; at < SITES; at++) {
    const body = { site: `bench-${at}`, name: 'Bench', origins: [ORIGIN], settings: { limits } };
    const response = await fetch(`${url}/v1/owner/sites`, {
      method: 'POST',
      headers: { authorization: `Bearer ${OWNER_TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
  }
}
