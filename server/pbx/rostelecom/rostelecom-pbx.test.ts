import { describe, expect, test } from 'vitest';
import { PbxUnavailable } from '../pbx.ts';
import type { CallBackAnswer, Quirks } from './simulator/quirks.ts';
import { DOMAIN, startTestBench, until, untilOver, VISITOR } from './test-bench.ts';

const CALL = { operator: '666', phone: VISITOR };
const RUNG_ONCE = [
  ['666', 'operator'],
  [VISITOR, 'visitor'],
];

test('a call rings the operator, then the visitor, and both talk', async () => {
  await using bench = await startTestBench();
  const { pbx, simulator } = bench;
  const answer = await pbx.placeCall(CALL);
  const sessionId = simulator.calls[0]?.sessionId ?? '';
  expect(answer).toEqual({ kind: 'accepted', sessionId });
  await untilOver(bench);
  expect(bench.events.map(({ step }) => step)).toEqual([
    'new',
    'ringing',
    'answered',
    'ringing',
    'answered',
    'parted',
    'ended',
  ]);
  expect(bench.events[0]).toMatchObject({ sessionId, ...CALL });
  const progress = pbx.progressOf(bench.events);
  expect(progress.stage).toBe('ended');
  expect(progress.operatorAnsweredAt).toEqual(bench.events[2]?.at);
  expect(progress.connectedAt).toEqual(bench.events[4]?.at);
  expect(simulator.rings.map(({ phone, leg }) => [phone, leg])).toEqual(RUNG_ONCE);
  const details = await pbx.callDetails(sessionId);
  expect(details).toMatchObject({ sessionId, talkSeconds: 0, failed: null, hasRecording: true });
  expect(simulator.undelivered).toEqual([]);
});

test('nothing is known of a call while it lives', async () => {
  await using bench = await startTestBench();
  bench.simulator.setBehaviour(VISITOR, 'manual');
  const answer = await bench.pbx.placeCall(CALL);
  const sessionId = answer.kind === 'accepted' ? (answer.sessionId ?? '') : '';
  await until(() => bench.simulator.phone(VISITOR).state === 'ringing');
  expect(await bench.pbx.callDetails(sessionId)).toBe('unknown');
  bench.simulator.phone(VISITOR).press('decline');
  await untilOver(bench);
  expect(await bench.pbx.callDetails(sessionId)).not.toBe('unknown');
});

describe('answers to call_back', () => {
  test.each<[CallBackAnswer, string, boolean]>([
    ['no_session', 'accepted', true],
    ['operator_failed', 'operator_failed', false],
    ['refused_for_now', 'temporary', false],
    ['test_stand', 'uncertain', false],
    ['server_error', 'uncertain', false],
    ['html', 'uncertain', false],
    ['empty', 'uncertain', true],
    ['garbage', 'uncertain', true],
    ['cut', 'uncertain', true],
    ['reset', 'uncertain', true],
    ['never', 'uncertain', true],
  ])('%s is %s', async (callBackAnswer, kind, isPlaced) => {
    await using bench = await startTestBench({ callBackAnswer });
    expect((await bench.pbx.placeCall(CALL)).kind).toBe(kind);
    expect(bench.simulator.calls).toHaveLength(isPlaced ? 1 : 0);
    if (!isPlaced) return;
    await untilOver(bench);
    expect(bench.simulator.rings.map(({ phone, leg }) => [phone, leg])).toEqual(RUNG_ONCE);
    expect(bench.pbx.progressOf(bench.events).stage).toBe('ended');
  });

  test('result may be a string or a number', async () => {
    await using bench = await startTestBench({ resultAs: 'number' });
    expect(await bench.pbx.placeCall(CALL)).toMatchObject({ kind: 'accepted' });
    bench.simulator.quirks.resultAs = 'string';
    expect(await bench.pbx.operators()).toHaveLength(3);
  });

  test('a slow answer within the time-out is an answer, a slower one is uncertain', async () => {
    await using bench = await startTestBench({ callBackDelayMs: 150 });
    expect(await bench.pbx.placeCall(CALL)).toMatchObject({ kind: 'accepted' });
    bench.simulator.quirks.callBackDelayMs = 2500;
    expect(await bench.pbx.placeCall(CALL)).toMatchObject({ kind: 'uncertain', sessionId: null });
  });

  test('refusing for a while, then no more', async () => {
    const quirks = { callBackAnswer: 'refused_for_now', callBackAnswersLeft: 2 } as const;
    await using bench = await startTestBench(quirks);
    const answers = [];
    for (let round = 0; round < 3; round += 1) answers.push(await bench.pbx.placeCall(CALL));
    expect(answers.map(({ kind }) => kind)).toEqual(['temporary', 'temporary', 'accepted']);
  });

  test('a blocked domain still answers reads', async () => {
    await using bench = await startTestBench({ domainBlocked: true });
    expect(await bench.pbx.placeCall(CALL)).toMatchObject({ kind: 'temporary' });
    expect(await bench.pbx.operators()).toHaveLength(3);
  });

  test('a wrong key is turned away before anything rings', async () => {
    await using bench = await startTestBench({}, { signKey: 'WRONG' });
    expect(await bench.pbx.placeCall(CALL)).toEqual({ kind: 'temporary', why: 'HTTP 403' });
    await using stranger = await startTestBench({}, { clientId: 'WRONG' });
    expect(await stranger.pbx.placeCall(CALL)).toEqual({ kind: 'temporary', why: 'HTTP 401' });
    expect([...bench.simulator.calls, ...stranger.simulator.calls]).toEqual([]);
  });

  test('a PBX that is away was not asked, and can be asked when it is back', async () => {
    await using bench = await startTestBench();
    expect(await bench.pbx.isReachable()).toBe(true);
    const { port } = bench.simulator;
    await bench.simulator.goDown();
    expect(await bench.pbx.placeCall(CALL)).toEqual({ kind: 'temporary', why: 'ECONNREFUSED' });
    await bench.simulator.comeBack();
    expect(bench.simulator.port).toBe(port);
    expect(await bench.pbx.placeCall(CALL)).toMatchObject({ kind: 'accepted' });
  });

  test('an operator nobody knows fails as an operator', async () => {
    await using bench = await startTestBench();
    const answer = await bench.pbx.placeCall({ ...CALL, operator: '999' });
    expect(answer.kind).toBe('operator_failed');
  });
});

