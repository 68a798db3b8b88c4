import { PostgresDialect, sql } from 'kysely';
import { RateLimiterPostgres } from 'rate-limiter-flexible';
import type { Engine } from './engine.ts';
import { CHANNEL, openChannel } from './postgres-channel.ts';
import { carefully, createPool, unavailable } from './postgres-pool.ts';
import { rateCounter } from './rate-counter.ts';

/** Any number of relays on one PostgreSQL, 13 or newer. Not through a pooler that shares sessions. */
export function postgres(connectionString: string): Engine {
  const pool = createPool(connectionString);
  const channel = openChannel(connectionString);
  return {
    dialect: new PostgresDialect({ pool: carefully(pool) }),
    locksRows: true,
    isShared: true,
    transact: (db, work) => db.transaction().execute(work),
    async takeTurn(db, name) {
      await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(db);
    },
    async tell(db, { changes = [], sites = [] }) {
      // Nobody can be watching a call that has just been made, and transactions that notify
      // commit one after the other: accepting calls must not.
      const news = { changes: changes.filter(({ seq }) => seq > 1), sites };
      if (news.changes.length + sites.length === 0) return;
      await sql`select pg_notify(${CHANNEL}, ${channel.encode(news)})`.execute(db);
    },
    listen: channel.listen,
    ifAlone: channel.ifAlone,
    counter(keyPrefix, duration) {
      const limiter = new RateLimiterPostgres({
        storeClient: pool,
        storeType: 'pool',
        tableName: 'rate_counters',
        tableCreated: true,
        keyPrefix,
        duration,
        points: Number.MAX_SAFE_INTEGER,
      });
      const { count } = rateCounter(limiter);
      return {
        count: (key) =>
          count(key).catch((error: unknown) => {
            throw unavailable(error);
          }),
      };
    },
    close: () => channel.close(),
  };
}
