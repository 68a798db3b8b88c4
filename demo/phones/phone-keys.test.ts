import { expect, test } from 'vitest';
import { phoneKeys } from './phone-keys.ts';

test('a ringing phone can be answered or declined', () => {
  expect(phoneKeys('ringing')).toEqual({ green: 'answer', red: 'decline' });
});

test.each(['waiting', 'talking'] as const)('%s: only hanging up', (state) => {
  expect(phoneKeys(state)).toEqual({ green: null, red: 'hang_up' });
});

test.each(['idle', 'declined', 'missed', 'busy'] as const)('%s: no key of our call', (state) => {
  expect(phoneKeys(state)).toEqual({ green: null, red: null });
});
