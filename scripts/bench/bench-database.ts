import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestPostgres } from '../../server/store/test-postgres.ts';

export type EngineName = 'sqlite' | 'postgres';
export type BenchDatabase = { engine: EngineName; url: string; drop(): Promise<void> };

let server: Promise<TestPostgres> | null = null;

/** An empty database on the engine that this run is about. */
export async function benchDatabase(engine: EngineName): Promise<BenchDatabase> {
  if (engine === 'postgres') {
    server ??= import('../../server/store/test-postgres.ts').then((it) => it.startTestPostgres());
    return { engine, url: await (await server).database(), drop: async () => undefined };
  }
  const folder = mkdtempSync(join(tmpdir(), 'ringlet-bench-'));
  return {
    engine,
    url: `file:${join(folder, 'ringlet.db')}`,
    drop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

export async function stopDatabases(): Promise<void> {
  await (await server)?.stop();
}
