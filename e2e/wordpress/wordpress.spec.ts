import { copyFileSync, existsSync, globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { type Bench, VISITOR } from '../bench.ts';
import { create, expect, probe, signIn, sourceOf, test } from './wordpress-test.ts';

const ROOT = join(import.meta.dirname, '../..');
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  version: string;
};
const ZIP = join(ROOT, `dist/cms/ringlet-wordpress-${version}.zip`);
const SNIPPET = readFileSync(join(ROOT, 'public/snippet.html'), 'utf8');
const SETTINGS = '/wp-admin/options-general.php?page=ringlet';
const LAUNCHER = { name: 'Request a call back' };

/** Each version takes the owner's whole way; what no version can change is looked at in one. */
const THOROUGH = 'looked at in another version';

// One owner's way through the plugin: each test goes on where the one before it stopped.
test.describe.configure({ mode: 'serial' });

const launcher = (page: Page) => page.getByRole('button', LAUNCHER);

/** Attributes of the script, as the browser reads them. */
const attributesOf = (page: Page) =>
  page
    .locator('script[src$="/widget.js"]')
    .evaluate((tag) =>
      Object.fromEntries([...tag.attributes].map(({ name, value }) => [name, value])),
    );

async function save(page: Page) {
  await page.getByRole('button', { name: 'Save Changes' }).click();
  await expect(page.getByText('Settings saved.')).toBeVisible();
}

/** Presses "Test connection" for what was typed. */
async function verdictOn(page: Page, relay: string, site: string) {
  await page.getByLabel('Relay address').fill(relay);
  await page.getByLabel('Site', { exact: true }).fill(site);
  await page.getByRole('button', { name: 'Test connection' }).click();
  const verdict = page.locator('#ringlet-verdict .notice:not(.notice-info)');
  await expect(verdict).toBeVisible();
  return verdict;
}

async function callToTheEnd(page: Page | Locator, bench: Bench, site: string) {
  bench.simulator.setDefault('operator', { behaviour: 'manual' });
  bench.simulator.setDefault('outside', { behaviour: 'manual', hangUpAfterMs: null });
  const before = (await bench.callsOf(site)).length;
  await page.getByLabel('Your phone').fill('912 345-67-89');
  await page.getByRole('button', { name: 'Call me back', exact: true }).last().click();
  await expect.poll(() => bench.simulator.phone('666').state).toBe('ringing');
  bench.simulator.phone('666').press('answer');
  await expect.poll(() => bench.simulator.phone(VISITOR).state).toBe('ringing');
  bench.simulator.phone(VISITOR).press('answer');
  await expect.poll(() => bench.simulator.phone(VISITOR).state).not.toBe('ringing');
  // Longer than a call that counts as cut off.
  await new Promise((resolve) => setTimeout(resolve, 5_500));
  bench.simulator.phone(VISITOR).press('hang_up');
  await expect.poll(async () => (await bench.callsOf(site))[0]?.outcome).toBe('completed');
  expect(await bench.callsOf(site)).toHaveLength(before + 1);
}

/** Newer editors draw the page in a frame of its own, older ones beside their buttons. */
async function inEditor(admin: Page, selector: string): Promise<Locator> {
  let found: Locator | undefined;
  const look = async () => {
    for (const frame of admin.frames()) {
      const locator = frame.locator(selector);
      if ((await locator.count()) > 0) found = locator;
    }
    return found !== undefined;
  };
  await expect.poll(look, { timeout: 150_000 }).toBe(true);
  return found as unknown as Locator;
}

const makePage = async (admin: Page, title: string, content: string) =>
  await create<{ id: number; link: string }>(admin, 'pages', { title, content, status: 'publish' });

test('runs on the versions it says', async ({ page, versions }) => {
  const { php, wp } = await probe(page);
  expect(php).toMatch(new RegExp(`^${versions.php.replace('.', String.raw`\.`)}\\.`));
  expect(wp.startsWith(versions.wordpress)).toBe(true);
});

