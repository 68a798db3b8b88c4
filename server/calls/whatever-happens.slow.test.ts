import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { siteSettings } from '../../shared/site-settings.ts';
import { newId } from '../new-id.ts';
import type { CallDetails, Pbx, PbxEvent, PlaceCallAnswer } from '../pbx/pbx.ts';
import { progressOf } from '../pbx/rostelecom/progress.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { apply, settingsOf } from './apply.ts';
import { checkAttempt } from './check-attempt.ts';
import { dispatchCall } from './dispatch-call.ts';
import { recordEvent } from './record-event.ts';
import { sampleCall } from './sample-call.ts';
import type { CallEvent } from './transition.ts';

/** A Monday morning in Moscow: hours and nights do not come between. */
const START = new Date('2026-11-23T06:00:00Z').getTime();
const PHONE = '+79123456789';
const OPERATORS = ['666', '703'].map((pin) => ({ pin, name: null, isOperator: true }));
/** Nobody in this world talks longer, so that what is given up after 15 minutes is over. */
const LONGEST_TALK_MS = 8 * 60_000;

/** What the PBX does with a request, and what of that its answer shows. */
const ANSWERS = {
  accepted: { places: true, kind: 'accepted' },
  accepted_without_id: { places: true, kind: 'accepted' },
  lost: { places: true, kind: 'uncertain' },
  never_heard: { places: false, kind: 'uncertain' },
  not_delivered: { places: false, kind: 'temporary' },
  operator_failed: { places: false, kind: 'operator_failed' },
  refused: { places: false, kind: 'refused' },
} as const;
type AnswerName = keyof typeof ANSWERS;

type Session = {
  id: string;
  operator: string;
  placedAt: number;
  /** 0 placed, 1 operator rings, 2 operator answered, 3 visitor rings, 4 both talk. */
  step: number;
  talkedAt: number | null;
  ended: { at: number; failed: 'operator' | 'visitor' | null } | null;
};

/** The vendor's side: it knows what really rings, and shows only what it likes. */
function createWorld() {
  let now = START;
  const sessions: Session[] = [];
  const reports: PbxEvent[] = [];
  const world = {
    answer: 'accepted' as AnswerName,
    isDumb: false,
    /** More than one phone call at a time to the same person. */
    doubled: 0,
    sessions,
    reports,
    now: () => new Date(now),
    live: () => sessions.find(({ ended }) => ended === null),
    pass(seconds: number) {
      now += seconds * 1000;
      for (const session of sessions) {
        const isOver = session.ended === null && now - session.placedAt > LONGEST_TALK_MS;
        if (isOver) world.end(session);
      }
    },
    /** One step further; gives the PBX's report of it. */
    advance(session: Session): PbxEvent {
      session.step += 1;
      if (session.step > 4) return world.end(session);
      if (session.step === 4) session.talkedAt = now;
      const isRinging = session.step === 1 || session.step === 3;
      return report(session, isRinging ? 'ringing' : 'answered');
    },
    end(session: Session): PbxEvent {
      const failed = session.step < 2 ? 'operator' : 'visitor';
      session.ended = { at: now, failed: session.talkedAt === null ? failed : null };
      return report(session, 'ended');
    },
  };
  function report({ id, operator }: Session, step: PbxEvent['step']): PbxEvent {
    now += 1;
    const users = { from: operator, to: null };
    const said = { operator, users, phone: PHONE, cause: null };
    const event: PbxEvent = { sessionId: id, at: new Date(now), step, ...said };
    reports.push(event);
    return event;
  }
  return world;
}
type World = ReturnType<typeof createWorld>;

function detailsOf({ id, placedAt, talkedAt, ended }: Session): CallDetails {
  const talkSeconds =
    talkedAt === null || ended === null ? null : Math.round((ended.at - talkedAt) / 1000);
  return {
    sessionId: id,
    startedAt: new Date(placedAt),
    talkSeconds,
    failed: ended?.failed ? { leg: ended.failed, cause: null } : null,
    hasRecording: false,
  };
}

