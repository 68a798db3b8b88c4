import { expect, test } from 'vitest';
import { startTestBench, untilOver, VISITOR } from './test-bench.ts';

const CALL = { operator: '666', phone: VISITOR };

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
  expect(simulator.rings.map(({ phone, leg }) => [phone, leg])).toEqual([
    ['666', 'operator'],
    [VISITOR, 'visitor'],
  ]);
  const details = await pbx.callDetails(sessionId);
  expect(details).toMatchObject({ sessionId, talkSeconds: 0, failed: null, hasRecording: true });
  expect(simulator.undelivered).toEqual([]);
});