test('is uploaded as a file and activated; until it is set up it does nothing', async ({
  admin,
  page,
}) => {
  await admin.goto('/wp-admin/plugin-install.php?tab=upload');
  await admin.locator('input[type=file][name=pluginzip]').setInputFiles(ZIP);
  await admin.getByRole('button', { name: 'Install Now' }).click();
  await expect(admin.getByText('Plugin installed successfully.')).toBeVisible();
  await admin.getByRole('link', { name: 'Activate Plugin' }).click();
  await expect(admin.getByText('Plugin activated.')).toBeVisible();
  const row = admin.locator('tr[data-plugin="ringlet/ringlet.php"]');
  await expect(row).toContainText(`Version ${version}`);
  await page.goto('/');
  await expect(page.locator('script[src$="/widget.js"]')).toHaveCount(0);
  expect((await probe(page)).options).not.toContain('ringlet');
});

test('explains why a connection does not work, then that it does', async ({
  admin,
  bench,
  relaySite,
  wordpress,
}) => {
  await admin.goto(SETTINGS);
  const tested = (relay: string, site: string) => verdictOn(admin, relay, site);
  await expect(await tested('not an address', 'shop')).toContainText('must look like');
  await expect(await tested('https://relay.invalid', 'shop')).toContainText('WP_ACCESSIBLE_HOSTS');
  await expect(await tested(bench.relayUrl.replace('http:', 'https:'), 'shop')).toContainText(
    'certificate',
  );
  await expect(await tested(bench.relayUrl, 'nowhere')).toContainText('no site "nowhere"');
  const foreign = await bench.makeSite({}, ['https://elsewhere.example']);
  await expect(await tested(bench.relayUrl, foreign)).toContainText(
    `does not let ${wordpress.url} use`,
  );
  const good = await tested(bench.relayUrl, relaySite);
  await expect(good).toContainText('its PBX answers');
  await expect(good).toHaveClass(/notice-success/);
});

test('refuses what it cannot understand and keeps the former value', async ({ admin }) => {
  await admin.goto(SETTINGS);
  await admin.getByLabel('Relay address').fill('javascript:alert(1)');
  await admin.getByLabel('Site', { exact: true }).fill('"><script>alert(1)</script>');
  await admin.getByLabel('Department').fill('"><img src=x onerror=alert(1)>');
  await admin.getByRole('button', { name: 'Save Changes' }).click();
  await expect(admin.getByText('The relay address must look like')).toHaveCount(1);
  await expect(admin.getByText('The site may have')).toHaveCount(1);
  await expect(admin.getByLabel('Relay address')).toHaveValue('');
  expect((await probe(admin)).stored).toBe(false);
});

test('is set up by typing', async ({ admin, bench, relaySite }, info) => {
  await admin.goto(SETTINGS);
  // Whoever pastes the address of the script means the relay.
  await admin.getByLabel('Relay address').fill(`${bench.relayUrl}/widget.js`);
  await admin.getByLabel('Site', { exact: true }).fill(relaySite);
  await save(admin);
  await admin.screenshot({ path: info.outputPath('settings.png'), fullPage: true });
  await expect(admin.getByLabel('Relay address')).toHaveValue(bench.relayUrl);
  await expect(admin.getByLabel('Site', { exact: true })).toHaveValue(relaySite);
});

test('puts the tag on the front page, and a call goes through', async ({
  page,
  bench,
  relaySite,
}, info) => {
  await page.goto('/');
  const attributes = await attributesOf(page);
  const own = await page.evaluate((html) => {
    const holder = document.createElement('template');
    holder.innerHTML = html;
    const [tag] = holder.content.querySelectorAll('script');
    return Object.fromEntries([...(tag?.attributes ?? [])].map(({ name, value }) => [name, value]));
  }, SNIPPET);
  expect(Object.keys(own)).toEqual(['async', 'src', 'data-site']);
  expect(attributes).toMatchObject({
    async: own['async'],
    src: own['src']?.replace('https://relay.example', bench.relayUrl),
    'data-site': relaySite,
  });
  expect(attributes).toMatchObject({ 'data-cfasync': 'false', 'data-no-optimize': '1' });
  expect(attributes).not.toHaveProperty('data-locale');
  await launcher(page).click();
  await page.screenshot({ path: info.outputPath('front.png') });
  await callToTheEnd(page, bench, relaySite);
});

