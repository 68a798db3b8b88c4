import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OwnerSite } from '../../shared/wire.ts';
import {
  makeSite,
  ORIGIN,
  OWNER_TOKEN,
  startTestRelay,
  type TestRelay,
  until,
} from '../test-relay.ts';
import { expectProblem, freshPhone } from './expect-problem.ts';

let bench: TestRelay;
beforeAll(async () => {
  bench = await startTestRelay();
});
afterAll(() => bench[Symbol.asyncDispose]());

const post = (path: string, body: unknown) =>
  bench.own(path, { method: 'POST', body: JSON.stringify(body) });
const put = (site: string, body: unknown, ifMatch?: string) =>
  bench.own(`/sites/${site}`, {
    method: 'PUT',
    headers: ifMatch === undefined ? {} : { 'if-match': ifMatch },
    body: JSON.stringify(body),
  });
async function made(site: string): Promise<{ site: OwnerSite; etag: string }> {
  const response = await post('/sites', { site, name: 'Shop', origins: [ORIGIN] });
  expect(response.status).toBe(201);
  return { site: await response.json(), etag: response.headers.get('etag') ?? '' };
}

describe('without the owner token', () => {
  const REQUESTS = [
    ['GET', '/sites'],
    ['POST', '/sites'],
    ['GET', '/sites/shop'],
    ['PUT', '/sites/shop'],
    ['DELETE', '/sites/shop'],
    ['GET', '/calls'],
    ['GET', '/calls/01JD0000000000000000000000'],
    ['GET', '/nothing/here'],
    ['OPTIONS', '/calls'],
  ] as const;
  const WRONG = {
    none: {},
    'a part of it': { authorization: `Bearer ${OWNER_TOKEN.slice(0, -1)}` },
    'more than it': { authorization: `Bearer ${OWNER_TOKEN}0` },
    'an empty one': { authorization: 'Bearer ' },
    'it as a password': { authorization: `Basic ${btoa(`owner:${OWNER_TOKEN}`)}` },
  };
  test.each(Object.entries(WRONG))('%s: everything is unauthorized', async (_name, headers) => {
    for (const [method, path] of REQUESTS) {
      const url = `${bench.relay.url}/v1/owner${path}`;
      const answer = await fetch(url, { method, headers: { origin: ORIGIN, ...headers } });
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
      await expectProblem(answer, 'unauthorized');
    }
    expect((await bench.own('/sites/shop')).status).toBe(200);
  });

  test('in the URL it opens nothing', async () => {
    const answer = await fetch(`${bench.relay.url}/v1/owner/sites?token=${OWNER_TOKEN}`);
    await expectProblem(answer, 'unauthorized');
  });
});

test('no page of any origin may read what the owner reads', async () => {
  const answer = await bench.own('/sites', { headers: { origin: ORIGIN } });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('access-control-allow-origin')).toBeNull();
});

