import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PublicSite } from '../../shared/wire.ts';
import { ORIGIN, startTestRelay, type TestRelay } from '../test-relay.ts';
import { expectProblem } from './expect-problem.ts';

let bench: TestRelay;
beforeAll(async () => {
  bench = await startTestRelay({ settings: { callerId: { number: '+74951234567' } } });
});
afterAll(() => bench[Symbol.asyncDispose]());

const read = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${bench.relay.url}/v1/sites/${path}`, { headers });

describe('the settings that a page reads', () => {
  test('come in its language, to any page of the site', async () => {
    const answer = await read('shop?locale=ru-RU', { origin: ORIGIN });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    const site: PublicSite = await answer.json();
    expect(site).toMatchObject({
      site: 'shop',
      locale: 'ru-RU',
      callerId: { national: '+7 495 123-45-67' },
      countries: [{ country: 'RU', name: 'Россия' }],
    });
  });

  test('are read without an Origin too: a page of the relay’s own host sends none', async () => {
    expect((await read('shop')).status).toBe(200);
  });

  test('are not sent again until they change', async () => {
    const etag = (await read('shop')).headers.get('etag') ?? '';
    expect(etag).not.toBe('');
    const same = await read('shop', { 'if-none-match': etag });
    expect(same.status).toBe(304);
    expect(await same.text()).toBe('');
    const other = await read('shop?locale=ru', { 'if-none-match': etag });
    expect(other.status).toBe(200);
    const body = { name: 'Louder Light', origins: [ORIGIN], settings: {} };
    const headers = { 'if-match': '*' };
    await bench.own('/sites/shop', { method: 'PUT', headers, body: JSON.stringify(body) });
    const changed = await read('shop', { 'if-none-match': etag });
    expect(changed.status).toBe(200);
    expect(await changed.json()).toMatchObject({ name: 'Louder Light' });
  });

  test('are refused to a page of another origin, in words that it can read', async () => {
    const answer = await read('shop', { origin: 'https://elsewhere.example' });
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('vary')).toMatch(/origin/i);
    await expectProblem(answer, 'origin_not_allowed');
  });

  test.each(['nowhere', 'SHOP', 'constructor', '%00', '..%2Fowner'])(
    '%s is no site',
    async (name) => {
      const answer = await read(name, { origin: ORIGIN });
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
      await expectProblem(answer, 'site_not_found');
    },
  );
});

test.each(['/', '/v1', '/v1/nowhere', '/demo/', '/demo/phones', '/pbx', '/package.json', '/.env'])(
  '%s does not exist, and says so like everything else',
  async (path) => {
    await expectProblem(await bench.visit(path), 'not_found');
  },
);

test('what is long is compressed, an answer about one call is not', async () => {
  const headers = { 'accept-encoding': 'gzip' };
  const site = await read('shop?locale=ru', headers);
  expect(site.headers.get('content-encoding')).toBe('gzip');
  const asked = await bench.ask({}, headers);
  expect([asked.status, asked.headers.get('content-encoding')]).toEqual([201, null]);
});
