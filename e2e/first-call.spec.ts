import type { Page } from '@playwright/test';
import { askForCall, expect, openCard, test, VISITOR } from './bench.ts';

/** A phone that nobody answers rings for six seconds. */
const RINGS_OUT = { timeout: 15_000 };

test('answered: from one press to two people talking, said step by step', async ({
  page,
  bench,
  site,
}, info) => {
  await recordStates(page);
  await openCard(page, bench, site);
  await askForCall(page);
  const card = page.getByRole('dialog');
  await expect(card.getByRole('heading')).toHaveText('Соединяем вас');
  bench.simulator.phone('666').press('answer');
  await expect(card.getByRole('heading')).toHaveText('Ваш телефон звонит');
  await expect(card).toContainText('Ольга');
  await expect(card).toContainText('+7 495 123-45-67');
  bench.simulator.phone(VISITOR).press('answer');
  await expect(card.getByRole('heading')).toHaveText('Вы на связи');
  await page.waitForTimeout(5_500);
  bench.simulator.phone(VISITOR).press('hang_up');
  await expect(card.getByRole('heading')).toHaveText('Спасибо за разговор');
  const [call] = await bench.callsOf(site);
  expect(call).toMatchObject({ outcome: 'completed', phone: VISITOR, attempt: 1 });
  // No timed assertion (machines are noisy): the figure is printed, and looked at.
  const delays = await delaysOf(page, call?.timeline ?? []);
  info.annotations.push({
    type: 'webhook to page',
    description: `${Math.max(...delays)} ms at most`,
  });
  expect(delays.length).toBeGreaterThanOrEqual(3);
});

type Seen = { seq: number; at: number };

/** When the page heard of each change, by the clock that the relay has too. */
async function recordStates(page: Page) {
  await page.addInitScript(() => {
    const seen: Seen[] = [];
    Object.assign(window, { seen });
    addEventListener('ringlet:state', (event) => {
      const { seq } = (event as CustomEvent<{ call: { seq: number } }>).detail.call;
      seen.push({ seq, at: Date.now() });
    });
  });
}

async function delaysOf(
  page: Page,
  timeline: { seq: number | null; at: string }[],
): Promise<number[]> {
  const seen = await page.evaluate(() => (window as unknown as { seen: Seen[] }).seen);
  return seen.flatMap(({ seq, at }) => {
    const row = timeline.find((one) => one.seq === seq);
    return row && seq > 1 ? [at - Date.parse(row.at)] : [];
  });
}

test('declined by the only operator: said so, with the time of the next try and a way out', async ({
  page,
  bench,
  site,
}) => {
  await openCard(page, bench, site);
  bench.simulator.setBehaviour('666', 'declines');
  await askForCall(page);
  const card = page.getByRole('dialog');
  await expect(card.getByRole('heading')).toHaveText('Операторы сейчас заняты');
  await expect(card.getByRole('link', { name: '+7 495 123-45-67' })).toHaveAttribute(
    'href',
    'tel:+74951234567',
  );
  await card.getByRole('button', { name: 'Больше не звонить' }).click();
  await expect(card.getByRole('heading')).toHaveText('Звонок отменён');
  expect((await bench.callsOf(site))[0]).toMatchObject({ outcome: 'cancelled' });
});

test.describe('visitor', () => {
  for (const behaviour of ['busy', 'silent'] as const) {
    test(`${behaviour}: the page says so and plans another try`, async ({ page, bench, site }) => {
      const phone = behaviour === 'busy' ? '+79123450001' : '+79123450002';
      bench.simulator.setBehaviour('666', 'answers');
      bench.simulator.setBehaviour(phone, behaviour);
      await openCard(page, bench, site);
      await askForCall(page, phone);
      const card = page.getByRole('dialog');
      await expect(card.getByRole('heading')).toHaveText('Не дозвонились до вас', RINGS_OUT);
      const [call] = await bench.callsOf(site);
      expect(call).toMatchObject({
        state: 'scheduled',
        reason: behaviour === 'busy' ? 'visitor_busy' : 'visitor_no_answer',
      });
    });
  }
});

test('silence of the operator: nobody else is rung, the page does not pretend', async ({
  page,
  bench,
  site,
}) => {
  bench.simulator.setBehaviour('666', 'silent');
  await openCard(page, bench, site);
  await askForCall(page);
  const card = page.getByRole('dialog');
  await expect(card.getByRole('heading')).toHaveText('Операторы сейчас заняты', RINGS_OUT);
  expect(bench.simulator.phone(VISITOR).state).toBe('idle');
});

test('cancel while the operator’s phone rings is honest about this one ring', async ({
  page,
  bench,
  site,
}) => {
  await openCard(page, bench, site);
  await askForCall(page);
  const card = page.getByRole('dialog');
  await card.getByRole('button', { name: 'Отменить звонок' }).click();
  await expect(card).toContainText('уже не остановить');
  bench.simulator.phone('666').press('decline');
  await expect(card.getByRole('heading')).toHaveText('Звонок отменён');
  const [call] = await bench.callsOf(site);
  expect(call).toMatchObject({ outcome: 'cancelled', attempt: 1 });
});

test('reload and another page in mid-call show the same call', async ({ page, bench, site }) => {
  await openCard(page, bench, site);
  await askForCall(page);
  await expect(page.getByRole('dialog').getByRole('heading')).toHaveText('Соединяем вас');
  await page.reload();
  await expect(
    page.getByText('Соединяем вас').or(page.getByText('Звоним оператору')).first(),
  ).toBeVisible();
  await page.getByRole('link', { name: 'Дальше' }).click();
  bench.simulator.phone('666').press('answer');
  await expect(page.getByText('Ваш телефон звонит').first()).toBeVisible();
  expect(await bench.callsOf(site)).toHaveLength(1);
});

test('a double click rings once', async ({ page, bench, site }) => {
  await openCard(page, bench, site);
  await page.getByLabel('Ваш телефон').fill('912 345-67-89');
  const before = bench.simulator.rings.length;
  await page.getByRole('button', { name: 'Перезвоните мне' }).dblclick();
  await expect(page.getByRole('dialog').getByRole('heading')).toHaveText('Соединяем вас');
  expect(await bench.callsOf(site)).toHaveLength(1);
  expect(bench.simulator.rings.length - before).toBe(1);
});

test('the relay killed in mid-call: the page finds the true state again', async ({
  page,
  bench,
  site,
}) => {
  await openCard(page, bench, site);
  await askForCall(page);
  const card = page.getByRole('dialog');
  await expect(card.getByRole('heading')).toHaveText('Соединяем вас');
  await bench.restartRelay();
  bench.simulator.phone('666').press('answer');
  await expect(card.getByRole('heading')).toHaveText('Ваш телефон звонит');
});
