import { defineConfig } from 'vitest/config';

const FILES = '{shared,server,widget,demo,scripts,cms}/**/*';

/**
 * `fast` is for every save; `slow` kills processes and waits for retries; `postgres` is the
 * relay's whole suite once more, on the other engine; `php` runs the plugins' code in PHP, which
 * comes with the WordPress of the browser tests.
 */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    // Relays, simulators and killed processes: more of them at once than this only wait.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 20_000,
    projects: [
      {
        extends: true,
        oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
        test: {
          name: 'fast',
          include: [`${FILES}.test.{ts,tsx}`],
          exclude: [`${FILES}.slow.test.ts`, 'server/routes/*', 'cms/php/*'],
        },
      },
      {
        extends: true,
        test: { name: 'slow', include: [`${FILES}.slow.test.ts`, 'server/routes/*.test.ts'] },
      },
      { extends: true, test: { name: 'php', include: ['cms/php/*.test.ts'], testTimeout: 60_000 } },
      {
        extends: true,
        test: {
          name: 'postgres',
          include: [
            'server/*.slow.test.ts',
            'server/routes/*.test.ts',
            'server/first-call.test.ts',
            'server/calls/admission/*.test.ts',
          ],
          globalSetup: '.config/start-postgres.ts',
          env: { TEST_ENGINE: 'postgres' },
        },
      },
    ],
  },
});
