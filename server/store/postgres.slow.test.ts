import { afterAll, beforeAll, expect, test } from 'vitest';
import { siteSettings } from '../../shared/site-settings.ts';
import { sampleCall } from '../calls/sample-call.ts';
import { until } from '../pbx/rostelecom/test-bench.ts';
import { runOn } from '../test-database.ts';
import { isStoreFailing } from './is-store-failing.ts';
import { openStore } from './open-store.ts';
import { storeContract } from './store.contract.ts';
import type { CallChange, Store } from './store.ts';
import type { TestPostgres } from './test-postgres.ts';
import { startTestPostgres } from './test-postgres.ts';

let server: TestPostgres;
beforeAll(async () => {
  server = await startTestPostgres();
}, 60_000);
afterAll(() => server.stop());

storeContract('PostgreSQL', async () => openStore(await server.database()));

/** Two relays on one database, with a site and a call. */
async function startTwo() {
  const url = await server.database();
  const one = await openStore(url);
  const other = await openStore(url);
  const site = { site: 'shop', name: 'S', origins: [], settings: siteSettings.parse({}) };
  await one.sites.insert(site, new Date());
  const call = sampleCall();
  await one.calls.insert(call);
  return {
    url,
    one,
    other,
    call,
    async [Symbol.asyncDispose]() {
      await one.close();
      await other.close();
    },
  };
}

const hearing = (store: Store) => {
  const heard: CallChange[] = [];
  store.onChange((change) => heard.push(change));
  return heard;
};

test('relays that start at once on an empty database make its tables once', async () => {
  const url = await server.database();
  const stores = await Promise.all([1, 2, 3].map(() => openStore(url)));
  expect(new Set(stores.map(({ digest }) => digest('+79123456789'))).size).toBe(1);
  await Promise.all(stores.map((store) => store.close()));
});

test('a change is heard by every relay, once, and only after it is on disk', async () => {
  await using two = await startTwo();
  const [here, there] = [hearing(two.one), hearing(two.other)];
  const seen: unknown[] = [];
  two.other.onChange(({ callId }) => void two.other.calls.find(callId).then((c) => seen.push(c)));
  const changed = { ...two.call, seq: 2 };
  await two.one.transaction(async (tables) => {
    await tables.calls.save(changed);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([here, there]).toEqual([[], []]);
  });
  await until(() => seen.length === 1);
  const queue = { site: 'shop', department: null };
  const change = { callId: two.call.id, seq: 2, state: 'queued', queue };
  expect([here, there, seen]).toEqual([[change], [change], [changed]]);
});

