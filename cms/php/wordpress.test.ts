import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packages } from '../build/packages.ts';
import { runPhp } from './run-php.ts';

type Asked = {
  do: 'uninstall' | 'test';
  multisite?: boolean;
  rights?: string[];
  sites?: number;
  home?: string;
  relay?: string;
  /** Code and words of WordPress's error, or status and body of an answer. */
  fails?: [string | number, string];
  /** The same for `/readyz`. */
  health?: [string | number, string];
};
type Said = {
  deleted: string[];
  requests: [how: string, url: string, headers: Record<string, string>, redirects: number][];
  verdict?: { good: boolean; text: string };
};

const STAND_IN = readFileSync(join(import.meta.dirname, 'wordpress.php'));
const REFUSED = 'cURL error 7: Failed to connect to relay.example port 443';

/** The oldest PHP that the plugin takes: the browser tests see the newer ones. */
async function run(asked: Asked): Promise<Said> {
  const files = new Map([
    ...(packages()[0]?.files ?? []),
    ['wordpress.php', STAND_IN] as const,
    ['scenario.json', Buffer.from(JSON.stringify(asked))] as const,
  ]);
  const said = await runPhp('7.4', files, ['/site/wordpress.php', '/site/scenario.json']);
  return JSON.parse(said) as Said;
}

test('uninstalled from a network: gone from every site, however many', async () => {
  const { deleted } = await run({ do: 'uninstall', multisite: true, sites: 201 });
  expect(deleted).toHaveLength(202);
  expect(new Set(deleted).size).toBe(202);
  expect(deleted).toContain('201:ringlet');
  expect((await run({ do: 'uninstall' })).deleted).toEqual(['0:ringlet']);
});

test('an owner of one site of a network may not look around behind its firewall', async () => {
  const fails: [string, string] = ['http_request_failed', REFUSED];
  const asked = async (multisite: boolean, rights: string[]) => {
    const { requests } = await run({ do: 'test', multisite, rights, fails });
    return requests.map(([how]) => how);
  };
  expect(await asked(true, ['manage_options'])).toEqual(['safe']);
  expect(await asked(true, ['manage_options', 'manage_network'])).toEqual(['anywhere']);
  expect(await asked(false, ['manage_options'])).toEqual(['anywhere']);
});

test('asks as a page of this site would, and is not led elsewhere', async () => {
  const fails: [number, string] = [200, '{"site":"shop","name":"Lamps"}'];
  const home = 'https://Shop.example:8443/blog';
  const { requests, verdict } = await run({ do: 'test', home, fails });
  expect(requests).toEqual([
    ['anywhere', 'https://relay.example/v1/sites/shop', { Origin: 'https://shop.example:8443' }, 0],
    ['anywhere', 'https://relay.example/readyz', [], 0],
  ]);
  // A relay that says nothing of its health is not called well.
  expect(verdict).toMatchObject({
    good: false,
    text: expect.stringContaining('whether it is ready'),
  });
});

test('a page over https is told that browsers refuse a relay over http, and nobody is asked', async () => {
  const asked = {
    do: 'test',
    home: 'https://shop.example',
    relay: 'http://relay.example',
  } as const;
  const { requests, verdict } = await run({ ...asked, fails: [200, ''] });
  expect(requests).toEqual([]);
  expect(verdict?.text).toContain('browsers refuse');
});

test.each([
  ['http_request_failed', REFUSED, 'Nobody answers'],
  ['http_request_failed', 'cURL error 6: Could not resolve host: relay.example', 'no server of'],
  ['http_request_failed', 'cURL error 28: Operation timed out', 'did not answer in time'],
  ['http_request_failed', 'cURL error 60: SSL certificate problem: expired', 'certificate'],
  ['http_request_failed', 'cURL error 35: OpenSSL SSL_connect', 'certificate'],
  ['http_request_failed', 'A valid URL was not provided.', 'network of sites'],
  ['http_request_not_executed', 'User has blocked requests', 'WP_ACCESSIBLE_HOSTS'],
  [301, '', 'sends its visitors on'],
  [502, '<html>Bad gateway', 'answers with an error (502)'],
  [404, '<html>Not found', 'not a Ringlet relay'],
  [200, 'null', 'not a Ringlet relay'],
  [200, '{"site":["shop"]}', 'not a Ringlet relay'],
  [404, '{"code":"site_not_found"}', 'no site "shop"'],
  [403, '{"code":"origin_not_allowed"}', 'does not let http://shop.example'],
  [403, '{"code":{"a":1}}', 'not a Ringlet relay'],
] as [string | number, string, string][])('%s %s is explained: %s', async (code, words, text) => {
  const { verdict } = await run({ do: 'test', fails: [code, words] });
  expect(verdict).toEqual({ good: false, text: expect.stringContaining(text) });
});

test.each([
  [200, '{"status":"ready","database":true,"pbx":true}', 'its PBX answers'],
  [503, '{"status":"not_ready","database":true,"pbx":false}', 'its PBX does not answer'],
  [503, '{"status":"not_ready","database":false,"pbx":true}', 'its database does not answer'],
  [502, '<html>', 'does not say whether it is ready'],
  ['http_request_failed', REFUSED, 'does not say whether it is ready'],
] as [string | number, string, string][])('health %s %s: %s', async (code, words, text) => {
  const fails: [number, string] = [200, '{"site":"shop","name":"Lamps"}'];
  const { verdict } = await run({ do: 'test', fails, health: [code, words] });
  expect(verdict).toEqual({ good: code === 200, text: expect.stringContaining(text) });
});
