import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ulid } from 'ulid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { siteSettings } from '../../shared/site-settings.ts';
import { callFilter } from '../../shared/wire.ts';
import { startTestBench, type TestBench, VISITOR } from '../pbx/rostelecom/test-bench.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import type { TellOwner } from './apply.ts';
import type { Attempt } from './call.ts';
import { checkAttempt } from './check-attempt.ts';
import { dispatchCall } from './dispatch-call.ts';
import { sampleCall } from './sample-call.ts';

const ASKED = new Date();
const MINUTE = 60_000;
const folder = mkdtempSync(join(tmpdir(), 'ringlet-uncertain-'));
let store: Store;
let bench: TestBench;
beforeAll(async () => {
  store = await openStore(`file:${join(folder, 'calls.db')}`);
  const site = { site: 'shop', name: 'S', origins: [], settings: siteSettings.parse({}) };
  await store.sites.insert(site, ASKED);
  bench = await startTestBench();
  await bench.pbx.operators();
});
afterAll(async () => {
  await store.close();
  await bench[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** The PBX was asked, and nobody knows whether it heard. */
async function uncertainCall() {
  const id = ulid();
  const visitor = { ...sampleCall().visitor, phone: VISITOR, phoneKey: id };
  const dated = { createdAt: ASKED, dueAt: ASKED, chosenAt: ASKED };
  const call = sampleCall({ id, visitor, ...dated, state: 'calling_operator', attempt: 1, seq: 2 });
  const attempt: Attempt = {
    id: ulid(),
    callId: id,
    site: 'shop',
    number: 1,
    operator: { pin: '666', name: 'Ольга' },
    phoneKey: id,
    state: 'uncertain',
    askedAt: ASKED,
    sessionId: null,
    eventSessionId: null,
    checkAt: ASKED,
    checks: 0,
    endedAt: null,
    result: null,
  };
  await store.calls.insert(call);
  await store.attempts.insert(attempt);
  return { id, attempt };
}

function partsAt(minutes: number) {
  const told: Parameters<TellOwner>[0][] = [];
  const now = () => new Date(ASKED.getTime() + minutes * MINUTE);
  return { told, parts: { store, pbx: bench.pbx, now, tellOwner: told.push.bind(told) } };
}
const rowsOf = async (id: string) =>
  (await store.timeline.ofCall(id)).map(({ what, why }) => [what, why]);

test('what nobody can explain ends, is told to the owner, and is never dialled again', async () => {
  await bench.simulator.goDown();
  const { id, attempt } = await uncertainCall();
  const early = partsAt(14);
  await checkAttempt(attempt.id, early.parts);
  expect(await store.calls.find(id)).toMatchObject({ state: 'calling_operator', outcome: null });
  expect(early.told).toEqual([]);
  const late = partsAt(16);
  await checkAttempt(attempt.id, late.parts);
  expect(await store.calls.find(id)).toMatchObject({ outcome: 'expired', reason: 'unresolved' });
  expect(late.told).toEqual([{ id, site: 'shop', reason: 'unresolved' }]);
  expect(await rowsOf(id)).toEqual([
    ['pbx_asked', 'uncertain'],
    ['attempt_resolved', 'unresolved'],
    ['ended', 'unresolved'],
  ]);
  const listed = await store.calls.list(callFilter.parse({ reason: 'unresolved' }));
  expect(listed.calls.map((call) => call.id)).toEqual([id]);
  // Nothing brings it back, and nobody is told twice.
  await bench.simulator.comeBack();
  await checkAttempt(attempt.id, late.parts);
  await dispatchCall(id, late.parts);
  expect(late.told).toHaveLength(1);
  expect(await store.attempts.ofCall(id)).toHaveLength(1);
  expect(bench.simulator.calls).toEqual([]);
});

test('what the PBX proves never to have been is tried again, with a row that says so', async () => {
  const { id, attempt } = await uncertainCall();
  const { parts, told } = partsAt(5);
  for (let step = 0; step < 20; step += 1) {
    await checkAttempt(attempt.id, parts);
    if ((await store.calls.find(id))?.state !== 'calling_operator') break;
    await bench.simulator.settled();
  }
  expect(await store.calls.find(id)).toMatchObject({ state: 'queued', reason: 'pbx_unavailable' });
  expect(await rowsOf(id)).toContainEqual(['attempt_resolved', 'not_placed']);
  expect(told).toEqual([]);
});
