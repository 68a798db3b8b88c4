import { expect, test } from 'vitest';
import { chooseLocale } from './locale.ts';

test('the address wins over the browser', () => {
  expect(chooseLocale('?locale=de', ['ru-RU'])).toBe('de');
});

test('the browser decides where the address says nothing or nothing known', () => {
  expect(chooseLocale('', ['fr', 'ru-RU', 'en'])).toBe('ru');
  expect(chooseLocale('?locale=xx', ['de-AT'])).toBe('de');
});

test('English for everybody else', () => {
  expect(chooseLocale('', ['fr'])).toBe('en');
  expect(chooseLocale('', [])).toBe('en');
});
