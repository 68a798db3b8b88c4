import type { CallView } from '../../shared/wire.ts';
import { settingsOf } from '../calls/apply.ts';
import type { Call } from '../calls/call.ts';
import { callView } from '../calls/call-view.ts';
import type { Place, Waits } from '../calls/waits.ts';
import { maskPhone } from '../sites/show-phone.ts';
import type { Queue, Store } from '../store/store.ts';

export type CallViews = {
  /** The call as its visitor sees it now, its place in the queue included. */
  of(call: Call): Promise<CallView>;
  /** The places in a queue, by the ids of its calls; one query, however long it is. */
  placesIn(queue: Queue): Promise<Map<string, Place>>;
};

/** Nobody stays to see his place beyond that move. */
const MOST_PLACES = 500;
const NOWHERE: Place = { position: null, estimatedSeconds: null, longWait: false };

type Parts = { store: Store; waits: Waits; now: () => Date };

export function createCallViews({ store, waits, now }: Parts): CallViews {
  return {
    async of(call) {
      const isWaiting = call.state === 'queued' && call.reason === null;
      const place = isWaiting ? await waits.place(call, await store.calls.position(call)) : NOWHERE;
      const settings = await settingsOf(call.site, store);
      return callView(call, { settings, place, mask: maskPhone });
    },
    async placesIn(queue) {
      const line = await store.calls.line(queue, now(), MOST_PLACES);
      const places = new Map<string, Place>();
      let position = 0;
      let dueAt = Number.NEGATIVE_INFINITY;
      for (const [index, call] of line.entries()) {
        // Who came at the same moment shares a place, as `position` counts.
        if (call.dueAt.getTime() > dueAt) position = index + 1;
        dueAt = call.dueAt.getTime();
        places.set(call.id, await waits.place(queue, position));
      }
      return places;
    },
  };
}
