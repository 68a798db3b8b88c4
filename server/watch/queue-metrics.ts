import type { Registry } from 'prom-client';
import { Gauge } from 'prom-client';
import { busyOperators } from '../calls/busy-operators.ts';
import type { Store } from '../store/store.ts';

/** A database that hangs must not take the scrape with it: the rest is what one then needs. */
const LONGEST_READ_MS = 2_000;

type Parts = { registry: Registry; now: () => Date };

/** Reads what the database holds now, for the scrape that is about to be answered. Never throws. */
export function queueMetrics({ registry, now }: Parts): (store: Store) => Promise<void> {
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({
      name,
      help: `${help} (read from the database: the same on every relay)`,
      labelNames,
      registers: [registry],
    });
  const waiting = gauge('ringlet_calls_waiting', 'Calls that are due and wait, by state', [
    'state',
  ]);
  const oldest = gauge('ringlet_oldest_due_seconds', 'How long the longest waiting call is due');
  const open = gauge('ringlet_attempts_open', 'Attempts not yet ended, by state', ['state']);
  const busy = gauge('ringlet_operators_busy', 'Operators who are on the phone, in whichever call');
  return async (store) => {
    const at = now();
    try {
      const due = await inTime(store.calls.waitingNow(at));
      for (const state of WAITING) waiting.set({ state }, due[state]);
      oldest.set(
        due.oldest === null ? 0 : Math.max(0, (at.getTime() - due.oldest.getTime()) / 1000),
      );
      const attempts = await inTime(store.attempts.countOpenByState());
      for (const state of OPEN) open.set({ state }, attempts[state]);
      busy.set((await inTime(busyOperators(store, at))).pins.size);
    } catch {
      // No value is not the same as none waiting; that the database fails is told by its own metric.
      for (const state of WAITING) waiting.remove({ state });
      for (const state of OPEN) open.remove({ state });
      oldest.remove();
      busy.remove();
    }
  };
}

const WAITING = ['queued', 'scheduled'] as const;
const OPEN = ['intended', 'uncertain', 'placed'] as const;

function inTime<T>(work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('the database is slow')), LONGEST_READ_MS);
  return Promise.race([work, promise]).finally(() => clearTimeout(timer));
}
