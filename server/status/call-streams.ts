import type { Session } from 'better-sse';
import { createSession } from 'better-sse';
import type { Request, Response } from 'express';
import type { Call } from '../calls/call.ts';
import type { Store } from '../store/store.ts';
import { viewCall } from './view-call.ts';

/** A comment this often keeps proxies from closing a quiet stream. */
const KEEP_ALIVE_MS = 15_000;
const RETRY_MS = 1_000;
const MOST_PER_CALL = 8;

type Watcher = { session: Session; response: Response; seq: number };

/** Is told what happens to streams; nothing here depends on whether anybody listens. */
export type StreamEar = {
  opened(callId: string): void;
  closed(callId: string): void;
  /** `delaySeconds`: since the change was decided; `null` for the snapshot that greets a page. */
  written(callId: string, delaySeconds: number | null): void;
};

type Parts = { store: Store; onError: (error: unknown) => void; ear?: StreamEar | undefined };

export type CallStreams = {
  /** Follows one call over server-sent events until it ends or the page goes away. */
  follow(call: Call, request: Request, response: Response): Promise<void>;
  /** Ends every stream; pages come back to whichever relay answers then. */
  close(): void;
};

/**
 * Who watches which call. Follows the store's announcements, so it does not matter which relay
 * made the change. Every message is a snapshot with the call's `seq` as its id.
 */
export function createCallStreams({ store, onError, ear }: Parts): CallStreams {
  const watchers = new Map<string, Set<Watcher>>();

  const leave = (callId: string, watcher: Watcher) => {
    const group = watchers.get(callId);
    if (group?.delete(watcher)) ear?.closed(callId);
    if (group?.size === 0) watchers.delete(callId);
  };
  const show = async (callId: string, isNews: boolean) => {
    const group = watchers.get(callId);
    const call = group && (await store.calls.find(callId));
    if (!group || !call) return;
    const view = await viewCall(call, store);
    for (const watcher of group) {
      if (view.seq <= watcher.seq) continue;
      watcher.seq = view.seq;
      watcher.session.push(view, 'call', String(view.seq));
      ear?.written(callId, isNews ? (Date.now() - call.updatedAt.getTime()) / 1000 : null);
      if (view.state === 'ended') watcher.response.end();
    }
  };
  const unsubscribe = store.onChange(({ callId }) => {
    if (watchers.has(callId)) show(callId, true).catch(onError);
  });
  const stopMissing = store.onMissed(() => void showAll().catch(onError));
  const showAll = async () => {
    // One after the other: there may be thousands, and a database that has only just come back.
    for (const callId of watchers.keys()) await show(callId, true);
  };

  return {
    async follow(call, request, response) {
      const seen = lastSeen(request);
      if (call.state === 'ended' && seen >= call.seq) {
        response.status(204).end();
        return;
      }
      // Only better-sse reads it, into a URL, and throws on a host that no URL can have.
      delete request.headers.host;
      const session = await createSession(request, response, {
        keepAlive: KEEP_ALIVE_MS,
        retry: RETRY_MS,
      });
      // An id from after a restored backup must not make a page deaf to what is still to come.
      const watcher = { session, response, seq: Math.min(seen, call.seq) };
      const group = watchers.get(call.id) ?? new Set();
      watchers.set(call.id, group.add(watcher));
      ear?.opened(call.id);
      session.once('disconnected', () => leave(call.id, watcher));
      const [oldest] = group;
      if (oldest && group.size > MOST_PER_CALL) {
        leave(call.id, oldest);
        oldest.response.end();
      }
      // Read again after joining, so that no change falls between the two.
      await show(call.id, false);
    },
    close() {
      unsubscribe();
      stopMissing();
      for (const group of watchers.values()) for (const { response } of group) response.end();
    },
  };
}

/** A page that reconnects by itself cannot set the header, so the query will do. */
function lastSeen(request: Request): number {
  const id = Number(request.get('last-event-id') ?? request.query['lastEventId'] ?? 0);
  return Number.isSafeInteger(id) && id > 0 ? id : 0;
}
