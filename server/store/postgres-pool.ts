import type { PostgresPool } from 'kysely';
import pg from 'pg';
import { soon } from './soon.ts';
import { StoreUnavailable } from './store-unavailable.ts';

/** A relay waits no longer than this for a server that has vanished without a word. */
const CONNECT_MS = 5_000;
const QUERY_MS = 8_000;
/** Nothing holds a row for long: whoever waits longer waits for somebody who is in trouble. */
const LOCK_MS = 3_000;
/** What a relay that vanished inside a transaction had locked is free again after this. */
const IDLE_IN_TRANSACTION_MS = 10_000;
const CONNECTIONS = 10;

export function createPool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: QUERY_MS,
    statement_timeout: QUERY_MS,
    lock_timeout: LOCK_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    keepAlive: true,
    application_name: 'ringlet',
  });
  // A server that stops cuts connections, idle or between two queries; without listeners either
  // would end the process. Whoever uses such a connection next is told.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/**
 * The pool as Kysely uses it, with two cares that pg leaves to its users: a connection on which an
 * answer stayed out is never used again, and whatever may be over in a minute says so.
 */
export function carefully(pool: pg.Pool): PostgresPool {
  return {
    options: pool.options,
    Client: pg.Client,
    async connect() {
      const client = await pool.connect().catch((error: unknown) => {
        throw new StoreUnavailable('the database cannot be reached', { cause: error });
      });
      let isBroken = false;
      const query = async (text: string, values: readonly unknown[]) => {
        if (isBroken) throw new StoreUnavailable('the connection is lost');
        try {
          const name = nameOf(text);
          return await client.query({ text, values: values.map(withoutNul), ...name });
        } catch (error) {
          isBroken = !(error instanceof pg.DatabaseError) || IS_OVER.test(error.code ?? '');
          throw isBroken || isPassing(error) ? unavailable(error) : error;
        }
      };
      return {
        // Kysely asks for text and values only; its type knows cursors as well.
        query: query as unknown as Client['query'],
        release: (discard?: boolean) => client.release(discard || isBroken),
      };
    },
    end: () => soon(pool.end()),
  };
}

const MOST_NAMED = 500;
const NAMES = new Map<string, { name: string }>();

/** A statement with a name is planned once per connection, not anew every time. */
function nameOf(text: string): { name?: string } {
  if (!/^(select|insert|update|delete|with) /i.test(text)) return {};
  const known = NAMES.get(text);
  if (known || NAMES.size >= MOST_NAMED) return known ?? {};
  const named = { name: `ringlet_${NAMES.size}` };
  NAMES.set(text, named);
  return named;
}

/** PostgreSQL's text has no U+0000, which a page or a PBX may well send. */
function withoutNul(value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\0', '\uFFFD') : value;
}

type Client = Awaited<ReturnType<PostgresPool['connect']>>;

/**
 * SQLSTATE of a connection that is of no more use: shut down, crashed, or (0A000) with plans from
 * before a newer relay changed the tables.
 */
const IS_OVER = /^(57P|08|0A000)/;
/** Full disk, too many connections, read-only standby, locks, deadlocks, time-outs. */
const PASSES = /^(53|25006|55P03|57014|40)/;

function isPassing(error: unknown): boolean {
  return error instanceof pg.DatabaseError && PASSES.test(error.code ?? '');
}

export function unavailable(error: unknown): StoreUnavailable {
  return new StoreUnavailable((error as Error).message, { cause: error });
}
