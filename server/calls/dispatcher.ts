import type { Pbx } from '../pbx/pbx.ts';
import type { Store } from '../store/store.ts';
import { checkAttempt } from './check-attempt.ts';
import { dispatchCall } from './dispatch-call.ts';

/** Looks at what waits at least this often: another relay may have freed an operator. */
const LONGEST_SLEEP_MS = 15_000;
/** Calls that wait for a free operator are looked at this often, apart from being woken. */
const SHORTEST_SLEEP_MS = 500;
const BATCH = 100;

export type Dispatcher = {
  /** Something changed: look now. */
  wake(): void;
  /** Takes nothing new and resolves when what is under way has been written down. */
  stop(): Promise<void>;
};

type Parts = {
  store: Store;
  pbx: Pbx;
  now: () => Date;
  /** One call could not be moved; it stays where it is and is tried again. */
  onError: (error: unknown, about: { id: string }) => void;
};

/** `true` when it changed what is due; `false` when all stays as it was. */
type Job = (id: string, parts: Parts) => Promise<boolean>;

/**
 * Picks what is due (calls to ring, attempts to ask about) and works on it, each in its own
 * promise; sleeps until the next one is due or something changes.
 */
export function startDispatcher(parts: Parts): Dispatcher {
  const { store, onError } = parts;
  const running = new Map<string, Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let isLooking = false;
  let lookAgain = false;
  let isStopped = false;

  const work = (id: string, job: Job) => {
    if (running.has(id) || isStopped) return;
    const done = job(id, parts)
      .catch((error: unknown) => {
        onError(error, { id });
        return false;
      })
      .then((isMoved) => {
        running.delete(id);
        // When it is to be looked at next is known only now.
        if (isMoved) wake();
      });
    running.set(id, done);
  };
  const look = async () => {
    if (isStopped) return LONGEST_SLEEP_MS;
    const now = parts.now();
    for (const id of await store.calls.due(now, BATCH)) work(id, dispatchCall);
    for (const id of await store.attempts.toCheck(now, BATCH)) work(id, checkAttempt);
    return sleepUntil(await store.calls.nextDue(), await store.attempts.nextCheck(), now);
  };
  const wake = () => {
    lookAgain = true;
    if (isLooking || isStopped) return;
    isLooking = true;
    clearTimeout(timer);
    void lookWhileAsked();
  };
  const lookWhileAsked = async () => {
    let sleepMs = SHORTEST_SLEEP_MS;
    while (lookAgain) {
      lookAgain = false;
      sleepMs = await look().catch((error: unknown) => {
        onError(error, { id: 'dispatcher' });
        return SHORTEST_SLEEP_MS;
      });
    }
    isLooking = false;
    if (!isStopped) timer = setTimeout(wake, sleepMs);
  };

  const unsubscribe = store.onChange(wake);
  wake();
  return {
    wake,
    async stop() {
      isStopped = true;
      unsubscribe();
      clearTimeout(timer);
      while (running.size > 0) await Promise.all(running.values());
    },
  };
}

function sleepUntil(due: Date | null, check: Date | null, now: Date): number {
  const next = Math.min(
    due?.getTime() ?? Number.POSITIVE_INFINITY,
    check?.getTime() ?? Number.POSITIVE_INFINITY,
  );
  return Math.min(LONGEST_SLEEP_MS, Math.max(SHORTEST_SLEEP_MS, next - now.getTime()));
}