describe('events', () => {
  const quirks: [string, Partial<Quirks>][] = [
    ['twice', { eventsDoubled: true }],
    ['shuffled', { eventOrder: 'shuffled' }],
    ['last first', { eventOrder: 'reversed' }],
    ['late', { eventDelayMs: 100 }],
    ['before the answer', { eventsBeforeAnswer: true }],
    ['with one connected', { connectedEvents: 1 }],
    ['with unused fields absent', { unusedFields: 'absent' }],
    ['with an analytics event', { analyticsEvent: true }],
    ['naming each leg', { eventParties: 'leg' }],
    ['in plain numbers', { numberForm: 'sip_plain' }],
    ['with the trunk prefix', { numberForm: 'sip_trunk' }],
    ['with trunk groups', { numberForm: 'sip_tgrp' }],
    ['in bare digits', { numberForm: 'bare' }],
    ['without the first and the rings', { skippedStates: ['new', 'calling'] }],
    ['under another id', { otherSessionId: true }],
  ];

  test.each(quirks)('%s tell the same call', async (_, quirk) => {
    await using bench = await startTestBench(quirk);
    const answer = await bench.pbx.placeCall(CALL);
    expect(answer.kind).toBe('accepted');
    await untilOver(bench);
    const progress = bench.pbx.progressOf(bench.events);
    expect(progress.stage).toBe('ended');
    expect(progress.connectedAt).not.toBeNull();
    expect(new Set(bench.events.map(({ operator }) => operator))).toEqual(new Set(['666']));
    expect(bench.events.at(-1)?.phone).toBe(VISITOR);
    expect(new Set(bench.events.map(({ sessionId }) => sessionId))).toEqual(
      new Set([bench.simulator.calls[0]?.eventSessionId]),
    );
  });

  test('before the answer have arrived when it comes', async () => {
    await using bench = await startTestBench({ eventsBeforeAnswer: true, callBackDelayMs: 800 });
    await bench.pbx.placeCall(CALL);
    expect(bench.events.length).toBeGreaterThan(0);
  });

  test('under another id still name operator and number, and both ids are known', async () => {
    await using bench = await startTestBench({ otherSessionId: true });
    const answer = await bench.pbx.placeCall(CALL);
    await untilOver(bench);
    const [event] = bench.events;
    expect(event).toMatchObject(CALL);
    expect(answer).not.toMatchObject({ sessionId: event?.sessionId });
    expect(await bench.pbx.callDetails(event?.sessionId ?? '')).toMatchObject({ talkSeconds: 0 });
  });

  test('may never come; call_info knows all the same', async () => {
    await using bench = await startTestBench({ noEvents: true });
    const answer = await bench.pbx.placeCall(CALL);
    await untilOver(bench);
    expect(bench.webhooks).toEqual([]);
    const sessionId = answer.kind === 'accepted' ? (answer.sessionId ?? '') : '';
    expect(await bench.pbx.callDetails(sessionId)).toMatchObject({ talkSeconds: 0 });
  });

  test('that were not taken can be sent again', async () => {
    await using bench = await startTestBench();
    bench.answers.current = () => null;
    await bench.pbx.placeCall(CALL);
    await untilOver(bench);
    expect([bench.events.length, bench.simulator.undelivered.length]).toEqual([0, 7]);
    bench.answers.current = () => ({});
    await bench.simulator.redeliver();
    expect(bench.pbx.progressOf(bench.events).stage).toBe('ended');
  });
});

