import type { SiteSettings } from '../../shared/site-settings.ts';
import type { CallView } from '../../shared/wire.ts';
import type { Pbx } from '../pbx/pbx.ts';
import type { CallSample, Queue, QueueLength, Store } from '../store/store.ts';
import { settingsOf } from './apply.ts';
import { type BusyOperators, busyOperators } from './busy-operators.ts';
import { keepFresh } from './keep-fresh.ts';
import { operatorsOf } from './operators.ts';
import { estimateWait, isLongWait, type Line, usualTalk } from './wait-estimate.ts';
import { hoursLikeThis, isTelling, promiseOf, type WaitPromise } from './wait-promise.ts';

/** What is past hardly changes; the line before a department does with every call. */
const PAST_FRESH_MS = 60_000;
const LINES_FRESH_MS = 3_000;
const DAY_MS = 24 * 3_600_000;
/** Older calls tell of another shop. */
const PAST_DAYS = 28;
const MOST_SAMPLES = 300;
const MOST_PER_HOUR = 100;
/** A page does not wait for a PBX that does not answer. */
const PBX_PATIENCE_MS = 200;

export type Place = Pick<CallView, 'position' | 'estimatedSeconds' | 'longWait'>;
export type Outlook = {
  /** `null` unless it is honest, and while the wait is long. */
  promise: WaitPromise | null;
  /** Of a department, or for `null` of the site. */
  isLong(department: string | null): boolean;
};
/** How long visitors waited, wait, and would wait; known per site for some seconds. */
export type Waits = {
  outlook(site: string): Promise<Outlook>;
  place(queue: Queue, position: number): Promise<Place>;
};

type Parts = { store: Store; pbx: Pbx; now: () => Date };
type Past = { samples: CallSample[]; promise: WaitPromise | null };

export function createWaits(parts: Parts): Waits {
  const { store, now } = parts;
  const pastOf = keepFresh(PAST_FRESH_MS, (site) => readPast(site, parts), now);
  const linesOf = keepFresh(LINES_FRESH_MS, (site) => readLines(site, parts), now);
  return {
    async outlook(site) {
      const [past, lines] = await Promise.all([pastOf(site), linesOf(site)]);
      const { limits } = await settingsOf(site, store);
      const moment = { waitSeconds: limits.waitSeconds, now: now() };
      const isLong = (department: string | null) =>
        isLongWait(lines(department), usualTalk(past.samples, department), moment);
      return { promise: isLong(null) ? null : past.promise, isLong };
    },
    async place({ site, department }, position) {
      const [past, lines] = await Promise.all([pastOf(site), linesOf(site)]);
      const { limits } = await settingsOf(site, store);
      const talk = usualTalk(past.samples, department);
      // Somebody is free: it is about to ring, and a wait of 0 seconds is no news.
      const estimatedSeconds = estimateWait(lines(department), position, talk) || null;
      const longWait = estimatedSeconds !== null && estimatedSeconds > limits.waitSeconds;
      return { position, estimatedSeconds, longWait };
    },
  };
}

async function readPast(site: string, { store, now }: Parts): Promise<Past> {
  const at = now();
  const { timezone } = await settingsOf(site, store);
  const from = new Date(at.getTime() - PAST_DAYS * DAY_MS);
  const samples = await store.calls.samples({ site, from, to: at, limit: MOST_SAMPLES });
  const alike: CallSample[] = [];
  for (const hour of hoursLikeThis(at, timezone)) {
    alike.push(...(await store.calls.samples({ site, ...hour, limit: MOST_PER_HOUR })));
  }
  return { samples, promise: promiseOf(isTelling(alike) ? alike : samples) };
}

async function readLines(site: string, { store, pbx, now }: Parts) {
  const settings = await settingsOf(site, store);
  const queues = await store.calls.queuesOf(site, now());
  const busy = await busyOperators(store, now());
  const named = [...(settings.departments ?? []), ...queues.map(({ department: id }) => ({ id }))];
  const lines = new Map<string | null, Line>();
  for (const department of new Set([null, ...named.map(({ id }) => id)])) {
    const pins = await pinsInTime(settings, department, pbx);
    const queue = queues.find((one) => one.department === department);
    lines.set(department, lineOf({ settings, pins, busy, queue }));
  }
  return (department: string | null): Line => lines.get(department) ?? UNKNOWN;
}

/** Of a department that has come up within the last seconds. */
const UNKNOWN: Line = { servers: 0, free: 0, waiting: 0, oldest: null };

type Facts = {
  settings: SiteSettings;
  pins: string[];
  busy: BusyOperators;
  queue: QueueLength | undefined;
};

function lineOf({ settings, pins, busy, queue }: Facts): Line {
  return {
    servers: Math.min(pins.length, settings.limits.parallelCalls),
    free: pins.filter((pin) => !busy.pins.has(pin)).length,
    waiting: queue?.waiting ?? 0,
    oldest: queue?.oldest ?? null,
  };
}

async function pinsInTime(
  settings: SiteSettings,
  department: string | null,
  pbx: Pbx,
): Promise<string[]> {
  const { promise: late, resolve } = Promise.withResolvers<string[]>();
  const timer = setTimeout(() => resolve([]), PBX_PATIENCE_MS);
  const pins = operatorsOf(settings, department, pbx)
    .then((operators) => operators.map(({ pin }) => pin))
    .catch(() => []);
  try {
    return await Promise.race([pins, late]);
  } finally {
    clearTimeout(timer);
  }
}
