import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CallCreated, CallRequestInput, OwnerCallPage } from '../../shared/wire.ts';
import type { TestRelay } from '../test-relay.ts';
import { makeSite, ORIGIN, startTestRelay, until } from '../test-relay.ts';
import { expectProblem, freshPhone } from './expect-problem.ts';

let bench: TestRelay;
beforeAll(async () => {
  bench = await startTestRelay();
  await makeSite(bench, { consents: [{ purpose: 'processing', version: '2' }] }, 'careful');
});
afterAll(() => bench[Symbol.asyncDispose]());

const calls = '/v1/sites/shop/calls';
const json = { 'content-type': 'application/json' };

/** Sends the bytes as they are, with no header but the given ones. */
function send(body: string | undefined, headers: Record<string, string>, path = calls) {
  return fetch(`${bench.relay.url}${path}`, { method: 'POST', headers, ...(body ? { body } : {}) });
}

async function stored(site = 'shop'): Promise<number> {
  const page = await (await bench.own(`/calls?site=${site}&limit=200`)).json();
  return (page as OwnerCallPage).calls.length;
}

async function created(response: Response, status: 200 | 201): Promise<CallCreated> {
  const text = await response.text();
  expect({ status: response.status, text }).toMatchObject({ status });
  return JSON.parse(text) as CallCreated;
}

describe('what cannot be read', () => {
  const sound = JSON.stringify({ kind: 'callback', phone: '+79125550000' });
  const key = () => ({ 'idempotency-key': randomUUID() });
  test.each([
    ['no body', undefined, { ...json, ...key() }],
    ['broken JSON', '{"kind":', { ...json, ...key() }],
    ['a bare number', '42', { ...json, ...key() }],
    ['a list', '[]', { ...json, ...key() }],
    ['JSON as text/plain', sound, { 'content-type': 'text/plain', ...key() }],
    ['a form', 'kind=callback', { 'content-type': 'application/x-www-form-urlencoded', ...key() }],
    ['an unknown charset', sound, { 'content-type': 'application/json; charset=rot13', ...key() }],
    ['an unknown kind', '{"kind":"fax","phone":"+79125550000"}', { ...json, ...key() }],
    ['no phone', '{"kind":"callback"}', { ...json, ...key() }],
    ['a phone that is no text', '{"kind":"callback","phone":7912}', { ...json, ...key() }],
    ['no Idempotency-Key', sound, json],
    ['an Idempotency-Key that is no UUID', sound, { ...json, 'idempotency-key': 'again' }],
  ])('%s is an invalid_request and stores nothing', async (_name, body, headers) => {
    const before = await stored();
    const response = await send(body, { origin: ORIGIN, ...headers });
    await expectProblem(response, 'invalid_request');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(await stored()).toBe(before);
  });

  test('every faulty field is named', async () => {
    const response = await bench.ask({
      name: 'x'.repeat(200),
      scheduledFor: 'tomorrow',
    });
    const { errors } = await expectProblem(response, 'invalid_request');
    expect(errors?.map(({ path }) => path).toSorted()).toEqual(['name', 'scheduledFor']);
  });

  test('a kind that is not offered, and a department that does not exist', async () => {
    for (const body of [{ kind: 'browser', sdp: 'v=0' }, { department: 'nowhere' }] as const) {
      await expectProblem(await bench.ask(body), 'invalid_request');
    }
  });

  test('a body above the limit is payload_too_large, readable by the page', async () => {
    const response = await bench.ask({ note: 'x'.repeat(200_000) });
    await expectProblem(response, 'payload_too_large');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  });
});

