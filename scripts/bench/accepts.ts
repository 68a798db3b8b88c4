import { askForCalls } from './ask-for-calls.ts';
import type { EngineName } from './bench-database.ts';
import { startBenchRelay } from './bench-relay.ts';
import type { Row } from './figures.ts';
import { median, ms, percentile } from './figures.ts';
import { startFloor } from './start-floor.ts';

const ROUNDS = 5;
const SECONDS = 2;

/**
 * Calls accepted per second, and how long one takes at a quarter of that. Floor and relay take
 * turns, and the median of the rounds counts: whatever else the machine does then meets both.
 */
export async function accepts(engine: EngineName): Promise<Row[]> {
  const floor = await startFloor();
  const bench = await startBenchRelay({ engine, stored: 1_000 });
  const urls = [floor.url, bench.relay.url];
  for (const url of urls) await askForCalls(url, { seconds: SECONDS });
  const full = await rounds(urls, undefined);
  const quarter = median(full.map(([, relay]) => relay.perSecond)) / 4;
  const calm = await rounds(urls, quarter);
  await bench.end();
  floor.end();
  const shares = full.map(([bare, relay]) => relay.perSecond / bare.perSecond);
  const worst = (at: 0 | 1) =>
    percentile(
      calm.flatMap((pair) => pair[at].timesMs),
      0.99,
    );
  return [
    [
      'calls accepted per second, durable, all admission rules',
      median(full.map(([, relay]) => relay.perSecond)).toFixed(0),
      `floor ${median(full.map(([bare]) => bare.perSecond)).toFixed(0)} (${(median(shares) * 100).toFixed(0)} %)`,
      '≥ 50 % of the floor',
    ],
    [
      '`201` p99 at a quarter of that rate',
      ms(worst(1)),
      `floor ${ms(worst(0))} (${(worst(1) / worst(0)).toFixed(1)} x)`,
      '≤ 3 x the floor',
    ],
  ];
}

async function rounds(urls: string[], perSecond: number | undefined) {
  const [floor = '', relay = ''] = urls;
  const pairs = [];
  const how = { seconds: SECONDS, ...(perSecond === undefined ? {} : { perSecond }) };
  for (let round = 0; round < ROUNDS; round++) {
    pairs.push([await askForCalls(floor, how), await askForCalls(relay, how)] as const);
  }
  return pairs;
}
