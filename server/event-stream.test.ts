import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { createHeartbeat, openEventStream, sendEvent } from './event-stream.ts';

async function startServer(opened: (response: ServerResponse) => void) {
  const server = createServer((_request, response) => {
    response.setHeader('X-Frame-Options', 'DENY');
    response.setHeader('Access-Control-Allow-Origin', '*');
    openEventStream(response, 1_000);
    opened(response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

test('events are written as browsers read them, and nothing after the end', async () => {
  await using server = await startServer((response) => {
    sendEvent(response, { event: 'call', id: '4', data: { name: 'Анна', note: 'two\nlines' } });
    sendEvent(response, { data: null });
    response.end();
    sendEvent(response, { data: 'late' });
  });
  const response = await fetch(server.url);
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  expect(response.headers.get('x-accel-buffering')).toBe('no');
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  // What tells a browser how to treat a page would only be held, thousands of times.
  expect(response.headers.get('x-frame-options')).toBeNull();
  expect(await response.text()).toBe(
    'retry: 1000\n\nevent: call\nid: 4\ndata: {"name":"Анна","note":"two\\nlines"}\n\ndata: null\n\n',
  );
});

test('every quiet stream hears a comment now and then, a closed one costs nothing more', async () => {
  const heartbeat = createHeartbeat(150);
  const opened: ServerResponse[] = [];
  await using server = await startServer((response) => {
    heartbeat.join(response);
    opened.push(response);
  });
  // More than there are beats in a round, so that some share one.
  const readers = await Promise.all(
    Array.from({ length: 20 }, async () => (await fetch(server.url)).body?.getReader()),
  );
  const heard = readers.map(async (reader) => {
    let text = '';
    while (!text.includes('\n:\n\n')) text += Buffer.from((await reader?.read())?.value ?? []);
    return text;
  });
  for (const text of await Promise.all(heard)) expect(text).toMatch(/^retry: 1000\n\n(:\n\n)+$/);
  const [first] = opened;
  const closed = first && once(first, 'close');
  await Promise.all(readers.map(async (reader) => reader?.cancel()));
  await closed;
  heartbeat.stop();
});
