import type { CallChange, Queue } from '../store/store.ts';

/** In a rush everybody behind would be told with every call: once in so long will do. */
const BREATH_MS = 100;

export type MovingQueues = {
  /** A page waits in this queue with its call. */
  join(callId: string, queue: Queue): void;
  leave(callId: string): void;
  hear(change: CallChange): void;
  stop(): void;
};

/**
 * Tells which of the watched calls may have another place now: a call that leaves a queue moves
 * everybody behind it, and their own calls do not change by that.
 */
export function createMovingQueues(
  moved: (queue: Queue, callIds: readonly string[]) => void,
): MovingQueues {
  const queues = new Map<string, { queue: Queue; callIds: Set<string> }>();
  const keys = new Map<string, string>();
  const timers = new Map<string, NodeJS.Timeout>();
  const keyOf = ({ site, department }: Queue) => `${site} ${department ?? ''}`;
  const leave = (callId: string) => {
    const key = keys.get(callId);
    const group = key === undefined ? undefined : queues.get(key);
    keys.delete(callId);
    group?.callIds.delete(callId);
    if (key !== undefined && group?.callIds.size === 0) queues.delete(key);
  };
  const tell = (key: string) => {
    timers.delete(key);
    const group = queues.get(key);
    if (group) moved(group.queue, [...group.callIds]);
  };
  return {
    join(callId, queue) {
      const key = keyOf(queue);
      if (keys.get(callId) === key) return;
      leave(callId);
      keys.set(callId, key);
      const group = queues.get(key) ?? { queue, callIds: new Set() };
      queues.set(key, group);
      group.callIds.add(callId);
    },
    leave,
    hear({ queue, seq, state }) {
      const key = keyOf(queue);
      // A new call is the last one, and what rings on has left already.
      const hasLeft = seq > 1 && state !== 'calling_visitor' && state !== 'connected';
      if (!hasLeft || !queues.has(key) || timers.has(key)) return;
      const timer = setTimeout(tell, BREATH_MS, key);
      timer.unref();
      timers.set(key, timer);
    },
    stop() {
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}
