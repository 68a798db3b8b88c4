import { defineConfig } from '@playwright/test';
import { chromium } from '../chromium.ts';
import type { Versions } from './wordpress-test.ts';

/** WordPress and PHP from the oldest that the plugin takes to the newest that npm has. */
const MATRIX: Versions[] = [
  { wordpress: '6.2', build: '6.2', php: '7.4' },
  { wordpress: '6.5', build: '6.5', php: '8.2', isThorough: true },
  { wordpress: '6.7-alpha', build: 'nightly', php: '8.4' },
];

export default defineConfig<{ versions: Versions }>({
  testDir: '.',
  testIgnore: 'node_modules/**',
  outputDir: '../../test-results/wordpress',
  workers: 2,
  timeout: 300_000,
  // WordPress here is PHP in WebAssembly: its administration takes seconds for a page.
  expect: { timeout: 60_000 },
  forbidOnly: true,
  reporter: [['dot'], ['json', { outputFile: '../../test-results/wordpress.json' }]],
  projects: MATRIX.map((versions) => ({
    name: `wordpress-${versions.wordpress}-php-${versions.php}`,
    use: {
      ...chromium,
      versions,
      locale: 'en-US',
      actionTimeout: 60_000,
      trace: 'retain-on-failure',
    },
  })),
});
