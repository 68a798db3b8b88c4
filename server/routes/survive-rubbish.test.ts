import { request } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { CallCreated, OwnerCallPage } from '../../shared/wire.ts';
import { signedHeaders } from '../pbx/rostelecom/signature.ts';
import { CREDENTIALS } from '../pbx/rostelecom/test-bench.ts';
import { makeSite, ORIGIN, OWNER_TOKEN, startTestRelay, type TestRelay } from '../test-relay.ts';
import { freshPhone } from './expect-problem.ts';

let bench: TestRelay;
let waiting: CallCreated;
beforeAll(async () => {
  const limits = { perNumberPerDay: 1000, perAddressPerHour: 100_000, perSitePerDay: 100_000 };
  // Shut for good: whatever gets through admission rings nobody.
  bench = await startTestRelay({ settings: { limits, hours: {} } });
  await makeSite(bench, { limits, hours: {} }, 'open');
  waiting = await (await bench.ask({ phone: freshPhone() })).json();
});
afterAll(() => bench[Symbol.asyncDispose]());

type Sent = { method?: string; headers?: Record<string, string>; body?: string | Uint8Array };

/** Below `fetch`, which would not send half of what is tried here. Gives the status. */
async function send(path: string, { method = 'POST', headers = {}, body = '' }: Sent) {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const outgoing = request(new URL(bench.relay.url), { method, path, headers }, (response) => {
    response.resume();
    // A stream that opens would stay open.
    if (response.headers['content-type'] === 'text/event-stream') response.destroy();
    response.on('close', () => resolve(response.statusCode ?? 0));
    response.on('error', reject);
  });
  outgoing.on('error', reject);
  outgoing.end(body);
  return promise;
}

const json = { 'content-type': 'application/json' };
const page = () => ({
  ...json,
  origin: ORIGIN,
  'idempotency-key': crypto.randomUUID(),
});
const holder = () => ({ ...json, authorization: `Bearer ${waiting.token}` });
const owner = { ...json, authorization: `Bearer ${OWNER_TOKEN}`, 'if-match': '*' };

/** Values that code trips over, at any depth. */
const nasty = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    ' ',
    '\0',
    '\ud800',
    '__proto__',
    'constructor',
    'x'.repeat(5000),
  ),
  fc.constantFrom<unknown>(
    -1,
    0,
    0.5,
    1e308,
    2 ** 53,
    [],
    {},
    [[]],
    true,
    '+79',
    '0000-01-01T00:00:00Z',
  ),
  fc.constantFrom<unknown>(
    '9999-12-31T23:59:59-23:59',
    '2026-02-30T00:00:00Z',
    'Europe/moscow',
    '+03:00',
  ),
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary' }),
);
function shaped(fields: readonly string[]) {
  return fc.record(Object.fromEntries(fields.map((field) => [field, nasty])), { requiredKeys: [] });
}
const ASK = [
  'phone',
  'country',
  'name',
  'note',
  'department',
  'scheduledFor',
  'timezone',
  'locale',
];
const MORE = ['consents', 'page', 'trigger', 'solution', 'sdp', 'kind'];
const callBody = fc
  .tuple(shaped([...ASK, ...MORE]), fc.boolean())
  .map(([body, isSound]) => (isSound ? { kind: 'callback', phone: freshPhone(), ...body } : body));
const SETTINGS = [
  'timezone',
  'hours',
  'holidays',
  'departments',
  'offers',
  'countries',
  'lineTypes',
];
const RULES = ['consents', 'limits', 'retries', 'callerId', 'theme', 'ask', 'ringSeconds'];
const siteBody = fc
  .tuple(shaped(['site', 'name', 'origins', 'version']), shaped([...SETTINGS, ...RULES]))
  .map(([body, settings]) => ({ name: 'x', origins: [ORIGIN], settings, ...body }));
const EVENT = ['session_id', 'timestamp', 'type', 'state', 'from_number', 'from_pin'];
const AND = ['request_number', 'request_pin', 'disconnect_reason', 'is_record'];
const vendorText = fc.constantFrom(
  'calling',
  'connected',
  'end',
  'incoming',
  '666',
  '99999999999',
  '0000-01-01 00:00:00',
  '9999-12-31 23:59:59',
  'sip:',
  'sip:+79125550001@x',
  '@',
  ';tgrp=',
  'stranger',
);
const vendorBody = fc.oneof(
  shaped([...EVENT, ...AND]),
  fc.record(Object.fromEntries([...EVENT, ...AND].map((field) => [field, vendorText]))),
);
const bytes = fc.uint8Array({ maxLength: 200 });

/** Of all the tests here together; the campaign sets it to a hundred thousand and more. */
const INPUTS = Number(process.env['RUBBISH_INPUTS'] ?? 840);
const NUM_RUNS = Math.ceil(INPUTS / 7);
vi.setConfig({ testTimeout: 20_000 + 100 * NUM_RUNS });

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
/** What is in use now that nothing has to be. The relay, its database and the generator together. */
function heapBytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}
/** Caches fill in the first tenth; after it, this is noise. */
const FLAT_BYTES = 24 * 1024 * 1024;

