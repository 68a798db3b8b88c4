import { accepts } from './bench/accepts.ts';
import { follows } from './bench/follows.ts';
import { starts } from './bench/starts.ts';

/**
 * Prints the relay's figures, each beside its floor in the same run: machines differ and are
 * noisy, ratios are not. Takes about a minute.
 */
const rows = [...(await starts()), ...(await accepts()), ...(await follows())];
process.stdout.write('| figure | here | beside it | must be |\n| --- | --- | --- | --- |\n');
for (const row of rows) process.stdout.write(`| ${row.join(' | ')} |\n`);
