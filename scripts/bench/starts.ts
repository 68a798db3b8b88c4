import type { EngineName } from './bench-database.ts';
import { startBenchRelay } from './bench-relay.ts';
import type { Row } from './figures.ts';
import { ms, pause } from './figures.ts';
import { processUse } from './process-use.ts';
import { startFloor } from './start-floor.ts';

const SETTLED_MS = 2_000;

/** Start to ready on an existing database, and the memory of an idle relay. */
export async function starts(engine: EngineName): Promise<Row[]> {
  const bench = await startBenchRelay({ engine, stored: 1_000 });
  const times: number[] = [];
  for (let round = 0; round < 5; round++) {
    await bench.relay.stop();
    const begun = performance.now();
    await bench.relay.start();
    times.push(performance.now() - begun);
  }
  const floor = await startFloor();
  await pause(SETTLED_MS);
  const [here, bare] = [processUse(bench.relay.pid()), processUse(floor.pid)];
  floor.end();
  await bench.end();
  const mb = (use: typeof here) =>
    use === null ? 'unknown here' : `${(use.residentKb / 1024).toFixed(0)} MB`;
  return [
    ['start to ready, existing database', ms(Math.min(...times)), 'best of 5', '≤ 1,000 ms'],
    ['idle memory', mb(here), `floor ${mb(bare)}`, '≤ 130 MB'],
  ];
}
