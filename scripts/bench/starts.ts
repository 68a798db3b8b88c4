import { readFileSync } from 'node:fs';
import type { Row } from './bench-relay.ts';
import { startBenchRelay } from './bench-relay.ts';

/** Start to ready on an existing database, and the memory of an idle relay. */
export async function starts(): Promise<Row[]> {
  const bench = await startBenchRelay();
  const times: number[] = [];
  for (let round = 0; round < 5; round++) {
    await bench.relay.stop();
    const begun = performance.now();
    await bench.relay.start();
    times.push(performance.now() - begun);
  }
  const memory = residentMegabytes(bench.relay.pid());
  await bench.end();
  return [
    [
      'start to ready, existing database',
      `${Math.min(...times).toFixed(0)} ms`,
      'best of 5',
      '≤ 1,000 ms',
    ],
    [
      'idle memory',
      memory === null ? 'unknown here' : `${memory.toFixed(0)} MB`,
      'empty Express app 113 MB',
      '≤ 130 MB',
    ],
  ];
}

function residentMegabytes(pid: number | undefined): number | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
  } catch {
    return null;
  }
}
