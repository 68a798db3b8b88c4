import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textsFor } from '../shared/texts/index.ts';
import type { CallView, PublicSite } from '../shared/wire.ts';
import {
  afterChange,
  afterRefusal,
  afterWait,
  hoursOf,
  isComplete,
  isLive,
  isMovable,
  phoneFaultOf,
  reachedAfter,
  type Seen,
  screenOf,
  startedAt,
  UNASKED,
} from './call-flow.ts';

const site: PublicSite = {
  site: 'demo',
  name: 'Demo',
  ...textsFor('en'),
  theme: { accent: '#0b6bcb', position: 'right', offset: [24, 24], scheme: 'auto' },
  offers: ['callback'],
  ask: [],
  departments: [],
  timezone: 'Europe/Moscow',
  hours: { openNow: true, nextOpening: null },
  longWait: false,
  promise: null,
  consents: [
    { purpose: 'processing', version: '1', url: null, required: true, text: '' },
    { purpose: 'marketing', version: '1', url: null, required: false, text: '' },
  ],
  callerId: null,
  fallbackPhone: null,
  countries: [
    {
      country: 'RU',
      name: 'Russia',
      callingCode: '7',
      trunkPrefix: '8',
      pattern: '[3489]\\d{9}',
      lengths: [10],
      formats: [],
      example: '912 345-67-89',
    },
  ],
  ringSeconds: 30,
};
const draft = { country: '', phone: '', name: '', note: '', department: '', ticks: {} };
const fresh: Seen = { ...UNASKED, site, draft, open: true, skew: 0 };
const at = (seconds: number) => new Date(Date.UTC(2026, 10, 23, 9) + seconds * 1e3).toISOString();
const call = (change: Partial<CallView> = {}): CallView => ({
  id: '1',
  kind: 'callback',
  state: 'queued',
  outcome: null,
  seq: 1,
  attempt: 1,
  scheduledFor: null,
  nextAttemptAt: null,
  cancelRequested: false,
  reason: null,
  connectedAt: null,
  talkSeconds: null,
  phone: null,
  position: null,
  estimatedSeconds: null,
  longWait: false,
  operator: null,
  callerId: null,
  stars: null,
  createdAt: at(0),
  updatedAt: at(0),
  ...change,
});
const shown = (change: Partial<CallView>) => screenOf(afterChange(fresh, call(change)));

describe('what the visitor sees', () => {
  test('the form, or the opening time out of hours', () => {
    expect(screenOf(fresh)).toBe('ask');
    const hours = { openNow: false, nextOpening: at(60) };
    expect(screenOf({ ...fresh, site: { ...site, hours } })).toBe('closed');
  });

  test('hours are those of the chosen department', () => {
    const departments = [
      { id: 'night', name: 'Night', openNow: false, nextOpening: null, longWait: false },
    ];
    const seen = { ...fresh, site: { ...site, departments } };
    expect(screenOf(seen)).toBe('ask');
    expect(screenOf({ ...seen, draft: { ...draft, department: 'night' } })).toBe('closed');
  });

  test.each([
    ['calling_operator', { state: 'queued' }],
    ['queued', { state: 'queued', position: 3 }],
    ['still_trying', { state: 'queued', reason: 'pbx_unavailable' }],
    ['calling_visitor', { state: 'calling_visitor' }],
    ['scheduled', { state: 'scheduled', reason: 'out_of_hours' }],
    ['operators_busy', { state: 'scheduled', reason: 'operator_no_answer' }],
    ['not_reached', { state: 'scheduled', reason: 'visitor_busy' }],
    ['completed', { state: 'ended', outcome: 'completed', talkSeconds: 5 }],
    ['completed', { state: 'ended', outcome: 'completed', talkSeconds: null }],
    ['cut_off', { state: 'ended', outcome: 'completed', talkSeconds: 4 }],
    ['cut_off', { state: 'ended', outcome: 'completed', talkSeconds: 0 }],
    ['refused', { state: 'ended', outcome: 'refused' }],
  ] as const)('%s', (screen, change) => {
    expect(shown(change)).toBe(screen);
  });
});