describe('a leg that fails', () => {
  test.each([
    ['operator', 'busy', 'busy', 0],
    ['operator', 'declines', 'busy', 1],
    ['operator', 'silent', 'no_answer', 1],
    ['visitor', 'busy', 'busy', 1],
    ['visitor', 'declines', 'busy', 2],
    ['visitor', 'silent', 'no_answer', 2],
  ] as const)('%s %s is %s', async (leg, behaviour, cause, rings) => {
    await using bench = await startTestBench();
    bench.simulator.setBehaviour(leg === 'operator' ? '666' : VISITOR, behaviour);
    const answer = await bench.pbx.placeCall(CALL);
    await untilOver(bench);
    expect(bench.pbx.progressOf(bench.events)).toMatchObject({ stage: 'ended', connectedAt: null });
    const sessionId = answer.kind === 'accepted' ? (answer.sessionId ?? '') : '';
    expect(await bench.pbx.callDetails(sessionId)).toMatchObject({
      talkSeconds: null,
      failed: { leg, cause },
      hasRecording: false,
    });
    expect(bench.simulator.rings).toHaveLength(rings);
  });

  test('is left open where the log does not tell', async () => {
    await using bench = await startTestBench({ sessionLog: 'none' });
    bench.simulator.setBehaviour(VISITOR, 'busy');
    const answer = await bench.pbx.placeCall(CALL);
    await untilOver(bench);
    const sessionId = answer.kind === 'accepted' ? (answer.sessionId ?? '') : '';
    expect(await bench.pbx.callDetails(sessionId)).toMatchObject({
      talkSeconds: null,
      failed: null,
    });
  });
});

describe('operators', () => {
  const away: Partial<Quirks> = { readAnswer: 'server_error' };

  test('come with names and marks, and are remembered', async () => {
    await using bench = await startTestBench();
    expect(await bench.pbx.operators()).toEqual([
      { pin: '666', name: 'Ольга', isOperator: true },
      { pin: '703', name: 'Иван', isOperator: true },
      { pin: '100', name: 'Шеф', isOperator: false },
    ]);
    await bench.pbx.operators();
    expect(bench.simulator.requests).toHaveLength(1);
    expect(bench.simulator.requests[0]?.body).toEqual({ domain: DOMAIN });
    expect(bench.pbx.pinOf('ivan')).toBe('703');
    expect(bench.pbx.pinOf('nobody')).toBe('nobody');
  });

  test('old ones serve while the PBX does not answer, and are renewed afterwards', async () => {
    let time = Date.now();
    await using bench = await startTestBench({}, { now: () => new Date(time) });
    await bench.pbx.operators();
    Object.assign(bench.simulator.quirks, away);
    time += 10 * 60_000;
    expect(await bench.pbx.operators()).toHaveLength(3);
    expect(await bench.pbx.operators()).toHaveLength(3);
    expect(bench.simulator.requests).toHaveLength(2);
    bench.simulator.quirks.readAnswer = 'normal';
    time += 60_000;
    await bench.pbx.operators();
    expect(bench.simulator.requests).toHaveLength(3);
  });

  test('cannot be told by a PBX that never answered', async () => {
    await using bench = await startTestBench(away);
    await expect(bench.pbx.operators()).rejects.toBeInstanceOf(PbxUnavailable);
    expect(await bench.pbx.isReachable()).toBe(false);
    await bench.simulator.goDown();
    await expect(bench.pbx.operators()).rejects.toThrow('ECONNREFUSED');
  });

  test('are not told to another domain', async () => {
    await using bench = await startTestBench({}, { domain: 'other.rt.ru' });
    await expect(bench.pbx.operators()).rejects.toThrow('result 1');
  });
});

test.each(['server_error', 'html', 'empty', 'garbage', 'cut', 'reset', 'never'] as const)(
  'call_info that is %s says nothing',
  async (readAnswer) => {
    await using bench = await startTestBench({ readAnswer }, { requestTimeoutMs: 100 });
    expect(await bench.pbx.callDetails('SD1')).toBe('unknown');
  },
);
