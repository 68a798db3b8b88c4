import type { Pbx } from '../pbx/pbx.ts';
import type { Store } from '../store/store.ts';
import type { TellOwner } from './apply.ts';
import { askAboutOperator } from './ask-about-operator.ts';
import { claimEnds } from './attempts.ts';
import type { BusyOperators } from './busy-operators.ts';
import { busyOperators } from './busy-operators.ts';
import { checkAttempt } from './check-attempt.ts';
import type { Reached } from './crash-point.ts';
import { dispatchCall } from './dispatch-call.ts';
import { dueCalls } from './due-calls.ts';
import { createWaitingQueues } from './waiting-queues.ts';

/** Looks at what waits at least this often, whatever is announced. */
const LONGEST_SLEEP_MS = 15_000;
/** As often beside other relays: one of them may have died with a call that it had just taken. */
const LONGEST_SHARED_SLEEP_MS = 2_000;
/** Queues that wait for a free operator are looked at this often, apart from being woken. */
const SHORTEST_SLEEP_MS = 500;
/** In a rush, what came in during this time is looked at together. */
const BREATH_MS = 5;
const BATCH = 100;

export type Dispatcher = {
  /** Something changed: look now. */
  wake(): void;
  /** A report of the PBX could not be kept: it is asked about everything under way. */
  missReport(): void;
  /** Takes nothing new and resolves when what is under way has been written down. */
  stop(): Promise<void>;
};

type Parts = {
  store: Store;
  pbx: Pbx;
  now: () => Date;
  /** One call could not be moved; it stays where it is and is tried again. */
  onError: (error: unknown, about: { id: string }) => void;
  tellOwner: TellOwner;
  reached?: Reached | undefined;
  /** Runs a job as the work on this call or attempt, for the log. */
  within?: (<T>(about: About, job: () => T) => T) | undefined;
  /** Seconds from being woken until all that was due had been looked at. */
  looked?: ((lagSeconds: number) => void) | undefined;
};
type About = { callId: string } | { attemptId: string } | { sessionId: string };

/**
 * Picks what is due (calls to ring, attempts to ask about) and works on it, each in its own
 * promise; sleeps until the next one is due or something changes.
 */
export function startDispatcher(parts: Parts): Dispatcher {
  const { store, onError, within = (_about, job) => job() } = parts;
  const running = new Map<string, Promise<void>>();
  const queues = createWaitingQueues();
  const longestSleepMs = store.isShared ? LONGEST_SHARED_SLEEP_MS : LONGEST_SLEEP_MS;
  let hasMissedReports = false;
  let isStopped = false;

  /** `job` tells whether it changed what is due. */
  const work = (about: About, job: () => Promise<boolean>) => {
    const [id = ''] = Object.values(about);
    if (running.has(id) || isStopped) return;
    const done = within(about, job)
      .catch((error: unknown) => {
        onError(error, { id });
        return false;
      })
      .then((isMoved) => {
        running.delete(id);
        // When it is to be looked at next is known only now.
        if (isMoved) loop.wake();
      });
    running.set(id, done);
  };
  const look = async () => {
    if (isStopped) return longestSleepMs;
    const now = parts.now();
    if (hasMissedReports) await store.attempts.askAgain(now);
    hasMissedReports = false;
    let busyNow: Promise<BusyOperators> | undefined;
    // Asked once for all queues, and only if one is looked at.
    const busy = () => (busyNow ??= busyOperators(store, now));
    for (const queue of await store.calls.dueQueues(now)) {
      if (queues.isWaiting(queue, now)) continue;
      for (const id of await dueCalls(queue, { ...parts, now, busy })) {
        work({ callId: id }, async () => {
          const looking = queues.look();
          const dispatched = await dispatchCall(id, parts);
          if (dispatched === 'waits') {
            looking.wait(queue, parts.now());
            loop.wake();
          }
          return dispatched === 'moved';
        });
      }
    }
    const check = await store.attempts.nextCheck();
    if (check !== null && check <= now) {
      for (const id of await store.attempts.claimChecks(now, claimEnds(parts.pbx, now), BATCH))
        work({ attemptId: id }, () => checkAttempt(id, parts));
    }
    for (const id of await store.operatorCalls.toAsk(BATCH)) {
      work({ sessionId: id }, async () => {
        const isFreed = await askAboutOperator(id, parts);
        if (isFreed) queues.lookAgain();
        return isFreed;
      });
    }
    const due = await store.calls.nextDue(now);
    return Math.min(longestSleepMs, sleepUntil([due, check, queues.nextLook(now)], now));
  };
  const loop = startLoop(look, {
    onError: (error) => onError(error, { id: 'dispatcher' }),
    looked: parts.looked,
  });
  const unsubscribe = store.onChange((change) => {
    queues.hear(change);
    loop.wake();
  });
  const wake = () => {
    queues.lookAgain();
    loop.wake();
  };
  // Other hours, operators or limits may let go at once what waits.
  const stopHearing = store.onSiteChange(wake);
  return {
    wake,
    missReport() {
      hasMissedReports = true;
      loop.wake();
    },
    async stop() {
      isStopped = true;
      unsubscribe();
      stopHearing();
      loop.stop();
      while (running.size > 0) await Promise.all(running.values());
    },
  };
}

type LoopParts = { onError: (error: unknown) => void } & Pick<Parts, 'looked'>;

/** Runs `look` now, whenever woken, and when the time it gave has passed; never twice at once. */
function startLoop(look: () => Promise<number>, { onError, looked }: LoopParts) {
  let timer: NodeJS.Timeout | undefined;
  let isLooking = false;
  let isWoken = false;
  let wokenAt = 0;
  let isStopped = false;
  const run = async () => {
    let sleepMs = SHORTEST_SLEEP_MS;
    do {
      isWoken = false;
      const begun = performance.now();
      const since = wokenAt;
      sleepMs = await look().catch((error: unknown) => {
        onError(error);
        return SHORTEST_SLEEP_MS;
      });
      looked?.((performance.now() - since) / 1000);
      // Looking takes at most a fifth of the time, however many calls come in.
      const breathMs = Math.max(BREATH_MS, 4 * (performance.now() - begun));
      if (isWoken) await new Promise((resolve) => setTimeout(resolve, breathMs));
    } while (isWoken);
    isLooking = false;
    if (!isStopped) timer = setTimeout(wake, sleepMs);
  };
  const wake = () => {
    if (!isWoken) wokenAt = performance.now();
    isWoken = true;
    if (isLooking || isStopped) return;
    isLooking = true;
    clearTimeout(timer);
    void run();
  };
  const stop = () => {
    isStopped = true;
    clearTimeout(timer);
  };
  wake();
  return { wake, stop };
}

function sleepUntil(times: (Date | null)[], now: Date): number {
  const moments = times.map((at) => at?.getTime() ?? Number.POSITIVE_INFINITY);
  const restMs = Math.min(...moments) - now.getTime();
  return Math.max(SHORTEST_SLEEP_MS, restMs);
}
