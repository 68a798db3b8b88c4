import { expect, test } from 'vitest';
import { phoneKeys } from './phone-keys.ts';

test('a ringing phone can be answered or declined', () => {
  expect(phoneKeys('ringing')).toEqual({ green: 'answer', red: 'decline' });
});

test.each(['waiting', 'talking'] as const)('%s: only hanging up', (state) => {
  expect(phoneKeys(state)).toEqual({ green: null, red: 'hang_up' });
});

test('busy: the other call can be ended', () => {
  expect(phoneKeys('busy')).toEqual({ green: null, red: 'end_other_call' });
});

test.each(['idle', 'declined', 'missed'] as const)('%s: no key works', (state) => {
  expect(phoneKeys(state)).toEqual({ green: null, red: null });
});