test('keeps away from editors', async ({ admin, page }) => {
  const editors = ['/wp-admin/', SETTINGS, '/wp-admin/post-new.php?post_type=page'];
  for (const path of editors) {
    const html = await sourceOf(admin, path);
    expect(html).toContain('wp-admin');
    expect(html).not.toContain('/widget.js');
  }
  expect(await sourceOf(page, '/')).toContain('/widget.js');
  expect(await sourceOf(page, '/?elementor-preview=1')).not.toContain('/widget.js');
});

test('is shown where and to whom the owner says', async ({ versions, admin, page }) => {
  test.skip(!versions.isThorough, THOROUGH);
  const { link } = await makePage(admin, 'Checkout', '<p>Pay here</p>');
  await admin.goto(SETTINGS);
  const never = admin.getByRole('group', { name: 'Never on' });
  const roles = admin.getByRole('group', { name: 'Never for' });
  await never.getByLabel('Checkout').check();
  await roles.getByLabel('Administrator').check();
  await save(admin);
  expect(await sourceOf(page, link)).not.toContain('/widget.js');
  expect(await sourceOf(page, '/')).toContain('/widget.js');
  expect(await sourceOf(admin, '/')).not.toContain('/widget.js');

  await roles.getByLabel('Administrator').uncheck();
  await never.getByLabel('Checkout').uncheck();
  await admin.getByLabel('Only on the chosen ones').check();
  await admin.getByRole('group', { name: 'Chosen pages' }).getByLabel('Checkout').check();
  await save(admin);
  expect(await sourceOf(page, link)).toContain('/widget.js');
  expect(await sourceOf(page, '/')).not.toContain('/widget.js');
  expect(await sourceOf(page, '/?p=1')).not.toContain('/widget.js');

  await admin.getByRole('group', { name: 'Chosen content' }).getByLabel('Posts').check();
  await save(admin);
  expect(await sourceOf(page, '/?p=1')).toContain('/widget.js');
});

test('the block shows itself in the editor and comes alive on the page', async ({
  admin,
  page,
  bench,
  relaySite,
}, info) => {
  await admin.goto(SETTINGS);
  await admin.getByLabel('Nowhere: I place the block or [ringlet] myself').check();
  await save(admin);
  const { id, link } = await makePage(admin, 'Contact', '<!-- wp:ringlet/call /-->');
  await admin.goto(`/wp-admin/post.php?post=${id}&action=edit`);
  const picture = await inEditor(admin, '.ringlet-picture');
  await expect(picture).toContainText('We call you back');
  const welcome = admin.getByRole('button', { name: 'Close', exact: true });
  if (await welcome.isVisible()) await welcome.click();
  await picture.click();
  await admin.screenshot({ path: info.outputPath('editor.png') });
  await expect(admin.getByLabel('Looks like')).toHaveValue('form');

  await page.goto(link);
  const form = page.locator('.wp-block-ringlet-call[data-ringlet-inline]');
  await expect(form.getByLabel('Your phone')).toBeVisible();
  await page.setViewportSize({ width: 360, height: 740 });
  await page.screenshot({ path: info.outputPath('phone.png') });
  await expect(launcher(page)).toHaveCount(0);
  await callToTheEnd(form, bench, relaySite);
});

