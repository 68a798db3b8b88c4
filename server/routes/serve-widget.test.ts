import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import type { Embed } from '../../shared/wire.ts';
import { startTestRelay, type TestRelay } from '../test-relay.ts';

const ROOT = join(import.meta.dirname, '../..');
const ELSEWHERE = { origin: 'https://elsewhere.example' };

let bench: TestRelay;
let script: Buffer;
beforeAll(async () => {
  bench = await startTestRelay({ environment: { PUBLIC_URL: 'https://calls.example' } });
  script = readFileSync(join(ROOT, 'dist/widget/widget.js'));
});
afterAll(() => bench[Symbol.asyncDispose]());

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(`${bench.relay.url}${path}`, { method, headers: { ...ELSEWHERE, ...headers } });
const embed = async (): Promise<Embed> => (await get('/v1/embed')).json();
const pinned = async () => new URL((await embed()).src).pathname;

/** As it comes over the wire: `fetch` would unpack it. */
async function raw(path: string, acceptEncoding?: string) {
  const { promise, resolve, reject } = Promise.withResolvers<{ encoding: string; body: Buffer }>();
  const headers = acceptEncoding === undefined ? {} : { 'accept-encoding': acceptEncoding };
  request(`${bench.relay.url}${path}`, { headers }, (response) => {
    const encoding = response.headers['content-encoding'] ?? 'identity';
    buffer(response).then((body) => resolve({ encoding, body }), reject);
  })
    .on('error', reject)
    .end();
  return promise;
}

describe('/widget.js', () => {
  test('has the headers that pages and their caches rely on', async () => {
    const answer = await get('/widget.js');
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': expect.stringMatching(/^text\/javascript; *charset=utf-8$/i),
      'cache-control': 'public, max-age=3600, stale-while-revalidate=86400',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
      vary: expect.stringMatching(/accept-encoding/i),
      etag: expect.stringMatching(/^(W\/)?"[^"]+"$/),
    });
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(answer.headers.get('x-powered-by')).toBeNull();
    expect(Buffer.from(await answer.arrayBuffer()).equals(script)).toBe(true);
  });

  test.each([
    ['br', 'br, gzip', brotliDecompressSync],
    ['gzip', 'gzip, deflate', gunzipSync],
    ['gzip', 'br;q=0, gzip', gunzipSync],
    ['identity', 'identity', (body: Buffer) => body],
    ['identity', undefined, (body: Buffer) => body],
  ])('%s for a browser that takes %s: the same script', async (encoding, accepted, unpack) => {
    for (const path of ['/widget.js', await pinned()]) {
      const answer = await raw(path, accepted);
      expect(answer.encoding).toBe(encoding);
      expect(unpack(answer.body).equals(script)).toBe(true);
    }
  });

  test('is not sent again to whoever has it', async () => {
    const etag = (await get('/widget.js')).headers.get('etag') ?? '';
    for (const known of [etag, `"other", ${etag}`, '*']) {
      const answer = await get('/widget.js', { 'if-none-match': known });
      expect(answer.status).toBe(304);
      expect(await answer.text()).toBe('');
      expect(answer.headers.get('cache-control')).toContain('stale-while-revalidate');
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    }
    expect((await get('/widget.js', { 'if-none-match': '"older"' })).status).toBe(200);
  });

  test('answers HEAD with headers only', async () => {
    const answer = await get('/widget.js', {}, 'HEAD');
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('');
  });
});

describe('what a page may pin', () => {
  test('/v1/embed names version, address and hash, readable by any page', async () => {
    const answer = await get('/v1/embed');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    const { version, src, integrity }: Embed = await answer.json();
    expect(version).toBe(packageJson.version);
    const name = new RegExp(`^https://calls\\.example/widget-${version}-[0-9a-f]{8,}\\.js$`);
    expect(src).toMatch(name);
    const hash = createHash('sha384').update(script).digest('base64');
    expect(integrity).toBe(`sha384-${hash}`);
  });

  test('the pinned script is for ever, and the same bytes', async () => {
    const answer = await get(await pinned());
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(Buffer.from(await answer.arrayBuffer()).equals(script)).toBe(true);
  });

  test('another hash is not this script under another name', async () => {
    const other = (await pinned()).replace(/-[0-9a-f]+\.js$/, '-0000000000000000.js');
    expect((await get(other)).status).toBe(404);
  });

  test('the snippet is the one of public/snippet.html, pointed at this relay', async () => {
    const { snippet } = await embed();
    const source = readFileSync(join(ROOT, 'public/snippet.html'), 'utf8').trim();
    expect(source).toContain('https://relay.example/widget.js');
    expect(snippet).toBe(source.replace('https://relay.example', 'https://calls.example'));
  });
});