async function never5xx<T>(given: fc.Arbitrary<T>, act: (value: T) => Promise<number>) {
  const property = fc.asyncProperty(given, async (value) => {
    expect(await act(value)).toBeLessThan(500);
  });
  const warmUp = Math.ceil(NUM_RUNS / 10);
  await fc.assert(property, { numRuns: warmUp });
  const before = heapBytes();
  await fc.assert(property, { numRuns: NUM_RUNS - warmUp });
  expect(heapBytes() - before).toBeLessThan(FLAT_BYTES);
  expect(await send('/healthz', { method: 'GET' })).toBe(200);
  const { calls }: OwnerCallPage = await (await bench.own('/calls?limit=1')).json();
  expect(calls).toHaveLength(1);
}

describe('no rubbish is our fault', () => {
  test('a call asked for with any JSON', async () => {
    await never5xx(callBody, (body) =>
      send('/v1/sites/shop/calls', { headers: page(), body: JSON.stringify(body) }),
    );
  });

  test('any bytes, under any content type and coding', async () => {
    const types = fc.constantFrom('application/json', 'text/plain', 'multipart/form-data', 'x', '');
    const codings = fc.constantFrom('identity', 'gzip', 'br', 'deflate', 'zstd', 'lzma');
    const paths = fc.constantFrom(
      '/v1/sites/shop/calls',
      `/v1/calls/${waiting.call.id}/cancel`,
      `/v1/calls/${waiting.call.id}/rating`,
      '/v1/owner/sites',
      '/pbx/rostelecom/call_events',
      '/nowhere',
    );
    await never5xx(fc.tuple(paths, types, codings, bytes), ([path, type, coding, body]) => {
      const headers = { ...page(), 'content-type': type, 'content-encoding': coding };
      const authorization = `Bearer ${path.includes('owner') ? OWNER_TOKEN : 'x'}`;
      return send(path, { headers: { ...headers, authorization }, body });
    });
  });

  test('a call changed with any JSON', async () => {
    const change = fc.tuple(
      fc.constantFrom('reschedule', 'rating'),
      shaped(['scheduledFor', 'stars', 'comment', 'token']),
    );
    await never5xx(change, ([what, body]) =>
      send(`/v1/calls/${waiting.call.id}/${what}`, {
        headers: holder(),
        body: JSON.stringify(body),
      }),
    );
  });

  test('any path, query, host and stream id', async () => {
    const part = fc.oneof(
      fc.constantFrom('v1', 'sites', 'shop', 'calls', 'events', '..', '.', '%', '%00', '%ff', '//'),
      fc.webSegment(),
    );
    const path = fc.array(part, { maxLength: 5 }).map((parts) => `/${parts.join('/')}`);
    const stream = fc.constant(`/v1/calls/${waiting.call.id}/events?token=${waiting.token}`);
    const query = fc.webQueryParameters().map((text) => (text === '' ? '' : `&${text}`));
    const host = fc.constantFrom('localhost', 'a b', '[', ':::', '%', 'x:99999', '');
    const method = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH');
    const any = fc.tuple(fc.oneof(path, stream), query, host, method, fc.string());
    await never5xx(any, ([address, more, name, verb, id]) => {
      const lastEventId = encodeURIComponent(id.toWellFormed());
      const separator = address.includes('?') ? '' : '?';
      return send(`${address}${separator}${more}`, {
        method: verb,
        headers: { host: name, 'last-event-id': lastEventId, origin: ORIGIN },
      });
    });
  });

  test('a site written with any settings can be read by its pages, in any language', async () => {
    const locale = fc.oneof(
      fc.constantFrom('ru', 'de-AT', 'en-u-ca-buddhist', 'x-private', 'zh-Hant-TW', '__proto__'),
      fc.string({ unit: 'binary' }),
    );
    await never5xx(fc.tuple(siteBody, locale), async ([body, wanted]) => {
      const text = JSON.stringify(body);
      const written = await send('/v1/owner/sites/open', {
        method: 'PUT',
        headers: owner,
        body: text,
      });
      const query = encodeURIComponent(wanted.toWellFormed());
      const path = `/v1/sites/open?locale=${query}`;
      const read = await send(path, { method: 'GET', headers: { origin: ORIGIN } });
      const asked = await send('/v1/sites/open/calls', {
        headers: page(),
        body: JSON.stringify({ kind: 'callback', phone: freshPhone() }),
      });
      return Math.max(written, read, asked);
    });
  });

  test('the owner’s list with any filter', async () => {
    const fields = ['state', 'outcome', 'kind', 'site', 'from', 'to', 'cursor', 'limit'];
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('0000-01-01T00:00:00+23:59', '9999-12-31T23:59:59-23:59', 'ended', '7'),
    );
    const filter = fc.record(Object.fromEntries(fields.map((field) => [field, value])), {
      requiredKeys: [],
    });
    await never5xx(filter, (query) => {
      const pairs = Object.entries(query).map(([name, text = '']) => [name, text.toWellFormed()]);
      const search = new URLSearchParams(pairs).toString();
      return send(`/v1/owner/calls?${search}`, { method: 'GET', headers: owner });
    });
  });

  test('anything the PBX signs', async () => {
    const methods = fc.constantFrom('call_events', 'get_number_info', 'history_file_completed');
    const any = fc.oneof(
      vendorBody.map((body) => new TextEncoder().encode(JSON.stringify(body))),
      bytes,
    );
    await never5xx(fc.tuple(methods, any), async ([method, body]) => {
      const headers = signedHeaders(body, CREDENTIALS);
      const status = await send(`/pbx/rostelecom/${method}`, { headers, body });
      // What is genuine is taken, understood or not.
      expect(status).toBe(200);
      return status;
    });
  });
});
