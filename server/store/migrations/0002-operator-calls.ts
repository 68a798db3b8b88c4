import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const OPEN = sql<boolean>`ended_at is null`;
const WANTED = sql<boolean>`ask_at is not null`;
const TOLD = sql<boolean>`reason is not null`;

/** Who is on the phone whatever the call, since when who rests, and how long visitors waited. */
export const operatorCalls: Migration = {
  async up(db: Kysely<unknown>) {
    await createOperatorCalls(db);
    await createOperatorRests(db);
    await widenCalls(db);
  },
};

async function createOperatorCalls(db: Kysely<unknown>) {
  await db.schema
    .createTable('operator_calls')
    .addColumn('session_id', 'text', (c) => c.primaryKey())
    .addColumn('parties', 'text', (c) => c.notNull())
    .addColumn('heard_at', 'text', (c) => c.notNull())
    .addColumn('lapses_at', 'text', (c) => c.notNull())
    .addColumn('ask_at', 'text')
    .addColumn('asked_at', 'text')
    .addColumn('ended_at', 'text')
    .execute();
  await db.schema
    .createIndex('operator_calls_open')
    .on('operator_calls')
    .column('lapses_at')
    .where(OPEN)
    .execute();
  await db.schema
    .createIndex('operator_calls_to_ask')
    .on('operator_calls')
    .column('ask_at')
    .where(WANTED)
    .execute();
  await db.schema
    .createIndex('operator_calls_by_age')
    .on('operator_calls')
    .column('lapses_at')
    .execute();
}

async function createOperatorRests(db: Kysely<unknown>) {
  await db.schema
    .createTable('operator_rests')
    .addColumn('operator_pin', 'text', (c) => c.primaryKey())
    .addColumn('since', 'text', (c) => c.notNull())
    .execute();
}

/** Calls from before count as moved by the relay: nobody is rung at night on a guess. */
async function widenCalls(db: Kysely<unknown>) {
  await db.schema.alterTable('calls').addColumn('chosen_at', 'text').execute();
  await db.schema
    .alterTable('calls')
    .addColumn('wanted_now', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
  await db.schema.alterTable('calls').addColumn('waited_seconds', 'integer').execute();
  await db.schema
    .createIndex('calls_by_reason')
    .on('calls')
    .columns(['reason', 'id'])
    .where(TOLD)
    .execute();
}
