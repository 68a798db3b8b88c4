import type { Pbx } from '../pbx/pbx.ts';
import type { Queue, Store } from '../store/store.ts';
import { settingsOf } from './apply.ts';
import type { BusyOperators } from './busy-operators.ts';
import { operatorsOf } from './operators.ts';

const BATCH = 100;

type Parts = { store: Store; pbx: Pbx; now: Date; busy: () => Promise<BusyOperators> };

/**
 * The calls of a queue worth looking at now: as many as it has free operators, so that a long
 * queue costs no more than a short one. Its head is always looked at, which is how what grew too
 * old ends; all of it when the PBX lists no operators, since every page has to be told.
 */
export async function dueCalls(queue: Queue, parts: Parts): Promise<string[]> {
  const queued = Math.max(1, await countFree(queue, parts));
  return parts.store.calls.dueIn(queue, parts.now, { queued, scheduled: BATCH });
}

async function countFree(queue: Queue, { store, pbx, busy }: Parts): Promise<number> {
  const settings = await settingsOf(queue.site, store);
  const operators = await operatorsOf(settings, queue.department, pbx).catch(() => null);
  if (operators === null) return BATCH;
  const { pins } = await busy();
  return operators.filter(({ pin }) => !pins.has(pin)).length;
}
