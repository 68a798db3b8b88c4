import { askForCall, expect, openCard, test } from './bench.ts';

test('a page with a strict CSP and Trusted Types: styled, works, and nothing is blocked', async ({
  page,
  bench,
  site,
}) => {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (/Content.Security.Policy|Refused to|TrustedHTML/i.test(message.text()))
      complaints.push(message.text());
  });
  await openCard(page, bench, site, '/strict');
  await askForCall(page);
  await expect(page.getByRole('dialog').getByRole('heading')).toHaveText('Соединяем вас');
  const width = await page
    .getByRole('dialog')
    .evaluate((card) => card.getBoundingClientRect().width);
  expect(width).toBe(360);
  expect(complaints).toEqual([]);
});

test('the tag pasted twice is one widget', async ({ page, bench, site }) => {
  await page.goto(`${bench.shopOrigin}/twice?site=${site}`);
  await expect(page.getByRole('button', { name: 'Заказать обратный звонок' })).toHaveCount(1);
  await page.waitForTimeout(300);
  await expect(page.getByRole('button', { name: 'Заказать обратный звонок' })).toHaveCount(1);
});

test('before the visitor acts: two requests, no third party, no cookie, one global', async ({
  page,
  bench,
  site,
  context,
}) => {
  const urls: string[] = [];
  page.on('request', (request) => urls.push(request.url()));
  await page.addInitScript(() => {
    Object.assign(window, { globalsBefore: Object.keys(window) });
  });
  await page.goto(`${bench.shopOrigin}/?site=${site}`);
  await expect(page.getByRole('button', { name: 'Заказать обратный звонок' })).toBeVisible();
  const toRelay = urls.filter((url) => url.startsWith(bench.relayUrl));
  expect(toRelay.map((url) => new URL(url).pathname)).toEqual(['/widget.js', `/v1/sites/${site}`]);
  expect(
    urls.filter((url) => !url.startsWith(bench.relayUrl) && !url.startsWith(bench.shopOrigin)),
  ).toEqual([]);
  expect(await context.cookies()).toEqual([]);
  const added = await page.evaluate(() => {
    const { globalsBefore } = window as unknown as { globalsBefore: string[] };
    return Object.keys(window).filter(
      (name) => !globalsBefore.includes(name) && !/^globalsBefore$|^__pw/.test(name),
    );
  });
  expect(added).toEqual(['ringlet']);
});

test('an element of the page opens the card', async ({ page, bench, site }) => {
  await page.goto(`${bench.shopOrigin}/?site=${site}`);
  await expect(page.getByRole('button', { name: 'Заказать обратный звонок' })).toBeVisible();
  await page.getByRole('button', { name: 'Позвоните мне' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('without a floating button: elements of the page open the card, and a call can be unfolded', async ({
  page,
  bench,
  site,
}) => {
  const tag = `<script async src="${bench.relayUrl}/widget.js" data-site="${site}" data-position="none"></script>`;
  const opener = '<a href="#top" data-ringlet-open>Позвоните мне</a>';
  await page.goto(bench.servePage(`<!doctype html><html lang="ru"><body>${opener}${tag}</body>`));
  const button = page.getByRole('button', { name: 'Заказать обратный звонок' });
  await expect(async () => {
    await page.getByRole('link', { name: 'Позвоните мне' }).click();
    await expect(page.getByRole('dialog')).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(button).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(button).toHaveCount(0);
  await page.getByRole('link', { name: 'Позвоните мне' }).click();
  await askForCall(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Свернуть' }).click();
  await page.getByRole('button', { name: 'Соединяем вас' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('a site that is not there, or not for this page, leaves the page alone', async ({
  page,
  bench,
}) => {
  const errors: Error[] = [];
  page.on('pageerror', (error) => errors.push(error));
  await page.goto(`${bench.shopOrigin}/?site=nowhere`);
  await page.waitForTimeout(500);
  await expect(page.getByRole('button', { name: 'Заказать обратный звонок' })).toHaveCount(0);
  expect(errors).toEqual([]);
});

test('events on the window tell the call and no phone number', async ({ page, bench, site }) => {
  await page.addInitScript(() => {
    const told: string[] = [];
    Object.assign(window, { told });
    for (const name of ['ready', 'opened', 'requested', 'state', 'closed']) {
      addEventListener(`ringlet:${name}`, (event) =>
        told.push(`${name} ${JSON.stringify((event as CustomEvent).detail)}`),
      );
    }
  });
  await openCard(page, bench, site);
  await askForCall(page);
  await expect(page.getByRole('dialog').getByRole('heading')).toHaveText('Соединяем вас');
  const told = await page.evaluate(() => (window as unknown as { told: string[] }).told);
  const names = told.map((line) => line.split(' ')[0]);
  for (const name of ['ready', 'opened', 'requested', 'state']) expect(names).toContain(name);
  expect(told.join('\n')).not.toContain('67-89');
  expect(told.join('\n')).not.toContain('9123456789');
});