test('a change that is rolled back is heard by nobody', async () => {
  await using two = await startTwo();
  const [here, there] = [hearing(two.one), hearing(two.other)];
  const failing = two.one.transaction(async (tables) => {
    await tables.calls.save({ ...two.call, seq: 2 });
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  // What follows is heard after what came before.
  await two.one.transaction((tables) => tables.calls.save({ ...two.call, seq: 3 }));
  await until(() => there.length === 1);
  expect([here, there].map((list) => list.map(({ seq }) => seq))).toEqual([[3], [3]]);
});

test('a call is held by one relay; another one does not wait for it', async () => {
  await using two = await startTwo();
  await two.one.transaction(async (tables) => {
    expect(await tables.calls.lockIfFree(two.call.id)).not.toBeNull();
    await two.other.transaction(async (others) => {
      expect(await others.calls.lockIfFree(two.call.id)).toBeNull();
    });
  });
  await two.other.transaction(async (others) => {
    expect(await others.calls.lockIfFree(two.call.id)).not.toBeNull();
  });
});

test('whoever takes the same turn waits until the other one has committed', async () => {
  await using two = await startTwo();
  const order: string[] = [];
  const take = (store: Store, name: string) =>
    store.transaction(async (tables) => {
      await tables.takeTurn('number', name);
      order.push(`in ${name}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
      order.push(`out ${name}`);
    });
  await Promise.all([take(two.one, 'a'), take(two.other, 'a')]);
  expect(order).toEqual(['in a', 'out a', 'in a', 'out a']);
  order.length = 0;
  await Promise.all([take(two.one, 'a'), take(two.other, 'b')]);
  expect(order.slice(0, 2).toSorted()).toEqual(['in a', 'in b']);
});

test('what is under way is a dead relay’s only for the first relay that comes', async () => {
  const url = await server.database();
  const first = await openStore(url);
  const site = { site: 'shop', name: 'S', origins: [], settings: siteSettings.parse({}) };
  await first.sites.insert(site, new Date());
  const call = sampleCall();
  await first.calls.insert(call);
  const attempt = {
    id: 'attempt',
    callId: call.id,
    site: 'shop',
    number: 1,
    operator: { pin: '666', name: null },
    phoneKey: null,
    state: 'intended' as const,
    askedAt: new Date(),
    sessionId: null,
    eventSessionId: null,
    checkAt: new Date(Date.now() + 60_000),
    checks: 0,
    endedAt: null,
    result: null,
  };
  await first.attempts.insert(attempt);
  const second = await openStore(url);
  expect(await second.attempts.find('attempt')).toMatchObject({ state: 'intended' });
  await first.close();
  await second.close();
  const third = await openStore(url);
  expect(await third.attempts.find('attempt')).toMatchObject({ state: 'uncertain' });
  await third.close();
});

test('addresses are counted for all relays together', async () => {
  await using two = await startTwo();
  const [one, other] = [two.one.counter('address', 60), two.other.counter('address', 60)];
  expect((await one.count('x')).count).toBe(1);
  expect((await other.count('x')).count).toBe(2);
  expect((await other.count('y')).count).toBe(1);
  expect((await one.count('x')).msBeforeReset).toBeLessThanOrEqual(60_000);
});

test('a server that goes away fails what is under way, says so, and is found again', async () => {
  await using two = await startTwo();
  let missed = 0;
  two.other.onMissed(() => missed++);
  await server.kill();
  const failure = await two.one.calls.find(two.call.id).catch((error: unknown) => error);
  expect(isStoreFailing(failure)).toBe(true);
  await expect(two.one.ping()).rejects.toSatisfy(isStoreFailing);
  await expect(two.one.counter('address', 60).count('x')).rejects.toSatisfy(isStoreFailing);
  await server.start();
  await until(() => missed > 0, 10_000);
  const there = hearing(two.other);
  await two.one.transaction((tables) => tables.calls.save({ ...two.call, seq: 2 }));
  await until(() => there.length === 1);
});

test('a connection that the server ends is not used again', async () => {
  await using two = await startTwo();
  const failing = two.one.transaction(async (tables) => {
    await tables.calls.find(two.call.id);
    await runOn(
      two.url,
      'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()',
    );
    await tables.calls.save({ ...two.call, seq: 2 });
  });
  await expect(failing).rejects.toSatisfy(isStoreFailing);
  expect(await two.one.calls.find(two.call.id)).toEqual(two.call);
});

test('an older relay works on tables that a newer one has added to', async () => {
  const url = await server.database();
  await (await openStore(url)).close();
  const future = "insert into kysely_migration values ('9999-of-a-later-version', '2030-01-01')";
  await runOn(url, future);
  const older = await openStore(url);
  await older.ping();
  await older.close();
});

test('what PostgreSQL cannot hold in a text is replaced, not refused', async () => {
  await using two = await startTwo();
  expect(await two.one.sites.find('a\0b')).toBeNull();
  const call = sampleCall({ id: 'nul', visitor: { ...sampleCall().visitor, note: 'a\0b' } });
  await two.one.calls.insert({ ...call, state: 'scheduled' });
  expect((await two.other.calls.find('nul'))?.visitor.note).toBe('a\uFFFDb');
});

test('tables that a newer relay widens under an older one cost a refusal, no more', async () => {
  await using two = await startTwo();
  const { id } = two.call;
  await two.one.calls.find(id);
  await runOn(two.url, 'alter table calls add column of_a_later_version text');
  const tries = [];
  for (let at = 0; at < 3; at++) {
    tries.push(await two.one.calls.find(id).catch((error: unknown) => isStoreFailing(error)));
  }
  expect(tries.filter((one) => one === true).length).toBeLessThan(2);
  expect(tries.at(-1)).toMatchObject({ id });
});

test('a site that is changed at one relay is not remembered at the other', async () => {
  await using two = await startTwo();
  const before = await two.other.sites.find('shop');
  expect(before).toMatchObject({ name: 'S', version: 1 });
  const input = { site: 'shop', name: 'New', origins: [], settings: siteSettings.parse({}) };
  expect(await two.one.sites.replace(input, 1, new Date())).toBe(true);
  expect(await two.one.sites.find('shop')).toMatchObject({ name: 'New' });
  const deadline = Date.now() + 3000;
  let there = before;
  while (there?.name !== 'New' && Date.now() < deadline) there = await two.other.sites.find('shop');
  expect(there).toMatchObject({ name: 'New', version: 2 });
});
