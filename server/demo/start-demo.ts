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
const RING_MS = 30_000;
/** The list holds ended calls only: both phones may ring to the end before one is in it. */
const HISTORY_LAG_MS = 3 * RING_MS;

/** The PBX in the box, with the shop's operators, and what the relay needs to use it. */
export async function startDemo({ webhookUrl }: { webhookUrl: string | (() => string) }) {
  // Made up for this run, in the shape of real ones; nothing outside this process knows them.
  const credentials = { clientId: hex32(), signKey: hex32() };
  const simulator = await startSimulator({
    ...credentials,
    domain: DOMAIN,
    webhookUrl,
    users: DEMO_OPERATORS.map(({ pin, login, names }) => ({
      pin,
      name: login,
      displayName: names.ru,
      isOperator: true,
    })),
    lineNumber: LINE_NUMBER,
    lineName: SHOP_NAME,
    ringMs: RING_MS,
  });
  const mounted: DemoRoutes[] = [];
  return {
    simulator,
    rostelecom: {
      ...credentials,
      apiUrl: simulator.url,
      domain: DOMAIN,
      ca: null,
      webhookIps: null,
      historyLagMs: HISTORY_LAG_MS,
    },
    routes: (pageDir: string): Router => {
      const routes = demoRoutes({ simulator, pageDir });
      mounted.push(routes);
      return routes;
    },
    /** Puts the demo site into the store, or lets it be opened at these origins too. */
    seed: (store: SiteShelf, origins: readonly string[], now: Date) =>
      seedSite(store, origins, now),
    /** For a stop: open pages would keep the relay's server from closing. */
    endStreams: () => {
      for (const routes of mounted) routes.endStreams();
    },
    close: () => simulator.close(),
  };
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
