import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import type { SiteSettingsInput } from '../shared/site-settings.ts';
import type { Slots } from '../shared/wire.ts';
import { type Bench, expect, openCard, test, VISITOR } from './bench.ts';

/** Open from 09:00 to 18:00 on every day but the last of the seven, wherever the test runs. */
const ZONE = daytimeZone();
const HOURS = openBut(6);
const OPEN: SiteSettingsInput = { timezone: ZONE, hours: HOURS };

async function slotsOf(bench: Bench, site: string): Promise<string[]> {
  const answer = await fetch(`${bench.relayUrl}/v1/sites/${site}/slots?timezone=${ZONE}`);
  const { slots }: Slots = await answer.json();
  return slots.map(({ at }) => at);
}
const clock = (at: string | undefined, timeZone: string) =>
  new Date(at ?? 0).toLocaleTimeString('ru', { timeStyle: 'short', timeZone });

/** Somebody else takes a time. */
async function take(bench: Bench, site: string, scheduledFor: string | undefined) {
  const answer = await fetch(`${bench.relayUrl}/v1/sites/${site}/calls`, {
    method: 'POST',
    headers: {
      origin: bench.shopOrigin,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify({ kind: 'callback', phone: '+79123450077', scheduledFor }),
  });
  expect(answer.status).toBe(201);
}

const times = (page: Page) => page.getByRole('radio');
const chosen = (page: Page) => page.getByRole('radio', { checked: true });
const title = (page: Page) => page.getByRole('dialog').getByRole('heading');
const ask = (page: Page) => page.getByRole('button', { name: /^Перезвоните/ });

async function choose(page: Page, bench: Bench, site: string) {
  await openCard(page, bench, site);
  await page.getByLabel('Ваш телефон').fill('912 345-67-89');
  await page.getByRole('button', { name: 'Выбрать время' }).click();
  await expect(title(page)).toHaveText('Когда вам позвонить');
  await expect(chosen(page)).toBeVisible();
}

test.describe('open, in the visitor’s own zone', () => {
  test.use({ settings: OPEN, timezoneId: ZONE });

  test('the nearest time is chosen already; another one is agreed, changed and cancelled', async ({
    page,
    bench,
    site,
  }) => {
    await choose(page, bench, site);
    const rings = bench.simulator.rings.length;
    const slots = await slotsOf(bench, site);
    await expect(chosen(page)).toHaveAccessibleName(clock(slots[0], ZONE));
    await expect(page.getByText(/У нас \(/)).toHaveCount(0);
    await page.getByRole('tab').nth(1).click();
    await page.getByRole('radio', { name: '15:00' }).check({ force: true });
    await page.getByRole('button', { name: 'Перезвоните завтра в 15:00' }).click();
    await expect(title(page)).toHaveText('Позвоним вам завтра в 15:00');
    const [call] = await bench.callsOf(site);
    expect(call).toMatchObject({ state: 'scheduled', phone: VISITOR, attempt: 0, reason: null });
    expect(clock(call?.scheduledFor ?? '', ZONE)).toBe('15:00');
    expect(bench.simulator.rings).toHaveLength(rings);
    await page.getByRole('button', { name: 'Другое время' }).click();
    await page.getByRole('tab').nth(2).click();
    await page.getByRole('radio', { name: '09:30' }).check({ force: true });
    await ask(page).click();
    await expect(title(page)).toHaveText(/Позвоним вам .* в 09:30/);
    const calls = await bench.callsOf(site);
    expect(calls).toHaveLength(1);
    expect(clock(calls[0]?.scheduledFor ?? '', ZONE)).toBe('09:30');
    await page.getByRole('button', { name: 'Отменить звонок' }).click();
    await expect(title(page)).toHaveText('Звонок отменён');
    expect((await bench.callsOf(site))[0]).toMatchObject({ outcome: 'cancelled', attempt: 0 });
  });

  test('folded, the launcher keeps the time, on the next page too', async ({
    page,
    bench,
    site,
  }) => {
    await choose(page, bench, site);
    await page.getByRole('tab').nth(1).click();
    await ask(page).click();
    await expect(title(page)).toHaveText('Позвоним вам завтра в 09:00');
    await page.getByRole('button', { name: 'Закрыть' }).click();
    await page.goto(`${bench.shopOrigin}/other?site=${site}`);
    await expect(
      page.getByRole('button', { name: 'Позвоним вам завтра в 09:00' }).first(),
    ).toBeVisible();
  });

  test('back again, "now" is meant', async ({ page, bench, site }) => {
    await choose(page, bench, site);
    await page.getByRole('button', { name: 'Назад' }).click();
    await page.getByRole('button', { name: 'Перезвоните мне' }).click();
    await expect(title(page)).toHaveText('Соединяем вас');
    expect((await bench.callsOf(site))[0]).toMatchObject({ scheduledFor: null });
  });

  test('a day without times says why and leads to the nearest one', async ({
    page,
    bench,
    site,
  }) => {
    await choose(page, bench, site);
    await page.getByRole('tab').nth(6).click();
    await expect(page.getByText(/^Мы не работаем во? /)).toBeVisible();
    await expect(times(page)).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Выберите время' })).toBeDisabled();
    await page.getByRole('button', { name: /^Ближайшее/ }).click();
    await expect(page.getByRole('tab', { selected: true })).toHaveAccessibleName(
      (await page.getByRole('tab').first().getAttribute('aria-label')) ?? '',
    );
    await expect(ask(page)).toBeEnabled();
  });

  test('a time that has just gone is struck out, the nearest one offered, nothing taken silently', async ({
    page,
    bench,
    site,
  }) => {
    await choose(page, bench, site);
    await page.getByRole('tab').nth(1).click();
    await page.getByRole('radio', { name: '15:00' }).check({ force: true });
    const wanted = (await slotsOf(bench, site)).find(
      (at) => clock(at, ZONE) === '15:00' && Date.parse(at) > Date.now() + 20 * 3_600_000,
    );
    await take(bench, site, wanted);
    await page.getByRole('button', { name: 'Перезвоните завтра в 15:00' }).click();
    await expect(page.getByText('Время 15:00 только что заняли.')).toBeVisible();
    await expect(page.getByRole('radio', { name: '15:00' })).toBeDisabled();
    await expect(chosen(page)).toHaveAccessibleName('15:30');
    expect(await bench.callsOf(site)).toHaveLength(1);
    await page.getByRole('button', { name: 'Перезвоните завтра в 15:30' }).click();
    await expect(title(page)).toHaveText('Позвоним вам завтра в 15:30');
  });

  test('the keyboard alone: days by arrows, times by arrows, and the title is told first', async ({
    page,
    bench,
    site,
  }) => {
    await openCard(page, bench, site);
    await page.getByLabel('Ваш телефон').fill('912 345-67-89');
    await page.getByRole('button', { name: 'Выбрать время' }).focus();
    await page.keyboard.press('Enter');
    await expect(chosen(page)).toBeFocused();
    await page.getByRole('tab').first().focus();
    await page.keyboard.press('ArrowLeft');
    await expect(page.getByRole('tab').first()).toBeFocused();
    await page.keyboard.press('End');
    await expect(page.getByRole('tab').last()).toBeFocused();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('tab').nth(1)).toBeFocused();
    await expect(page.getByRole('tab', { selected: true })).toHaveCount(1);
    // One stop for the days, one for the times.
    await page.keyboard.press('Tab');
    await expect(page.getByRole('radio', { name: '09:00' })).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('radio', { name: '09:30' })).toBeChecked();
    await page.keyboard.press('Enter');
    await expect(title(page)).toHaveText('Позвоним вам завтра в 09:30');
    await expect(title(page)).toBeFocused();
  });

  test('where the times cannot be had it is said, and tried again', async ({
    page,
    bench,
    site,
  }) => {
    await page.route('**/slots?**', (route) => route.abort());
    await openCard(page, bench, site);
    await page.getByRole('button', { name: 'Выбрать время' }).click();
    await expect(page.getByText('Наш сервер не отвечает.')).toBeVisible();
    await page.unroute('**/slots?**');
    await page.getByRole('button', { name: 'Попробовать ещё раз' }).click();
    await expect(chosen(page)).toBeVisible();
  });

  test('a slow answer is said in words, a quick one is not', async ({ page, bench, site }) => {
    let answer = () => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route('**/slots?**', async (route) => {
      await held;
      await route.continue();
    });
    await openCard(page, bench, site);
    await page.getByRole('button', { name: 'Выбрать время' }).click();
    await expect(page.getByText('Смотрим свободное время…')).toBeVisible();
    answer();
    await expect(chosen(page)).toBeVisible();
    await expect(page.getByText('Смотрим свободное время…')).toHaveCount(0);
  });

  test('nobody was free: a time is offered, and the waiting call is moved to it', async ({
    page,
    bench,
    site,
  }) => {
    bench.simulator.setBehaviour('666', 'busy');
    await openCard(page, bench, site);
    await page.getByLabel('Ваш телефон').fill('912 345-67-89');
    await page.getByRole('button', { name: 'Перезвоните мне' }).click();
    await expect(title(page)).toHaveText('Операторы сейчас заняты');
    await page.getByRole('button', { name: 'Выбрать время' }).click();
    await page.getByRole('tab').nth(1).click();
    await ask(page).click();
    await expect(title(page)).toHaveText('Позвоним вам завтра в 09:00');
    expect(await bench.callsOf(site)).toHaveLength(1);
  });
});

