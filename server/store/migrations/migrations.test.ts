import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { afterAll, expect, test } from 'vitest';
import { openStore } from '../open-store.ts';
import type { Schema } from '../schema.ts';
import { sqlite } from '../sqlite.ts';
import { migrations } from './migrations.ts';

const folder = mkdtempSync(join(tmpdir(), 'ringlet-migrations-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs `work` on a database in which only the given migrations were made. */
async function on(
  file: string,
  known: typeof migrations,
  work: (db: Kysely<Schema>, error: unknown) => Promise<void>,
) {
  const engine = sqlite(file);
  const db = new Kysely<Schema>({ dialect: engine.dialect });
  const migrator = new Migrator({ db, provider: { getMigrations: async () => known } });
  const { error } = await migrator.migrateToLatest();
  await work(db, error);
  await db.destroy();
  await engine.close();
}

const AT = '2026-11-23T09:00:00.000Z';
const { '0001-first-call': firstCall } = migrations;

test('a database of the first version keeps everything that was in it', async () => {
  const file = join(folder, 'first.db');
  await on(file, { '0001-first-call': firstCall as never }, async (db, error) => {
    expect(error).toBeUndefined();
    await db
      .insertInto('sites')
      .values({
        id: 'shop',
        name: 'S',
        origins: '[]',
        settings: '{}',
        version: 1,
        created_at: AT,
        updated_at: AT,
        removed_at: null,
      })
      .execute();
    const call = {
      id: 'call',
      site_id: 'shop',
      kind: 'callback',
      state: 'scheduled',
      seq: 1,
      attempt: 0,
      due_at: AT,
      cancel_requested: 0,
      retries: '{"tried":[],"rounds":0,"visitorFailures":0,"deferrals":0}',
      consents: '[]',
      created_at: AT,
      updated_at: AT,
    };
    await db
      .insertInto('calls')
      .values(call as never)
      .execute();
    await db
      .insertInto('call_tokens')
      .values({ hash: 'hash', call_id: 'call', created_at: AT })
      .execute();
    await db
      .insertInto('idempotency_keys')
      .values({ site_id: 'shop', key: 'key', fingerprint: 'f', call_id: 'call', created_at: AT })
      .execute();
    for (const [id, seq] of [
      ['1', 1],
      ['2', null],
    ] as const) {
      const row = { id, call_id: 'call', seq, at: AT, what: id, why: null, state: 'scheduled' };
      await db
        .insertInto('timeline')
        .values({ ...row, attempt_id: null })
        .execute();
    }
  });
  const store = await openStore(`file:${file}`);
  expect(await store.calls.find('call')).toMatchObject({ state: 'scheduled', site: 'shop' });
  expect(await store.keys.holdsToken('hash', 'call')).toBe(true);
  expect(await store.keys.findRequest('shop', 'key', new Date(0))).toEqual({
    callId: 'call',
    fingerprint: 'f',
  });
  expect((await store.timeline.ofCall('call')).map(({ what }) => what)).toEqual(['1', '2']);
  await store.close();
});

test('a migration that is cut short leaves the database as it was', async () => {
  const file = join(folder, 'cut.db');
  await (await openStore(`file:${file}`)).close();
  const cut = {
    async up(db: Kysely<unknown>) {
      await db.schema.dropTable('timeline').execute();
      throw new Error('power cut');
    },
  };
  await on(file, { ...migrations, '9999-cut': cut }, async (_db, error) => {
    expect(error).toMatchObject({ message: 'power cut' });
  });
  const store = await openStore(`file:${file}`);
  expect(await store.timeline.ofCall('x')).toEqual([]);
  await store.close();
});
