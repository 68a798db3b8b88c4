import { existsSync, readFileSync, rmSync } from 'node:fs';
import type { Tally } from './run.ts';
import { run } from './run.ts';

const REPORT = 'test-results/vitest.json';

/** Vitest over the given projects; counts from its own report, so that a crash counts as one. */
export async function unitTests(projects: readonly string[]): Promise<Tally> {
  rmSync(REPORT, { force: true });
  const code = await run('vitest', [
    'run',
    '--config=.config/vitest.config.ts',
    ...projects.map((project) => `--project=${project}`),
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${REPORT}`,
  ]);
  if (!existsSync(REPORT)) return { passed: 0, failed: 1 };
  const report = JSON.parse(readFileSync(REPORT, 'utf8')) as {
    numPassedTests: number;
    numFailedTests: number;
  };
  const { numPassedTests: passed, numFailedTests: failed } = report;
  // A file that cannot be loaded has no failed test, yet the run has failed.
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed };
}
