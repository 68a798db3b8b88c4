import type { CallChange, Queue } from '../store/store.ts';

/** A queue in vain looked at is looked at again after this long, whatever is announced. */
const LOOK_AGAIN_MS = 5_000;

export type WaitingQueues = {
  isWaiting(queue: Queue, now: Date): boolean;
  /** Call before looking at a queue; `wait` tells that nobody could be rung for it then. */
  look(): { wait(queue: Queue, now: Date): void };
  /** When the first of them is to be looked at again; `null` when none waits. */
  nextLook(now: Date): Date | null;
  /** Somebody may have become free. */
  lookAgain(): void;
  /** Lets every queue be looked at again when a change may have freed somebody. */
  hear(change: CallChange): void;
};

/**
 * Remembers which queues wait for a free operator, so that a crowd of new calls behind them is not
 * a reason to look at them again. Forgetting is harmless: it costs a look.
 */
export function createWaitingQueues(): WaitingQueues {
  const until = new Map<string, number>();
  let changes = 0;
  const lookAgain = () => {
    changes++;
    until.clear();
  };
  const key = ({ site, department }: Queue) => `${site} ${department ?? ''}`;
  return {
    isWaiting: (queue, now) => (until.get(key(queue)) ?? 0) > now.getTime(),
    look() {
      const changesBefore = changes;
      return {
        wait(queue, now) {
          // Somebody may have become free while it was looked at.
          const isOutdated = changes !== changesBefore;
          until.set(key(queue), now.getTime() + (isOutdated ? 0 : LOOK_AGAIN_MS));
        },
      };
    },
    nextLook: (now) => {
      for (const [name, moment] of until) if (moment <= now.getTime()) until.delete(name);
      return until.size === 0 ? null : new Date(Math.min(...until.values()));
    },
    lookAgain,
    hear: ({ state, seq }) => {
      const isNew = seq === 1;
      const mayFree = state === 'ended' || state === 'scheduled' || state === 'queued';
      if (mayFree && !isNew) lookAgain();
    },
  };
}
