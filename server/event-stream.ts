import type { ServerResponse } from 'node:http';

/** https://html.spec.whatwg.org/multipage/server-sent-events.html */
export type StreamEvent = { event?: string; id?: string; data: unknown };

/** What proxies need in order to pass every message on at once. */
const HEADERS = {
  'Content-Type': 'text/event-stream',
  'Cache-Control': 'private, no-cache, no-store, no-transform, must-revalidate, max-age=0',
  Connection: 'keep-alive',
  'X-Accel-Buffering': 'no',
};

/** For documents; on thousands of open streams each of them is held as long as the stream is. */
const OF_DOCUMENTS = [
  'Content-Security-Policy',
  'Cross-Origin-Opener-Policy',
  'Origin-Agent-Cluster',
  'X-DNS-Prefetch-Control',
  'X-Download-Options',
  'X-Frame-Options',
  'X-Permitted-Cross-Domain-Policies',
  'X-XSS-Protection',
];

/** Begins a stream of events. `retryMs`: how long a browser waits before it comes back. */
export function openEventStream(response: ServerResponse, retryMs: number): void {
  response.socket?.setNoDelay(true);
  for (const name of OF_DOCUMENTS) response.removeHeader(name);
  response.writeHead(200, HEADERS).write(`retry: ${retryMs}\n\n`);
}

/** Writes one event; its data goes as JSON, which has no line breaks. After the end: nothing. */
export function sendEvent(response: ServerResponse, { event, id, data }: StreamEvent): void {
  if (response.writableEnded || response.destroyed) return;
  const lines = [
    ...(event === undefined ? [] : [`event: ${event}`]),
    ...(id === undefined ? [] : [`id: ${id}`]),
    `data: ${JSON.stringify(data)}`,
  ];
  response.write(`${lines.join('\n')}\n\n`);
}

export type Heartbeat = {
  /** Keeps this stream from looking dead to proxies, until it leaves. */
  join(response: ServerResponse): void;
  leave(response: ServerResponse): void;
  stop(): void;
};

const BEATS = 15;

/**
 * A comment on every stream once per `everyMs`. One timer for all, and a part of the streams at a
 * time: thousands of timers cost memory, thousands of writes at once a pause.
 */
export function createHeartbeat(everyMs: number): Heartbeat {
  const groups = Array.from({ length: BEATS }, () => new Set<ServerResponse>());
  let joined = 0;
  let beat = 0;
  const timer = setInterval(() => {
    for (const response of groups[beat++ % BEATS] ?? [])
      if (!response.writableEnded) response.write(':\n\n');
  }, everyMs / BEATS);
  timer.unref();
  return {
    join(response) {
      groups[joined++ % BEATS]?.add(response);
    },
    leave(response) {
      for (const group of groups) group.delete(response);
    },
    stop: () => clearInterval(timer),
  };
}
