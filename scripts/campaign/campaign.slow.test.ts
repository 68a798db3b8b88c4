import { expect, test } from 'vitest';
import { planOf } from './plan.ts';
import { printReport } from './print-report.ts';
import { runOn } from './run-campaign.ts';

/** A fixed seed keeps the plan; `npm run campaign` throws another one every time. */
const SEED = 20_261_123;

test('whatever dies, at every step of a call: 0 lost, 0 doubled, all ended', async () => {
  const lines: string[] = [];
  const plan = planOf({ calls: 84, kills: 24, seed: SEED });
  const report = await runOn({ engine: 'sqlite', relays: 1 }, plan, (line) => lines.push(line));
  const isWell = printReport(report, (line) => lines.push(line));
  expect(isWell ? '' : lines.join('\n')).toBe('');
  expect(report.total).toBeGreaterThanOrEqual(80);
}, 240_000);
