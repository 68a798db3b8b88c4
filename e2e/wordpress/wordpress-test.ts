import { type BrowserContext, expect, type Page } from '@playwright/test';
import { test as base } from '../bench.ts';
import { startWordPress, type Versions, type WordPress } from './start-wordpress.ts';

export type { Versions };
export { expect };

/** What WordPress knows and no page shows. */
export type Probe = {
  php: string;
  wp: string;
  /** Tokens of whoever asks: for the connection test, the REST API, the settings form. */
  nonce: string;
  rest: string;
  form: string;
  stored: Record<string, unknown> | false;
  options: string[];
  meta: string[];
};

/** Per worker one WordPress, which the tests of a file change one after the other. */
export const test = base.extend<
  { admin: Page },
  { versions: Versions; wordpress: WordPress; relaySite: string; adminContext: BrowserContext }
>({
  versions: [
    { wordpress: '', build: '', php: '' },
    { option: true, scope: 'worker' },
  ],
  wordpress: [
    async ({ versions }, use) => {
      const wordpress = await startWordPress(versions);
      await use(wordpress);
      await wordpress.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  relaySite: [
    ({ bench, wordpress }, use) => bench.makeSite({}, [wordpress.url]).then(use),
    { scope: 'worker' },
  ],
  adminContext: [
    async ({ browser, wordpress }, use) => {
      const context = await browser.newContext({ baseURL: wordpress.url, locale: 'en-US' });
      const page = await context.newPage();
      await signIn(page, 'admin', 'password');
      await page.close();
      await use(context);
      await context.close();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  baseURL: ({ wordpress }, use) => use(wordpress.url),
  admin: async ({ adminContext }, use) => {
    const page = await adminContext.newPage();
    await use(page);
    await page.close();
  },
});

export async function signIn(page: Page, name: string, password: string) {
  await page.goto('/wp-login.php');
  await page.getByLabel('Username or Email Address').fill(name);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Log In' }).click();
  await page.waitForURL(/wp-admin/);
}

/** Asks as whoever the page is signed in as. `stored` is written into the option as it is. */
export async function probe(
  page: Page,
  { language, stored }: { language?: string; stored?: object } = {},
): Promise<Probe> {
  const path = `/?probe=1${language === undefined ? '' : `&language=${language}`}`;
  const answer = await page.request.post(path, {
    form: stored === undefined ? {} : { stored: JSON.stringify(stored) },
  });
  return (await answer.json()) as Probe;
}

/** Makes something through WordPress's REST API, as the editor does. */
export async function create<T>(admin: Page, kind: string, data: object): Promise<T> {
  const headers = { 'X-WP-Nonce': (await probe(admin)).rest };
  const answer = await admin.request.post(`/?rest_route=/wp/v2/${kind}`, { headers, data });
  expect(answer.status(), await answer.text()).toBe(201);
  return (await answer.json()) as T;
}

/** A page by its source alone: nothing of it is loaded or run. */
export async function sourceOf(page: Page, path: string): Promise<string> {
  return (await page.request.get(path)).text();
}
