import { existsSync, readFileSync, rmSync } from 'node:fs';
import type { Browsers } from './find-browsers.ts';
import type { Tally } from './run.ts';
import { run } from './run.ts';

/** A configuration of Playwright, and the report that it writes. */
type Suite = { config: string; report: string };

const WIDGET: Suite = {
  config: 'e2e/playwright.config.ts',
  report: 'test-results/playwright.json',
};

/** Playwright on the built script in every browser; one that cannot be had is a failure. */
export async function browserTests(
  { chromium, firefox }: Browsers,
  { config, report }: Suite = WIDGET,
): Promise<Tally> {
  const missing = [chromium, firefox].filter((path) => path === null).length;
  rmSync(report, { force: true });
  const code = await run('playwright', ['test', `--config=${config}`], {
    CHROMIUM: chromium ?? '',
    FIREFOX: firefox ?? '',
  });
  if (!existsSync(report)) return { passed: 0, failed: 1 + missing };
  const { stats } = JSON.parse(readFileSync(report, 'utf8')) as {
    stats: { expected: number; unexpected: number; flaky: number };
  };
  const failed = stats.unexpected + stats.flaky + missing;
  return { passed: stats.expected, failed: code !== 0 && failed === 0 ? 1 : failed };
}
