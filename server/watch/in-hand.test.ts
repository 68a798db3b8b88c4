import { pino } from 'pino';
import { expect, test } from 'vitest';
import { inHand, takeInHand, withInHand } from './in-hand.ts';

function logInto(lines: object[]) {
  return pino(
    { base: null, timestamp: false, mixin: inHand },
    { write: (line: string) => void lines.push(JSON.parse(line) as object) },
  );
}

test('every line of a piece of work carries its call, and nothing of the lines before', async () => {
  const lines: object[] = [];
  const log = logInto(lines);
  await withInHand({ attemptId: 'A' }, async () => {
    log.info({ secret: 'of this line only' }, 'one');
    await Promise.resolve();
    takeInHand({ callId: 'C' });
    log.info('two');
  });
  log.info('three');
  expect(lines).toEqual([
    { level: 30, attemptId: 'A', secret: 'of this line only', msg: 'one' },
    { level: 30, attemptId: 'A', callId: 'C', msg: 'two' },
    { level: 30, msg: 'three' },
  ]);
});

test('two pieces of work at once do not share what they are about', async () => {
  const seen = await Promise.all(
    ['one', 'other'].map((callId) =>
      withInHand({}, async () => {
        takeInHand({ callId });
        await new Promise(setImmediate);
        return inHand();
      }),
    ),
  );
  expect(seen).toEqual([{ callId: 'one' }, { callId: 'other' }]);
});

test('outside of any work nothing is kept', () => {
  takeInHand({ callId: 'lost' });
  expect(inHand()).toEqual({});
});