describe('who may ask', () => {
  const body = JSON.stringify({ kind: 'callback', phone: '+79125550000' });
  test.each([
    ['a page of another origin', { origin: 'https://shop.example.evil.example' }],
    ['another port', { origin: 'https://shop.example:8443' }],
    ['plain HTTP', { origin: 'http://shop.example' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['nobody', {}],
  ])('%s is refused before the body is looked at', async (_name, origin) => {
    const before = await stored();
    for (const text of [body, '{"kind":']) {
      const headers = { ...json, 'idempotency-key': randomUUID(), ...origin };
      const response = await send(text, headers);
      if (text === body) await expectProblem(response, 'origin_not_allowed');
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(response.ok).toBe(false);
    }
    expect(await stored()).toBe(before);
  });

  test('an unknown site is site_not_found, also under names that objects inherit', async () => {
    for (const site of ['nowhere', 'constructor', '__proto__', 'SHOP', '%00']) {
      const headers = { ...json, origin: ORIGIN, 'idempotency-key': randomUUID() };
      await expectProblem(await send(body, headers, `/v1/sites/${site}/calls`), 'site_not_found');
    }
  });

  test('a preflight of any origin is told what a page may send and read', async () => {
    const response = await fetch(`${bench.relay.url}${calls}`, {
      method: 'OPTIONS',
      headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' },
    });
    expect(response.status).toBe(204);
    const header = (name: string) => response.headers.get(`access-control-${name}`) ?? '';
    expect(header('allow-origin')).toBe('*');
    expect(header('allow-methods')).toContain('POST');
    for (const name of ['authorization', 'content-type', 'idempotency-key', 'last-event-id']) {
      expect(header('allow-headers').toLowerCase().split(', ')).toContain(name);
    }
    expect(header('allow-credentials')).toBe('');
  });
});

describe('an accepted call', () => {
  test('is answered 201 with a call and its token, readable by the page, never cached', async () => {
    const response = await bench.ask({ phone: freshPhone() });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-expose-headers')).toMatch(/Retry-After/);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const { call, token } = await created(response, 201);
    expect(call).toMatchObject({ kind: 'callback', state: 'queued', outcome: null, seq: 1 });
    expect(token).toMatch(/^[\w-]{32,}$/);
    expect(JSON.stringify(call)).not.toMatch(/912555/);
  });

  test('takes the example of the contract as it stands', async () => {
    const body: CallRequestInput = {
      kind: 'callback',
      phone: '8 (912) 345-67-89',
      country: 'RU',
      name: 'Анна',
      note: 'заказ 17',
      timezone: 'Asia/Omsk',
      locale: 'ru',
      consents: [{ purpose: 'processing', version: '2' }],
      page: { url: 'https://shop.example/cart', title: '…', referrer: '…', utm: { source: '…' } },
      trigger: 'click',
      solution: 'payload',
    };
    const headers = { ...json, origin: ORIGIN, 'idempotency-key': randomUUID() };
    const response = await send(JSON.stringify(body), headers, '/v1/sites/careful/calls');
    const { call } = await created(response, 201);
    expect(await bench.detail(call.id)).toMatchObject({
      phone: '+79123456789',
      name: 'Анна',
      note: 'заказ 17',
      timezone: 'Asia/Omsk',
      locale: 'ru',
      trigger: 'click',
      consents: [{ purpose: 'processing', version: '2', at: call.createdAt }],
    });
  });

  test('forgives what only newer pages know, and a zone nobody knows', async () => {
    const body = { phone: freshPhone(), timezone: 'Mars/Olympus', colour: 'red' };
    const { call } = await bench.accepted(body);
    expect(await bench.detail(call.id)).toMatchObject({ timezone: null });
  });

  test('keeps of the page no query but utm_*, no fragment, no password', async () => {
    const { call } = await bench.accepted({
      phone: freshPhone(),
      page: {
        url: 'https://u:secret1@shop.example/cart?token=secret2&utm_source=mail#secret3',
        referrer: 'https://mail.example/inbox?message=secret4',
      },
    });
    const { page } = await bench.detail(call.id);
    expect(page).toMatchObject({
      url: 'https://shop.example/cart?utm_source=mail',
      referrer: 'https://mail.example/inbox',
    });
    expect(JSON.stringify(await bench.detail(call.id))).not.toMatch(/secret/);
  });

  test('is not refused because the page it was asked from has a long address', async () => {
    const url = `https://shop.example/cart?state=${'x'.repeat(5000)}`;
    const page = { url, referrer: url, title: 't'.repeat(500), utm: { source: 'u'.repeat(500) } };
    const { call } = await bench.accepted({ phone: freshPhone(), page });
    expect((await bench.detail(call.id)).page?.url).toBe('https://shop.example/cart');
  });
});

describe('the same request again', () => {
  const again = (key: string, body: Partial<CallRequestInput>, site = 'shop') =>
    bench.visit(`/v1/sites/${site}/calls`, {
      method: 'POST',
      headers: { ...json, 'idempotency-key': key },
      body: JSON.stringify({ kind: 'callback', ...body }),
    });

  test('gives the same call and a token of its own; the earlier one stays valid', async () => {
    const [key, phone] = [randomUUID(), freshPhone()];
    const page = { url: 'https://shop.example/a' };
    const first = await created(await again(key, { phone, page, solution: 'one' }), 201);
    const elsewhere = { page: { url: 'https://shop.example/b' }, solution: 'two' };
    const second = await created(await again(key, { phone, ...elsewhere }), 200);
    expect(second.call.id).toBe(first.call.id);
    expect(second.token).not.toBe(first.token);
    for (const { token } of [first, second]) {
      expect((await bench.view({ call: first.call, token })).id).toBe(first.call.id);
    }
    const ended = await bench.reaches(first, 'ended');
    const third = await created(await again(key, { phone }), 200);
    expect(third.call).toEqual(ended);
    expect(bench.simulator.rings.filter((ring) => ring.phone === phone)).toHaveLength(1);
  });

  test('compares meaning, not the order of fields', async () => {
    const [key, phone] = [randomUUID(), freshPhone()];
    const first = await created(await again(key, { phone, name: 'Анна', note: 'n' }), 201);
    const second = await created(await again(key, { note: 'n', name: 'Анна', phone }), 200);
    expect(second.call.id).toBe(first.call.id);
  });

  test('with another body is a conflict that changes nothing', async () => {
    const [key, phone] = [randomUUID(), freshPhone()];
    await created(await again(key, { phone }), 201);
    const before = await stored();
    for (const body of [
      { phone: freshPhone() },
      { phone, name: 'Анна' },
      { phone, consents: [{ purpose: 'processing', version: '1' }] },
    ]) {
      await expectProblem(await again(key, body), 'idempotency_conflict');
    }
    expect(await stored()).toBe(before);
  });

  test('on another site is another request', async () => {
    const [key, phone] = [randomUUID(), freshPhone()];
    const consents = [{ purpose: 'processing', version: '2' }];
    const first = await created(await again(key, { phone, consents }), 201);
    const second = await created(await again(key, { phone, consents }, 'careful'), 201);
    expect(second.call.id).not.toBe(first.call.id);
  });

  test('a refusal is not kept: the same key works once the fault is mended', async () => {
    const key = randomUUID();
    await expectProblem(await again(key, { phone: '12345' }), 'invalid_phone');
    await created(await again(key, { phone: freshPhone() }), 201);
  });

  test('at the same instant rings once', async () => {
    const [key, phone] = [randomUUID(), freshPhone()];
    const answers = await Promise.all(Array.from({ length: 6 }, () => again(key, { phone })));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      200, 200, 200, 200, 200, 201,
    ]);
    const given = await Promise.all(answers.map(async (one) => (await one.json()) as CallCreated));
    expect(new Set(given.map(({ call }) => call.id)).size).toBe(1);
    expect(new Set(given.map(({ token }) => token)).size).toBe(6);
    await bench.reaches(given[0] as CallCreated, 'ended');
    await until(() => bench.simulator.phone(phone).state === 'idle');
    expect(bench.simulator.rings.filter((ring) => ring.phone === phone)).toHaveLength(1);
  });
});

test('two different requests for one number at the same instant: one call, one refusal', async () => {
  const phone = freshPhone();
  const answers = await Promise.all([bench.ask({ phone }), bench.ask({ phone })]);
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
  const refused = answers.find(({ status }) => status === 409) as Response;
  const problem = await expectProblem(refused, 'call_in_progress');
  // Whoever asks learns nothing of the other call.
  expect(Object.keys(problem).toSorted()).toEqual(['code', 'status', 'title', 'type']);
});