test('the shortcode makes a form, a button and a link', async ({ admin, page }) => {
  const content = [
    '[ringlet]',
    '[ringlet view="button" label="Ring <b>me</b>"]',
    '[ringlet view="link" label="ring me, please"]',
  ];
  const { link } = await makePage(admin, 'Shortcodes', content.join('\n\n'));
  await page.goto(link);
  const form = page.locator('.ringlet-call[data-ringlet-inline]');
  await expect(form.getByLabel('Your phone')).toBeVisible();
  await page.getByRole('button', { name: /^Ring/ }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.getByRole('button', { name: 'ring me, please' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(page.url()).toBe(link);
});

test('works from a page that a cache has kept, for everybody the same', async ({
  page,
  wordpress,
  bench,
  relaySite,
  admin,
}) => {
  await admin.goto(SETTINGS);
  await admin.getByLabel('On all pages').check();
  await save(admin);
  const dropIn = join(wordpress.folder, 'wp-content/advanced-cache.php');
  copyFileSync(join(import.meta.dirname, 'page-cache.php'), dropIn);
  try {
    await page.context().clearCookies();
    expect((await page.goto('/?cached'))?.headers()['x-page-cache']).toBeUndefined();
    await page.context().clearCookies();
    expect((await page.goto('/?cached'))?.headers()['x-page-cache']).toBe('hit');
    await launcher(page).click();
    await callToTheEnd(page, bench, relaySite);
  } finally {
    rmSync(dropIn);
    rmSync(join(wordpress.folder, 'wp-content/cached-page.html'), { force: true });
  }
});

test('works under a Content-Security-Policy with nonces', async ({ versions, page, bench }) => {
  test.skip(!versions.isThorough, THOROUGH);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (/widget/.test(message.text()) && /Content.Security.Policy/i.test(message.text()))
      complaints.push(message.text());
  });
  await page.goto(`/?csp=${bench.relayUrl}`);
  await expect(launcher(page)).toBeVisible();
  await launcher(page).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(complaints).toEqual([]);
});

test('speaks the language of the page, or of the site when the owner says so', async ({
  page,
  admin,
}) => {
  await probe(page, { language: 'ru_RU' });
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Заказать обратный звонок' })).toBeVisible();
  await admin.goto(SETTINGS);
  await expect(admin.getByRole('button', { name: 'Проверить связь' })).toBeVisible();
  await admin.getByLabel('Как у сайта, на каждой странице').check();
  await admin.locator('#submit').click();
  await expect(admin.getByLabel('Как у сайта, на каждой странице')).toBeChecked();
  await page.goto('/');
  expect(await attributesOf(page)).toMatchObject({ 'data-locale': 'ru-RU' });
  expect(await sourceOf(admin, '/wp-admin/post-new.php?post_type=page')).toContain('"Надпись"');
  await probe(page, { language: 'de_DE' });
  await admin.goto(SETTINGS);
  await expect(admin.getByRole('button', { name: 'Verbindung prüfen' })).toBeVisible();
  await probe(page, { language: '' });
});

test('suggests a text for the privacy policy', async ({ admin }) => {
  await admin.goto('/wp-admin/privacy-policy-guide.php');
  await expect(admin.locator('body')).toContainText('When you ask us to call you back');
});

test('refuses forms without their token, and people without the right', async ({
  versions,
  admin,
  browser,
  wordpress,
}) => {
  test.skip(!versions.isThorough, THOROUGH);
  const before = (await probe(admin)).stored;
  const form = { option_page: 'ringlet', action: 'update', 'ringlet[site]': 'stolen' };
  const withoutToken = await admin.request.post('/wp-admin/options.php', { form });
  expect(withoutToken.status()).toBe(403);
  const asking = { action: 'ringlet_test', relay: 'http://127.0.0.1:9', site: 'shop' };
  const ask = '/wp-admin/admin-ajax.php';
  expect((await admin.request.post(ask, { form: asking })).status()).toBe(403);

  const account = { username: 'reader', password: 'reader-password-1', email: 'r@shop.example' };
  await create(admin, 'users', { ...account, roles: ['subscriber'] });
  const context = await browser.newContext({ baseURL: wordpress.url, locale: 'en-US' });
  const reader = await context.newPage();
  await signIn(reader, 'reader', 'reader-password-1');
  const tokens = await probe(reader);
  const withToken = { ...form, _wpnonce: tokens.form };
  expect((await reader.request.post('/wp-admin/options.php', { form: withToken })).status()).toBe(
    403,
  );
  const asked = { ...asking, _ajax_nonce: tokens.nonce };
  expect((await reader.request.post(ask, { form: asked })).status()).toBe(403);
  expect((await reader.goto(SETTINGS))?.status()).toBe(403);
  // Nobody at all: WordPress has no such action for strangers.
  await context.clearCookies();
  expect((await reader.request.post(ask, { form: asked })).status()).toBe(400);
  await context.close();
  expect((await probe(admin)).stored).toEqual(before);
});

test('escapes hostile settings wherever they come out', async ({
  versions,
  admin,
  page,
  bench,
}) => {
  test.skip(!versions.isThorough, THOROUGH);
  const before = (await probe(admin)).stored as Record<string, unknown>;
  const hostile = `"'><script>window.broken=1</script><img src=x onerror="window.broken=1">`;
  const stored = { ...before, relay: `${bench.relayUrl}/${hostile}`, site: hostile };
  await probe(admin, { stored: { ...stored, department: hostile, show: 'everywhere' } });
  for (const [who, path] of [
    [admin, SETTINGS],
    [page, '/'],
  ] as const) {
    await who.goto(path);
    await who.waitForTimeout(200);
    expect(await who.evaluate(() => 'broken' in window)).toBe(false);
  }
  await admin.goto(SETTINGS);
  await expect(admin.getByLabel('Site', { exact: true })).toHaveValue(hostile);
  await page.goto('/');
  await expect(page.locator('script[data-site]')).toHaveAttribute('data-site', hostile);
  // Of another kind altogether: the defaults stand in, nothing breaks.
  await probe(admin, { stored: { relay: ['x'], site: 7, pages: 'all' } });
  await admin.goto(SETTINGS);
  await expect(admin.getByLabel('Site', { exact: true })).toHaveValue('');
  expect((await page.goto('/'))?.status()).toBe(200);
  await probe(admin, { stored: before });
});

test('leaves nothing behind when it is deleted', async ({ admin, page, wordpress }) => {
  expect((await probe(admin)).options).toContain('ringlet');
  await admin.goto('/wp-admin/plugins.php');
  const row = admin.locator('tr[data-plugin="ringlet/ringlet.php"]');
  await row.getByRole('link', { name: /Deactivate/ }).click();
  await expect(admin.getByText('Plugin deactivated.')).toBeVisible();
  admin.on('dialog', (dialog) => void dialog.accept());
  // Before WordPress listens, the link would lead to a page that asks once more.
  await admin.waitForFunction(() => 'updates' in (window as unknown as { wp: object }).wp);
  await row.getByRole('link', { name: /Delete/ }).click();
  const plugin = join(wordpress.folder, 'wp-content/plugins/ringlet');
  await expect.poll(() => existsSync(plugin)).toBe(false);
  const left = await probe(page);
  const own = left.options.filter((name) => name.includes('ringlet'));
  expect({ own, meta: left.meta, stored: left.stored }).toEqual({
    own: [],
    meta: [],
    stored: false,
  });
  expect(globSync('wp-content/**/*ringlet*', { cwd: wordpress.folder })).toEqual([]);
});

test('PHP had nothing to say about it in all that time', async ({ page, wordpress }) => {
  // The log is there and hears everything.
  await page.request.get('/?complain=1');
  const lines = wordpress.log().split('\n');
  expect(lines.filter((line) => line.includes('the probe complains'))).toHaveLength(1);
  expect(lines.filter((line) => /ringlet/i.test(line))).toEqual([]);
});
