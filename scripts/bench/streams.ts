import { execFileSync } from 'node:child_process';
import type { EngineName } from './bench-database.ts';
import { startBenchRelay } from './bench-relay.ts';
import type { Row } from './figures.ts';
import { ms, pause, percentile } from './figures.ts';
import { holdStreams } from './hold-streams.ts';
import { processUse } from './process-use.ts';
import type { SeededCall } from './seed.ts';
import { seedFollowed } from './seed.ts';
import { sendReports } from './send-reports.ts';
import { startFloor } from './start-floor.ts';

const RINGING = 400;
/** V8 gives back what opening so many streams left behind after some quiet seconds. */
const SETTLED_MS = 15_000;
const FEW = 1_000;
const MANY = 10_000;

type Measured = { delays: number[]; kbPerStream: number | null };
type Side = { url: string; pid: number | undefined; calls: SeededCall[] };

/** What an open page costs, and how fast a report of the PBX reaches it among many others. */
export async function streams(engine: EngineName): Promise<Row[]> {
  const most = mostFiles();
  if (most < MANY + 500) {
    process.stderr.write(`streams: ${MANY} need \`ulimit -n ${MANY + 500}\`, here it is ${most}\n`);
    return [['streams', 'not measured', `ulimit -n is ${most}`, `≥ ${MANY + 500}`]];
  }
  const few = await measure(engine, FEW);
  const many = await measure(engine, MANY);
  const row = (count: number, { relay, floor }: typeof few, must: string): Row => [
    `report of the PBX to message on the page’s stream p99, ${count.toLocaleString('en')} streams`,
    ms(percentile(relay.delays, 0.99)),
    `floor ${ms(percentile(floor.delays, 0.99))}`,
    must,
  ];
  const kb = (value: number | null) => (value === null ? 'unknown here' : `${value.toFixed(1)} kB`);
  return [
    row(FEW, few, '≤ 50 ms'),
    row(MANY, many, '≤ 200 ms'),
    [
      `memory per open stream, ${MANY.toLocaleString('en')} streams`,
      kb(many.relay.kbPerStream),
      `floor ${kb(many.floor.kbPerStream)}`,
      '≤ 20 kB',
    ],
  ];
}

async function measure(engine: EngineName, count: number) {
  const bench = await startBenchRelay({ engine, stored: 1_000 });
  const { databaseUrl, digest, relay } = bench;
  const calls = await seedFollowed(databaseUrl, { count, ringing: RINGING, digest });
  const measured = await follow({ url: relay.url, pid: relay.pid(), calls });
  await bench.end();
  const floor = await startFloor();
  // It knows a call by the PBX's id only.
  const bare = calls.map((call) => ({ ...call, id: call.sessionId }));
  const beside = await follow({ url: floor.url, pid: floor.pid, calls: bare });
  floor.end();
  return { relay: measured, floor: beside };
}

async function follow({ url, pid, calls }: Side): Promise<Measured> {
  await holdStreams(url, calls.slice(0, 50)).then((held) => held.close());
  await pause(SETTLED_MS);
  const before = processUse(pid);
  const held = await holdStreams(url, calls);
  await pause(SETTLED_MS);
  const after = processUse(pid);
  const delays = await sendReports(url, calls.slice(0, RINGING), held);
  held.close();
  const kbPerStream =
    before && after ? (after.residentKb - before.residentKb) / calls.length : null;
  return { delays, kbPerStream };
}

/** How many files, hence connections, this process and the relay that it starts may have open. */
function mostFiles(): number {
  const most = execFileSync('sh', ['-c', 'ulimit -n'], { encoding: 'utf8' }).trim();
  return most === 'unlimited' ? Number.POSITIVE_INFINITY : Number(most);
}
