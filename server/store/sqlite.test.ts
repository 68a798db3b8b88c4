import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, expect, test } from 'vitest';
import { siteSettings } from '../../shared/site-settings.ts';
import { openStore } from './open-store.ts';
import { openDurably } from './sqlite.ts';
import { storeContract } from './store.contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'ringlet-store-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);

storeContract('SQLite', () => openStore(`file:${at('contract.db')}`));

test('every commit is flushed to the disk, and freed pages are overwritten', () => {
  const database = openDurably(at('flushed.db'));
  const pragma = (name: string) => database.pragma(name, { simple: true });
  expect(pragma('journal_mode')).toBe('wal');
  expect(pragma('synchronous')).toBe(2);
  expect(pragma('secure_delete')).toBe(1);
  expect(pragma('foreign_keys')).toBe(1);
  database.close();
});

test('a second relay on the same file refuses to start, until the first one has ended', async () => {
  const first = await openStore(`file:${at('one.db')}`);
  await expect(openStore(`file:${at('one.db')}`)).rejects.toThrow('another relay is running');
  await first.close();
  await (await openStore(`file:${at('one.db')}`)).close();
});

test('a running database can be backed up from beside it, and the copy opened', async () => {
  const store = await openStore(`file:${at('running.db')}`);
  const site = { site: 'shop', name: 'S', origins: [], settings: siteSettings.parse({}) };
  await store.sites.insert(site, new Date());
  const beside = new Database(at('running.db'), { readonly: true });
  await beside.backup(at('copy.db'));
  beside.close();
  const copy = await openStore(`file:${at('copy.db')}`);
  expect(await copy.sites.find('shop')).toMatchObject({ name: 'S', version: 1 });
  await copy.close();
  await store.close();
});

test('numbers become the same key in one store and another in the next', async () => {
  const one = await openStore(`file:${at('a.db')}`);
  const key = one.digest('+79123456789');
  expect(one.digest('+79123456789')).toBe(key);
  await one.close();
  const again = await openStore(`file:${at('a.db')}`);
  const other = await openStore(`file:${at('b.db')}`);
  expect(again.digest('+79123456789')).toBe(key);
  expect(other.digest('+79123456789')).not.toBe(key);
  await again.close();
  await other.close();
});
