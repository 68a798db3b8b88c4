import { randomBytes } from 'node:crypto';
import type { Router } from 'express';
import type { OwnerSite, SiteInput } from '../../shared/wire.ts';
import { startSimulator } from '../pbx/rostelecom/simulator/start-simulator.ts';
import { type DemoRoutes, demoRoutes } from './demo-routes.ts';
import { DEMO_OPERATORS, demoSite, LINE_NUMBER, SHOP_NAME } from './demo-site.ts';

/** As much of the store as the demo needs. */
export type SiteShelf = {
  sites: {
    find(site: string): Promise<OwnerSite | null>;
    insert(site: SiteInput, now: Date): Promise<boolean>;
    replace(site: SiteInput, version: number, now: Date): Promise<boolean>;
  };
};

const DOMAIN = 'quiet-light.14.rt.ru';
const RING_MS = 20_000;
/** A phone that declines rings for a moment, so that one sees it do so. */
const DECLINES_AFTER_MS = 1500;
/** The list holds ended calls only: both phones may ring to the end before one is in it. */
const LAG_RINGS = 3;

export type DemoOptions = { webhookUrl: string | (() => string); ringMs?: number };

/** The PBX in the box, with the shop's operators, and what the relay needs to use it. */
export async function startDemo({ webhookUrl, ringMs = RING_MS }: DemoOptions) {
  // Made up for this run, in the shape of real ones; nothing outside this process knows them.
  const credentials = { clientId: hex32(), signKey: hex32() };
  const simulator = await startSimulator({
    ...credentials,
    domain: DOMAIN,
    webhookUrl,
    users: demoUsers(),
    lineNumber: LINE_NUMBER,
    lineName: SHOP_NAME,
    ringMs,
  });
  simulator.setDefault('operator', { answerAfterMs: DECLINES_AFTER_MS });
  simulator.setDefault('outside', { answerAfterMs: DECLINES_AFTER_MS });
  const apiUrl = simulator.url;
  const historyLagMs = ringMs * LAG_RINGS;
  const mounted: DemoRoutes[] = [];
  return {
    simulator,
    rostelecom: {
      ...credentials,
      apiUrl,
      domain: DOMAIN,
      ca: null,
      webhookIps: null,
      historyLagMs,
      requestTimeoutMs: 10_000,
    },
    routes: (pageDir: string): Router => {
      const routes = demoRoutes({ simulator, pageDir });
      mounted.push(routes);
      return routes;
    },
    /** Puts the demo site into the store, or lets it be opened at these origins too. */
    seed: seedSite,
    /** For a stop: open pages would keep the relay's server from closing. */
    endStreams: () => {
      for (const routes of mounted) routes.endStreams();
    },
    close: () => simulator.close(),
  };
}

function demoUsers() {
  return DEMO_OPERATORS.map(({ pin, login, names }) => ({
    pin,
    name: login,
    displayName: names.ru,
    isOperator: true,
  }));
}

/** What an owner has changed since the first start stays. */
async function seedSite(
  { sites }: SiteShelf,
  origins: readonly string[],
  now: Date,
): Promise<void> {
  const present = await sites.find('demo');
  if (present === null) {
    await sites.insert(demoSite(origins), now);
    return;
  }
  const { site, name, settings, version } = present;
  const joined = [...new Set([...present.origins, ...origins])];
  if (joined.length > present.origins.length) {
    await sites.replace({ site, name, settings, origins: joined }, version, now);
  }
}

function hex32(): string {
  return randomBytes(16).toString('hex').toUpperCase();
}
