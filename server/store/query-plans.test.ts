import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, expect, test } from 'vitest';
import { siteSettings } from '../../shared/site-settings.ts';
import { openStore } from './open-store.ts';
import { askEverything } from './test-queries.ts';

const folder = mkdtempSync(join(tmpdir(), 'ringlet-plans-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('no query reads a whole table that grows with the calls', async () => {
  const file = join(folder, 'plans.db');
  const texts = new Set<string>();
  const store = await openStore(`file:${file}`, { query: (text) => texts.add(text) });
  const now = new Date();
  await store.sites.insert(
    { site: 'shop', name: 'S', origins: [], settings: siteSettings.parse({}) },
    now,
  );
  texts.clear();
  await askEverything(store, now);
  await store.close();
  const database = new Database(file, { readonly: true });
  const plans = [...texts].map((text) => {
    const rows = database
      .prepare(`explain query plan ${text}`)
      .all(...(text.match(/\?/g) ?? []).map(() => null));
    return { text, plan: (rows as { detail: string }[]).map(({ detail }) => detail).join('; ') };
  });
  database.close();
  expect(plans.length).toBeGreaterThan(25);
  expect(plans.filter(({ plan }) => /SCAN \w+(?! USING)(;|$)/.test(plan))).toEqual([]);
});
