import { defineConfig } from '@playwright/test';
import { chromium, SHOP_HOST } from './chromium.ts';

export default defineConfig({
  testDir: '.',
  // A package and a command of its own.
  testIgnore: 'wordpress/**',
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
      use: chromium,
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
