import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CallCreated, CallRequestInput, OwnerCallPage } from '../../../shared/wire.ts';
import { expectProblem, freshPhone } from '../../routes/expect-problem.ts';
import type { TestRelay } from '../../test-relay.ts';
import { makeSite, startTestRelay, VISITOR } from '../../test-relay.ts';

const GENEROUS = { perNumberPerDay: 100, perAddressPerHour: 1000 };
const OWN = '+74951234567';
const HOUR_MS = 3_600_000;

let bench: TestRelay;
beforeAll(async () => {
  bench = await startTestRelay({
    // Whoever is rung rings until the test is over: a call stays live.
    ringMs: 60_000,
    settings: {
      limits: GENEROUS,
      callerId: { number: OWN },
      fallbackPhone: '+78122345678',
      consents: [
        { purpose: 'processing', version: '2026-09-01' },
        { purpose: 'marketing', version: '1', required: false },
      ],
    },
  });
  bench.simulator.setDefault('operator', { behaviour: 'silent' });
  await makeSite(bench, { countries: ['RU', 'KZ', 'DE'], limits: GENEROUS }, 'wide');
  await makeSite(bench, { lineTypes: ['mobile'], limits: GENEROUS }, 'mobile');
  await makeSite(bench, { hours: {}, holidays: [], limits: GENEROUS }, 'shut');
});
afterAll(() => bench[Symbol.asyncDispose]());

const TICKED = [{ purpose: 'processing', version: '2026-09-01' }];

function askAt(
  site: string,
  body: Partial<CallRequestInput>,
  headers: Record<string, string> = {},
) {
  return bench.visit(`/v1/sites/${site}/calls`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...headers },
    body: JSON.stringify({ kind: 'callback', consents: TICKED, phone: freshPhone(), ...body }),
  });
}

async function stored(site: string): Promise<OwnerCallPage['calls']> {
  const page: OwnerCallPage = await (await bench.own(`/calls?site=${site}&limit=200`)).json();
  return page.calls;
}

async function acceptedAt(site: string, body: Partial<CallRequestInput>): Promise<CallCreated> {
  const response = await askAt(site, body);
  const text = await response.text();
  expect({ status: response.status, text }).toMatchObject({ status: 201 });
  return JSON.parse(text);
}

describe('the number', () => {
  test.each([
    ['invalid_phone', 'not a number'],
    ['invalid_phone', ''],
    ['invalid_phone', '8 912 345-67'],
    ['invalid_phone', '+7 912 345-67-891'],
    ['invalid_phone', 'call +7 912 345-67-89 please'],
    ['number_refused', OWN],
    ['number_refused', '8 (495) 123-45-67'],
    ['number_refused', '8 812 234 56 78'],
    ['number_refused', '112'],
    ['number_refused', '02'],
    ['number_refused', '8 809 123-45-67'],
    ['country_not_allowed', '+49 30 901820'],
    ['country_not_allowed', '+7 701 123 45 67'],
    ['country_not_allowed', '+800 1234 5678'],
    ['line_type_not_allowed', '8 800 555-35-35'],
  ] as const)('%s: %s', async (code, phone) => {
    await expectProblem(await askAt('shop', { phone }), code);
    expect((await stored('shop')).filter((call) => call.phone === phone)).toEqual([]);
  });

  test.each([
    ['8 (912) 345-67-89', 'RU', VISITOR],
    ['+7 912 345 67 90', 'DE', '+79123456790'],
    ['0151 23456789', 'DE', '+4915123456789'],
    ['8 701 123 45 67', 'KZ', '+77011234567'],
    ['００７ 912', 'RU', null],
  ])('%s read in %s', async (phone, country, expected) => {
    const response = await askAt('wide', { phone, country });
    expect(response.status).toBe(expected === null ? 422 : 201);
    const found = (await stored('wide')).filter((call) => call.phone === expected);
    expect(found).toHaveLength(expected === null ? 0 : 1);
  });

  test('a country code that no country has makes a national number unreadable, no more', async () => {
    await expectProblem(await askAt('wide', { phone: '912 345', country: 'ZZ' }), 'invalid_phone');
  });

  test('of a line type that this site does not call', async () => {
    await expectProblem(
      await askAt('mobile', { phone: '8 499 234-56-78' }),
      'line_type_not_allowed',
    );
    await acceptedAt('mobile', {});
  });
});

