import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { PublicSite } from '../shared/wire.ts';
import { askForCall, type Bench, expect, openCard, test, VISITOR } from './bench.ts';

/** Brings the page into one state of the widget; the heading says which. */
type Scene = {
  name: string;
  heading: string | RegExp;
  act: (page: Page, bench: Bench) => Promise<void>;
};

const answer = (bench: Bench, phone: string) => bench.simulator.phone(phone).press('answer');
const rings = (bench: Bench, phone: string) =>
  expect.poll(() => bench.simulator.phone(phone).state).toBe('ringing');

async function bothAnswer(bench: Bench) {
  await rings(bench, '666');
  answer(bench, '666');
  await rings(bench, VISITOR);
  answer(bench, VISITOR);
}

const SCENES: Scene[] = [
  { name: 'ask', heading: 'Перезвоним вам', act: async () => undefined },
  {
    name: 'ask, with a fault',
    heading: 'Перезвоним вам',
    act: async (page) => {
      await askForCall(page, '912');
      await expect(page.getByText('Не хватает 7 цифр')).toBeVisible();
    },
  },
  { name: 'calling the operator', heading: 'Соединяем вас', act: (page) => askForCall(page) },
  {
    name: 'cancel asked too late',
    heading: 'Соединяем вас',
    act: async (page) => {
      await askForCall(page);
      await page.getByRole('button', { name: 'Отменить звонок' }).click();
      await expect(page.getByText('уже не остановить')).toBeVisible();
    },
  },
  {
    name: 'the phone rings',
    heading: 'Ваш телефон звонит',
    act: async (page, bench) => {
      await askForCall(page);
      await rings(bench, '666');
      answer(bench, '666');
    },
  },
  {
    name: 'connected',
    heading: 'Вы на связи',
    act: async (page, bench) => {
      await askForCall(page);
      await bothAnswer(bench);
    },
  },
  {
    name: 'times to choose from',
    heading: 'Когда вам позвонить',
    act: async (page) => {
      await page.getByRole('button', { name: 'Выбрать время' }).click();
      await expect(page.getByRole('radio', { checked: true })).toBeVisible();
    },
  },
  {
    name: 'a time agreed',
    heading: /Позвоним вам завтра/,
    act: async (page) => {
      await page.getByLabel('Ваш телефон').fill('912 345-67-89');
      await page.getByRole('button', { name: 'Выбрать время' }).click();
      await page.getByRole('tab').nth(1).click();
      await page.getByRole('button', { name: /^Перезвоните завтра/ }).click();
    },
  },
  {
    name: 'cut off',
    heading: 'Связь прервалась?',
    act: async (page, bench) => {
      await askForCall(page);
      await bothAnswer(bench);
      await expect(page.getByRole('dialog').getByRole('heading')).toHaveText('Вы на связи');
      bench.simulator.phone(VISITOR).press('hang_up');
    },
  },
  {
    name: 'operators busy, retry planned',
    heading: 'Операторы сейчас заняты',
    act: async (page, bench) => {
      bench.simulator.setBehaviour('666', 'busy');
      await askForCall(page);
    },
  },
  {
    name: 'not reached, retry planned',
    heading: 'Не дозвонились до вас',
    act: async (page, bench) => {
      bench.simulator.setBehaviour('666', 'answers');
      bench.simulator.setBehaviour(VISITOR, 'busy');
      await askForCall(page);
    },
  },
  {
    name: 'cancelled',
    heading: 'Звонок отменён',
    act: async (page, bench) => {
      bench.simulator.setBehaviour('666', 'busy');
      await askForCall(page);
      await page.getByRole('button', { name: 'Больше не звонить' }).click();
    },
  },
  {
    name: 'the PBX does not answer',
    heading: 'Пока не получается',
    act: async (page, bench) => {
      await bench.simulator.goDown();
      await askForCall(page);
    },
  },
  {
    name: 'offline',
    heading: 'Нет сети, заявка сохранена',
    act: async (page) => {
      await page.context().setOffline(true);
      await askForCall(page);
    },
  },
];

for (const scheme of ['light', 'dark'] as const) {
  test.describe(scheme, () => {
    test.use({ colorScheme: scheme });
    for (const { name, heading, act } of SCENES) {
      test(`no accessibility fault: ${name}`, async ({ page, bench, site }) => {
        try {
          await openCard(page, bench, site);
          await act(page, bench);
          await expect(page.getByRole('dialog').getByRole('heading')).toHaveText(heading);
          expect(await faultsOf(page)).toEqual([]);
        } finally {
          await bench.simulator.comeBack();
        }
      });
    }
  });
}

