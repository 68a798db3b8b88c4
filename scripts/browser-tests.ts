import { existsSync, readFileSync, rmSync } from 'node:fs';
import type { Browsers } from './find-browsers.ts';
import type { Tally } from './run.ts';
import { run } from './run.ts';

const REPORT = 'test-results/playwright.json';

/** Playwright on the built script in every browser; one that cannot be had is a failure. */
export async function browserTests({ chromium, firefox }: Browsers): Promise<Tally> {
  const missing = [chromium, firefox].filter((path) => path === null).length;
  rmSync(REPORT, { force: true });
  const code = await run('playwright', ['test', '--config=e2e/playwright.config.ts'], {
    CHROMIUM: chromium ?? '',
    FIREFOX: firefox ?? '',
    PLAYWRIGHT_JSON_OUTPUT_NAME: REPORT,
  });
  if (!existsSync(REPORT)) return { passed: 0, failed: 1 + missing };
  const { stats } = JSON.parse(readFileSync(REPORT, 'utf8')) as {
    stats: { expected: number; unexpected: number; flaky: number };
  };
  const failed = stats.unexpected + stats.flaky + missing;
  return { passed: stats.expected, failed: code !== 0 && failed === 0 ? 1 : failed };
}
