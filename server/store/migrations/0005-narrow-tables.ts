import type { CreateTableBuilder, Kysely } from 'kysely';
import { SqliteAdapter, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What is written with every call lies in one tree in the order of its key, where it lay in three:
 * SQLite keeps a table, its key and each index apart, and pays for every page that a commit touches.
 */
export const narrowTables: Migration = {
  async up(db: Kysely<unknown>) {
    await rebuildTimeline(db);
    await rebuildTokens(db);
    await rebuildRequests(db);
  },
};

async function rebuildTimeline(db: Kysely<unknown>) {
  const create = db.schema
    .createTable('timeline_narrow')
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('call_id', 'text', (c) => c.notNull().references('calls.id'))
    .addColumn('seq', 'integer')
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('what', 'text', (c) => c.notNull())
    .addColumn('why', 'text')
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('attempt_id', 'text')
    .addPrimaryKeyConstraint('timeline_in_order', ['call_id', 'id']);
  await replace(db, 'timeline', create);
}

async function rebuildTokens(db: Kysely<unknown>) {
  const create = db.schema
    .createTable('call_tokens_narrow')
    .addColumn('hash', 'text', (c) => c.notNull())
    .addColumn('call_id', 'text', (c) => c.notNull().references('calls.id'))
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('call_tokens_of_call', ['call_id', 'hash']);
  await replace(db, 'call_tokens', create);
}

async function rebuildRequests(db: Kysely<unknown>) {
  const create = db.schema
    .createTable('idempotency_keys_narrow')
    .addColumn('site_id', 'text', (c) => c.notNull())
    .addColumn('key', 'text', (c) => c.notNull())
    .addColumn('fingerprint', 'text', (c) => c.notNull())
    .addColumn('call_id', 'text', (c) => c.notNull())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('idempotency_keys_of_site', ['site_id', 'key']);
  await replace(db, 'idempotency_keys', create);
  await db.schema
    .createIndex('idempotency_keys_by_time')
    .on('idempotency_keys')
    .column('created_at')
    .execute();
}

async function replace(db: Kysely<unknown>, name: string, create: CreateTableBuilder<string>) {
  const narrow = `${name}_narrow`;
  const isSqlite = db.getExecutor().adapter instanceof SqliteAdapter;
  // A relay of the version before may be writing into it.
  if (!isSqlite) await sql`lock table ${sql.table(name)}`.execute(db);
  await (isSqlite ? create.modifyEnd(sql`without rowid`) : create).execute();
  const columns = sql.raw(COLUMNS[name] ?? '');
  const rows = sql`select ${columns} from ${sql.table(name)}`;
  await sql`insert into ${sql.table(narrow)} (${columns}) ${rows}`.execute(db);
  await db.schema.dropTable(name).execute();
  await db.schema.alterTable(narrow).renameTo(name).execute();
}

const COLUMNS: Record<string, string> = {
  timeline: 'id, call_id, seq, at, what, why, state, attempt_id',
  call_tokens: 'hash, call_id, created_at',
  idempotency_keys: 'site_id, key, fingerprint, call_id, created_at',
};
