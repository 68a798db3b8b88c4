import { setTimeout as sleep } from 'node:timers/promises';
import { CRASH_POINTS, type CrashPoint } from '../../server/calls/crash-point.ts';
import { NO_QUIRKS } from '../../server/pbx/rostelecom/simulator/quirks.ts';
import type { OwnerCallDetail, OwnerCallPage } from '../../shared/wire.ts';
import { audit, type Offence } from './audit.ts';
import type { CampaignBench, Field } from './campaign-bench.ts';
import { startCampaignBench } from './campaign-bench.ts';
import { createDeaths, type Deaths, dieAsPlanned } from './die-as-planned.ts';
import type { Plan, VisitorPlan, Weather } from './plan.ts';
import { newVisit, type Visit, visit } from './visit.ts';

export type Report = {
  offences: Offence[];
  /** The calls that the offences are about. */
  offenders: OwnerCallDetail[];
  outcomes: Record<string, number>;
  total: number;
  ended: number;
  kills: number;
  missedSteps: CrashPoint[];
};

type Print = (line: string) => void;

/** Everything that still waits must have ended by then; the longest of its waits is a minute. */
const ENDS_WITHIN_MS = 240_000;
const PROGRESS_MS = 5_000;

/** The whole of it on fresh ground. */
export async function runOn(field: Field, plan: Plan, print: Print): Promise<Report> {
  const bench = await startCampaignBench(field);
  return runCampaign(plan, bench, print).finally(() => bench.end());
}

/** Runs the plan against real processes, lets the dust settle, and looks at what is left. */
async function runCampaign(plan: Plan, bench: CampaignBench, print: Print): Promise<Report> {
  const deaths = createDeaths(plan.deaths);
  const visits: Visit[] = [];
  const pages: Promise<void>[] = [];
  const come = (visitor: VisitorPlan) => {
    bench.simulator.setBehaviour(visitor.phone, visitor.behaviour, {
      answerAfterMs: visitor.answersAfterMs,
      hangUpAfterMs: visitor.talksMs,
    });
    const visited = newVisit(visitor);
    visits.push(visited);
    pages.push(sleep(visitor.afterMs).then(() => visit(visited, bench.front)));
  };
  const progress = setInterval(() => print(progressOf(plan, { deaths, visits })), PROGRESS_MS);
  const weather = startWeather(plan.weather, bench, deaths);
  try {
    await liveAndDie(plan, { bench, deaths, come });
    await weather.clearUp();
    await Promise.all([Promise.all(pages), allEnded(bench)].map(within));
  } finally {
    clearInterval(progress);
  }
  return report(await collect(visits, bench), deaths);
}

type Scene = { bench: CampaignBench; deaths: Deaths; come: (visitor: VisitorPlan) => void };

/** Who comes with a death that was not planned. */
const SPARES_PER_DEATH = 4;

/** With every death come the visitors of its share. */
async function liveAndDie(
  { visitors, spares, deaths: planned }: Plan,
  { bench, deaths, come }: Scene,
) {
  let taken = 0;
  let arrived = 0;
  const next = () => {
    const death = deaths.next();
    taken = death === null ? planned.length : taken + 1;
    const due = Math.ceil((visitors.length * taken) / planned.length);
    for (const visitor of visitors.slice(arrived, due)) come(visitor);
    arrived = Math.max(arrived, due);
    const isExtra = death !== null && taken > planned.length;
    const extra = isExtra ? spares.splice(0, SPARES_PER_DEATH) : [];
    for (const visitor of extra) come(visitor);
    return death;
  };
  await Promise.all(bench.relays.map((relay) => dieAsPlanned(relay, { ...deaths, next })));
}

const CALM: Weather = {
  pbx: 'pass',
  front: 'pass',
  database: 'pass',
  quirks: {},
  redelivers: false,
  forMs: 0,
};

function startWeather(spells: readonly Weather[], bench: CampaignBench, deaths: Deaths) {
  const over = new AbortController();
  const change = async (weather: Weather, at: number) => {
    const { pbx, front, quirks, redelivers, forMs } = weather;
    Object.assign(bench.simulator.quirks, NO_QUIRKS, quirks);
    await bench.pbxLine.set(pbx);
    await bench.database.suffer(weather.database);
    // One way in at a time: a page goes to whichever relay answers.
    for (const [index, line] of bench.fronts.entries())
      await line.set(index === at % bench.fronts.length ? front : 'pass');
    if (redelivers) void bench.simulator.redeliver();
    await sleep(forMs * deaths.slowness());
  };
  const blowing = (async () => {
    for (let at = 0; !over.signal.aborted; at++)
      await change(spells[at % spells.length] as Weather, at);
  })();
  return {
    async clearUp() {
      over.abort();
      await blowing;
      await change(CALM, 0);
    },
  };
}

const LIVE = ['scheduled', 'queued', 'calling_operator', 'calling_visitor', 'connected'];

async function allEnded(bench: CampaignBench) {
  for (let left = 1; left > 0; await sleep(300)) {
    const pages = await Promise.all(
      LIVE.map(
        async (state): Promise<OwnerCallPage> =>
          (await bench.own(`/calls?limit=1&state=${state}`)).json(),
      ),
    );
    left = pages.reduce((sum, { calls }) => sum + calls.length, 0);
  }
}

/** What does not come to an end is for the audit to tell, call by call. */
async function within(work: Promise<unknown>) {
  await Promise.race([work, sleep(ENDS_WITHIN_MS, null, { ref: false })]);
}

async function collect(visits: Visit[], bench: CampaignBench) {
  const calls: OwnerCallDetail[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page = await bench.own(`/calls?limit=200${cursor && `&cursor=${cursor}`}`);
    const listed = (await page.json()) as OwnerCallPage;
    for (const { id } of listed.calls) calls.push(await bench.detail(id));
    cursor = listed.nextCursor;
  }
  const { simulator } = bench;
  const asked = simulator.requests
    .filter(({ method }) => method === 'call_back')
    .map(({ body }) => String(body['request_number']));
  return { visits, calls, placed: simulator.calls, rings: simulator.rings, asked };
}

function report(evidence: Awaited<ReturnType<typeof collect>>, deaths: Deaths): Report {
  const offences = audit(evidence);
  const accused = new Set(offences.map(({ callId }) => callId));
  const outcomes: Record<string, number> = {};
  for (const { outcome, state } of evidence.calls) {
    const name = outcome ?? state;
    outcomes[name] = (outcomes[name] ?? 0) + 1;
  }
  return {
    offences,
    offenders: evidence.calls.filter(({ id }) => accused.has(id)),
    outcomes,
    total: evidence.calls.length,
    ended: evidence.calls.filter(({ state }) => state === 'ended').length,
    kills: deaths.count(),
    missedSteps: CRASH_POINTS.filter((point) => !deaths.hit.has(point)),
  };
}

function progressOf(plan: Plan, { deaths, visits }: { deaths: Deaths; visits: Visit[] }) {
  const accepted = visits.filter(({ calls }) => calls.length > 0).length;
  const kills = `${deaths.count()}/${plan.deaths.length} kills`;
  const steps = `${deaths.hit.size}/${CRASH_POINTS.length} steps`;
  return `${kills}, ${steps}, ${accepted} accepted of ${visits.length}/${plan.visitors.length} visitors`;
}
