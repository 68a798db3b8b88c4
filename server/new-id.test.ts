import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newId, nextId } from './new-id.ts';

const ID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

test('ids sort by their time and none is given twice', () => {
  const moment = fc.date({ min: new Date(1), max: new Date('2100-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(moment, moment, (one, other) => {
      const [first, second] = [newId(one), newId(other)];
      expect(first).toMatch(ID);
      expect(first).not.toBe(second);
      if (one < other) expect(first < second).toBe(true);
    }),
  );
  const now = new Date();
  expect(new Set(Array.from({ length: 20_000 }, () => newId(now))).size).toBe(20_000);
});

test('ids of one millisecond keep their order', () => {
  const ids = Array.from({ length: 20_000 }, nextId);
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});

test('every place of the random part takes every character', () => {
  const seen = Array.from({ length: 16 }, () => new Set<string>());
  for (let at = 0; at < 2_000; at++) {
    const random = newId(new Date()).slice(10);
    for (const [place, characters] of seen.entries()) characters.add(random.charAt(place));
  }
  expect(seen.map((characters) => characters.size)).toEqual(Array.from({ length: 16 }, () => 32));
});
