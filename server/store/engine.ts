import type { Dialect, Kysely, Transaction } from 'kysely';
import type { Schema } from './schema.ts';
import type { CallChange, RateCounter } from './store.ts';

/** One database engine, opened: everything that SQLite and PostgreSQL do differently. */
export type Engine = {
  dialect: Dialect;
  /**
   * Rows are locked one by one, since others write at the same time. An engine with one writer
   * need not: its transactions come one after the other.
   */
  locksRows: boolean;
  /** Other relays may be working on the same database. */
  isShared: boolean;
  /** Runs `work` in one transaction; what it did is on disk when the promise resolves. */
  transact<T>(db: Kysely<Schema>, work: (trx: Transaction<Schema>) => Promise<T>): Promise<T>;
  /** Inside a transaction: waits until nobody else's that named the same turn is running. */
  takeTurn(db: Kysely<Schema>, name: string): Promise<void>;
  /** Lets other relays know, inside a transaction once it is committed. */
  tell(db: Kysely<Schema>, news: News): Promise<void>;
  /** Hears what other relays told, from now on. */
  listen(ears: Ears): Promise<void>;
  /**
   * Runs `work` if no other relay is working on this database, before one can begin to: what is
   * under way then is a dead relay's.
   */
  ifAlone(work: () => Promise<void>): Promise<void>;
  /** Counts per key over windows of so many seconds, for all relays together. */
  counter(name: string, seconds: number): RateCounter;
  close(): Promise<void>;
};

/** What a table has to know of its engine. */
export type RowLocks = Pick<Engine, 'locksRows'>;

/** What one relay lets the others know: changes of calls, and names of sites that changed. */
export type News = { changes?: readonly CallChange[]; sites?: readonly string[] };

export type Ears = {
  heard: (news: News) => void;
  /** For a while nothing could be heard. */
  missed: () => void;
};