describe('required consents', () => {
  test.each([
    ['none', []],
    ['another version', [{ purpose: 'processing', version: '2025-01-01' }]],
    ['another purpose', [{ purpose: 'marketing', version: '2026-09-01' }]],
  ])('%s is not enough, and the answer says what is', async (_name, consents) => {
    const problem = await expectProblem(await askAt('shop', { consents }), 'consent_required');
    expect(problem.errors).toEqual([
      { path: 'consents', message: expect.stringContaining('processing 2026-09-01') },
    ]);
  });

  test('what is ticked is kept with its time, what is optional may be left out', async () => {
    const { call } = await acceptedAt('shop', {});
    expect((await bench.detail(call.id)).consents).toEqual([{ ...TICKED[0], at: call.createdAt }]);
  });
});

describe('the chosen time', () => {
  const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString();
  test.each([
    ['an hour ago', 'wide', () => inHours(-1)],
    ['in a month', 'wide', () => inHours(24 * 31)],
    ['when the site is shut', 'shut', () => inHours(5)],
  ])('%s is slot_unavailable', async (_name, site, at) => {
    const before = await stored(site);
    await expectProblem(await askAt(site, { scheduledFor: at() }), 'slot_unavailable');
    expect(await stored(site)).toEqual(before);
  });

  test('ahead and in hours is kept, and nobody is rung before it', async () => {
    const [phone, scheduledFor] = [freshPhone(), inHours(26)];
    const { call } = await acceptedAt('wide', { phone, scheduledFor });
    expect(call).toMatchObject({ state: 'scheduled', scheduledFor, reason: null, attempt: 0 });
    expect(JSON.stringify(bench.simulator.requests)).not.toContain(phone.slice(1));
  });

  test('in another zone of the same instant', async () => {
    const at = new Date(Math.floor(Date.now() / 1000) * 1000 + 30 * HOUR_MS);
    const local = new Date(at.getTime() + 3 * HOUR_MS).toISOString().replace('.000Z', '+03:00');
    const { call } = await acceptedAt('wide', { scheduledFor: local });
    expect(call.scheduledFor).toBe(at.toISOString());
  });

  test.each([
    // Nobody is rung at night by a machine's decision: 08:00 where the visitor is, at the earliest.
    ['no zone of its own', null, '08:00'],
    ['a zone seven hours ahead', 'Asia/Vladivostok', '01:00'],
    ['a zone where it is day', 'America/New_York', '00:00'],
  ])('out of hours, %s: 201, scheduled at the next opening', async (name, timezone, clock) => {
    // Open tomorrow from midnight, whatever day that is in the site's zone.
    const zone = 'Europe/Moscow';
    const tomorrow = new Date(Date.now() + 24 * HOUR_MS);
    const day = new Intl.DateTimeFormat('en', { weekday: 'short', timeZone: zone }).format(
      tomorrow,
    );
    const hours = { [day.toLowerCase()]: ['00:00-24:00'] };
    const site = name.replaceAll(' ', '-');
    await makeSite(bench, { timezone: zone, hours, limits: GENEROUS }, site);
    const { call } = await acceptedAt(site, { timezone });
    expect(call).toMatchObject({ state: 'scheduled', reason: 'out_of_hours', attempt: 0 });
    const opening = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
    }).format(new Date(call.scheduledFor ?? 0));
    expect(opening).toMatch(new RegExp(`^${day},? ${clock}`));
    expect(new Date(call.scheduledFor ?? 0).getTime() - Date.now()).toBeLessThan(34 * HOUR_MS);
  });
});

