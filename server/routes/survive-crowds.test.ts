import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeSite, ORIGIN, startTestRelay, type TestRelay, until } from '../test-relay.ts';
import { freshPhone } from './expect-problem.ts';

let bench: TestRelay;
beforeAll(async () => {
  const limits = { perNumberPerDay: 1000, perAddressPerHour: 100_000, perSitePerDay: 100_000 };
  // Shut for good: the visitors among the crowd ring nobody.
  bench = await startTestRelay();
  await makeSite(bench, { limits, hours: {} }, 'shut');
});
afterAll(() => bench[Symbol.asyncDispose]());

/** A connection below HTTP, and all that came back on it. */
async function dial() {
  const { port } = new URL(bench.relay.url);
  const socket = connect(Number(port), '127.0.0.1');
  const line = { socket, heard: '', isCut: false };
  socket.on('data', (bytes) => (line.heard += bytes.toString('latin1')));
  socket.on('error', () => undefined);
  socket.on('close', () => (line.isCut = true));
  await new Promise((resolve) => socket.once('connect', resolve));
  return line;
}

const statusOf = ({ heard }: { heard: string }) => Number(/^HTTP\/1\.1 (\d+)/.exec(heard)?.[1]);

async function untilCut(line: Awaited<ReturnType<typeof dial>>, patienceMs = 15_000) {
  const deadline = Date.now() + patienceMs;
  while (!line.isCut && Date.now() < deadline) await pause(50);
  return line.isCut;
}
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function visitorsAreServed(times: number) {
  for (let at = 0; at < times; at++) {
    const answer = await bench.visit('/v1/sites/shut/calls', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
      body: JSON.stringify({ kind: 'callback', phone: freshPhone() }),
    });
    expect(answer.status).toBe(201);
  }
}

const HEAD = [
  'POST /v1/sites/shut/calls HTTP/1.1',
  'host: relay',
  `origin: ${ORIGIN}`,
  'content-type: application/json',
];

test('a thousand connections of one byte a second: others are served, and each is cut', async () => {
  const lines = await Promise.all(Array.from({ length: 1000 }, dial));
  const text = `${HEAD.join('\r\n')}\r\nx-slow: ${'s'.repeat(100)}`;
  let sent = 0;
  const drip = setInterval(() => {
    for (const { socket } of lines) if (socket.writable) socket.write(text.charAt(sent));
    sent += 1;
  }, 1000);
  await visitorsAreServed(20);
  expect((await bench.visit('/healthz')).status).toBe(200);
  const cut = await Promise.all(lines.map((line) => untilCut(line)));
  clearInterval(drip);
  expect(cut.filter((isCut) => !isCut)).toEqual([]);
  // What the visitors were told holds, and the slow ones were told why.
  expect(new Set(lines.map(statusOf))).toEqual(new Set([408]));
}, 60_000);

test('a body of 50 MB is read past, refused, and never held in memory', async () => {
  const before = process.memoryUsage().arrayBuffers;
  const [line, chunk] = [await dial(), Buffer.alloc(64 * 1024, 'a')];
  line.socket.write(`${HEAD.join('\r\n')}\r\ntransfer-encoding: chunked\r\n\r\n`);
  let most = 0;
  for (let sent = 0; sent < 50 * 1024 * 1024 && line.socket.writable; sent += chunk.length) {
    await write(line.socket, `${chunk.length.toString(16)}\r\n${chunk.toString('latin1')}\r\n`);
    most = Math.max(most, process.memoryUsage().arrayBuffers - before);
  }
  await visitorsAreServed(2);
  await write(line.socket, '0\r\n\r\n');
  await until(() => line.heard !== '');
  expect(statusOf(line)).toBe(413);
  expect(line.heard).toContain('payload_too_large');
  // The test sends and the relay reads in one process: both together hold a few chunks.
  expect(most).toBeLessThan(20 * 1024 * 1024);
  line.socket.destroy();
}, 60_000);

/** Waits while the other side does not take more. */
async function write(socket: Socket, text: string) {
  if (socket.write(text, 'latin1')) return;
  await Promise.race(
    ['drain', 'close'].map((event) => new Promise((resolve) => socket.once(event, resolve))),
  );
}

test('JSON as deep as a body can be is refused or read, and answered', async () => {
  const deep = '['.repeat(60_000) + ']'.repeat(60_000);
  for (const body of [deep, `{"kind":"callback","phone":"+79125550001","page":${deep}}`]) {
    const answer = await bench.visit('/v1/sites/shut/calls', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
      body,
    });
    expect(answer.status).toBe(400);
  }
  await visitorsAreServed(1);
});

test('a flood of headers is refused, by size and by number', async () => {
  const floods = [`x-big: ${'b'.repeat(200_000)}`, 'x-many: 1\r\n'.repeat(50_000)];
  for (const flood of floods) {
    const line = await dial();
    line.socket.write(`${HEAD.join('\r\n')}\r\n${flood}\r\n\r\n`);
    expect(await untilCut(line)).toBe(true);
    expect(statusOf(line)).toBe(431);
  }
  await visitorsAreServed(1);
});
