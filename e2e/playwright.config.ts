import { defineConfig } from '@playwright/test';

/** Pages live on this name, not on localhost: a plain-HTTP shop has no secure context. */
export const SHOP_HOST = 'shop.test';

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results/e2e',
  workers: 2,
  timeout: 30_000,
  expect: { timeout: 8_000 },
  fullyParallel: true,
  forbidOnly: true,
  reporter: [['dot'], ['json', { outputFile: '../test-results/playwright.json' }]],
  use: { locale: 'ru-RU', timezoneId: 'Europe/Moscow', trace: 'retain-on-failure' },
  projects: [
    {
      name: 'chromium',
      use: {
        browserName: 'chromium',
        launchOptions: {
          executablePath: process.env['CHROMIUM'] || '/usr/bin/chromium',
          // Without these Chromium calls home, which a closed network answers with noise.
          args: [
            '--no-sandbox',
            '--disable-gpu',
            '--disable-quic',
            '--no-first-run',
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-sync',
            `--host-resolver-rules=MAP ${SHOP_HOST} 127.0.0.1`,
          ],
        },
      },
    },
    {
      name: 'firefox',
      use: {
        browserName: 'firefox',
        // Playwright speaks WebDriver BiDi to an unpatched Firefox over this channel.
        channel: 'moz-firefox',
        launchOptions: {
          executablePath: process.env['FIREFOX'] || '/usr/bin/firefox-esr',
          firefoxUserPrefs: { 'network.dns.localDomains': SHOP_HOST },
        },
      },
    },
  ],
});
