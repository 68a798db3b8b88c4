import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { Kysely, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { attemptTable } from './attempts.ts';
import { callTable } from './calls.ts';
import type { Engine } from './engine.ts';
import { keyTable } from './keys.ts';
import { migrations } from './migrations/migrations.ts';
import { operatorCallTable } from './operator-calls.ts';
import { postgres } from './postgres.ts';
import { pbxEventTable, timelineTable } from './records.ts';
import type { Schema } from './schema.ts';
import type { SiteMemory } from './site-memory.ts';
import { createSiteMemory } from './site-memory.ts';
import { siteTable } from './sites.ts';
import { sqlite } from './sqlite.ts';
import type { CallChange, Store, Tables } from './store.ts';

/** Hears the text of every query, for tests of query plans. */
type Listener = { query?: ((text: string) => void) | undefined };

/** Opens the database of `DATABASE_URL` and brings its tables up to date. */
export async function openStore(databaseUrl: string, hear: Listener = {}): Promise<Store> {
  const engine = engineOf(databaseUrl);
  const db = new Kysely<Schema>({
    dialect: engine.dialect,
    ...(hear.query ? { log: ({ query }) => hear.query?.(query.sql) } : {}),
  });
  try {
    await migrate(db);
    const key = await secretOf(db, 'number-key');
    const changes = createChanges();
    const memory = createSiteMemory();
    await engine.listen({
      heard(news) {
        for (const site of news.sites ?? []) {
          memory.forget(site);
          changes.emit('site', site);
        }
        for (const change of news.changes ?? []) changes.emit('change', change);
      },
      missed() {
        memory.forget();
        changes.emit('missed');
      },
    });
    await engine.ifAlone(async () => void (await attemptTable(db, engine).resume(new Date())));
    return storeOn({ db, engine, changes, memory, key });
  } catch (error) {
    await db.destroy();
    await engine.close();
    throw error;
  }
}

function engineOf(databaseUrl: string): Engine {
  if (databaseUrl.startsWith('file:')) return sqlite(databaseUrl.slice('file:'.length));
  return postgres(databaseUrl);
}

/**
 * Brings the tables up to date, one relay at a time (Kysely holds a lock meanwhile). While relays
 * are upgraded one after the other, an older one may find tables newer than it knows: migrations
 * only add what it can live beside, so it works on.
 */
async function migrate(db: Kysely<Schema>) {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error && !(await areAllExecuted(db))) throw error;
}

async function areAllExecuted(db: Kysely<Schema>): Promise<boolean> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  return Object.keys(migrations).every((name) => rows.some((row) => row.name === name));
}

async function secretOf(db: Kysely<Schema>, name: string): Promise<KeyObject> {
  const value = randomBytes(32).toString('base64');
  await db
    .insertInto('secrets')
    .values({ name, value })
    .onConflict((oc) => oc.doNothing())
    .execute();
  const row = await db
    .selectFrom('secrets')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  // Made once: from bytes, every digest would make it anew, at six times the price.
  return createSecretKey(row.value, 'base64');
}

type Changes = EventEmitter<{ change: [CallChange]; site: [string]; missed: [] }>;

function createChanges(): Changes {
  const changes: Changes = new EventEmitter();
  changes.setMaxListeners(0);
  return changes;
}

type Parts = {
  db: Kysely<Schema>;
  engine: Engine;
  changes: Changes;
  memory: SiteMemory;
  key: KeyObject;
};

function storeOn({ db, engine, changes, memory, key }: Parts): Store {
  const announce = (change: CallChange) => void changes.emit('change', change);
  const digest = (text: string) => createHmac('sha256', key).update(text).digest('base64url');
  return {
    ...tablesOn(db, { engine, memory, changes, announce }),
    isShared: engine.isShared,
    counter(name, seconds) {
      const counter = engine.counter(name, seconds);
      // What leaves this process is a digest: an address is personal data.
      return engine.isShared ? { count: (who) => counter.count(digest(who)) } : counter;
    },
    async transaction(work) {
      const pending: CallChange[] = [];
      const result = await engine.transact(db, async (trx) => {
        const remember = (change: CallChange) => void pending.push(change);
        const done = await work(tablesOn(trx, { engine, memory, changes, announce: remember }));
        await engine.tell(trx, { changes: pending });
        return done;
      });
      pending.forEach(announce);
      return result;
    },
    onChange(listener) {
      changes.on('change', listener);
      return () => void changes.off('change', listener);
    },
    onSiteChange(listener) {
      changes.on('site', listener);
      return () => void changes.off('site', listener);
    },
    onMissed(listener) {
      changes.on('missed', listener);
      return () => void changes.off('missed', listener);
    },
    digest,
    async ping() {
      await db
        .updateTable('secrets')
        .set({ name: 'number-key' })
        .where('name', '=', 'number-key')
        .execute();
    },
    async close() {
      await db.destroy();
      await engine.close();
    },
  };
}

type TableParts = Omit<Parts, 'db' | 'key'> & { announce: (change: CallChange) => void };

function tablesOn(db: Kysely<Schema>, parts: TableParts): Tables {
  const { engine, memory, changes, announce } = parts;
  const siteChanged = async (site: string) => {
    memory.forget(site);
    changes.emit('site', site);
    await engine.tell(db, { sites: [site] });
  };
  return {
    takeTurn: (kind, name) => engine.takeTurn(db, `${kind} ${name}`),
    sites: siteTable(db, { memory, changed: siteChanged }),
    calls: callTable(db, announce, engine),
    attempts: attemptTable(db, engine),
    pbxEvents: pbxEventTable(db),
    operatorCalls: operatorCallTable(db, engine),
    timeline: timelineTable(db),
    keys: keyTable(db),
  };
}
