import { createHmac, randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { Dialect } from 'kysely';
import { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { attemptTable } from './attempts.ts';
import { callTable } from './calls.ts';
import { migrations } from './migrations/migrations.ts';
import { operatorCallTable } from './operator-calls.ts';
import { keyTable, pbxEventTable, timelineTable } from './records.ts';
import type { Schema } from './schema.ts';
import { siteTable } from './sites.ts';
import { sqlite } from './sqlite.ts';
import type { CallChange, Store, Tables } from './store.ts';

/** One database engine, opened. */
export type Engine = {
  dialect: Dialect;
  /** Rows are locked with `for update`; an engine with one writer need not. */
  locksRows: boolean;
  /** Nobody else can be working on this database: what is under way at the start is an earlier relay's. */
  isExclusive: boolean;
  close(): Promise<void>;
};

/** Hears the text of every query, for tests of query plans. */
type Listener = { query?: (text: string) => void };

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
    if (engine.isExclusive) await attemptTable(db).resume(new Date());
    return storeOn(db, engine, key);
  } catch (error) {
    await db.destroy();
    await engine.close();
    throw error;
  }
}

function engineOf(databaseUrl: string): Engine {
  if (databaseUrl.startsWith('file:')) return sqlite(databaseUrl.slice('file:'.length));
  throw new Error('DATABASE_URL: only file:… is supported by this version');
}

async function migrate(db: Kysely<Schema>) {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

async function secretOf(db: Kysely<Schema>, name: string): Promise<Buffer> {
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
  return Buffer.from(row.value, 'base64');
}

function storeOn(db: Kysely<Schema>, engine: Engine, key: Buffer): Store {
  const changes = new EventEmitter<{ change: [CallChange] }>();
  changes.setMaxListeners(0);
  const announce = (change: CallChange) => void changes.emit('change', change);
  return {
    ...tablesOn(db, engine, announce),
    async transaction(work) {
      const pending: CallChange[] = [];
      const result = await db
        .transaction()
        .execute((trx) => work(tablesOn(trx, engine, (change) => void pending.push(change))));
      pending.forEach(announce);
      return result;
    },
    onChange(listener) {
      changes.on('change', listener);
      return () => void changes.off('change', listener);
    },
    digest: (text) => createHmac('sha256', key).update(text).digest('base64url'),
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

function tablesOn(
  db: Kysely<Schema>,
  engine: Engine,
  announce: (change: CallChange) => void,
): Tables {
  return {
    // One writer at a time: whoever is inside a transaction has every turn.
    takeTurn: async () => undefined,
    sites: siteTable(db),
    calls: callTable(db, announce, engine),
    attempts: attemptTable(db),
    pbxEvents: pbxEventTable(db),
    operatorCalls: operatorCallTable(db, engine),
    timeline: timelineTable(db),
    keys: keyTable(db),
  };
}
