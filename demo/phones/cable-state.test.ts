import { expect, test } from 'vitest';
import { legState } from './cable-state.ts';

test('a leg is dotted while the phone rings and solid once it is up', () => {
  expect(legState('ringing')).toBe('ringing');
  expect(legState('waiting')).toBe('up');
  expect(legState('talking')).toBe('up');
});

test.each(['idle', 'busy', 'declined', 'missed'] as const)('%s: nothing on our cable', (state) => {
  expect(legState(state)).toBe('none');
});
