import { randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';
import pg from 'pg';
import { expect, test } from 'vitest';
import type { CallCreated, OwnerCallPage } from '../../shared/wire.ts';
import { ENGINE } from '../test-database.ts';
import { startTestRelay, VISITOR } from '../test-relay.ts';
import { expectProblem } from './expect-problem.ts';

/** Somebody's shell holds the lock that every write needs; a full disk looks the same from here. */
async function holdWrites(url: string): Promise<() => Promise<void>> {
  if (ENGINE === 'postgres') {
    const shell = new pg.Client({ connectionString: url });
    await shell.connect();
    await shell.query('begin; lock table calls, secrets in exclusive mode');
    return () => shell.end();
  }
  const shell = new Database(url.replace('file:', ''));
  shell.exec('begin immediate');
  return async () => void shell.close();
}

test('a store that takes no writes: not_accepting, nothing kept, all well afterwards', async () => {
  await using bench = await startTestRelay();
  const letGo = await holdWrites(bench.environment['DATABASE_URL'] ?? '');
  const headers = { 'idempotency-key': randomUUID() };
  const askedAt = Date.now();
  const refused = await bench.ask({}, headers);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(refused.headers.get('access-control-allow-origin')).toBe('*');
  await expectProblem(refused, 'not_accepting');

  const listed: OwnerCallPage = await (await bench.own('/calls')).json();
  expect(listed.calls).toEqual([]);
  expect((await bench.visit('/healthz')).status).toBe(200);
  const readiness = await bench.visit('/readyz');
  expect(readiness.status).toBe(503);
  expect(await readiness.json()).toMatchObject({ database: false, pbx: true });
  // The embedded database is synchronous: while it waits for the lock, nobody is served.
  if (ENGINE === 'sqlite') expect(Date.now() - askedAt).toBeLessThan(4500);

  await letGo();
  const accepted = await bench.ask({}, headers);
  expect(accepted.status).toBe(201);
  const created: CallCreated = await accepted.json();
  expect(await bench.reaches(created, 'ended')).toMatchObject({ outcome: 'completed' });
  expect(bench.simulator.rings.map(({ phone }) => phone)).toEqual(['666', VISITOR]);
});
