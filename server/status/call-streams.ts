import type { Request, Response } from 'express';
import type { CallView } from '../../shared/wire.ts';
import type { Call } from '../calls/call.ts';
import type { Place } from '../calls/waits.ts';
import { createHeartbeat, openEventStream, sendEvent } from '../event-stream.ts';
import type { Queue, Store } from '../store/store.ts';
import type { CallViews } from './call-views.ts';
import { createMovingQueues } from './moving-queues.ts';

/** A comment this often keeps proxies from closing a quiet stream. */
const KEEP_ALIVE_MS = 15_000;
const RETRY_MS = 1_000;
const MOST_PER_CALL = 8;

type Watcher = {
  response: Response;
  seq: number;
  /** The place in the queue that it was shown last. */
  place: string;
};
/** The pages of one call, and how it looked when they were last shown it. */
type Group = {
  watchers: Set<Watcher>;
  /** Of the newest view shown; 0 before the first. */
  seq: number;
  /** The newest view while the call has a place that may move; thousands of others need none. */
  waiting: CallView | null;
};

/** Is told what happens to streams; nothing here depends on whether anybody listens. */
export type StreamEar = {
  opened(callId: string): void;
  closed(callId: string): void;
  /** `delaySeconds`: since the change was decided; `null` for the snapshot that greets a page. */
  written(callId: string, delaySeconds: number | null): void;
};

type Parts = {
  store: Store;
  views: CallViews;
  onError: (error: unknown) => void;
  ear?: StreamEar | undefined;
};

export type CallStreams = {
  /** Follows one call over server-sent events until it ends or the page goes away. */
  follow(call: Call, request: Request, response: Response): Promise<void>;
  /** Ends every stream; pages come back to whichever relay answers then. */
  close(): void;
};

/**
 * Who watches which call. Follows the store's announcements, so it does not matter which relay
 * made the change. Every message is a snapshot with the call's `seq` as its id; one whose place in
 * the queue alone has changed comes with the same `seq` again.
 */
export function createCallStreams({ store, views, onError, ear }: Parts): CallStreams {
  const groups = new Map<string, Group>();

  const leave = (callId: string, watcher: Watcher) => {
    const group = groups.get(callId);
    if (group?.watchers.delete(watcher)) ear?.closed(callId);
    if (group?.watchers.size !== 0) return;
    groups.delete(callId);
    queues.leave(callId);
  };
  const show = async (callId: string, isNews: boolean) => {
    const group = groups.get(callId);
    const call = group && (await store.calls.find(callId));
    if (!group || !call) return;
    const view = await views.of(call);
    // Two changes at once are read side by side; the older one may be back last.
    if (view.seq < group.seq) return;
    group.seq = view.seq;
    group.waiting = view.position === null ? null : view;
    if (view.position === null) queues.leave(callId);
    else if (groups.get(callId) === group) queues.join(callId, call);
    for (const watcher of group.watchers) {
      if (view.seq <= watcher.seq) continue;
      push(watcher, view);
      ear?.written(callId, isNews ? (Date.now() - call.updatedAt.getTime()) / 1000 : null);
      if (view.state === 'ended') watcher.response.end();
    }
  };
  const showPlaces = async (queue: Queue, callIds: readonly string[]) => {
    const places = await views.placesIn(queue);
    for (const callId of callIds) {
      const group = groups.get(callId);
      const place = places.get(callId);
      // Whoever has left the queue meanwhile hears of that by itself.
      if (!group?.waiting || !place) continue;
      const view = { ...group.waiting, ...place };
      group.waiting = view;
      for (const watcher of group.watchers) {
        const isNew = watcher.seq === view.seq && watcher.place !== placeOf(place);
        if (isNew) push(watcher, view);
      }
    }
  };
  const heartbeat = createHeartbeat(KEEP_ALIVE_MS);
  const queues = createMovingQueues((queue, callIds) => {
    showPlaces(queue, callIds).catch(onError);
  });
  const unsubscribe = store.onChange((change) => {
    queues.hear(change);
    if (groups.has(change.callId)) show(change.callId, true).catch(onError);
  });
  const stopMissing = store.onMissed(() => void showAll().catch(onError));
  const showAll = async () => {
    // One after the other: there may be thousands, and a database that has only just come back.
    for (const callId of groups.keys()) await show(callId, true);
  };

  return {
    async follow(call, request, response) {
      // The listener below lives as long as the stream: it must not hold the whole call.
      const { id } = call;
      const seen = lastSeen(request);
      if (call.state === 'ended' && seen >= call.seq) {
        response.status(204).end();
        return;
      }
      openEventStream(response, RETRY_MS);
      heartbeat.join(response);
      // An id from after a restored backup must not make a page deaf to what is still to come.
      const watcher = { response, seq: Math.min(seen, call.seq), place: '' };
      const group = groups.get(id) ?? { watchers: new Set(), seq: 0, waiting: null };
      groups.set(id, group);
      group.watchers.add(watcher);
      ear?.opened(id);
      response.once('close', () => {
        heartbeat.leave(response);
        leave(id, watcher);
      });
      const [oldest] = group.watchers;
      if (oldest && group.watchers.size > MOST_PER_CALL) {
        leave(id, oldest);
        oldest.response.end();
      }
      // Read again after joining, so that no change falls between the two.
      await show(id, false);
      forgetRequest(request);
    },
    close() {
      unsubscribe();
      stopMissing();
      queues.stop();
      heartbeat.stop();
      for (const { watchers } of groups.values())
        for (const { response } of watchers) response.end();
    },
  };
}

/** What is over with the request would be held by thousands of open streams: 2 kB each. */
function forgetRequest(request: Request) {
  request.rawHeaders.length = 0;
  request.headers = {};
  request.next = undefined;
}

function push(watcher: Watcher, view: CallView) {
  watcher.seq = view.seq;
  watcher.place = placeOf(view);
  sendEvent(watcher.response, { event: 'call', id: String(view.seq), data: view });
}

function placeOf({ position, estimatedSeconds, longWait }: Place): string {
  return [position, estimatedSeconds, longWait].join(' ');
}

/** A page that reconnects by itself cannot set the header, so the query will do. */
function lastSeen(request: Request): number {
  const id = Number(request.get('last-event-id') ?? request.query['lastEventId'] ?? 0);
  return Number.isSafeInteger(id) && id > 0 ? id : 0;
}
