import { randomUUID } from 'node:crypto';
import type { SiteSettingsInput } from '../shared/site-settings.ts';
import type { CallCreated, CallRequestInput, CallView, OwnerCallDetail } from '../shared/wire.ts';
import type { Config } from './config.ts';
import { readConfig } from './config.ts';
import { createLog } from './log.ts';
import type { Simulator } from './pbx/rostelecom/simulator/start-simulator.ts';
import { startSimulator } from './pbx/rostelecom/simulator/start-simulator.ts';
import { CREDENTIALS, DOMAIN, USERS, until, VISITOR } from './pbx/rostelecom/test-bench.ts';
import type { Relay } from './relay.ts';
import { startRelay } from './relay.ts';
import { testDatabase } from './test-database.ts';

export const ORIGIN = 'https://shop.example';
export const OWNER_TOKEN = 'owner-token-for-tests-0123456789abcdef';

/** The real relay on a free port, a real database file, and the simulated PBX over HTTP. */
export type TestRelay = AsyncDisposable & {
  relay: Relay;
  simulator: Simulator;
  environment: Record<string, string>;
  /** Stops and starts the relay on the same database and port. */
  restart(): Promise<void>;
  visit(path: string, init?: RequestInit): Promise<Response>;
  own(path: string, init?: RequestInit): Promise<Response>;
  ask(body?: Partial<CallRequestInput>, headers?: Record<string, string>): Promise<Response>;
  /** Asks for a call that must be accepted. */
  accepted(body?: Partial<CallRequestInput>): Promise<CallCreated>;
  view(created: CallCreated): Promise<CallView>;
  detail(id: string): Promise<OwnerCallDetail>;
  /** Waits until the call is in the state, and gives it. */
  reaches(created: CallCreated, state: CallView['state'], patienceMs?: number): Promise<CallView>;
};

export type TestRelayOptions = {
  settings?: SiteSettingsInput;
  environment?: Record<string, string>;
  ringMs?: number;
};

export async function startTestRelay(options: TestRelayOptions = {}): Promise<TestRelay> {
  const database = await testDatabase();
  let relay: Relay;
  const simulator = await startSimulator({
    ...CREDENTIALS,
    domain: DOMAIN,
    webhookUrl: () => `${relay.url}/pbx/rostelecom`,
    users: USERS,
    lineNumber: '+74951234567',
    ringMs: options.ringMs ?? 200,
  });
  simulator.setDefault('operator', { behaviour: 'answers' });
  simulator.setDefault('outside', { behaviour: 'answers', hangUpAfterMs: 50 });
  const environment = {
    PORT: '0',
    PBX: 'rostelecom',
    DATABASE_URL: database.url,
    OWNER_TOKEN,
    LOG_LEVEL: 'fatal',
    ROSTELECOM_API_URL: simulator.url,
    ROSTELECOM_CLIENT_ID: CREDENTIALS.clientId,
    ROSTELECOM_SIGN_KEY: CREDENTIALS.signKey,
    ROSTELECOM_DOMAIN: DOMAIN,
    ROSTELECOM_HISTORY_LAG_SECONDS: '0',
    ...options.environment,
  };
  const start = (config: Config) => startRelay(config, createLog(config.logLevel));
  relay = await start(readConfig(environment));
  const bench = {
    simulator,
    environment,
    ...client(() => relay.url),
    get relay() {
      return relay;
    },
    async restart() {
      const { port } = new URL(relay.url);
      await relay.close();
      relay = await start(readConfig({ ...environment, PORT: port }));
    },
    async [Symbol.asyncDispose]() {
      await relay.close();
      await simulator.close();
      await database.drop();
    },
  };
  await makeSite(bench, options.settings ?? {});
  return bench;
}

/** What tests do to a relay over HTTP, wherever it runs. */
export function client(url: () => string) {
  const visit = (path: string, init: RequestInit = {}) =>
    fetch(`${url()}${path}`, { ...init, headers: { origin: ORIGIN, ...(init.headers as object) } });
  const own = (path: string, init: RequestInit = {}) =>
    fetch(`${url()}/v1/owner${path}`, {
      ...init,
      headers: {
        authorization: `Bearer ${OWNER_TOKEN}`,
        'content-type': 'application/json',
        ...(init.headers as object),
      },
    });
  const ask = (body: Partial<CallRequestInput> = {}, headers: Record<string, string> = {}) =>
    visit('/v1/sites/shop/calls', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...headers },
      body: JSON.stringify({ kind: 'callback', phone: VISITOR, ...body }),
    });
  const view = async ({ call, token }: CallCreated): Promise<CallView> => {
    const response = await visit(`/v1/calls/${call.id}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return (await response.json()) as CallView;
  };
  return {
    visit,
    own,
    ask,
    view,
    async accepted(body: Partial<CallRequestInput> = {}) {
      const response = await ask(body);
      if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
      return (await response.json()) as CallCreated;
    },
    async detail(id: string) {
      return (await (await own(`/calls/${id}`)).json()) as OwnerCallDetail;
    },
    async reaches(created: CallCreated, state: CallView['state'], patienceMs = 5000) {
      let latest = created.call;
      const deadline = Date.now() + patienceMs;
      while (latest.state !== state) {
        if (Date.now() > deadline)
          throw new Error(`still ${JSON.stringify(latest)}, wanted ${state}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
        latest = await view(created);
      }
      return latest;
    },
  };
}

export async function makeSite(
  { own }: Pick<TestRelay, 'own'>,
  settings: SiteSettingsInput,
  site = 'shop',
) {
  const body = {
    site,
    name: 'Quiet Light',
    origins: [ORIGIN],
    settings: {
      timezone: daytimeZone(),
      limits: { perNumberPerDay: 100, perAddressPerHour: 1000 },
      ...settings,
    },
  };
  const response = await own('/sites', { method: 'POST', body: JSON.stringify(body) });
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
}

/** A zone in which it is noon now: machines ring nobody at night, and tests run at any hour. */
function daytimeZone(): string {
  const east = 12 - new Date().getUTCHours();
  return `Etc/GMT${east > 0 ? '-' : '+'}${Math.abs(east)}`;
}

/** Hours of a site that opens in three days: whoever asks now is taken, and rung by nobody. */
export function opensLater(): NonNullable<SiteSettingsInput['hours']> {
  const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
  return { [days[(new Date().getUTCDay() + 3) % 7] ?? 'mon']: ['09:00-18:00'] };
}

export { until, VISITOR };
