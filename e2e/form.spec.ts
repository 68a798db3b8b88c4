import { askForCall, expect, openCard, test } from './bench.ts';

const CONSENT = {
  purpose: 'processing',
  version: '2026-09-01',
  url: 'https://shop.example/privacy',
};

test.describe('with a required consent', () => {
  test.use({ settings: { consents: [CONSENT] } });

  test('no request leaves the page while its tick is missing', async ({ page, bench, site }) => {
    const posts: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST') posts.push(request.url());
    });
    await openCard(page, bench, site);
    await askForCall(page);
    await expect(page.getByText('Без этого согласия мы не можем позвонить.')).toBeVisible();
    expect(posts).toEqual([]);
    expect(await bench.callsOf(site)).toEqual([]);
    // Its drawn tick lies over the box, as labels do: whatever is hit, the box hears of it.
    await page.getByRole('checkbox').check({ force: true });
    await page.getByRole('button', { name: 'Перезвоните мне' }).click();
    await expect(page.getByRole('dialog').getByRole('heading')).toHaveText('Соединяем вас');
    const [call] = await bench.callsOf(site);
    expect(call?.consents).toMatchObject([{ purpose: 'processing', version: '2026-09-01' }]);
  });
});

test('a number with a digit missing is explained, and nothing is sent', async ({
  page,
  bench,
  site,
}) => {
  await openCard(page, bench, site);
  await askForCall(page, '912 345-67-8');
  await expect(page.getByText('Не хватает 1 цифры')).toBeVisible();
  await expect(page.getByLabel('Ваш телефон')).toBeFocused();
  expect(await bench.callsOf(site)).toEqual([]);
});

test('any spelling is understood', async ({ page, bench, site }) => {
  await openCard(page, bench, site);
  await askForCall(page, '8 (912) 345-67-89');
  await expect(page.getByRole('dialog').getByRole('heading')).toHaveText('Соединяем вас');
  expect((await bench.callsOf(site))[0]).toMatchObject({ phone: '+79123456789' });
});

test('a second call to the same number is refused in words, and says nothing of the first', async ({
  page,
  bench,
  site,
  browser,
}) => {
  await openCard(page, bench, site);
  await askForCall(page);
  await expect(page.getByRole('dialog').getByRole('heading')).toHaveText('Соединяем вас');
  const context = await browser.newContext({ locale: 'ru-RU' });
  const other = await context.newPage();
  await openCard(other, bench, site);
  await askForCall(other);
  await expect(other.getByText('На этот номер мы уже звоним.')).toBeVisible();
  expect(await bench.callsOf(site)).toHaveLength(1);
  await context.close();
});

test.describe('out of hours', () => {
  test.use({ settings: { hours: {}, holidays: [] } });

  test('the card says that we are closed and does not promise now', async ({
    page,
    bench,
    site,
  }) => {
    await openCard(page, bench, site);
    await expect(page.getByRole('dialog').getByRole('heading')).toHaveText('Сейчас мы закрыты');
  });
});

test('offline: the request is kept, and sent when the network is back', async ({
  page,
  bench,
  site,
  context,
}) => {
  await openCard(page, bench, site);
  await context.setOffline(true);
  await askForCall(page);
  await expect(page.getByRole('dialog').getByRole('heading')).toHaveText(
    'Нет сети, заявка сохранена',
  );
  expect(await bench.callsOf(site)).toEqual([]);
  await context.setOffline(false);
  await expect(page.getByRole('dialog').getByRole('heading')).toHaveText('Соединяем вас');
  expect(await bench.callsOf(site)).toHaveLength(1);
});

test('keyboard alone: opens, asks, closes, and focus comes back', async ({ page, bench, site }) => {
  await page.goto(`${bench.shopOrigin}/?site=${site}`);
  const launcher = page.getByRole('button', { name: 'Заказать обратный звонок' });
  await launcher.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Ваш телефон')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(launcher).toBeFocused();
});
