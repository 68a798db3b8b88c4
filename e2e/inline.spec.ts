import type { Page } from '@playwright/test';
import { expect, test } from './bench.ts';

const places = (page: Page) => page.locator('[data-ringlet-inline]');

test('every element that asks for the form has it; a call goes its way in there', async ({
  page,
  bench,
  site,
}) => {
  await page.goto(`${bench.shopOrigin}/inline?site=${site}`);
  await expect(places(page).getByLabel('Ваш телефон')).toHaveCount(2);
  const first = places(page).first();
  await expect(first.getByRole('link', { name: 'Позвонить' })).toHaveCount(0);
  await first.getByLabel('Ваш телефон').fill('912 345-67-89');
  await first.getByRole('button', { name: 'Перезвоните мне' }).click();
  await expect(first.getByRole('heading')).toHaveText('Соединяем вас');
  await expect(first.getByRole('heading')).toBeFocused();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(places(page).last().getByRole('heading')).toHaveText('Соединяем вас');
  expect(await bench.callsOf(site)).toHaveLength(1);
  bench.simulator.phone('666').press('decline');
  await expect(first.getByRole('heading')).toHaveText('Операторы сейчас заняты');
  await first.getByRole('button', { name: 'Больше не звонить' }).click();
  await expect(first.getByRole('heading')).toHaveText('Звонок отменён');
  await first.getByRole('button', { name: 'Закрыть' }).click();
  await expect(first.getByRole('button', { name: 'Перезвоните мне' })).toBeVisible();
});

test('an element that the page adds later is filled too, and filled anew when it comes back', async ({
  page,
  bench,
  site,
}) => {
  await page.goto(`${bench.shopOrigin}/?site=${site}`);
  await expect(page.getByRole('button', { name: 'Заказать обратный звонок' })).toBeVisible();
  await page.evaluate(() => {
    const late = document.createElement('section');
    late.setAttribute('data-ringlet-inline', '');
    document.querySelector('main')?.append(late);
    Object.assign(window, { late });
  });
  const field = places(page).getByLabel('Ваш телефон');
  await expect(field).toBeVisible();
  await page.evaluate(() => (window as unknown as { late: Element }).late.remove());
  await page.evaluate(() => {
    const { ringlet, late } = window as unknown as {
      ringlet: { update: (draft: object) => void };
      late: Element;
    };
    ringlet.update({ phone: '+7 912 345-67-89' });
    document.querySelector('main')?.append(late);
  });
  await expect(field).toHaveValue('912 345-67-89');
});

test('destroyed, the page has its own words back and nothing of ours', async ({
  page,
  bench,
  site,
}) => {
  await page.goto(`${bench.shopOrigin}/inline?site=${site}`);
  await expect(places(page).getByLabel('Ваш телефон')).toHaveCount(2);
  const before = await page.evaluate(() => {
    (window as unknown as { ringlet: { destroy: () => void } }).ringlet.destroy();
    return document.querySelector('main')?.innerHTML;
  });
  expect(before).toContain('<section data-ringlet-inline=""><a href="tel:+74951234567">');
  expect(before).toContain('<section data-ringlet-inline=""></section>');
  await expect(page.getByRole('button', { name: 'Заказать обратный звонок' })).toHaveCount(0);
});

test('the form in the page costs no request until the visitor acts, and none is sent by a hover', async ({
  page,
  bench,
  site,
}) => {
  const urls: string[] = [];
  page.on('request', (request) => urls.push(request.url()));
  await page.goto(`${bench.shopOrigin}/inline?site=${site}`);
  await expect(places(page).getByLabel('Ваш телефон')).toHaveCount(2);
  await page.getByRole('button', { name: 'Заказать обратный звонок' }).hover();
  // Only the connection is warmed.
  await expect(page.locator(`link[rel=preconnect][href="${bench.relayUrl}"]`)).toHaveCount(1);
  const toRelay = urls.filter((url) => url.startsWith(bench.relayUrl));
  expect(toRelay.map((url) => new URL(url).pathname)).toEqual(['/widget.js', `/v1/sites/${site}`]);
});
