import { expect, test } from 'vitest';
import { showNumber } from './show-number.ts';
import { duration, talkClock } from './show-time.ts';

const at = Date.parse('2026-11-24T14:21:00Z');

test('talk time counts from the moment of connection', () => {
  expect(talkClock('2026-11-24T14:19:36Z', at)).toBe('1:24');
  expect(talkClock('2026-11-24T14:20:51Z', at)).toBe('0:09');
  expect(talkClock('2026-11-24T13:21:00Z', at)).toBe('60:00');
});

test('a clock of ours behind the relay shows no negative time', () => {
  expect(talkClock('2026-11-24T14:21:05Z', at)).toBe('0:00');
  expect(talkClock(null, at)).toBe('0:00');
});

test('durations in words', () => {
  expect(duration('en', 84)).toBe('1 min 24 sec');
  expect(duration('en', 60)).toBe('1 min');
  expect(duration('ru', 7)).toMatch(/^7.с$/);
});

test('numbers as people write them', () => {
  expect(showNumber('+79123456789')).toBe('+7 912 345-67-89');
  expect(showNumber('79123456789')).toBe('+7 912 345-67-89');
  expect(showNumber('666')).toBe('666');
  expect(showNumber('+4930123456')).toBe('+4930123456');
});