describe('limits', () => {
  async function expectLimited(response: Response): Promise<number> {
    await expectProblem(response, 'rate_limited');
    const seconds = Number(response.headers.get('retry-after'));
    expect(Number.isInteger(seconds)).toBe(true);
    return seconds;
  }
  const cancel = ({ call, token }: CallCreated) =>
    bench.visit(`/v1/calls/${call.id}/cancel`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    });

  test('one live call per number and site; another site may call it', async () => {
    const phone = freshPhone();
    await acceptedAt('wide', { phone });
    const before = (await stored('wide')).length;
    for (const spelling of [phone, phone.replace('+7', '8')]) {
      const problem = await expectProblem(
        await askAt('wide', { phone: spelling, country: 'RU' }),
        'call_in_progress',
      );
      expect(Object.keys(problem)).not.toContain('call');
    }
    expect((await stored('wide')).length).toBe(before);
    await acceptedAt('mobile', { phone });
  });

  test('at most two scheduled calls per number', async () => {
    const phone = freshPhone();
    const at = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString();
    await acceptedAt('wide', { phone, scheduledFor: at(20) });
    await acceptedAt('wide', { phone, scheduledFor: at(21) });
    await expectLimited(await askAt('wide', { phone, scheduledFor: at(22) }));
    expect((await stored('wide')).filter((call) => call.phone === phone)).toHaveLength(2);
  });

  test('per number and day, cancelled calls included; others are not held to it', async () => {
    await makeSite(bench, { limits: { ...GENEROUS, perNumberPerDay: 2 } }, 'twice');
    const phone = freshPhone();
    const scheduledFor = new Date(Date.now() + 20 * HOUR_MS).toISOString();
    await cancel(await acceptedAt('twice', { phone, scheduledFor }));
    await cancel(await acceptedAt('twice', { phone, scheduledFor }));
    const seconds = await expectLimited(await askAt('twice', { phone }));
    expect(seconds).toBeGreaterThan(23 * 3600);
    expect(seconds).toBeLessThanOrEqual(24 * 3600);
    await acceptedAt('twice', { scheduledFor });
    expect((await stored('twice')).filter((call) => call.phone === phone)).toHaveLength(2);
  });

  test('per site and day', async () => {
    await makeSite(bench, { limits: { ...GENEROUS, perSitePerDay: 2 } }, 'small');
    await acceptedAt('small', {});
    await acceptedAt('small', {});
    expect(await expectLimited(await askAt('small', {}))).toBeGreaterThan(23 * 3600);
    expect(await stored('small')).toHaveLength(2);
  });

  test('per address and hour: what was refused by an earlier rule or asked again is not counted', async () => {
    await makeSite(bench, { limits: { ...GENEROUS, perAddressPerHour: 2 } }, 'near');
    const [key, phone] = [randomUUID(), freshPhone()];
    const first = { 'idempotency-key': key };
    await expectProblem(await askAt('near', { phone: '1' }), 'number_refused');
    expect((await askAt('near', { phone }, first)).status).toBe(201);
    expect((await askAt('near', { phone }, first)).status).toBe(200);
    expect((await askAt('near', { phone }, first)).status).toBe(200);
    await acceptedAt('near', {});
    const seconds = await expectLimited(await askAt('near', {}));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(3600);
    expect(await stored('near')).toHaveLength(2);
    // A replay is no new request, and another site keeps its own account.
    expect((await askAt('near', { phone }, first)).status).toBe(200);
    await acceptedAt('wide', {});
  });

  test('a proxy nobody told of switches the limit per address off, since all would be one', async () => {
    await makeSite(bench, { limits: { ...GENEROUS, perAddressPerHour: 1 } }, 'hidden');
    for (const address of ['192.0.2.1', '192.0.2.1', '192.0.2.2']) {
      const response = await askAt('hidden', {}, { 'x-forwarded-for': address });
      expect(response.status).toBe(201);
    }
  });
});

test('behind a trusted proxy the limit holds per forwarded address, per /64 for IPv6', async () => {
  await using proxied = await startTestRelay({
    environment: { TRUST_PROXY: '1' },
    settings: { limits: { ...GENEROUS, perAddressPerHour: 1 }, hours: {} },
  });
  const from = async (address: string) =>
    (await proxied.ask({ phone: freshPhone() }, { 'x-forwarded-for': address })).status;
  expect(await from('192.0.2.1')).toBe(201);
  expect(await from('192.0.2.1')).toBe(429);
  // Only the last hop is the proxy's word, the rest a client may write as it likes.
  expect(await from('198.51.100.7, 192.0.2.1')).toBe(429);
  expect(await from('192.0.2.2')).toBe(201);
  expect(await from('2001:db8:1:2::1')).toBe(201);
  expect(await from('2001:db8:1:2:3:4:5:6')).toBe(429);
  expect(await from('2001:db8:1:3::1')).toBe(201);
});
