import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PbxEvent } from '../pbx/pbx.ts';
import type { OperatorCall } from './call.ts';
import { busyIn, hearOperators, tookPart, unheardCall } from './operator-call.ts';

const NOW = new Date('2026-11-23T09:00:00Z');
const TIMES = { now: NOW, lapsesAt: new Date('2026-11-23T10:00:00Z') };
const [OLGA, IVAN, BOSS] = ['666', '703', '100'] as const;

type Users = { from?: string; to?: string };
const event = (second: number, step: PbxEvent['step'], users: Users = {}): PbxEvent => ({
  sessionId: 's',
  at: new Date(NOW.getTime() + second * 1000),
  step,
  users: { from: users.from ?? null, to: users.to ?? null },
  operator: null,
  phone: null,
  cause: null,
});
const heard = (events: readonly PbxEvent[]): OperatorCall =>
  events.reduce((call, one) => hearOperators(call, one, TIMES), unheardCall('s', TIMES));
const busy = (...events: PbxEvent[]) => busyIn(heard(events), NOW).toSorted();

/** Rings three, Ivan takes it, passes it on to the boss, who ends it. */
const GROUP_CALL = [
  event(0, 'new', { to: '500' }),
  event(1, 'ringing', { to: OLGA }),
  event(1, 'ringing', { to: IVAN }),
  event(2, 'ringing', { to: BOSS }),
  event(5, 'answered', { to: IVAN }),
  event(30, 'parted', { to: IVAN }),
  event(31, 'ringing', { to: BOSS }),
  event(35, 'answered', { to: BOSS }),
  event(60, 'parted', { to: BOSS }),
  event(60, 'ended'),
];

describe('who is on the phone', () => {
  test('of an incoming call: whoever rings, then only who took it, then nobody', () => {
    expect(GROUP_CALL.map((_, index) => busy(...GROUP_CALL.slice(0, index + 1)))).toEqual([
      [],
      [OLGA],
      [OLGA, IVAN],
      [BOSS, OLGA, IVAN],
      [IVAN],
      [],
      [BOSS],
      [BOSS],
      [],
      [],
    ]);
  });
  test('of a call from inside: who dials from the first moment, who is called once it rings', () => {
    const call = [
      event(0, 'new', { from: OLGA, to: IVAN }),
      event(1, 'ringing', { from: OLGA, to: IVAN }),
      event(4, 'answered', { from: OLGA, to: IVAN }),
      event(9, 'parted', { from: OLGA, to: IVAN }),
    ];
    expect(call.map((_, index) => busy(...call.slice(0, index + 1)))).toEqual([
      [OLGA],
      [OLGA, IVAN],
      [OLGA, IVAN],
      [],
    ]);
    expect(busy(event(0, 'new', { from: OLGA }))).toEqual([OLGA]);
  });
  test('nobody any more when the call has lapsed', () => {
    const call = heard([event(0, 'answered', { to: IVAN })]);
    expect(busyIn(call, new Date(TIMES.lapsesAt.getTime() - 1))).toEqual([IVAN]);
    expect(busyIn(call, TIMES.lapsesAt)).toEqual([]);
  });
  test('a phone that only rang beside others has had no call', () => {
    expect(tookPart(heard(GROUP_CALL)).toSorted()).toEqual([BOSS, IVAN]);
  });
  test('is the same whatever comes late, twice or in another order', () => {
    const upset = fc
      .tuple(
        fc.shuffledSubarray(GROUP_CALL, { minLength: GROUP_CALL.length }),
        fc.subarray(GROUP_CALL),
      )
      .map((parts) => parts.flat());
    fc.assert(
      fc.property(upset, (events) => {
        const call = heard(events);
        expect(busyIn(call, NOW)).toEqual([]);
        expect(call.parties).toEqual(heard(GROUP_CALL).parties);
      }),
    );
    fc.assert(
      fc.property(fc.shuffledSubarray(GROUP_CALL), (events) => {
        const open = events.filter(({ step }) => step !== 'ended');
        const inOrder = open.toSorted((a, b) => a.at.getTime() - b.at.getTime());
        expect(busy(...open)).toEqual(busy(...inOrder));
        // Once the end is known, no later report occupies anybody again.
        expect(busy(event(60, 'ended'), ...events)).toEqual([]);
      }),
    );
  });
});
