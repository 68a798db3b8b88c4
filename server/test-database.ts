import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import pg from 'pg';

/** An empty database on the engine that the run is about, for one test. */
export type TestDatabase = { engine: 'sqlite' | 'postgres'; url: string; drop(): Promise<void> };

/** Set by the run; the relay's suite runs once with each. */
export const ENGINE = process.env['TEST_ENGINE'] === 'postgres' ? 'postgres' : 'sqlite';

export async function testDatabase(): Promise<TestDatabase> {
  return ENGINE === 'postgres' ? onPostgres(process.env['TEST_POSTGRES_URL'] ?? '') : inFile();
}

function inFile(): TestDatabase {
  const folder = mkdtempSync(join(tmpdir(), 'ringlet-'));
  return {
    engine: 'sqlite',
    url: `file:${join(folder, 'ringlet.db')}`,
    drop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function onPostgres(server: string): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await runOn(server, `create database ${name}`);
  return {
    engine: 'postgres',
    url: Object.assign(new URL(server), { pathname: name }).href,
    drop: () => runOn(server, `drop database ${name} with (force)`),
  };
}

/** Runs one statement on a connection of its own, from beside the relay. */
export async function runOn(url: string, statement: string): Promise<void> {
  if (url.startsWith('file:')) {
    const database = new Database(url.slice('file:'.length));
    database.exec(statement);
    database.close();
    return;
  }
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
