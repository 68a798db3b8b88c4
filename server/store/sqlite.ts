import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import type { SqliteDatabase } from 'kysely';
import { SqliteAdapter, SqliteDialect } from 'kysely';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Engine } from './engine.ts';
import { groupCommit } from './group-commit.ts';
import { rateCounter } from './rate-counter.ts';

/** Opens (or makes) the embedded database, for this process alone. Throws when another has it. */
export function sqlite(file: string): Engine {
  mkdirSync(dirname(file), { recursive: true });
  const lock = holdLock(`${file}-lock`);
  return {
    dialect: new DurableDialect({ database: withPreparedOnce(openDurably(file)) }),
    locksRows: false,
    isShared: false,
    transact: groupCommit(),
    takeTurn: async () => undefined,
    tell: async () => undefined,
    listen: async () => undefined,
    ifAlone: (work) => work(),
    // In memory: a restart forgives, which is cheaper than a durable write for every stranger.
    counter: (keyPrefix, duration) =>
      rateCounter(new RateLimiterMemory({ keyPrefix, duration, points: Number.MAX_SAFE_INTEGER })),
    close: async () => {
      lock.close();
    },
  };
}

/**
 * Kysely takes SQLite for one of those that cannot change tables inside a transaction. It can, and
 * a relay that is killed while it brings its tables up to date must find them whole.
 */
class DurableDialect extends SqliteDialect {
  override createAdapter() {
    return new (class extends SqliteAdapter {
      override get supportsTransactionalDdl() {
        return true;
      }
    })();
  }
}

/** Waiting for somebody else's write lock stops the whole relay: better a refusal that says so. */
const LONGEST_WAIT_MS = 500;

export function openDurably(file: string): Database.Database {
  const database = new Database(file, { timeout: LONGEST_WAIT_MS });
  database.pragma('journal_mode = WAL');
  // A 201 promises that the call survives power loss: every commit is fsynced.
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  // 32 MB of pages, taken as they are needed: keys of numbers lie all over their index.
  database.pragma('cache_size = -32768');
  // What is erased must not be readable in the file: freed pages are overwritten.
  database.pragma('secure_delete = ON');
  return database;
}

const MOST_PREPARED = 500;

/** Kysely prepares every query anew; SQLite needs each text only once. */
function withPreparedOnce(database: Database.Database): SqliteDatabase {
  const statements = new Map<string, Database.Statement>();
  const prepare = (text: string) => {
    const known = statements.get(text);
    if (known) return known;
    if (statements.size >= MOST_PREPARED) statements.clear();
    // A transaction that turns out to write must not fail because it began as a reader.
    const statement = database.prepare(text === 'begin' ? 'begin immediate' : text);
    statements.set(text, statement);
    return statement;
  };
  const rollback = rollbackOf(database);
  return {
    prepare: (text) => (text === 'rollback' ? rollback : prepare(text)),
    close: () => void database.close(),
  };
}

/**
 * A full disk has rolled back by itself, also in the middle of a commit. The rollback that Kysely
 * sends after it would fail, and hide from everybody why.
 */
function rollbackOf(database: Database.Database): ReturnType<SqliteDatabase['prepare']> {
  const statement = database.prepare('rollback');
  const run = () => (database.inTransaction ? statement.run() : NOTHING_DONE);
  return { reader: false, run, all: () => [], iterate: () => [][Symbol.iterator]() };
}

const NOTHING_DONE = { changes: 0, lastInsertRowid: 0 };

/**
 * A second relay on the same file would dial the same calls. The lock lies in a file of its own, so
 * that backups and the sqlite3 shell can read the database beside the running relay; the kernel
 * drops it with the process, however that dies.
 */
function holdLock(file: string): Database.Database {
  const lock = new Database(file, { timeout: 0 });
  try {
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('begin exclusive');
  } catch (cause) {
    lock.close();
    throw new Error(
      'another relay is running on this database file; for several relays use PostgreSQL',
      { cause },
    );
  }
  return lock;
}
