import type { Attempt, Call } from '../calls/call.ts';
import { Refusal } from '../calls/refusal.ts';
import type { Store, Tables, TimelineRow } from '../store/store.ts';

/** What one transaction wrote of the life of calls, in the order in which it did. */
export type Committed = { calls: CallStep[]; attempts: Attempt[]; rows: TimelineRow[] };
/** `before` is `null` for a new call. */
export type CallStep = { before: Call | null; after: Call };
/** `refused`: the store was well, the rules of the domain said no. */
export type OperationResult = 'ok' | 'refused' | 'failed';

export type StoreEar = {
  /** One operation (`calls.find`) or whole `transaction`, until it was durable. */
  operated?(operation: string, seconds: number, result: OperationResult): void;
  /** After the commit, and only of what this relay itself wrote. */
  committed?(written: Committed): void;
  /** An attempt was read, which is how work on one begins. */
  found?(attempt: Attempt): void;
};

/**
 * The same store with listeners at its edge: how long its work takes, and what it keeps of calls.
 * Here, and not in the domain, because everything that happens to a call passes it once.
 */
export function watchStore(store: Store, ears: readonly StoreEar[]): Store {
  const timed = async <T>(operation: string, work: () => Promise<T>): Promise<T> => {
    const begun = performance.now();
    const tell = (result: OperationResult) => {
      const seconds = (performance.now() - begun) / 1000;
      for (const ear of ears) ear.operated?.(operation, seconds, result);
    };
    try {
      const value = await work();
      tell('ok');
      return value;
    } catch (error) {
      tell(error instanceof Refusal ? 'refused' : 'failed');
      throw error;
    }
  };
  const tables = timedTables(store, timed);
  return {
    ...store,
    ...tables,
    attempts: {
      ...tables.attempts,
      async find(id) {
        const attempt = await tables.attempts.find(id);
        if (attempt) for (const ear of ears) ear.found?.(attempt);
        return attempt;
      },
    },
    ping: () => timed('ping', store.ping),
    async transaction(work) {
      let written: Committed = { calls: [], attempts: [], rows: [] };
      const result = await timed('transaction', () =>
        store.transaction((inside) => {
          // Anew with every try: an engine may have to run the work again.
          written = { calls: [], attempts: [], rows: [] };
          return work(noting(inside, written));
        }),
      );
      for (const ear of ears) ear.committed?.(written);
      return result;
    },
  };
}

type Timed = <T>(operation: string, work: () => Promise<T>) => Promise<T>;
type Methods = Record<string, (...args: unknown[]) => Promise<unknown>>;

/** Every method of every table under its name; tables and methods to come are timed as well. */
function timedTables(store: Store, timed: Timed): Tables {
  const tables = Object.entries(store).filter(([, value]) => typeof value === 'object');
  const watched = tables.map(([table, methods]) => [
    table,
    Object.fromEntries(
      Object.entries(methods as Methods).map(([name, method]) => [
        name,
        (...args: unknown[]) => timed(`${table}.${name}`, () => method(...args)),
      ]),
    ),
  ]);
  return Object.fromEntries(watched) as Tables;
}

/** The tables of a transaction, with a note of what is written to the life of calls. */
function noting(tables: Tables, { calls, attempts, rows }: Committed): Tables {
  const known = new Map<string, Call>();
  const changed = (before: Call | null, after: Call) => {
    calls.push({ before, after });
    known.set(after.id, after);
  };
  return {
    ...tables,
    calls: {
      ...tables.calls,
      async lock(id) {
        const call = await tables.calls.lock(id);
        if (call) known.set(id, call);
        return call;
      },
      async lockIfFree(id) {
        const call = await tables.calls.lockIfFree(id);
        if (call) known.set(id, call);
        return call;
      },
      async insert(call) {
        await tables.calls.insert(call);
        changed(null, call);
      },
      async save(call) {
        await tables.calls.save(call);
        // What was not locked before cannot be said to have changed.
        const before = known.get(call.id);
        if (before) changed(before, call);
      },
    },
    attempts: {
      ...tables.attempts,
      async insert(attempt) {
        await tables.attempts.insert(attempt);
        attempts.push(attempt);
      },
      async save(attempt) {
        await tables.attempts.save(attempt);
        attempts.push(attempt);
      },
    },
    timeline: {
      ...tables.timeline,
      async append(row) {
        await tables.timeline.append(row);
        rows.push(row);
      },
    },
  };
}
