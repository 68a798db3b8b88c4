import { ulid } from 'ulid';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { siteSettings } from '../../shared/site-settings.ts';
import { callFilter } from '../../shared/wire.ts';
import type { Attempt, Call, OperatorCall } from '../calls/call.ts';
import { sampleCall } from '../calls/sample-call.ts';
import type { CallChange, Store } from './store.ts';

const NOW = new Date('2026-11-23T09:00:00.000Z');
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);

/** What a database engine has to do for the relay; an engine's own test is its set-up alone. */
export function storeContract(engine: string, open: () => Promise<Store>): void {
  describe(`store on ${engine}`, () => {
    let store: Store;
    let site: string;
    let phoneKey: string;
    const newCall = (changes: Partial<Call> = {}): Call => {
      const id = ulid();
      const visitor = { ...sampleCall().visitor, phoneKey, phone: '+79123456789' };
      return sampleCall({ id, site, visitor, createdAt: NOW, dueAt: NOW, ...changes });
    };
    const newAttempt = (call: Call, changes: Partial<Attempt> = {}): Attempt => ({
      id: ulid(),
      callId: call.id,
      site,
      number: 1,
      operator: { pin: '666', name: 'Ольга' },
      phoneKey,
      state: 'intended',
      askedAt: NOW,
      sessionId: null,
      eventSessionId: null,
      checkAt: later(30),
      checks: 0,
      endedAt: null,
      result: null,
      ...changes,
    });
    const inserted = async (changes: Partial<Call> = {}) => {
      const call = newCall(changes);
      await store.calls.insert(call);
      return call;
    };

    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store.close());
    beforeEach(async () => {
      site = `shop-${ulid().toLowerCase()}`;
      phoneKey = store.digest(site);
      await store.sites.insert(
        { site, name: 'Shop', origins: [], settings: siteSettings.parse({}) },
        NOW,
      );
    });

    test('counts what is due and since when, and the attempts under way', async () => {
      // Long ago, so that no other test's calls are due then.
      const then = (hours: number) => later((hours - 10_000) * 3600);
      expect(await store.calls.waitingNow(then(0))).toEqual({
        queued: 0,
        scheduled: 0,
        oldest: null,
      });
      const under = await store.attempts.countOpenByState();
      const call = await inserted({ dueAt: then(-2) });
      const others = { ...call.visitor, phoneKey: 'other' };
      await inserted({ state: 'scheduled', dueAt: then(-1), visitor: others });
      await inserted({ state: 'scheduled', dueAt: then(1), visitor: others });
      await inserted({ state: 'ended', dueAt: then(-3), visitor: others });
      await store.attempts.insert(newAttempt(call));
      expect(await store.calls.waitingNow(then(0))).toEqual({
        queued: 1,
        scheduled: 1,
        oldest: then(-2),
      });
      const { intended, ...rest } = await store.attempts.countOpenByState();
      expect(intended - under.intended).toBe(1);
      expect(rest).toEqual({ uncertain: under.uncertain, placed: under.placed });
    });

    test('gives a call back as it was stored', async () => {
      const call = newCall({
        scheduledFor: later(60),
        chosenAt: later(61),
        wantedNow: false,
        waitedSeconds: 12,
        operator: { pin: '666', name: 'Ольга' },
        consents: [{ purpose: 'processing', version: '1', at: NOW.toISOString() }],
        retries: { tried: ['666'], rounds: 1, visitorFailures: 2, deferrals: 3 },
        visitor: {
          phone: '+79123456789',
          phoneKey,
          name: 'Анна',
          note: 'заказ 17',
          comment: null,
          page: { url: 'https://shop.example/', title: 'Т', referrer: null, utm: { source: 'x' } },
        },
      });
      await store.calls.insert(call);
      expect(await store.calls.find(call.id)).toEqual(call);
      const changed = {
        ...call,
        state: 'connected' as const,
        seq: 2,
        connectedAt: later(9),
        cancelRequested: true,
      };
      await store.calls.save(changed);
      expect(await store.calls.find(call.id)).toEqual(changed);
    });

    test('never lets a change of a call bring back what was erased of its visitor', async () => {
      const call = await inserted();
      const erased = { ...call, visitor: { ...call.visitor, name: 'somebody else' } };
      await store.calls.save(erased);
      expect((await store.calls.find(call.id))?.visitor.name).toBe('Анна');
    });

    test('refuses a second live call of a number on a site, whoever asks first', async () => {
      const call = await inserted();
      await expect(inserted()).rejects.toThrow();
      await inserted({ visitor: { ...call.visitor, phoneKey: store.digest('another') } });
      await inserted({ state: 'scheduled' });
      await store.calls.save({ ...call, state: 'ended', outcome: 'completed' });
      await inserted();
    });

    test('refuses a second attempt while one is open', async () => {
      const call = await inserted();
      const attempt = newAttempt(call);
      await store.attempts.insert(attempt);
      await expect(store.attempts.insert(newAttempt(call, { number: 2 }))).rejects.toThrow();
      await store.attempts.save({ ...attempt, state: 'ended', endedAt: NOW });
      await store.attempts.insert(newAttempt(call, { number: 2 }));
      expect((await store.attempts.ofCall(call.id)).map(({ number }) => number)).toEqual([1, 2]);
    });

    test('finds what is due, longest due first, and when the next will be', async () => {
      const [second, first] = [
        await inserted({ state: 'scheduled', dueAt: later(-5) }),
        await inserted({ state: 'scheduled', dueAt: later(-9) }),
      ];
      await inserted({ state: 'scheduled', dueAt: later(99) });
      await inserted({ state: 'ended', outcome: 'completed', dueAt: later(-99) });
      const queue = { site, department: null };
      const limit = { queued: 9, scheduled: 9 };
      expect(await store.calls.dueQueues(NOW)).toContainEqual(queue);
      expect(await store.calls.dueIn(queue, NOW, limit)).toEqual([first.id, second.id]);
      expect(await store.calls.dueIn(queue, NOW, { ...limit, scheduled: 1 })).toEqual([first.id]);
      expect(await store.calls.dueIn({ site, department: 'sales' }, NOW, limit)).toEqual([]);
      expect(await store.calls.nextDue(NOW)).toEqual(later(99));
      expect(await store.calls.nextDue(later(99))).toBeNull();
    });

    test('finds what is scheduled into a span, its end excluded, for one queue', async () => {
      const queue = { site, department: null };
      const span = { from: later(600), to: later(2400) };
      const planned = (seconds: number, changes: Partial<Call> = {}) =>
        inserted({ state: 'scheduled', dueAt: later(seconds), ...changes });
      const first = await planned(600);
      await planned(599);
      await planned(2400);
      await planned(700, { department: 'sales' });
      await inserted({ state: 'queued', dueAt: later(700) });
      const ended = await planned(800);
      await store.calls.save({ ...ended, state: 'ended', outcome: 'cancelled', seq: 2 });
      const moved = await planned(50);
      await store.calls.save({ ...moved, dueAt: later(2399), seq: 2 });
      const found = await store.calls.scheduledIn(queue, span);
      expect(found.toSorted((a, b) => a.at.getTime() - b.at.getTime())).toEqual([
        { id: first.id, at: later(600) },
        { id: moved.id, at: later(2399) },
      ]);
    });

    test('counts calls of a number and of a site in a window', async () => {
      for (const seconds of [1, 2, 3]) {
        await inserted({
          state: 'ended',
          outcome: 'completed',
          createdAt: later(seconds),
          endedAt: later(seconds),
        });
      }
      const query = { site, phoneKey, since: NOW };
      expect(await store.calls.nthNewest({ ...query, nth: 3 })).toEqual(later(1));
      expect(await store.calls.nthNewest({ ...query, nth: 4 })).toBeNull();
      expect(await store.calls.nthNewest({ ...query, since: later(2), nth: 2 })).toBeNull();
      expect(await store.calls.nthNewest({ site, since: NOW, nth: 1 })).toEqual(later(3));
      expect(await store.calls.completedSince(site, phoneKey, later(2))).toBe(true);
      expect(await store.calls.completedSince(site, phoneKey, later(3))).toBe(false);
    });

    test('finds an attempt by either id of the PBX, and a silent one by operator, number and time', async () => {
      const attempt = newAttempt(await inserted());
      await store.attempts.insert(attempt);
      const search = { operator: '666', phoneKey, from: later(-60), to: later(60) };
      expect((await store.attempts.silent(search))?.id).toBe(attempt.id);
      expect(await store.attempts.silent({ ...search, operator: '703' })).toBeNull();
      expect(await store.attempts.silent({ ...search, from: later(1) })).toBeNull();
      const [one, other] = [ulid(), ulid()];
      await store.attempts.save({
        ...attempt,
        state: 'placed',
        sessionId: one,
        eventSessionId: other,
      });
      expect((await store.attempts.bySession(one))?.id).toBe(attempt.id);
      expect((await store.attempts.bySession(other))?.id).toBe(attempt.id);
      expect(await store.attempts.bySession(ulid())).toBeNull();
      expect(await store.attempts.otherSessions(attempt)).toEqual([]);
      expect(await store.attempts.otherSessions({ ...attempt, id: ulid() })).toEqual([one, other]);
      expect(await store.attempts.silent(search)).toBeNull();
    });

    test('takes up what was under way when the relay died: asked ones are uncertain', async () => {
      const attempt = newAttempt(await inserted());
      await store.attempts.insert(attempt);
      expect(await store.attempts.resume(later(1))).toBeGreaterThan(0);
      expect(await store.attempts.find(attempt.id)).toMatchObject({
        state: 'uncertain',
        checkAt: later(1),
      });
      expect(await store.attempts.claimChecks(later(1), later(60), 100)).toContain(attempt.id);
    });

    test('pages through calls, newest first, by every filter', async () => {
      const calls: Call[] = [];
      for (const state of ['ended', 'scheduled', 'queued'] as const) {
        calls.unshift(
          await inserted({
            state,
            outcome: state === 'ended' ? 'completed' : null,
            id: ulid(Date.now() + calls.length),
          }),
        );
      }
      const page = await store.calls.list(callFilter.parse({ site, limit: 2 }));
      expect(page.calls.map(({ id }) => id)).toEqual(calls.slice(0, 2).map(({ id }) => id));
      const rest = await store.calls.list(
        callFilter.parse({ site, limit: 2, cursor: page.nextCursor ?? '' }),
      );
      expect(rest).toMatchObject({ calls: [{ id: calls[2]?.id }], nextCursor: null });
      await store.calls.save({ ...(calls[2] as Call), reason: 'unresolved' });
      const unresolved = await store.calls.list(callFilter.parse({ site, reason: 'unresolved' }));
      expect(unresolved.calls.map(({ id }) => id)).toEqual([calls[2]?.id]);
      const filtered = await store.calls.list(callFilter.parse({ site, outcome: 'completed' }));
      expect(filtered.calls.map(({ state }) => state)).toEqual(['ended']);
      expect(
        (await store.calls.list(callFilter.parse({ site, from: later(1).toISOString() }))).calls,
      ).toEqual([]);
    });

    test('replaces a site only in the version that was read', async () => {
      const input = {
        site,
        name: 'New',
        origins: ['https://a.example'],
        settings: siteSettings.parse({}),
      };
      expect(await store.sites.replace(input, 7, NOW)).toBe(false);
      expect(await store.sites.replace(input, 1, NOW)).toBe(true);
      expect(await store.sites.find(site)).toMatchObject({ name: 'New', version: 2 });
      expect(await store.sites.insert(input, NOW)).toBe(false);
      expect(await store.sites.remove(site)).toBe(true);
      expect(await store.sites.find(site)).toBeNull();
      expect(await store.sites.insert(input, NOW)).toBe(true);
    });

    test('keeps requests by site and key, and sweeps what is old', async () => {
      const call = await inserted();
      const request = { callId: call.id, fingerprint: 'f' };
      await store.keys.saveRequest(site, 'key', request, NOW);
      expect(await store.keys.findRequest(site, 'key', later(-1))).toEqual(request);
      expect(await store.keys.findRequest('other', 'key', later(-1))).toBeNull();
      await store.keys.saveToken(site, call.id, NOW);
      expect(await store.keys.holdsToken(site, call.id)).toBe(true);
      expect(await store.keys.holdsToken(site, 'another call')).toBe(false);
      await store.calls.save({ ...call, state: 'ended', outcome: 'completed', endedAt: NOW });
      await store.keys.sweep(later(1));
      expect(await store.keys.findRequest(site, 'key', later(-1))).toBeNull();
      expect(await store.keys.holdsToken(site, call.id)).toBe(false);
    });

    test('keeps who is on the phone until the call ends, lapses or is swept', async () => {
      const call: OperatorCall = {
        sessionId: ulid(),
        parties: { [site]: { rang: 1 } },
        heardAt: NOW,
        lapsesAt: later(60),
        askAt: null,
        askedAt: null,
        endedAt: null,
      };
      const { operatorCalls } = store;
      const openAt = async (at: Date) =>
        (await operatorCalls.open(at)).filter(({ sessionId }) => sessionId === call.sessionId);
      expect(await operatorCalls.find(call.sessionId)).toBeNull();
      expect(await operatorCalls.lock(call)).toEqual(call);
      const talking = { ...call, parties: { [site]: { rang: 1, talked: 2 } } };
      await operatorCalls.save(talking);
      expect(await operatorCalls.lock(call)).toEqual(talking);
      expect(await openAt(later(59))).toEqual([talking]);
      expect(await openAt(later(60))).toEqual([]);
      await operatorCalls.save({ ...talking, endedAt: later(5) });
      expect(await openAt(later(6))).toEqual([]);
      await operatorCalls.sweep(later(60));
      expect(await operatorCalls.find(call.sessionId)).not.toBeNull();
      await operatorCalls.sweep(later(61));
      expect(await operatorCalls.find(call.sessionId)).toBeNull();
    });

    test('lets one relay ask about a call that somebody waits for', async () => {
      const sessionId = ulid();
      const silent = { askAt: null, askedAt: null, endedAt: null };
      const fresh = { sessionId, parties: {}, heardAt: NOW, lapsesAt: later(60), ...silent };
      const { operatorCalls } = store;
      await operatorCalls.lock(fresh);
      expect(await operatorCalls.toAsk(100)).not.toContain(sessionId);
      expect(await operatorCalls.claimAsk(sessionId, NOW)).toBe(false);
      await operatorCalls.askSoon([sessionId], NOW);
      expect(await operatorCalls.toAsk(100)).toContain(sessionId);
      expect(await operatorCalls.claimAsk(sessionId, later(1))).toBe(true);
      expect(await operatorCalls.claimAsk(sessionId, later(1))).toBe(false);
      expect(await operatorCalls.find(sessionId)).toMatchObject({ askAt: null, askedAt: later(1) });
      await operatorCalls.save({ ...fresh, endedAt: later(2) });
      await operatorCalls.askSoon([sessionId], later(3));
      expect(await operatorCalls.toAsk(100)).not.toContain(sessionId);
    });

    test('knows since when each operator rests', async () => {
      const [one, other, stranger] = [ulid(), ulid(), ulid()];
      const { operatorCalls } = store;
      await operatorCalls.rest([one, other], NOW);
      await operatorCalls.rest([other], later(9));
      expect(await operatorCalls.restingSince([one, other, stranger])).toEqual(
        new Map([
          [one, NOW],
          [other, later(9)],
        ]),
      );
      expect(await operatorCalls.restingSince([])).toEqual(new Map());
    });

    test('a transaction that fails leaves nothing behind and announces nothing', async () => {
      const heard: CallChange[] = [];
      const stop = store.onChange((change) => heard.push(change));
      const call = newCall();
      const failing = store.transaction(async (tables) => {
        await tables.calls.insert(call);
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      expect(await store.calls.find(call.id)).toBeNull();
      expect(heard).toEqual([]);
      await store.transaction((tables) => tables.calls.insert(call));
      const queue = { site, department: null };
      expect(heard).toEqual([{ callId: call.id, seq: 1, state: 'queued', queue }]);
      stop();
    });

    test('keeps the timeline in the order of writing, what changed nothing included', async () => {
      const { id } = await inserted();
      for (const seq of [1, null, 2]) {
        await store.timeline.append({
          callId: id,
          seq,
          at: NOW,
          what: 'x',
          why: null,
          state: 'queued',
          attemptId: null,
        });
      }
      expect((await store.timeline.ofCall(id)).map(({ seq }) => seq)).toEqual([1, null, 2]);
      const query = { callId: id, what: 'x', since: later(-1), nth: 3 };
      expect(await store.timeline.nthNewest(query)).toEqual(NOW);
      expect(await store.timeline.nthNewest({ ...query, nth: 4 })).toBeNull();
      expect(await store.timeline.nthNewest({ ...query, what: 'y', nth: 1 })).toBeNull();
      expect(await store.timeline.nthNewest({ ...query, since: NOW, nth: 1 })).toBeNull();
    });
  });
}
