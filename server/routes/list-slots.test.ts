import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SiteSettingsInput } from '../../shared/site-settings.ts';
import type { CallCreated, Slots } from '../../shared/wire.ts';
import { makeSite, ORIGIN, startTestRelay, type TestRelay } from '../test-relay.ts';
import { expectProblem, freshPhone } from './expect-problem.ts';

const HOUR_MS = 3_600_000;
const GENEROUS = { perNumberPerDay: 100, perAddressPerHour: 1000 };
/** Two operators, one, and whoever the PBX marks as operators (two of its three users). */
const DEPARTMENTS: SiteSettingsInput['departments'] = [
  { id: 'sales', name: 'Sales', operators: ['666', '703'] },
  { id: 'service', name: 'Service', operators: ['666'] },
  { id: 'all', name: 'All' },
  { id: 'shut', name: 'Shut', hours: {} },
];

let bench: TestRelay;
beforeAll(async () => {
  bench = await startTestRelay({
    settings: { timezone: 'Europe/Moscow', limits: GENEROUS, departments: DEPARTMENTS },
  });
});
afterAll(() => bench[Symbol.asyncDispose]());

const read = (query = '', headers: Record<string, string> = { origin: ORIGIN }, site = 'shop') =>
  fetch(`${bench.relay.url}/v1/sites/${site}/slots${query}`, { headers });
async function slotsOf(query = '', site = 'shop'): Promise<string[]> {
  const answer = await read(query, undefined, site);
  expect(answer.status).toBe(200);
  const { slots }: Slots = await answer.json();
  return slots.map(({ at }) => at);
}
/** A slot that no other test chooses. */
let used = 10;
async function nextSlot(): Promise<string> {
  used += 2;
  return (await slotsOf('?department=sales'))[used] ?? '';
}
const ask = (body: object, site = 'shop') =>
  bench.visit(`/v1/sites/${site}/calls`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({ kind: 'callback', phone: freshPhone(), ...body }),
  });
