import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Field } from './campaign/campaign-bench.ts';
import { planOf } from './campaign/plan.ts';
import { printReport } from './campaign/print-report.ts';
import { runOn } from './campaign/run-campaign.ts';
import { run } from './run.ts';

/**
 * Kills relays and damages their lines while visitors ask for calls, then looks for a call that was
 * lost and a phone that rang twice. The same `--seed` replays the same plan. `--rubbish 100000` sends
 * that many senseless inputs to every route instead, and looks for a 5xx, a crash and a leak.
 */
const count = z.coerce.number().int().min(1);
const options = z.object({
  calls: count.default(1000),
  kills: count.default(200),
  seed: z.coerce.number().int().min(0).optional(),
  engine: z.enum(['sqlite', 'postgres']).optional(),
  relays: count.optional(),
  rubbish: count.optional(),
});
const { values } = parseArgs({
  options: Object.fromEntries(
    Object.keys(options.shape).map((name) => [name, { type: 'string' as const }]),
  ),
});
const wished = options.parse(values);
const seed = wished.seed ?? Math.floor(Math.random() * 1_000_000);

const FIELDS: Field[] = [
  { engine: 'sqlite', relays: 1 },
  { engine: 'postgres', relays: 3 },
];
const fields = wished.rubbish
  ? []
  : FIELDS.filter(({ engine }) => engine === (wished.engine ?? engine));
const print = (line: string) => void process.stdout.write(`${line}\n`);
for (const { engine, relays } of fields) {
  const field = { engine, relays: wished.relays ?? relays };
  print(
    `${wished.calls} calls, ${wished.kills} kills, ${engine}, ${field.relays} relay(s), --seed ${seed}`,
  );
  const report = await runOn(
    field,
    planOf({ calls: wished.calls, kills: wished.kills, seed }),
    print,
  );
  if (!printReport(report, print)) process.exitCode = 1;
}
if (wished.rubbish) {
  const test = ['run', '-c', '.config/vitest.config.ts', '--project=slow', 'survive-rubbish'];
  const inputs = { RUBBISH_INPUTS: String(wished.rubbish) };
  process.exitCode = await run('vitest', [...test, '--reporter=verbose'], inputs);
}