describe('a site', () => {
  test('is made, read, listed, changed, removed, and may be made again', async () => {
    const { site, etag } = await made('first');
    expect(site).toMatchObject({ site: 'first', version: 1, settings: { countries: ['RU'] } });
    const read = await bench.own('/sites/first');
    expect(read.headers.get('etag')).toBe(etag);
    expect(await read.json()).toEqual(site);
    const listed: { sites: OwnerSite[] } = await (await bench.own('/sites')).json();
    expect(listed.sites.map((one) => one.site)).toEqual(['first', 'shop']);

    const settings = { ...site.settings, countries: ['KZ'] };
    const changed = await put('first', { name: 'New', origins: [], settings }, etag);
    expect(changed.status).toBe(200);
    expect(await changed.json()).toMatchObject({ name: 'New', version: 2, settings });
    const second = changed.headers.get('etag') ?? '';
    expect(second).not.toBe(etag);

    expect((await bench.own('/sites/first', { method: 'DELETE' })).status).toBe(204);
    await expectProblem(await bench.own('/sites/first'), 'not_found');
    await expectProblem(await put('first', { name: 'x', origins: [] }, second), 'not_found');
    await expectProblem(await bench.own('/sites/first', { method: 'DELETE' }), 'not_found');
    await expectProblem(await bench.visit('/v1/sites/first'), 'site_not_found');
    await made('first');
  });

  test('is given back as it was read, with one thing changed', async () => {
    const { site, etag } = await made('round-trip');
    const answer = await put('round-trip', { ...site, name: 'Other' }, etag);
    const text = await answer.text();
    expect({ status: answer.status, text }).toMatchObject({ status: 200 });
    expect(JSON.parse(text)).toMatchObject({ name: 'Other', version: 2, site: 'round-trip' });
  });

  test('of a name that is taken is refused and left alone', async () => {
    const { site } = await made('taken');
    await expectProblem(
      await post('/sites', { site: 'taken', name: 'x', origins: [] }),
      'site_exists',
    );
    expect(await (await bench.own('/sites/taken')).json()).toEqual(site);
  });

  test('is changed only by whoever has seen its latest version', async () => {
    const { site, etag } = await made('guarded');
    const body = { name: 'Mine', origins: [] };
    const missing = await put('guarded', body);
    await expectProblem(missing, 'precondition_required');
    await expectProblem(await put('guarded', body, '"99"'), 'stale');
    await expectProblem(await put('guarded', body, 'nonsense'), 'stale');
    expect(await (await bench.own('/sites/guarded')).json()).toEqual(site);
    // Two owners save at the same moment: one of them is told.
    const both = await Promise.all([put('guarded', body, etag), put('guarded', body, etag)]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412]);
    expect(await (await bench.own('/sites/guarded')).json()).toMatchObject({ version: 2 });
  });

  test('cannot be renamed by a change', async () => {
    const { site, etag } = await made('named');
    const answer = await put('named', { site: 'other', name: 'x', origins: [] }, etag);
    await expectProblem(answer, 'invalid_request');
    expect(await (await bench.own('/sites/named')).json()).toEqual(site);
  });

  test('with wrong settings is refused with every fault and its place', async () => {
    const answer = await post('/sites', {
      site: 'Wrong Name',
      name: '',
      origins: ['https://shop.example/path', 'ftp://shop.example', 'shop.example', '*'],
      colour: 'red',
      settings: {
        timezone: 'Mars/Olympus',
        hours: { mon: ['9-18', '18:00-09:00'], someday: [] },
        holidays: ['31.12.2026'],
        departments: [
          { id: 'a', name: 'A' },
          { id: 'a', name: 'B' },
        ],
        countries: [],
        consents: [{ purpose: 'processing', version: '1', url: 'javascript:alert(1)' }],
        limits: { perNumberPerDay: 0 },
        callerId: { number: '8 495 123-45-67' },
        theme: { accent: 'red; background: url(//evil)' },
        ringSeconds: 0,
        speed: 'fast',
      },
    });
    const { errors } = await expectProblem(answer, 'invalid_request');
    const paths = errors?.map(({ path }) => path) ?? [];
    const faulty = [
      'site',
      'name',
      'origins.0',
      'origins.1',
      'origins.2',
      'origins.3',
      'settings.timezone',
      'settings.hours.mon.0',
      'settings.hours.mon.1',
      'settings.holidays.0',
      'settings.countries',
      'settings.consents.0.url',
      'settings.limits.perNumberPerDay',
      'settings.callerId.number',
      'settings.theme.accent',
      'settings.ringSeconds',
    ];
    expect(faulty.filter((path) => !paths.includes(path))).toEqual([]);
    const unknown = JSON.stringify(errors);
    for (const field of ['colour', 'someday', 'speed']) expect(unknown).toContain(field);
    await expectProblem(await bench.own('/sites/Wrong Name'), 'not_found');
  });

  test('with two departments of one name is refused', async () => {
    const departments = [
      { id: 'a', name: 'A' },
      { id: 'a', name: 'B' },
    ];
    const body = { site: 'twins', name: 'x', origins: [], settings: { departments } };
    const { errors } = await expectProblem(await post('/sites', body), 'invalid_request');
    expect(errors).toEqual([{ path: 'settings.departments.1.id', message: expect.any(String) }]);
  });

  test('with a country that has no numbers is refused, new or changed', async () => {
    const body = { site: 'nowhere', name: 'x', origins: [], settings: { countries: ['RU', 'ZZ'] } };
    const { errors } = await expectProblem(await post('/sites', body), 'invalid_request');
    expect(errors).toEqual([{ path: 'settings.countries.1', message: 'no such country: ZZ' }]);
    await expectProblem(await bench.own('/sites/nowhere'), 'not_found');
  });

  test.each(['null', '[]', '"site"', '7', '{', ''])('from %j is refused', async (body) => {
    const { etag } = { etag: '*' };
    const headers = { 'if-match': etag };
    const answers = [
      bench.own('/sites', { method: 'POST', body }),
      bench.own('/sites/shop', { method: 'PUT', headers, body }),
    ];
    for (const answer of await Promise.all(answers)) {
      await expectProblem(answer, 'invalid_request');
    }
  });
});

describe('removing a site', () => {
  const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

  test('ends what waits for it, and rings nobody any more', async () => {
    await using own = await startTestRelay({ ringMs: 20_000 });
    await makeSite(own, {}, 'other');
    own.simulator.setDefault('operator', { behaviour: 'manual' });
    const planned = await own.accepted({ phone: freshPhone(), scheduledFor: inHours(24) });
    const ringing = await own.accepted({ phone: freshPhone() });
    const alsoRinging = await own.accepted({ phone: freshPhone() });
    const waiting = await own.accepted({ phone: freshPhone() });
    await own.reaches(ringing, 'calling_operator');
    await own.reaches(alsoRinging, 'calling_operator');
    expect((await own.own('/sites/shop', { method: 'DELETE' })).status).toBe(204);
    for (const created of [planned, waiting]) {
      expect(await own.view(created)).toMatchObject({
        state: 'ended',
        outcome: 'expired',
        reason: 'site_removed',
      });
    }
    // Whoever was ringing when the site went is not tried again either.
    for (const pin of ['666', '703']) own.simulator.phone(pin).press('decline');
    for (const created of [ringing, alsoRinging]) {
      expect(await own.reaches(created, 'ended', 4000)).toMatchObject({
        outcome: 'expired',
        reason: 'site_removed',
        attempt: 1,
      });
    }
    await until(() => own.simulator.calls.every(({ endedAt }) => endedAt !== null));
    expect(own.simulator.rings.map(({ leg }) => leg)).toEqual(['operator', 'operator']);
    await expectProblem(await own.ask(), 'site_not_found');
  });
});