function pbxOf(world: World): Pbx {
  const silent = () => ({
    kind: 'unknown' as const,
    askAgainAt: new Date(world.now().getTime() + 30_000),
  });
  return {
    name: 'rostelecom',
    can: { hangUp: false, findsLostCalls: true },
    placesWithinMs: 10_000,
    progressOf,
    async placeCall({ operator }): Promise<PlaceCallAnswer> {
      const { places, kind } = ANSWERS[world.answer];
      if (places && world.live()) world.doubled += 1;
      const placedAt = world.now().getTime();
      const session = {
        id: newId(new Date(START)),
        operator,
        placedAt,
        step: 0,
        talkedAt: null,
        ended: null,
      };
      if (places) world.sessions.push(session);
      if (kind === 'accepted') {
        return { kind, sessionId: world.answer === 'accepted' ? session.id : null };
      }
      return kind === 'uncertain' ? { kind, why: 'x', sessionId: null } : { kind, why: 'x' };
    },
    async callDetails(sessionId) {
      const session = world.sessions.find(({ id }) => id === sessionId);
      return world.isDumb || !session?.ended ? 'unknown' : detailsOf(session);
    },
    async findCall({ operator, askedAt, otherSessions = [] }) {
      const near = (session: Session) => Math.abs(session.placedAt - askedAt.getTime()) < 60_000;
      const mine = world.sessions.filter(
        (one) => one.operator === operator && near(one) && !otherSessions.includes(one.id),
      );
      if (world.isDumb || mine.some(({ ended }) => ended === null)) return silent();
      return mine[0] ? { kind: 'found', details: detailsOf(mine[0]) } : { kind: 'absent' };
    },
    operators: async () => OPERATORS,
    groups: async () => [],
    isReachable: async () => true,
    close: async () => undefined,
  };
}

/** What is lost on the way is what matters most. */
const anyAnswer = fc.constantFrom<AnswerName>(
  ...(Object.keys(ANSWERS) as AnswerName[]),
  'lost',
  'lost',
  'never_heard',
);
const happening = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ do: 'dispatch' } as const) },
  { weight: 4, arbitrary: fc.constant({ do: 'check' } as const) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('report' as const), isLost: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('end' as const), isLost: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('repeat' as const), which: fc.nat(40) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      seconds: fc.constantFrom(1, 11, 70, 400),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('turn' as const),
      answer: anyAnswer,
      isDumb: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), call: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('move' as const), call: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'die' } as const) },
);
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

