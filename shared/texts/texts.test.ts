import { describe, expect, test } from 'vitest';
import { LOCALES, textsFor } from './index.ts';

type Leaf = [path: string, text: string];

/** Plural forms are compared as one text, since languages differ in how many they have. */
function leaves(value: unknown, path = ''): Leaf[] {
  if (typeof value === 'string')
    return [[path.replace(/\.(one|two|few|many|zero)$/, '.other'), value]];
  return Object.entries(value as object).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`));
}
const marks = (text: string): string[] => (text.match(/\{\/?\w+\}/g) ?? []).toSorted();
const english = new Map(leaves(textsFor('en').texts));

describe.each(LOCALES)('%s', (locale) => {
  const { texts } = textsFor(locale);

  test('has every text, and none is empty', () => {
    const paths = new Set(leaves(texts).map(([path]) => path));
    expect([...paths].toSorted()).toEqual([...english.keys()].toSorted());
    expect(leaves(texts).filter(([, text]) => !text.trim())).toEqual([]);
  });

  test('uses the values and marks that English uses', () => {
    for (const [path, text] of leaves(texts)) {
      // A plural form may say "one" instead of {n}; nothing else may be left out.
      const wanted = marks(english.get(path) ?? '').filter((mark) => mark !== '{n}');
      expect([path, ...marks(text).filter((mark) => mark !== '{n}')]).toEqual([path, ...wanted]);
    }
  });

  test('has the plural forms of its language', () => {
    const categories = new Intl.PluralRules(locale).resolvedOptions().pluralCategories.toSorted();
    for (const forms of [
      texts.ahead,
      texts.seconds,
      texts.minutes,
      texts.faults.missing,
      texts.faults.extra,
    ]) {
      expect(Object.keys(forms).toSorted()).toEqual(categories);
    }
  });
});

test.each([
  ['ru-RU', 'ru-RU', 'ru'],
  ['de-AT', 'de-AT', 'de'],
  ['EN-gb', 'en-GB', 'en'],
  ['fr', 'en', 'en'],
  ['not a tag', 'en', 'en'],
  [null, 'en', 'en'],
])('%s is served by %s', (asked, locale, language) => {
  expect(textsFor(asked)).toMatchObject({ locale, texts: textsFor(language).texts });
});
