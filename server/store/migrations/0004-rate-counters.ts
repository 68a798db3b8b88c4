import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Columns as rate-limiter-flexible wants them; `key` holds no address, only its HMAC. */
export const rateCounters: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('rate_counters')
      .addColumn('key', 'varchar(255)', (c) => c.primaryKey())
      .addColumn('points', 'integer', (c) => c.notNull().defaultTo(0))
      .addColumn('expire', 'bigint')
      .execute();
  },
};
