import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect } from '@playwright/test';
import { freePort, relayProcess } from '../server/test-process.ts';

/** The relay as `npm start` runs it: nothing set, the PBX in the box. */
const test = base.extend<object, { demo: string }>({
  demo: [
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'ringlet-demo-'));
      const relay = relayProcess(await freePort(), {
        PBX: 'demo',
        DATABASE_URL: `file:${join(folder, 'ringlet.db')}`,
        LOG_LEVEL: 'warn',
      });
      await relay.start();
      await use(`${relay.url}/demo/`);
      await relay.kill();
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
});

test('a newcomer calls, answers both drawn phones, talks and hangs up', async ({ page, demo }) => {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`${demo}?locale=ru`);
  await page.getByRole('button', { name: 'Заказать обратный звонок' }).click();
  // The number is filled in already.
  await expect(page.getByLabel('Ваш телефон')).toHaveValue('912 345-67-89');
  await page.getByRole('button', { name: 'Перезвоните мне' }).click();
  const key = (name: string) => page.getByRole('button', { name });
  const card = page.getByRole('dialog');
  await key('Ответить: Телефон оператора').click();
  await expect(card.getByRole('heading')).toHaveText('Ваш телефон звонит');
  await key('Ответить: Телефон посетителя').click();
  await expect(card.getByRole('heading')).toHaveText('Вы на связи');
  await page.waitForTimeout(5_200);
  await key('Положить трубку: Телефон посетителя').click();
  await expect(card.getByRole('heading')).toHaveText('Спасибо за разговор');
  expect(complaints).toEqual([]);
});

test('a declining operator is followed by the next one, as the switch says', async ({
  page,
  demo,
}) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`${demo}?locale=en`);
  const operator = page.getByRole('group', { name: /Operator/ });
  await operator.getByRole('radio', { name: 'Declines' }).check();
  await page.getByRole('button', { name: 'Request a call back' }).click();
  await page.getByRole('button', { name: 'Call me back' }).click();
  await expect(page.getByRole('dialog').getByRole('heading')).toHaveText('All operators are busy');
  await operator.getByRole('radio', { name: 'Answers' }).check();
});

for (const size of [
  { width: 1280, height: 800 },
  { width: 360, height: 740 },
]) {
  test(`the page has no accessibility fault at ${size.width} px`, async ({ page, demo }) => {
    await page.setViewportSize(size);
    await page.goto(`${demo}?locale=en`);
    await expect(page.getByRole('group', { name: /Operator/ })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Request a call back' })).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  });
}