describe('news of the call', () => {
  test('what is older than what is shown changes nothing', () => {
    const now = afterChange(fresh, call({ seq: 5, state: 'connected' }));
    expect(afterChange(now, call({ seq: 4, state: 'calling_visitor' }))).toBe(now);
  });

  test('in any order, the one that counts is the latest', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([1, 2, 3, 4, 5], { minLength: 1 }), (order) => {
        const end = order.reduce((seen, seq) => afterChange(seen, call({ seq })), fresh);
        expect(end.call?.seq).toBe(Math.max(...order));
      }),
    );
  });

  test('steps have the times of their news, skipped ones have none', () => {
    const news = [
      call({ seq: 1 }),
      call({ seq: 2, state: 'calling_operator', updatedAt: at(2) }),
      call({ seq: 3, state: 'calling_visitor', updatedAt: at(11) }),
    ];
    const seen = news.reduce(afterChange, fresh);
    expect(startedAt(seen)).toBe(Date.parse(at(0)));
    expect(reachedAfter(seen, 'calling_operator')).toBe(2);
    expect(reachedAfter(seen, 'calling_visitor')).toBe(11);
    const skipped = [call(), call({ seq: 3, state: 'calling_visitor' })].reduce(afterChange, fresh);
    expect(reachedAfter(skipped, 'calling_operator')).toBeNull();
  });

  test('a planned retry starts a new count', () => {
    const news = [
      call({ seq: 1 }),
      call({ seq: 2, state: 'scheduled', reason: 'operator_busy', updatedAt: at(30) }),
      call({ seq: 3, state: 'calling_operator', updatedAt: at(150) }),
    ];
    expect(startedAt(news.reduce(afterChange, fresh))).toBe(Date.parse(at(150)));
  });

  test('a call is live until it is planned or over', () => {
    expect(isLive(afterChange(fresh, call()))).toBe(true);
    expect(isLive(afterChange(fresh, call({ state: 'scheduled' })))).toBe(false);
    expect(isLive(fresh)).toBe(false);
  });
});

describe('a request without an answer', () => {
  const minutes = (count: number) => count * 60_000;
  const kept = afterRefusal(fresh, 'unreachable', 1);

  test('is kept, and asked about after a quarter of an hour', () => {
    expect(screenOf(kept)).toBe('offline');
    expect(screenOf(afterWait(kept, minutes(15)))).toBe('offline');
    expect(screenOf(afterWait(kept, minutes(16)))).toBe('late');
  });

  test('counts from its first try', () => {
    expect(afterRefusal(kept, 'unreachable', minutes(10)).kept).toBe(1);
  });

  test('a refusal in words is not a missing network', () => {
    const refused = afterRefusal(kept, 'rate_limited', 2);
    expect([screenOf(refused), refused.problem]).toEqual(['ask', 'rate_limited']);
  });

  test('of something else than a new call is said, not kept', () => {
    const seen = afterRefusal(afterChange(fresh, call()), 'unreachable', 1);
    expect([seen.kept, seen.problem]).toEqual([0, 'unreachable']);
  });
});

test('required consents and the number keep a request from leaving', () => {
  expect(phoneFaultOf(fresh)).toMatchObject({ kind: 'empty' });
  const ticks = { processing: true };
  const filled = { ...fresh, draft: { ...draft, phone: '8 912 345-67-89' } };
  expect(phoneFaultOf(filled)).toBeNull();
  expect(isComplete(filled)).toBe(false);
  expect(isComplete({ ...fresh, draft: { ...draft, ticks } })).toBe(false);
  expect(isComplete({ ...filled, draft: { ...filled.draft, ticks } })).toBe(true);
});

describe('choosing another time', () => {
  const pick = {
    slots: [at(3600)],
    names: { visitor: '', site: '' },
    closed: [],
    days: {},
    day: 0,
    stays: false,
    taken: null,
    slow: false,
    asks: false,
    problem: null,
  };
  const choosing = { ...fresh, choosing: true, pick, scheduledFor: at(3600) };

  test('goes on while the call waits, and gives way as soon as somebody is rung', () => {
    const waiting = afterChange(choosing, call({ position: 2 }));
    expect(waiting).toMatchObject({ choosing: true, pick, scheduledFor: at(3600) });
    expect(screenOf(waiting)).toBe('choose');
    const rung = afterChange(waiting, call({ seq: 2, state: 'calling_operator' }));
    expect(rung).toMatchObject({ choosing: false, pick: null, scheduledFor: null });
    expect(screenOf(rung)).toBe('calling_operator');
  });

  test('a call that nobody is choosing for shows itself', () => {
    const planned = afterChange(fresh, call({ state: 'scheduled', scheduledFor: at(3600) }));
    expect(screenOf(planned)).toBe('scheduled');
    expect(planned).toMatchObject({ pick: null, scheduledFor: null });
  });

  test('a request that waits for the network shows that, and keeps its time', () => {
    const kept = afterRefusal(choosing, 'unreachable', 5);
    expect(screenOf(kept)).toBe('offline');
    expect(kept.scheduledFor).toBe(at(3600));
    expect(screenOf(afterRefusal(kept, 'slot_unavailable', 6))).toBe('choose');
  });

  test.each(['calling_operator', 'calling_visitor', 'connected', 'ended'] as const)(
    'is too late for a call that is %s',
    (state) => expect(isMovable(call({ state }))).toBe(false),
  );
});

test('a long wait is that of the chosen department, else of the site', () => {
  const hours = { name: '', openNow: true, nextOpening: null };
  const departments = [
    { ...hours, id: 'sales', longWait: true },
    { ...hours, id: 'service', longWait: false },
  ];
  const waits = (department: string, longWait = false) =>
    hoursOf({ ...fresh, site: { ...site, departments, longWait }, draft: { ...draft, department } })
      .longWait;
  expect([waits('sales'), waits('service', true), waits(''), waits('', true)]).toEqual([
    true,
    false,
    false,
    true,
  ]);
});
