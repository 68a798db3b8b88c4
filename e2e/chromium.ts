import type { PlaywrightTestConfig } from '@playwright/test';

/** Pages live on this name, not on localhost: a plain-HTTP shop has no secure context. */
export const SHOP_HOST = 'shop.test';

/** Chromium as the tests drive it. */
export const chromium: NonNullable<PlaywrightTestConfig['use']> = {
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
};
