import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FaultProxy } from './fault-proxy.ts';
import { startFaultProxy } from './fault-proxy.ts';

const LATENCY_MS = 120;
let asked = 0;
const server = createServer((_request, response) => {
  asked += 1;
  response.end('the whole answer');
});
let proxy: FaultProxy;
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  proxy = await startFaultProxy(port, { latencyMs: LATENCY_MS });
});
afterAll(async () => {
  await proxy.close();
  server.closeAllConnections();
  server.close();
});

/** The answer, or the name of what came instead of it. */
async function ask(timeoutMs = 2000): Promise<string> {
  asked = 0;
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    return await (await fetch(`http://127.0.0.1:${proxy.port}/`, { signal })).text();
  } catch (error) {
    const cause = (error as Error).cause as { code?: string } | undefined;
    return cause?.code ?? (error as Error).name;
  }
}

test('passes everything, and again after every fault', async () => {
  for (const mode of ['blackhole', 'reset', 'cut', 'refuse', 'latency'] as const) {
    await proxy.set(mode);
    await ask(300);
    await proxy.set('pass');
    // The pool of `fetch` may still hold a line that broke meanwhile.
    await ask();
    expect(await ask()).toBe('the whole answer');
  }
});

test('is slow both ways, and loses nothing', async () => {
  await proxy.set('latency');
  const begun = performance.now();
  expect(await ask()).toBe('the whole answer');
  expect(performance.now() - begun).toBeGreaterThan(2 * LATENCY_MS - 10);
});

test('swallows request and answer', async () => {
  await proxy.set('blackhole');
  expect(await ask(300)).toBe('TimeoutError');
  expect(asked).toBe(0);
});

test('breaks the answer in its middle, after the request has been taken', async () => {
  await proxy.set('cut');
  expect(await ask()).not.toBe('the whole answer');
  expect(asked).toBe(1);
});

test('refuses', async () => {
  await proxy.set('refuse');
  await ask();
  expect(await ask()).toBe('ECONNREFUSED');
  expect(asked).toBe(0);
});

test('resets', async () => {
  await proxy.set('pass');
  await proxy.set('reset');
  expect(await ask()).toMatch(/ECONNRESET|UND_ERR_SOCKET/);
  expect(asked).toBe(0);
});
