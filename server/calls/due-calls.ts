import type { Pbx } from '../pbx/pbx.ts';
import type { Queue, Store } from '../store/store.ts';
import { settingsOf } from './apply.ts';
import { operatorsOf } from './operators.ts';

const BATCH = 100;

type Parts = { store: Store; pbx: Pbx };

/**
 * The calls of a queue worth looking at now: as many as it has free operators, so that a long
 * queue costs no more than a short one. Its head is always looked at, which is how what grew too
 * old ends; all of it when the PBX lists no operators, since every page has to be told.
 */
export async function dueCalls(queue: Queue, parts: Parts, now: Date): Promise<string[]> {
  const queued = Math.max(1, await countFree(queue, parts));
  return parts.store.calls.dueIn(queue, now, { queued, scheduled: BATCH });
}

async function countFree(queue: Queue, { store, pbx }: Parts): Promise<number> {
  const settings = await settingsOf(queue.site, store);
  const operators = await operatorsOf(settings, queue.department, pbx).catch(() => null);
  if (operators === null) return BATCH;
  const busy = await store.attempts.busyOperators();
  return operators.filter(({ pin }) => !busy.includes(pin)).length;
}
