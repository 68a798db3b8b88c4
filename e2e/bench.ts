import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { test as base, expect } from '@playwright/test';
import type { Simulator } from '../server/pbx/rostelecom/simulator/start-simulator.ts';
import { startSimulator } from '../server/pbx/rostelecom/simulator/start-simulator.ts';
import { freePort, relayProcess } from '../server/test-process.ts';
import type { SiteSettingsInput } from '../shared/site-settings.ts';
import type { OwnerCallDetail, OwnerCallPage } from '../shared/wire.ts';
import { openShop } from './shop.ts';

export const VISITOR = '+79123456789';
const OWNER_TOKEN = 'owner-token-for-browser-tests-0123456789';
const KEYS = { clientId: '0'.repeat(32), signKey: '1'.repeat(32) };
const DOMAIN = 'quiet-light.14.rt.ru';

export type Bench = {
  relayUrl: string;
  shopOrigin: string;
  /** Puts a page of a test's own into the shop, and tells its address. */
  servePage(html: string): string;
  simulator: Simulator;
  /** Makes a site of its own for one test, for pages of the shop unless other origins are named. */
  makeSite(settings?: SiteSettingsInput, origins?: string[]): Promise<string>;
  /** Calls of a site as the owner sees them, newest first, each with its timeline. */
  callsOf(site: string): Promise<OwnerCallDetail[]>;
  restartRelay(): Promise<void>;
  stopRelay(): Promise<void>;
};

/** Per worker: the built script, the relay in a process of its own, a PBX and a shop. */
export const test = base.extend<{ site: string; settings: SiteSettingsInput }, { bench: Bench }>({
  bench: [
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'ringlet-e2e-'));
      const port = await freePort();
      const simulator = await startSimulator({
        ...KEYS,
        domain: DOMAIN,
        webhookUrl: `http://127.0.0.1:${port}/pbx/rostelecom`,
        users: [{ pin: '666', name: 'olga', displayName: 'Ольга', isOperator: true }],
        lineNumber: '+74951234567',
        lineName: 'Тихий свет',
        ringMs: 6000,
      });
      const relay = relayProcess(port, {
        PBX: 'rostelecom',
        PUBLIC_URL: `http://127.0.0.1:${port}`,
        DATABASE_URL: `file:${join(folder, 'ringlet.db')}`,
        OWNER_TOKEN,
        LOG_LEVEL: 'warn',
        ROSTELECOM_API_URL: simulator.url,
        ROSTELECOM_CLIENT_ID: KEYS.clientId,
        ROSTELECOM_SIGN_KEY: KEYS.signKey,
        ROSTELECOM_DOMAIN: DOMAIN,
      });
      await relay.start();
      const shop = await openShop(() => relay.url);
      const owner = ownerOf(relay.url);
      let sites = 0;
      await use({
        relayUrl: relay.url,
        shopOrigin: shop.origin,
        servePage: shop.serve,
        simulator,
        async makeSite(settings = {}, origins = [shop.origin]) {
          const site = `shop-${process.pid}-${sites++}`;
          await owner.post('/sites', {
            site,
            name: 'Тихий свет',
            origins,
            settings: { ...SITE, ...settings },
          });
          return site;
        },
        async callsOf(site) {
          const { calls } = await owner.get<OwnerCallPage>(`/calls?site=${site}`);
          return Promise.all(calls.map(({ id }) => owner.get<OwnerCallDetail>(`/calls/${id}`)));
        },
        stopRelay: () => relay.kill(),
        async restartRelay() {
          await relay.kill();
          await relay.start();
        },
      });
      shop.close();
      await relay.kill();
      await simulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  settings: [{}, { option: true }],
  site: async ({ bench, settings }, use, info) => {
    // Tests of one worker share its telephones: each begins with patient people who answer.
    bench.simulator.setDefault('operator', { behaviour: 'manual' });
    bench.simulator.setDefault('outside', { behaviour: 'manual', hangUpAfterMs: null });
    for (const phone of bench.simulator.phones()) bench.simulator.setBehaviour(phone.id, 'manual');
    const site = await bench.makeSite(settings);
    await use(site);
    if (info.status !== info.expectedStatus) {
      // What the relay thought of it, beside the trace of the page.
      const body = JSON.stringify(await bench.callsOf(site), null, 1);
      await info.attach('calls.json', { body, contentType: 'application/json' });
    }
    for (const phone of bench.simulator.phones()) phone.press('hang_up');
  },
});

const SITE: SiteSettingsInput = {
  callerId: { number: '+74951234567', label: 'ООО Пример' },
  fallbackPhone: '+74951234567',
  limits: { perNumberPerDay: 1000, perAddressPerHour: 1000, perSitePerDay: 1000 },
  retries: { operatorMinutes: [30], visitorMinutes: [30] },
};

function ownerOf(url: string) {
  const headers = { authorization: `Bearer ${OWNER_TOKEN}`, 'content-type': 'application/json' };
  const answer = async (response: Response) => {
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    return response.json();
  };
  return {
    get: async <T>(path: string) =>
      (await answer(await fetch(`${url}/v1/owner${path}`, { headers }))) as T,
    post: async (path: string, body: object) =>
      answer(
        await fetch(`${url}/v1/owner${path}`, {
          method: 'POST',
          headers,
          body: JSON.stringify(body),
        }),
      ),
  };
}

/** What a visitor does first on every page. */
export async function openCard(page: Page, bench: Bench, site: string, path = '/') {
  await page.goto(`${bench.shopOrigin}${path}?site=${site}`);
  await page.getByRole('button', { name: 'Заказать обратный звонок' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
}

export async function askForCall(page: Page, phone = '912 345-67-89') {
  await page.getByLabel('Ваш телефон').fill(phone);
  await page.getByRole('button', { name: 'Перезвоните мне' }).click();
}

export { expect };