test.describe('in another zone than the owner', () => {
  const visitor = 'Asia/Omsk';
  test.use({ settings: { timezone: 'Europe/Moscow' }, timezoneId: visitor });

  test('times are the visitor’s, both zones are named, the instant is the same', async ({
    page,
    bench,
    site,
  }) => {
    await choose(page, bench, site);
    await expect(page.getByText('Ваше время: Омск')).toBeVisible();
    const [first] = await slotsOf(bench, site);
    await expect(chosen(page)).toHaveAccessibleName(clock(first, visitor));
    await expect(
      page.getByText(`У нас (Москва) в этот момент будет ${clock(first, 'Europe/Moscow')}`),
    ).toBeVisible();
    await ask(page).click();
    await expect(title(page)).toHaveText(/Позвоним вам/);
    await expect(page.getByText('Ваше время: GMT+6')).toBeVisible();
    expect((await bench.callsOf(site))[0]).toMatchObject({ scheduledFor: first });
  });
});

test.describe('out of hours', () => {
  test.use({ settings: { timezone: ZONE, hours: openBut(0) }, timezoneId: ZONE });

  test('times come first, with the number; there is no way back to now', async ({
    page,
    bench,
    site,
  }) => {
    await openCard(page, bench, site);
    await expect(title(page)).toHaveText('Сейчас мы закрыты');
    await expect(page.getByRole('dialog')).toContainText('Откроемся завтра в 09:00');
    await expect(chosen(page)).toHaveAccessibleName('09:00');
    await expect(chosen(page)).toBeFocused();
    await expect(page.getByRole('button', { name: 'Назад' })).toHaveCount(0);
    await ask(page).click();
    await expect(page.getByText('Укажите номер телефона.')).toBeVisible();
    await expect(page.getByLabel('Ваш телефон')).toBeFocused();
    expect(await bench.callsOf(site)).toEqual([]);
    await page.getByLabel('Ваш телефон').fill('912 345-67-89');
    await ask(page).click();
    await expect(title(page)).toHaveText('Позвоним вам завтра в 09:00');
    expect((await bench.callsOf(site))[0]).toMatchObject({ state: 'scheduled', reason: null });
  });
});

/** A zone in which it is about noon, so that there are hours left today and tomorrow is tomorrow. */
function daytimeZone(): string {
  const east = 11 - new Date().getUTCHours();
  return `Etc/GMT${east > 0 ? '-' : '+'}${Math.abs(east)}`;
}

/** Hours of a week in which the day so many days ahead is closed. */
function openBut(ahead: number): NonNullable<SiteSettingsInput['hours']> {
  const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
  const there = new Date(Date.now() + (11 - new Date().getUTCHours()) * 3_600_000);
  const closed = days[(there.getUTCDay() + ahead) % 7];
  return Object.fromEntries(days.map((day) => [day, day === closed ? [] : ['09:00-18:00']]));
}
