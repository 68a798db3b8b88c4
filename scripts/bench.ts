import { parseArgs } from 'node:util';
import { accepts } from './bench/accepts.ts';
import type { EngineName } from './bench/bench-database.ts';
import { stopDatabases } from './bench/bench-database.ts';
import { callers } from './bench/callers.ts';
import { dials } from './bench/dials.ts';
import type { Row } from './bench/figures.ts';
import { sizes } from './bench/sizes.ts';
import { starts } from './bench/starts.ts';
import { statements } from './bench/statements.ts';
import { streams } from './bench/streams.ts';

/**
 * Prints the relay's figures, each beside its floor in the same run: machines differ and are
 * noisy, ratios are not. Some minutes for all of them: `npm run bench -- streams dials` takes only
 * those, `--engine postgres` another database (the floor keeps SQLite).
 */
const PARTS: Record<string, (engine: EngineName) => Promise<Row[]>> = {
  starts,
  accepts,
  dials,
  streams,
  callers,
  sizes,
  statements,
};

const { values, positionals } = parseArgs({
  options: { engine: { type: 'string', default: 'sqlite' } },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !(name in PARTS));
const isEngine = values.engine === 'sqlite' || values.engine === 'postgres';
if (unknown.length > 0 || !isEngine) {
  process.stderr.write(
    `npm run bench -- [--engine sqlite|postgres] [${Object.keys(PARTS).join('] [')}]\n`,
  );
  process.exit(2);
}
const chosen = positionals.length > 0 ? positionals : Object.keys(PARTS);
process.stdout.write('| figure | here | beside it | must be |\n| --- | --- | --- | --- |\n');
try {
  for (const name of chosen) {
    for (const row of (await PARTS[name]?.(values.engine as EngineName)) ?? [])
      process.stdout.write(`| ${row.join(' | ')} |\n`);
  }
} finally {
  await stopDatabases();
}
