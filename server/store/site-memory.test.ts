import { expect, test } from 'vitest';
import type { OwnerSite } from '../../shared/wire.ts';
import { createSiteMemory } from './site-memory.ts';

const site = (name: string) => ({ site: 'shop', name }) as OwnerSite;

test('reads a site once, until it is changed or long ago', async () => {
  let now = 0;
  let reads = 0;
  const memory = createSiteMemory(() => now);
  const read = async () => site(String(++reads));
  expect((await memory.recall('shop', read))?.name).toBe('1');
  expect((await memory.recall('shop', read))?.name).toBe('1');
  memory.forget('another');
  expect((await memory.recall('shop', read))?.name).toBe('1');
  memory.forget('shop');
  expect((await memory.recall('shop', read))?.name).toBe('2');
  now += 10_000;
  expect((await memory.recall('shop', read))?.name).toBe('3');
  memory.forget();
  expect((await memory.recall('shop', read))?.name).toBe('4');
});

test('keeps nothing that was read while it changed', async () => {
  const memory = createSiteMemory();
  const { promise, resolve } = Promise.withResolvers<OwnerSite>();
  const slow = memory.recall('shop', () => promise);
  memory.forget('shop');
  resolve(site('before'));
  expect((await slow)?.name).toBe('before');
  expect((await memory.recall('shop', async () => site('after')))?.name).toBe('after');
});
