import { expect, test } from 'vitest';
import { de } from './de.ts';
import { en } from './en.ts';
import { fill } from './fill.ts';
import { splitMarks } from './rich-text.tsx';
import { ru } from './ru.ts';

test('marked words become pieces of their own', () => {
  expect(splitMarks('press the {go}green button{/go} {where}here{/where}')).toEqual([
    { mark: null, text: 'press the ' },
    { mark: 'go', text: 'green button' },
    { mark: null, text: ' ' },
    { mark: 'where', text: 'here' },
  ]);
});

test('a value without a name stays, marks survive', () => {
  expect(fill('{name}: {go}x{/go} {n}', { name: 'Olga' })).toBe('Olga: {go}x{/go} {n}');
});

test.each([ru, en, de])('$languageName: every mark of the help line is closed', ({ help }) => {
  for (const text of Object.values(help)) {
    const shown = splitMarks(fill(text, { operator: '', duration: '', time: '' }));
    expect(shown.map((piece) => piece.text).join('')).not.toMatch(/[{}]/);
  }
});
