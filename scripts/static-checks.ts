import type { Tally } from './run.ts';
import { runCheck } from './run.ts';

/** What can be told without running the product: types, lint, format, dead code. */
export async function staticChecks(): Promise<Tally[]> {
  return [
    await runCheck('types', 'tsc', []),
    await runCheck('lint', 'oxlint', ['--type-aware', '--quiet']),
    await runCheck('format', 'biome', ['check', '.']),
    await runCheck('dead code', 'knip', ['--config', '.knip.json']),
  ];
}
