import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const LIVE = sql<boolean>`state in ('queued', 'calling_operator', 'calling_visitor', 'connected')`;
const WAITING = sql<boolean>`state in ('scheduled', 'queued')`;
const OPEN = sql<boolean>`state <> 'ended'`;

/** Only types and clauses that SQLite and PostgreSQL share. */
export const firstCall: Migration = {
  async up(db: Kysely<unknown>) {
    await createSites(db);
    await createCalls(db);
    await createAttempts(db);
    await createRecords(db);
  },
};

async function createSites(db: Kysely<unknown>) {
  await db.schema
    .createTable('secrets')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('value', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('sites')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('origins', 'text', (c) => c.notNull())
    .addColumn('settings', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('updated_at', 'text', (c) => c.notNull())
    .addColumn('removed_at', 'text')
    .execute();
}

async function createCalls(db: Kysely<unknown>) {
  await db.schema
    .createTable('calls')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('site_id', 'text', (c) => c.notNull().references('sites.id'))
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('outcome', 'text')
    .addColumn('reason', 'text')
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('attempt', 'integer', (c) => c.notNull())
    .addColumn('department', 'text')
    .addColumn('scheduled_for', 'text')
    .addColumn('next_attempt_at', 'text')
    .addColumn('due_at', 'text', (c) => c.notNull())
    .addColumn('cancel_requested', 'integer', (c) => c.notNull())
    .addColumn('connected_at', 'text')
    .addColumn('ended_at', 'text')
    .addColumn('talk_seconds', 'integer')
    .addColumn('operator_pin', 'text')
    .addColumn('operator_name', 'text')
    .addColumn('retries', 'text', (c) => c.notNull())
    .addColumn('stars', 'integer')
    .addColumn('locale', 'text')
    .addColumn('timezone', 'text')
    .addColumn('opened_by', 'text')
    .addColumn('consents', 'text', (c) => c.notNull())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('updated_at', 'text', (c) => c.notNull())
    .addColumn('phone', 'text')
    .addColumn('phone_key', 'text')
    .addColumn('visitor_name', 'text')
    .addColumn('note', 'text')
    .addColumn('comment', 'text')
    .addColumn('page', 'text')
    .execute();
  // One number has at most one live call per site, whichever relay accepts the second one.
  await db.schema
    .createIndex('calls_one_live')
    .on('calls')
    .columns(['site_id', 'phone_key'])
    .unique()
    .where(LIVE)
    .execute();
  await db.schema
    .createIndex('calls_by_number')
    .on('calls')
    .columns(['phone_key', 'site_id', 'created_at'])
    .execute();
  await db.schema
    .createIndex('calls_by_site')
    .on('calls')
    .columns(['site_id', 'created_at'])
    .execute();
  await db.schema.createIndex('calls_due').on('calls').column('due_at').where(WAITING).execute();
  await db.schema
    .createIndex('calls_waiting')
    .on('calls')
    .columns(['site_id', 'department', 'state', 'due_at'])
    .where(WAITING)
    .execute();
}

async function createAttempts(db: Kysely<unknown>) {
  await db.schema
    .createTable('attempts')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('call_id', 'text', (c) => c.notNull().references('calls.id'))
    .addColumn('site_id', 'text', (c) => c.notNull())
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('operator_pin', 'text', (c) => c.notNull())
    .addColumn('operator_name', 'text')
    .addColumn('phone_key', 'text')
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('asked_at', 'text', (c) => c.notNull())
    .addColumn('session_id', 'text')
    .addColumn('event_session_id', 'text')
    .addColumn('check_at', 'text')
    .addColumn('checks', 'integer', (c) => c.notNull())
    .addColumn('ended_at', 'text')
    .addColumn('result', 'text')
    .execute();
  // A call never has two attempts under way: the last fence of "never twice".
  await db.schema
    .createIndex('attempts_one_open')
    .on('attempts')
    .column('call_id')
    .unique()
    .where(OPEN)
    .execute();
  await db.schema.createIndex('attempts_by_call').on('attempts').column('call_id').execute();
  await db.schema.createIndex('attempts_by_session').on('attempts').column('session_id').execute();
  await db.schema
    .createIndex('attempts_by_event_session')
    .on('attempts')
    .column('event_session_id')
    .execute();
  await db.schema.createIndex('attempts_by_number').on('attempts').column('phone_key').execute();
  await db.schema
    .createIndex('attempts_open')
    .on('attempts')
    .columns(['site_id', 'operator_pin'])
    .where(OPEN)
    .execute();
  await db.schema
    .createIndex('attempts_to_check')
    .on('attempts')
    .column('check_at')
    .where(OPEN)
    .execute();
}

async function createRecords(db: Kysely<unknown>) {
  await db.schema
    .createTable('timeline')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('call_id', 'text', (c) => c.notNull().references('calls.id'))
    .addColumn('seq', 'integer')
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('what', 'text', (c) => c.notNull())
    .addColumn('why', 'text')
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('attempt_id', 'text')
    .execute();
  await db.schema
    .createIndex('timeline_by_call')
    .on('timeline')
    .columns(['call_id', 'id'])
    .execute();
  await db.schema
    .createTable('pbx_events')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('attempt_id', 'text')
    .addColumn('session_id', 'text', (c) => c.notNull())
    .addColumn('happened_at', 'text', (c) => c.notNull())
    .addColumn('received_at', 'text', (c) => c.notNull())
    .addColumn('step', 'text', (c) => c.notNull())
    .addColumn('operator_pin', 'text')
    .addColumn('called', 'text')
    .addColumn('cause', 'text')
    .addColumn('phone', 'text')
    .addColumn('phone_key', 'text')
    .addColumn('raw', 'text')
    .execute();
  await db.schema
    .createIndex('pbx_events_by_attempt')
    .on('pbx_events')
    .column('attempt_id')
    .execute();
  await db.schema
    .createIndex('pbx_events_by_number')
    .on('pbx_events')
    .column('phone_key')
    .execute();
  await db.schema
    .createTable('call_tokens')
    .addColumn('hash', 'text', (c) => c.primaryKey())
    .addColumn('call_id', 'text', (c) => c.notNull().references('calls.id'))
    .addColumn('created_at', 'text', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('call_tokens_by_call').on('call_tokens').column('call_id').execute();
  await db.schema
    .createTable('idempotency_keys')
    .addColumn('site_id', 'text', (c) => c.notNull())
    .addColumn('key', 'text', (c) => c.notNull())
    .addColumn('fingerprint', 'text', (c) => c.notNull())
    .addColumn('call_id', 'text', (c) => c.notNull())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('idempotency_keys_pk', ['site_id', 'key'])
    .execute();
  await db.schema
    .createIndex('idempotency_keys_by_age')
    .on('idempotency_keys')
    .column('created_at')
    .execute();
}