test.describe('without another try', () => {
  test.use({ settings: { retries: { operatorMinutes: [], visitorMinutes: [] } } });

  test('no accessibility fault: nobody was free', async ({ page, bench, site }) => {
    bench.simulator.setBehaviour('666', 'busy');
    await openCard(page, bench, site);
    await askForCall(page);
    await expect(page.getByRole('dialog').getByRole('heading')).toHaveText(
      'Не получилось соединить',
    );
    expect(await faultsOf(page)).toEqual([]);
  });

  test('no accessibility fault: could not be reached', async ({ page, bench, site }) => {
    bench.simulator.setBehaviour('666', 'answers');
    bench.simulator.setBehaviour(VISITOR, 'busy');
    await openCard(page, bench, site);
    await askForCall(page);
    await expect(page.getByRole('dialog').getByRole('heading')).toHaveText('Не дозвонились до вас');
    expect((await bench.callsOf(site))[0]).toMatchObject({ outcome: 'visitor_unreachable' });
    expect(await faultsOf(page)).toEqual([]);
  });
});

test.describe('out of hours', () => {
  test.use({ settings: { hours: { [dayAfterTomorrow()]: ['10:00-18:00'] } } });

  test('no accessibility fault: closed, and then scheduled', async ({ page, bench, site }) => {
    await openCard(page, bench, site);
    await expect(page.getByRole('dialog').getByRole('heading')).toHaveText('Сейчас мы закрыты');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByLabel('Ваш телефон').fill('912 345-67-89');
    await page.getByRole('button', { name: /Перезвоните .*в 10:00/ }).click();
    await expect(page.getByRole('dialog').getByRole('heading')).toHaveText(/Позвоним вам/);
    expect((await bench.callsOf(site))[0]).toMatchObject({ state: 'scheduled', attempt: 0 });
    expect(await faultsOf(page)).toEqual([]);
  });
});

test('no accessibility fault: in the queue, and completed with stars', async ({
  page,
  bench,
  site,
  browser,
}) => {
  test.slow();
  const talker = '+79123456700';
  bench.simulator.setBehaviour('666', 'answers');
  bench.simulator.setBehaviour(talker, 'answers');
  const other = await (await browser.newContext({ locale: 'ru-RU' })).newPage();
  await openCard(other, bench, site);
  await askForCall(other, talker);
  // The only operator talks until that visitor hangs up.
  await expect(other.getByRole('dialog').getByRole('heading')).toHaveText('Вы на связи');
  await openCard(page, bench, site);
  await askForCall(page);
  const heading = page.getByRole('dialog').getByRole('heading');
  await expect(heading).toHaveText(/в очереди/);
  expect(await faultsOf(page)).toEqual([]);
  expect(bench.simulator.phone(VISITOR).state).toBe('idle');
  bench.simulator.phone(talker).press('hang_up');
  await rings(bench, VISITOR);
  answer(bench, VISITOR);
  await expect(heading).toHaveText('Вы на связи');
  await page.waitForTimeout(5_500);
  bench.simulator.phone(VISITOR).press('hang_up');
  await expect(heading).toHaveText('Спасибо за разговор');
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('radio', { name: '4 из 5' }).check({ force: true });
  await page.getByRole('button', { name: 'Отправить оценку' }).click();
  await expect.poll(async () => (await bench.callsOf(site))[0]?.stars).toBe(4);
  await other.context().close();
});

test.describe('times to choose from', () => {
  test.use({ settings: { hours: { [dayAfterTomorrow()]: ['10:00-18:00'] } } });

  test('no accessibility fault: a day without any, one that has just gone, no answer', async ({
    page,
    bench,
    site,
  }) => {
    test.slow();
    await openCard(page, bench, site);
    await expect(page.getByRole('radio', { checked: true })).toBeVisible();
    await page.getByRole('tab').nth(1).click();
    await expect(page.getByRole('button', { name: /^Ближайшее/ })).toBeVisible();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: /^Ближайшее/ }).click();
    await page.route('**/calls', (route) =>
      route.fulfill({
        status: 422,
        headers: { 'access-control-allow-origin': '*' },
        json: { code: 'slot_unavailable' },
      }),
    );
    await page.getByLabel('Ваш телефон').fill('912 345-67-89');
    await page.getByRole('button', { name: /^Перезвоните/ }).click();
    await expect(page.getByText('только что заняли')).toBeVisible();
    expect(await faultsOf(page)).toEqual([]);
    await page.route('**/slots?**', (route) => route.abort());
    await page.getByRole('button', { name: /^Перезвоните/ }).click();
    await expect(page.getByRole('button', { name: 'Попробовать ещё раз' })).toBeVisible();
    expect(await faultsOf(page)).toEqual([]);
  });
});