async function accepted(body: object): Promise<CallCreated> {
  const answer = await ask(body);
  expect(answer.status).toBe(201);
  return answer.json();
}
const change = ({ call, token }: CallCreated, verb: string, body: object) =>
  bench.visit(`/v1/calls/${call.id}/${verb}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });

describe('the times that a page may offer', () => {
  test('are half-hours ahead, in the visitor’s zone if it is one, else the site’s', async () => {
    const answer = await read('?department=&timezone=Asia/Omsk');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    const body: Slots = await answer.json();
    expect(Object.keys(body).toSorted()).toEqual(['closed', 'slots', 'timezone', 'zoneNames']);
    expect(body.timezone).toBe('Asia/Omsk');
    expect(body.zoneNames).toEqual({ visitor: 'Omsk Time', site: 'Moscow Time' });
    const inRussian = await (await read('?timezone=Asia/Omsk&locale=ru')).json();
    expect(inRussian.zoneNames).toEqual({ visitor: 'Омск', site: 'Москва' });
    const times = body.slots.map(({ at }) => Date.parse(at) - Date.now());
    expect(times.length).toBeGreaterThan(6 * 48);
    expect(Math.min(...times)).toBeGreaterThan(0);
    expect(Math.max(...times)).toBeLessThan(7 * 24 * HOUR_MS);
    for (const { at } of body.slots) expect(at).toMatch(/T\d\d:[03]0:00\.000Z$/);
    for (const zone of ['', '?timezone=', '?timezone=Mars/Olympus', '?timezone=a&timezone=b']) {
      expect(((await (await read(zone)).json()) as Slots).timezone).toBe('Europe/Moscow');
    }
  });

  test('are none in a department that never opens', async () => {
    expect(await slotsOf('?department=shut')).toEqual([]);
    const { closed }: Slots = await (await read('?department=shut')).json();
    expect(closed).toHaveLength(7);
  });

  test('are not sent again until they change', async () => {
    const first = await read('?department=service');
    expect(first.headers.get('cache-control')).toBe('no-cache');
    const headers = { origin: ORIGIN, 'if-none-match': first.headers.get('etag') ?? '' };
    expect((await read('?department=service', headers)).status).toBe(304);
    const { slots }: Slots = await first.json();
    await accepted({ department: 'service', scheduledFor: slots[3]?.at });
    expect((await read('?department=service', headers)).status).toBe(200);
  });

  test('are refused as the site’s settings are, and for a department that is not there', async () => {
    await expectProblem(
      await read('', { origin: 'https://elsewhere.example' }),
      'origin_not_allowed',
    );
    await expectProblem(await read('', undefined, 'nowhere'), 'site_not_found');
    expect((await read('', {})).status).toBe(200);
    for (const query of [
      '?department=nobody',
      '?department=a&department=b',
      `?department=${'x'.repeat(65)}`,
    ]) {
      const problem = await expectProblem(await read(query), 'invalid_request');
      expect(problem.errors?.[0]?.path).toBe('department');
    }
  });
});

describe('a half-hour', () => {
  test('takes as many calls as the department has operators, and says so before and after', async () => {
    const at = await nextSlot();
    const body = { department: 'sales', scheduledFor: at };
    const first = await accepted(body);
    expect(await slotsOf('?department=sales')).toContain(at);
    // Not only its first minute belongs to it.
    const inside = new Date(Date.parse(at) + 29 * 60_000).toISOString();
    await accepted({ ...body, scheduledFor: inside });
    expect(await slotsOf('?department=sales')).not.toContain(at);
    await expectProblem(await ask(body), 'slot_unavailable');
    await expectProblem(await ask({ ...body, scheduledFor: inside }), 'slot_unavailable');
    // The neighbours, and other departments, have their own places.
    expect(await slotsOf('?department=service')).toContain(at);
    const next = new Date(Date.parse(at) + HOUR_MS / 2).toISOString();
    await accepted({ ...body, scheduledFor: next });
    expect((await change(first, 'cancel', {})).status).toBe(200);
    expect(await slotsOf('?department=sales')).toContain(at);
    await accepted(body);
  });

  test('takes as many as the PBX has operators where the department names none', async () => {
    const body = { department: 'all', scheduledFor: await nextSlot() };
    await accepted(body);
    await accepted(body);
    await expectProblem(await ask(body), 'slot_unavailable');
  });

  test('of two who want the last place at once, exactly one gets it', async () => {
    for (let round = 0; round < 5; round++) {
      const body = { department: 'service', scheduledFor: await nextSlot() };
      const answers = await Promise.all([1, 2, 3, 4].map(() => ask(body)));
      const codes = answers.map(({ status }) => status).toSorted((a, b) => a - b);
      expect(codes).toEqual([201, 422, 422, 422]);
    }
  });

  test('is asked for again by rescheduling, and is not in the way of its own call', async () => {
    const [at, other] = [await nextSlot(), await nextSlot()];
    const mine = await accepted({ department: 'service', scheduledFor: at });
    const later = new Date(Date.parse(at) + 10 * 60_000).toISOString();
    const moved = await change(mine, 'reschedule', { scheduledFor: later });
    expect(await moved.json()).toMatchObject({ state: 'scheduled', scheduledFor: later });
    const theirs = await accepted({ department: 'service', scheduledFor: other });
    await expectProblem(
      await change(theirs, 'reschedule', { scheduledFor: at }),
      'slot_unavailable',
    );
    expect(await bench.view(theirs)).toMatchObject({ state: 'scheduled', scheduledFor: other });
    const [one, two] = await Promise.all([
      change(mine, 'reschedule', { scheduledFor: other }),
      change(theirs, 'cancel', {}).then(() => change(mine, 'reschedule', { scheduledFor: other })),
    ]);
    expect([200, 422]).toContain(one.status);
    expect(two.status).toBe(200);
    expect(await slotsOf('?department=service')).toContain(at);
  });

  test('of two calls that are moved to the last place at once, exactly one gets it', async () => {
    const [target, first, second] = [await nextSlot(), await nextSlot(), await nextSlot()];
    const calls = await Promise.all(
      [first, second].map((scheduledFor) => accepted({ department: 'service', scheduledFor })),
    );
    const answers = await Promise.all(
      calls.map((call) => change(call, 'reschedule', { scheduledFor: target })),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 422]);
  });

  test('outside the hours is refused to both, and nothing is stored', async () => {
    await makeSite(bench, { hours: {}, holidays: [], limits: GENEROUS }, 'closed');
    expect(await slotsOf('', 'closed')).toEqual([]);
    const at = new Date(Date.now() + 5 * HOUR_MS).toISOString();
    await expectProblem(await ask({ scheduledFor: at }, 'closed'), 'slot_unavailable');
    const { calls } = await (await bench.own('/calls?site=closed')).json();
    expect(calls).toEqual([]);
  });
});

test('with a PBX that lists nobody one call at a time can still be chosen', async () => {
  await using lonely = await startTestRelay({ settings: { limits: GENEROUS } });
  await lonely.simulator.goDown();
  await lonely.restart();
  const answer = await lonely.visit('/v1/sites/shop/slots');
  const { slots }: Slots = await answer.json();
  const scheduledFor = slots[5]?.at ?? '';
  expect((await lonely.ask({ phone: freshPhone(), scheduledFor })).status).toBe(201);
  await expectProblem(await lonely.ask({ phone: freshPhone(), scheduledFor }), 'slot_unavailable');
});
