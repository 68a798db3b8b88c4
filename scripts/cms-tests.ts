import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { browserTests } from './browser-tests.ts';
import type { Browsers } from './find-browsers.ts';
import type { Tally } from './run.ts';
import { run, runCheck } from './run.ts';
import { unitTests } from './unit-tests.ts';

const PACKAGE = 'e2e/wordpress';
const INSTALLED = `${PACKAGE}/node_modules/.ringlet-lock`;
const SUITE = {
  config: `${PACKAGE}/playwright.config.ts`,
  report: 'test-results/wordpress.json',
};

/** The plugins: their PHP in every version, and the packages in real WordPresses. */
export async function cmsTests(browsers: Browsers): Promise<Tally[]> {
  if (!(await install())) return [{ passed: 0, failed: 1 }];
  return [
    await runCheck('packages', 'node', ['scripts/build-cms.ts']),
    await unitTests(['php']),
    await browserTests(browsers, SUITE),
  ];
}

/** PHP and WordPress from npm: a gigabyte, so not part of `npm ci`, and kept until its lock changes. */
async function install(): Promise<boolean> {
  const lock = readFileSync(`${PACKAGE}/package-lock.json`, 'utf8');
  if (existsSync(INSTALLED) && readFileSync(INSTALLED, 'utf8') === lock) return true;
  rmSync(INSTALLED, { force: true });
  process.stdout.write('Installing PHP and WordPress for the tests of the plugins ...\n');
  const code = await run('npm', ['ci', `--prefix=${PACKAGE}`, '--no-audit', '--no-fund']);
  if (code === 0) writeFileSync(INSTALLED, lock);
  return code === 0;
}
