import { askForCalls } from './ask-for-calls.ts';
import type { EngineName } from './bench-database.ts';
import type { BenchRelay } from './bench-relay.ts';
import { startBenchRelay } from './bench-relay.ts';
import { timeCallers } from './callers.ts';
import { timeDials } from './dials.ts';
import type { Row } from './figures.ts';
import { median, ms, percentile } from './figures.ts';

const FEW = 1_000;
const MANY = 1_000_000;
const ROUNDS = 5;

/** The figures with a million stored calls beside those with a thousand, in turns. */
export async function sizes(engine: EngineName): Promise<Row[]> {
  const small = await startBenchRelay({ engine, stored: FEW });
  const large = await startBenchRelay({ engine, stored: MANY });
  const dialled = [await timeDials(small, 150), await timeDials(large, 150)] as const;
  const looked = [
    await timeCallers(small.relay.url, FEW),
    await timeCallers(large.relay.url, MANY),
  ] as const;
  const accepted = await acceptInTurns(small, large);
  await small.end();
  await large.end();
  const must = '≤ 1.5 x';
  const worst = (name: string, [few, many]: readonly [number[], number[]]): Row => {
    const [low, high] = [percentile(few, 0.9), percentile(many, 0.9)];
    return [
      `${name} p90, 1,000,000 stored calls`,
      ms(high),
      `1,000 stored: ${ms(low)} (${(high / low).toFixed(2)} x)`,
      must,
    ];
  };
  const share = median(accepted.map(([few, many]) => few / many));
  return [
    [
      'calls accepted per second, 1,000,000 stored calls',
      median(accepted.map(([, many]) => many)).toFixed(0),
      `1,000 stored: ${median(accepted.map(([few]) => few)).toFixed(0)} (${share.toFixed(2)} x the time)`,
      must,
    ],
    worst('accepted to PBX asked', dialled),
    worst('`get_number_info`', looked),
  ];
}

async function acceptInTurns(small: BenchRelay, large: BenchRelay) {
  const pairs: [number, number][] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const few = await askForCalls(small.relay.url, { seconds: 2 });
    const many = await askForCalls(large.relay.url, { seconds: 2 });
    // The first round also rings every operator.
    if (round > 0) pairs.push([few.perSecond, many.perSecond]);
  }
  return pairs;
}
