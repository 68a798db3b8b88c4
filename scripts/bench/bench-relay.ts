import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Simulator } from '../../server/pbx/rostelecom/simulator/start-simulator.ts';
import { startSimulator } from '../../server/pbx/rostelecom/simulator/start-simulator.ts';
import type { RelayProcess } from '../../server/test-process.ts';
import { freePort, relayProcess } from '../../server/test-process.ts';

const KEYS = { clientId: '0'.repeat(32), signKey: '1'.repeat(32) };
const OWNER_TOKEN = 'owner-token-of-the-bench-0123456789abcdef';
const OPERATORS = 400;
export const ORIGIN = 'https://shop.example';

/** figure, measured, floor or rival, what it must be */
export type Row = [figure: string, here: string, beside: string, must: string];
export type BenchRelay = { relay: RelayProcess; simulator: Simulator; end(): Promise<void> };

/** A relay in a process of its own with a site that nothing limits, and a simulated PBX. */
export async function startBenchRelay(): Promise<BenchRelay> {
  const folder = mkdtempSync(join(tmpdir(), 'ringlet-bench-'));
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
    ringMs: 60_000,
  });
  const relay = relayProcess(port, {
    PBX: 'rostelecom',
    DATABASE_URL: `file:${join(folder, 'ringlet.db')}`,
    OWNER_TOKEN,
    LOG_LEVEL: 'warn',
    ROSTELECOM_API_URL: simulator.url,
    ROSTELECOM_CLIENT_ID: KEYS.clientId,
    ROSTELECOM_SIGN_KEY: KEYS.signKey,
    ROSTELECOM_DOMAIN: 'bench.rt.ru',
  });
  await relay.start();
  await makeSites(relay.url);
  return {
    relay,
    simulator,
    async end() {
      await relay.kill();
      await simulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** As many shops as it takes that none of them reaches its ordinary limit of 500 calls a day. */
export const SITES = 80;

async function makeSites(url: string) {
  const limits = { perAddressPerHour: 1_000_000, parallelCalls: OPERATORS };
  for (let at = 0; at < SITES; at++) {
    const body = { site: `bench-${at}`, name: 'Bench', origins: [ORIGIN], settings: { limits } };
    await fetch(`${url}/v1/owner/sites`, {
      method: 'POST',
      headers: { authorization: `Bearer ${OWNER_TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
