import type { Tally } from './run.ts';

/** Prints the one closing line of the whole run, and makes it the exit code. */
export function summarize(tallies: readonly Tally[]): void {
  const sum = (key: keyof Tally) => tallies.reduce((total, tally) => total + tally[key], 0);
  const [passed, failed] = [sum('passed'), sum('failed')];
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}