const folder = mkdtempSync(join(tmpdir(), 'ringlet-life-'));
let store: Store;
beforeAll(async () => {
  store = await openStore(`file:${join(folder, 'calls.db')}`);
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** One site with two calls of one person: one wanted now, one planned for a minute later. */
async function begin(world: World) {
  const site = newId(new Date(START)).toLowerCase();
  const at = new Date(START);
  const departments = [{ id: 'sales', name: 'S', operators: OPERATORS.map(({ pin }) => pin) }];
  const settings = siteSettings.parse({ departments });
  await store.sites.insert({ site, name: 'S', origins: [], settings }, at);
  const visitor = { ...sampleCall().visitor, phone: PHONE, phoneKey: site };
  const dated = { site, department: 'sales', visitor, createdAt: at, updatedAt: at };
  const later = new Date(START + 60_000);
  const calls = [
    sampleCall({ ...dated, id: newId(new Date(START)), dueAt: at, chosenAt: at }),
    sampleCall({
      ...dated,
      id: newId(new Date(START)),
      state: 'scheduled',
      scheduledFor: later,
      dueAt: later,
    }),
  ];
  for (const call of calls) await store.calls.insert(call);
  const parts = { store, pbx: pbxOf(world), now: world.now, tellOwner: () => undefined };
  return { site, ids: calls.map(({ id }) => id), parts };
}
type Life = Awaited<ReturnType<typeof begin>>;

const dueNow = (site: string, world: World) =>
  store.calls.dueIn({ site, department: 'sales' }, world.now(), { queued: 9, scheduled: 9 });

async function happen(what: Happening, world: World, life: Life): Promise<void> {
  const { site, ids, parts } = life;
  const hear = async (event: PbxEvent | undefined) => {
    if (event) await recordEvent(event, '', { ...parts, longestCall: async () => 3_600_000 });
  };
  const change = (index: number, event: CallEvent) =>
    store.transaction(async (tables) => {
      const call = await tables.calls.lock(ids[index] ?? '');
      const isRefused =
        event.type === 'rescheduled' && (await tables.calls.liveOf(site, site, call?.id));
      if (call && !isRefused) {
        await apply(call, event, {
          tables,
          settings: await settingsOf(site, tables),
          now: world.now(),
        });
      }
    });
  const live = world.live();
  switch (what.do) {
    case 'dispatch':
      for (const id of await dueNow(site, world)) await dispatchCall(id, parts);
      return;
    case 'check':
      for (const id of await store.attempts.claimChecks(world.now(), world.now(), 100))
        await checkAttempt(id, parts);
      return;
    case 'report': {
      const event = live && world.advance(live);
      return what.isLost ? undefined : hear(event);
    }
    case 'end': {
      const event = live && world.end(live);
      return what.isLost ? undefined : hear(event);
    }
    case 'repeat':
      return hear(world.reports[what.which]);
    case 'pass':
      return world.pass(what.seconds);
    case 'turn':
      world.answer = what.answer;
      world.isDumb = what.isDumb;
      return;
    case 'cancel':
      return change(what.call, { type: 'cancelAsked', stoppable: false });
    case 'move':
      return change(what.call, { type: 'rescheduled', to: null });
    case 'die':
      await store.attempts.resume(world.now());
  }
}

async function look({ ids }: Life) {
  return Promise.all(
    ids.map(async (id) => {
      const call = await store.calls.find(id);
      const attempts = await store.attempts.ofCall(id);
      const changes = (await store.timeline.ofCall(id)).filter(({ seq }) => seq !== null);
      return { call, attempts, seqs: changes.map(({ seq }) => seq) };
    }),
  );
}

test('no sequence of events loses a call, rings twice at once, or changes an end', async () => {
  const run = async (answer: AnswerName, happenings: Happening[]) => {
    const world = createWorld();
    world.answer = answer;
    const life = await begin(world);
    let before = await look(life);
    for (const what of happenings) {
      await happen(what, world, life);
      const after = await look(life);
      expect(world.doubled).toBe(0);
      const open = after.flatMap(({ attempts }) => attempts.filter(({ endedAt }) => !endedAt));
      expect(open.length).toBeLessThanOrEqual(1);
      for (const [index, { call, attempts, seqs }] of after.entries()) {
        const earlier = before[index];
        if (earlier?.call?.state === 'ended') expect(call).toEqual(earlier.call);
        // An attempt that is over stays over, with the result that it had.
        for (const one of earlier?.attempts.filter(({ state }) => state === 'ended') ?? [])
          expect(attempts).toContainEqual(one);
        expect(attempts).toHaveLength(call?.attempt ?? -1);
        expect(seqs).toEqual(seqs.map((_, position) => position + 2));
        expect(call?.seq).toBe(seqs.length + 1);
      }
      before = after;
    }
    // The PBX is well again and everybody hangs up: whatever was accepted comes to its end.
    world.answer = 'accepted';
    world.isDumb = false;
    for (let rounds = 0; rounds < 150; rounds += 1) {
      if ((await look(life)).every(({ call }) => call?.state === 'ended')) break;
      await happen({ do: 'dispatch' }, world, life);
      await happen({ do: 'end', isLost: rounds % 2 === 0 }, world, life);
      await happen({ do: 'pass', seconds: 400 }, world, life);
      await happen({ do: 'check' }, world, life);
    }
    expect(world.doubled).toBe(0);
    const outcomes = (await look(life)).map(({ call }) => call?.outcome);
    expect(outcomes).not.toContain(null);
    expect(await store.attempts.busyOperators()).toEqual([]);
  };
  await fc.assert(
    fc.asyncProperty(
      anyAnswer,
      fc.array(happening, { minLength: 5, maxLength: 60, size: 'max' }),
      run,
    ),
    { numRuns: 150, endOnFailure: true },
  );
}, 120_000);
