import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { signedHeaders } from '../pbx/rostelecom/signature.ts';
import { CREDENTIALS } from '../pbx/rostelecom/test-bench.ts';
import type { TestRelay } from '../test-relay.ts';
import { OWNER_TOKEN, startTestRelay, until } from '../test-relay.ts';
import { watchCall } from './watch-call.ts';

const NAME = 'Аристарх';

async function scrape({ visit }: Pick<TestRelay, 'visit'>): Promise<string> {
  const response = await visit('/metrics', { headers: { authorization: `Bearer ${OWNER_TOKEN}` } });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4');
  return response.text();
}

/** The value of a series as it stands in the text; 0 when it is not there. */
function value(text: string, series: string): number {
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${series} `));
  return Number(line?.slice(series.length + 1) ?? 0);
}

/** `ringlet_x{a="b"} 1` or a comment: a text that Prometheus can read. */
const LINE =
  /^(# (HELP|TYPE) \w+ .+|\w+(\{(\w+="[^"\n]*",?)+\})? (-?[\d.]+(e[+-]?\d+)?|NaN|[+-]Inf))$/;

test('the life of a call moves the metrics of every edge it passes', async () => {
  await using bench = await startTestRelay();
  const created = await bench.accepted({ name: NAME });
  const watch = await watchCall(bench, created);
  await bench.reaches(created, 'ended');
  await until(() => watch.isClosed());
  await bench.simulator.settled();
  const text = await scrape(bench);
  const expected = {
    [`ringlet_info{version="${packageJson.version}",pbx="rostelecom"}`]: 1,
    'ringlet_calls_requested_total{kind="callback",state="queued"}': 1,
    'ringlet_calls_ended_total{kind="callback",outcome="completed",reason="none"}': 1,
    'ringlet_attempts_total{result="talked"}': 1,
    'ringlet_call_wait_seconds_count{until="asked"}': 1,
    'ringlet_call_wait_seconds_count{until="operator_answered"}': 1,
    'ringlet_call_wait_seconds_count{until="visitor_ringing"}': 1,
    'ringlet_call_wait_seconds_count{until="connected"}': 1,
    ringlet_call_talk_seconds_count: 1,
    'ringlet_calls_waiting{state="queued"}': 0,
    ringlet_oldest_due_seconds: 0,
    'ringlet_attempts_open{state="placed"}': 0,
    ringlet_operators_busy: 0,
    'ringlet_pbx_exchange_seconds_count{method="call_back",result="2xx"}': 1,
    'ringlet_pbx_answers_total{question="place_call",answer="accepted"}': 1,
    'ringlet_webhooks_total{step="ended",result="stored"}': 1,
    ringlet_streams_open: 0,
    'ringlet_http_request_seconds_count{method="POST",route="/v1/sites/:site/calls",status="201"}': 1,
    'ringlet_http_request_seconds_count{method="GET",route="/v1/calls/:id/events",status="200"}': 1,
  };
  const seen = Object.keys(expected).map((series) => [series, value(text, series)]);
  expect(Object.fromEntries(seen)).toEqual(expected);
  // How often depends on the run: that it happened does not.
  const happened = [
    'ringlet_stream_messages_total',
    'ringlet_stream_delay_seconds_count',
    'ringlet_store_seconds_count{operation="transaction",result="ok"}',
    'ringlet_store_seconds_count{operation="sites.find",result="ok"}',
    'ringlet_dispatcher_lag_seconds_count',
    'nodejs_eventloop_lag_p99_seconds',
    'process_resident_memory_bytes',
  ];
  expect(happened.filter((series) => value(text, series) <= 0)).toEqual([]);
  expect(value(text, 'ringlet_stream_messages_total')).toBe(watch.messages.length);
  const unreadable = text.split('\n').filter((line) => line !== '' && !LINE.test(line));
  expect(unreadable).toEqual([]);
  const personal = ['9123456789', '345-67-89', NAME, created.token, created.call.id, OWNER_TOKEN];
  expect(personal.filter((secret) => text.includes(secret))).toEqual([]);
  expect(text).not.toContain('shop');
});

test('an open stream, a waiting call and a ringing operator are seen while they last', async () => {
  await using bench = await startTestRelay({
    settings: { limits: { parallelCalls: 1 } },
    ringMs: 60_000,
  });
  bench.simulator.setDefault('operator', { behaviour: 'manual' });
  const first = await bench.accepted();
  await bench.reaches(first, 'calling_operator');
  const second = await bench.accepted({ phone: '+79123456780' });
  const watch = await watchCall(bench, second);
  await until(() => watch.messages.length > 0);
  const text = await scrape(bench);
  expect(value(text, 'ringlet_streams_open')).toBe(1);
  expect(value(text, 'ringlet_calls_waiting{state="queued"}')).toBe(1);
  expect(value(text, 'ringlet_oldest_due_seconds')).toBeGreaterThan(0);
  expect(value(text, 'ringlet_operators_busy')).toBe(1);
  watch.stop();
  await until(() => watch.isClosed());
  let open = 1;
  while (open > 0) open = value(await scrape(bench), 'ringlet_streams_open');
});

test('what goes wrong is counted by what it was', async () => {
  await using bench = await startTestRelay();
  const url = `${bench.relay.url}/pbx/rostelecom/call_events`;
  const headers = signedHeaders('{}', CREDENTIALS);
  const forged = { ...headers, 'x-client-sign': 'f'.repeat(64) };
  expect((await fetch(url, { method: 'POST', headers: forged, body: '{}' })).status).toBe(403);
  expect((await fetch(url, { method: 'POST', headers, body: '{}' })).status).toBe(200);
  await bench.ask({ phone: '112' });
  bench.simulator.quirks.callBackAnswer = 'html';
  await bench.accepted();
  const answered = 'ringlet_pbx_answers_total{question="place_call",answer="uncertain"}';
  while (value(await scrape(bench), answered) === 0);
  const text = await scrape(bench);
  expect(value(text, 'ringlet_webhooks_total{step="unread",result="wrong_signature"}')).toBe(1);
  expect(value(text, 'ringlet_webhooks_total{step="other",result="stored"}')).toBe(1);
  expect(value(text, 'ringlet_refusals_total{code="number_refused"}')).toBe(1);
  expect(value(text, 'ringlet_pbx_answers_total{question="place_call",answer="uncertain"}')).toBe(
    1,
  );
});

test('nobody reads them without the token', async () => {
  await using bench = await startTestRelay();
  const headers = { authorization: `Bearer ${OWNER_TOKEN}wrong` };
  for (const response of [
    await bench.visit('/metrics'),
    await bench.visit('/metrics', { headers }),
  ]) {
    expect(response.status).toBe(401);
    expect(await response.text()).not.toContain('ringlet_');
  }
});

test('no stranger makes new series by asking for what is not there', async () => {
  await using bench = await startTestRelay();
  await bench.visit('/v1/calls/first/events');
  await bench.visit('/V1/Calls/second/');
  const series = (text: string) =>
    text.split('\n').filter((line) => line.includes('route=')).length;
  await bench.visit('/nowhere');
  await bench.visit('/v1/owner/sites/nowhere');
  const before = series(await scrape(bench));
  for (let at = 0; at < 50; at++) {
    await bench.visit(`/nowhere/${at}/%2e%2e/${at}`);
    await bench.visit(`/v1/calls/${at}/events?token=${at}`);
    await bench.visit(`/v1/calls/${at}`);
    await bench.visit(`/v1/owner/sites/${at}`);
    await bench.visit(`/v1/sites/${at}`);
    await bench.visit(`/widget-later-${at}.js`);
    await bench.visit(`/widget-${at}.js`);
    await raw(bench.relay.url, `VERB${at} /v1/sites/x HTTP/1.1`);
    await raw(bench.relay.url, `PURGE /v1/sites/x HTTP/1.1`);
  }
  const after = await scrape(bench);
  // Five new routes or statuses, each with its buckets, and not fifty.
  expect(series(after) - before).toBeLessThan(8 * 13);
  expect(after).toContain('route="/v1/calls/:id",status="404"');
  expect(after).not.toContain('V1');
});

function raw(url: string, line: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const socket = connect(Number(new URL(url).port), '127.0.0.1', () => {
    socket.end(`${line}\r\nHost: x\r\nConnection: close\r\n\r\n`);
  });
  socket.on('error', () => resolve()).on('close', () => resolve());
  socket.resume();
  return promise;
}

test('every metric of the dashboard is one that the relay exports', async () => {
  await using bench = await startTestRelay();
  const exported = [...(await scrape(bench)).matchAll(/^# TYPE (\w+) (\w+)/gm)].flatMap(
    ([, name = '', type]) =>
      type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
  );
  const file = join(import.meta.dirname, '../../deploy/grafana-dashboard.json');
  const queries = [...readFileSync(file, 'utf8').matchAll(/"expr": "((?:[^"\\]|\\.)*)"/g)];
  expect(queries.length).toBeGreaterThan(15);
  const named = queries.flatMap(
    ([, query = '']) => query.match(/\b(ringlet|nodejs|process)_\w+/g) ?? [],
  );
  // A query without a metric of ours would show nothing and be missed here.
  expect(queries.filter(([, query = '']) => !/\b(ringlet|nodejs|process)_/.test(query))).toEqual(
    [],
  );
  expect([...new Set(named)].filter((name) => !exported.includes(name))).toEqual([]);
});
