import { setTimeout as sleep } from 'node:timers/promises';
import type { CrashPoint } from '../../server/calls/crash-point.ts';
import type { RelayProcess } from '../../server/test-process.ts';
import type { Death } from './plan.ts';

/** What is still to be died of, shared by all relays. */
export type Deaths = {
  /** `null` when there has been enough dying. */
  next(): Death | null;
  /** Steps at which a process has died. */
  hit: ReadonlySet<CrashPoint>;
  died(death: Death, atStep: boolean): void;
  /** It could not be born. */
  postpone(death: Death): void;
  count(): number;
  /** How much longer everything takes than on a machine of its own; the plan's times grow with it. */
  slowness(): number;
  started(afterMs: number): void;
};

/** A step may not be passed in one life: it is tried again, this often. */
const TRIES = 20;
/** So long a healthy relay may live before its step is passed. */
const STEP_WITHIN_MS = 3_000;
const START_AGAIN_MS = 300;
const USUAL_START_MS = 1_000;

export function createDeaths(planned: readonly Death[]): Deaths {
  const left = [...planned];
  const hit = new Set<CrashPoint>();
  const tries = new Map<CrashPoint, number>();
  let count = 0;
  let slowness = 1;
  return {
    hit,
    next: () => left.shift() ?? null,
    count: () => count,
    slowness: () => slowness,
    started: (afterMs) => void (slowness = Math.max(1, afterMs / USUAL_START_MS)),
    postpone: (death) => void left.unshift(death),
    died(death, atStep) {
      count += 1;
      if (!('at' in death)) return;
      if (atStep) return void hit.add(death.at);
      const tried = (tries.get(death.at) ?? 0) + 1;
      tries.set(death.at, tried);
      if (tried < TRIES && !hit.has(death.at)) left.unshift({ at: death.at, passes: 0 });
    },
  };
}

/**
 * Starts a relay and lets it be killed, over and over, until nothing is left to die of; then it
 * lives on. Rejects when it dies by itself.
 */
export async function dieAsPlanned(relay: RelayProcess, deaths: Deaths): Promise<void> {
  for (let death = deaths.next(); death !== null; death = deaths.next()) {
    const step = 'at' in death ? death : undefined;
    const afterMs = 'afterMs' in death ? death.afterMs : STEP_WITHIN_MS;
    // Killed while it starts, it never becomes healthy: that is meant.
    const begun = performance.now();
    const start = relay.start(step).then(yes, no);
    void start.then((isHealthy) => isHealthy && deaths.started(performance.now() - begun));
    const clock = new AbortController();
    const isKilled = ('isEarly' in death && death.isEarly ? Promise.resolve() : start)
      .then(() => sleep(afterMs * deaths.slowness(), null, { signal: clock.signal }))
      .then(() => relay.kill())
      .then(yes, no);
    const { code } = await relay.death();
    clock.abort();
    const hasLived = await start;
    if (code === null) {
      deaths.died(death, !(await isKilled));
      continue;
    }
    // Without its database it does not start, and whoever keeps it running tries again.
    if (hasLived) throw new Error(`a relay died by itself (${code}):\n${relay.output()}`);
    deaths.postpone(death);
    await sleep(START_AGAIN_MS);
  }
  while (!(await relay.start().then(yes, no))) await sleep(START_AGAIN_MS);
}

const yes = () => true;
const no = () => false;