test.describe('from right to left', () => {
  test('no accessibility fault, and nothing sticks out: the form and the times', async ({
    page,
    bench,
    site,
  }) => {
    await changeSettings(page, { dir: 'rtl' });
    await page.setViewportSize({ width: 360, height: 740 });
    await openCard(page, bench, site);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Выбрать время' }).click();
    await expect(page.getByRole('radio', { checked: true })).toBeVisible();
    expect(await faultsOf(page)).toEqual([]);
    const first = await page.getByRole('tab').first().boundingBox();
    const last = await page.getByRole('tab').last().boundingBox();
    expect(first?.x).toBeGreaterThan(last?.x ?? 0);
    const card = page.getByRole('dialog');
    expect(await card.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
    // The arrow to the left goes on to the next day, which is on the left.
    await page.getByRole('tab').first().focus();
    await page.keyboard.press('ArrowLeft');
    await expect(page.getByRole('tab').nth(1)).toBeFocused();
  });
});

test('no accessibility fault: nobody free for long, a time offered first, now still possible', async ({
  page,
  bench,
  site,
}) => {
  await changeSettings(page, { longWait: true });
  await openCard(page, bench, site);
  await expect(page.getByRole('dialog')).toContainText('ждать придётся долго');
  const names = await page.getByRole('dialog').getByRole('button').allTextContents();
  expect(names.filter(Boolean)).toEqual(['Выбрать время', 'Перезвоните мне']);
  expect(await faultsOf(page)).toEqual([]);
  await page.getByLabel('Ваш телефон').fill('912 345-67-89');
  await page.getByLabel('Ваш телефон').press('Enter');
  await expect(page.getByRole('dialog').getByRole('heading')).toHaveText('Соединяем вас');
  expect((await bench.callsOf(site))[0]).toMatchObject({ scheduledFor: null });
});

test('no accessibility fault: the form in the page', async ({ page, bench, site }) => {
  await page.goto(`${bench.shopOrigin}/inline?site=${site}`);
  await expect(page.getByLabel('Ваш телефон').first()).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
});

test.describe('with consents, name and departments', () => {
  test.use({
    settings: {
      ask: ['name', 'note'],
      departments: [
        { id: 'sales', name: 'Продажи' },
        { id: 'service', name: 'Сервис' },
      ],
      countries: ['RU', 'KZ', 'BY'],
      consents: [
        { purpose: 'processing', version: '1', url: 'https://shop.example/privacy' },
        { purpose: 'marketing', version: '1', required: false },
      ],
    },
  });

  test('no accessibility fault: the longest form, and its missing tick', async ({
    page,
    bench,
    site,
  }) => {
    await openCard(page, bench, site);
    expect(await faultsOf(page)).toEqual([]);
    await askForCall(page);
    await expect(page.getByText('Без этого согласия мы не можем позвонить.')).toBeVisible();
    expect(await faultsOf(page)).toEqual([]);
  });
});

test('no accessibility fault: the launcher at rest, and folded over a running call', async ({
  page,
  bench,
  site,
}) => {
  await page.goto(`${bench.shopOrigin}/?site=${site}`);
  await expect(page.getByRole('button', { name: 'Заказать обратный звонок' })).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  await openCard(page, bench, site);
  await askForCall(page);
  await expect(page.getByRole('dialog').getByRole('heading')).toHaveText('Соединяем вас');
  await page.getByRole('button', { name: 'Свернуть' }).first().click();
  await expect(page.getByRole('dialog')).toBeHidden();
  expect(await faultsOf(page)).toEqual([]);
});

function dayAfterTomorrow(): 'sun' | 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' {
  const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
  return days[(new Date().getUTCDay() + 2) % 7] ?? 'mon';
}

/** The relay's answer with something else in it: a language from right to left, a long wait. */
async function changeSettings(page: Page, change: Partial<PublicSite>) {
  await page.route('**/v1/sites/*?locale=*', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), ...change } });
  });
}

/** Rule and first offender; what axe cannot judge (gradients, hidden text) it leaves out itself. */
async function faultsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}
