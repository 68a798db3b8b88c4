import { setTimeout as sleep } from 'node:timers/promises';
import { type Watch, watchCall } from '../../server/routes/watch-call.ts';
import type { CallCreated } from '../../shared/wire.ts';
import type { Front } from './visit.ts';

const AGAIN_MS = 300;
/** A stream through a damaged line may be silent for ever: the widget gives up on it too. */
const DEAF_AFTER_MS = 5_000;
/** No stream lives longer: proxies cut them too. */
const LONGEST_MS = 20_000;
const LOOK_MS = 50;

/**
 * Follows a call as a page does, through as many streams as it takes, and complains of every
 * message that came twice or out of order, and of an end that was never told.
 */
export async function watchToEnd(
  created: CallCreated,
  front: Front,
  complaints: string[],
): Promise<void> {
  let seen = 0;
  let isOver = false;
  const visit = (path: string, { signal, ...init }: RequestInit = {}) =>
    fetch(`${front()}${path}`, {
      ...init,
      signal: AbortSignal.any([AbortSignal.timeout(LONGEST_MS), ...(signal ? [signal] : [])]),
    });
  while (!isOver) {
    const watch = await watchCall({ visit }, created, {
      headers: seen > 0 ? { 'last-event-id': String(seen) } : {},
    }).catch(() => null);
    if (watch?.response.status === 204) {
      complaints.push(`stream of ${created.call.id} is over without having told the end`);
      return;
    }
    if (watch?.response.ok) await untilSilent(watch);
    watch?.stop();
    for (const { call } of watch?.messages ?? []) {
      // The place in the queue may move without a change of the call.
      const isDoubled = call.seq === seen && call.position === null;
      if (call.seq < seen || isDoubled)
        complaints.push(`stream of ${call.id}: ${call.seq} after ${seen}`);
      seen = call.seq;
      isOver ||= call.state === 'ended';
    }
    if (!isOver) await sleep(AGAIN_MS);
  }
}

async function untilSilent(watch: Watch) {
  let known = -1;
  let silentSince = Date.now();
  while (!watch.isClosed() && Date.now() - silentSince < DEAF_AFTER_MS) {
    if (watch.messages.length > known) silentSince = Date.now();
    known = watch.messages.length;
    await sleep(LOOK_MS);
  }
}
