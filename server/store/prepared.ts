import type { Compilable, Kysely, QueryResult } from 'kysely';
import { CompiledQuery } from 'kysely';
import type { Schema } from './schema.ts';

/** Stands for a value while the query is built. */
class Placeholder {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

type Compiled = { sql: string; parameters: readonly unknown[] };
type Values = Record<string, unknown>;

/**
 * A query that is built and compiled once per engine and then only run with other values: building
 * it with Kysely takes several times as long as SQLite needs to answer it. `build` sees stand-ins
 * and must not look at what they are. Where SQL has other words for `null` (`is`), the names of
 * `nullables` say so: of those `build` sees a `null` as it is.
 */
export function prepared<V extends Values, Row = never>(
  build: (db: Kysely<Schema>, values: V) => Compilable<Row>,
  nullables: readonly (keyof V & string)[] = [],
): (db: Kysely<Schema>, values: V) => Promise<QueryResult<Row>> {
  const known = new WeakMap<object, Map<string, Compiled>>();
  const compile = (db: Kysely<Schema>, values: V): Compiled => {
    const standIns = Object.keys(values).map((name) => {
      const isPlainNull = values[name] === null && nullables.includes(name);
      return [name, isPlainNull ? null : new Placeholder(name)];
    });
    return build(db, Object.fromEntries(standIns) as V).compile();
  };
  return (db, values) => {
    const engine = db.getExecutor().adapter;
    const variants = known.get(engine) ?? new Map<string, Compiled>();
    known.set(engine, variants);
    const variant = nullables.filter((name) => values[name] === null).join();
    const query = variants.get(variant) ?? compile(db, values);
    variants.set(variant, query);
    const parameters = query.parameters.map((parameter) =>
      parameter instanceof Placeholder ? values[parameter.name] : parameter,
    );
    return db.executeQuery<Row>(CompiledQuery.raw(query.sql, parameters));
  };
}

/** The only row of an answer, if there is one. */
export function first<Row>({ rows }: QueryResult<Row>): Row | null {
  return rows[0] ?? null;
}
