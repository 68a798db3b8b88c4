import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CallProgress, PbxEvent } from '../pbx.ts';
import { progressOf } from './progress.ts';

const START = new Date('2026-11-23T10:00:00Z').getTime();

function eventAt(at: Date, step: PbxEvent['step']): PbxEvent {
  return { sessionId: 's', at, step, operator: '666', phone: '+79123456789', cause: null };
}

function events(
  ...steps: (PbxEvent['step'] | [PbxEvent['step'], Partial<PbxEvent>])[]
): PbxEvent[] {
  return steps.map((entry, index) => {
    const [step, more] = Array.isArray(entry) ? entry : [entry, {}];
    const at = new Date(START + index * 1000);
    return Object.assign(eventAt(at, step), more);
  });
}

const WHOLE = events('new', 'ringing', 'answered', 'ringing', 'answered', 'parted', 'ended');

test('follows the whole call, event by event', () => {
  const stages = WHOLE.map((_, index) => progressOf(WHOLE.slice(0, index + 1)).stage);
  expect(stages).toEqual([
    'none',
    'operator_ringing',
    'visitor_ringing',
    'visitor_ringing',
    'connected',
    'connected',
    'ended',
  ]);
  expect(progressOf(WHOLE)).toEqual({
    stage: 'ended',
    operatorAnsweredAt: WHOLE[2]?.at,
    connectedAt: WHOLE[4]?.at,
    isTalkProven: true,
    endedAt: WHOLE[6]?.at,
  });
});

describe('what is absent', () => {
  test.each<[string, PbxEvent[], Partial<CallProgress>]>([
    ['nothing at all', [], { stage: 'none' }],
    [
      'one connected, after both rings',
      events('ringing', 'ringing', 'answered'),
      {
        stage: 'connected',
        operatorAnsweredAt: null,
      },
    ],
    [
      'no ring at all: whose answer it is nobody knows',
      events('new', 'answered'),
      { stage: 'connected', isTalkProven: false },
    ],
    [
      'no ring at all, two answers',
      events('answered', 'answered'),
      { stage: 'connected', isTalkProven: true },
    ],
    [
      'the visitor’s ring',
      events('ringing', 'answered', 'answered'),
      { stage: 'connected', isTalkProven: true },
    ],
    [
      'the talk',
      events('ringing', 'answered', 'ringing', 'ended'),
      {
        stage: 'ended',
        connectedAt: null,
      },
    ],
    ['everything but the end', events('ended'), { stage: 'ended', connectedAt: null }],
  ])('%s', (_, seen, progress) => {
    expect(progressOf(seen)).toMatchObject(progress);
  });
});

test('the operator’s answer is not the talk', () => {
  expect(progressOf(events('ringing', 'answered'))).toMatchObject({
    stage: 'visitor_ringing',
    connectedAt: null,
  });
});

test('a second phone of the operator is not the visitor’s', () => {
  const desk: Partial<PbxEvent> = { called: 'operator' };
  const both = events(['ringing', desk], ['ringing', desk]);
  expect(progressOf(both).stage).toBe('operator_ringing');
  const later = events(['ringing', desk], ['ringing', desk], 'answered', [
    'ringing',
    { called: 'phone' },
  ]);
  expect(progressOf(later)).toMatchObject({ stage: 'visitor_ringing', connectedAt: null });
});

test('a parting is not the end', () => {
  expect(progressOf(WHOLE.slice(0, 6)).stage).toBe('connected');
  expect(progressOf(events('ringing', 'parted')).stage).toBe('operator_ringing');
});

const step = fc.constantFrom<PbxEvent['step']>(
  'new',
  'ringing',
  'answered',
  'parted',
  'ended',
  'other',
);
const anyCall = fc.array(step, { maxLength: 12 }).map((steps) => events(...steps));

test('order of arrival and doubles change nothing', () => {
  const told = anyCall.chain((call) =>
    fc.tuple(
      fc.constant(call),
      fc.shuffledSubarray([...call, ...call], { minLength: call.length * 2 }),
    ),
  );
  fc.assert(
    fc.property(told, ([call, heard]) => {
      expect(progressOf(heard)).toEqual(progressOf(call));
    }),
  );
});

test('with every event of the PBX’s clock a call goes forward or stays', () => {
  const order = ['none', 'operator_ringing', 'visitor_ringing', 'connected', 'ended'];
  fc.assert(
    fc.property(anyCall, (call) => {
      const reached = call.map((_, index) =>
        order.indexOf(progressOf(call.slice(0, index + 1)).stage),
      );
      expect(reached).toEqual(reached.toSorted((a, b) => a - b));
    }),
  );
});
