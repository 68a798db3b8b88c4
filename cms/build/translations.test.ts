import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { editorWords } from './editor-words.ts';
import { wordsOf } from './find-words.ts';
import { readPo } from './read-po.ts';
import { toWindows1251 } from './to-windows-1251.ts';
import { wordsIn } from './wordpress-package.ts';
import { writeMo } from './write-mo.ts';
import { writePot } from './write-pot.ts';

const CMS = join(import.meta.dirname, '..');
const WORDPRESS = join(CMS, 'wordpress');
const words = wordsIn(WORDPRESS);
const keyOf = ({ context, id }: { context: string | null; id: string }) => `${context ?? ''}|${id}`;
const placeholdersOf = (text: string) => (text.match(/%(\d\$)?[sd]|\[\w+\]/g) ?? []).toSorted();

/** Reads a `.mo` as gettext does: by the tables in its head. */
function readMo(bytes: Uint8Array): Map<string, string> {
  const view = Buffer.from(bytes);
  const word = (at: number) => view.readUInt32LE(at);
  const text = (row: number) => view.toString('utf8', word(row + 4), word(row + 4) + word(row));
  return new Map(
    Array.from({ length: word(8) }, (_, index) => [
      text(word(12) + index * 8),
      text(word(16) + index * 8),
    ]),
  );
}

describe.each(['ru_RU', 'de_DE'])('the WordPress plugin in %s', (locale) => {
  const source = readFileSync(join(WORDPRESS, `languages/ringlet-${locale}.po`), 'utf8');
  const [header, ...messages] = readPo(source);

  test('has every text, once, and none that is gone', () => {
    expect(messages.map(keyOf).toSorted()).toEqual(words.map(keyOf).toSorted());
    expect(messages.filter(({ text }) => text === '')).toEqual([]);
    expect(header?.text).toContain(`Language: ${locale}\n`);
  });

  test('keeps what is filled in', () => {
    for (const { id, text } of messages) {
      // What stands in square brackets is for people to fill in, and translated; shortcodes are not.
      const kept = (all: string) =>
        placeholdersOf(all).filter((one) => !/^\[(?!ringlet)/.test(one));
      expect({ id, kept: kept(text) }).toEqual({ id, kept: kept(id) });
    }
  });

  test('becomes a file that gettext reads', () => {
    const read = readMo(writeMo(readPo(source)));
    expect(read.size).toBe(words.length + 1);
    for (const { context, id, text } of messages)
      expect(read.get(context === null ? id : `${context}\u0004${id}`)).toBe(text);
    expect([...read.keys()]).toEqual(
      [...read.keys()].toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
    );
  });

  test('gives the editor its own words', () => {
    const editor = readFileSync(join(WORDPRESS, 'block/editor.js'), 'utf8');
    const asked = new Set(wordsOf('editor.js', editor).map(({ id }) => id));
    const told = JSON.parse(editorWords(locale, readPo(source), asked)) as {
      locale_data: { messages: Record<string, string[]> };
    };
    const { '': head, ...texts } = told.locale_data.messages;
    expect(Object.keys(texts).toSorted()).toEqual([...asked].toSorted());
    expect(head).toMatchObject({ lang: locale });
  });
});

test('every text of the plugin is within reach of its translators', () => {
  const calls = /\b(?:__|_e|_x|_n|esc_html__|esc_attr__|esc_html_e|esc_attr_e)\(/g;
  for (const file of globSync('**/*.{php,js}', { cwd: WORDPRESS })) {
    const source = readFileSync(join(WORDPRESS, file), 'utf8');
    expect({ file, count: wordsOf(file, source).length }).toEqual({
      file,
      count: source.match(calls)?.length ?? 0,
    });
  }
});

test('a template tells translators where a text stands and what is filled in', () => {
  const pot = writePot('1.2.3', words);
  expect(pot).toContain('"Project-Id-Version: Ringlet 1.2.3\\n"');
  expect(pot).toContain(`#. translators: %s: name of the site on the relay.
#: includes/connection.php:`);
  expect(readPo(pot)).toHaveLength(words.length + 1);
});

test('a translation that cannot be read is refused, with the line', () => {
  expect(() => readPo('msgid "a"\nmsgstr "b"\nmsgid_plural "c"\n')).toThrow('line 3');
  expect(() => readPo('msgid "a\n')).toThrow('line 1');
  expect(readPo('msgid ""\nmsgstr ""\n"A: b\\n"\n"C: \\"d\\"\\n"\n')).toEqual([
    { context: null, id: '', text: 'A: b\nC: "d"\n' },
  ]);
});

/** Keys and texts of a file of `$MESS['KEY'] = 'text';` lines. */
function phpTexts(file: string): Map<string, string> {
  const source = readFileSync(join(CMS, file), 'utf8');
  const lines = source.matchAll(/^\$(?:MESS|_)\['(\w+)'\]\s*=\s*'(.*)';$/gm);
  return new Map([...lines].map(([, key = '', text = '']) => [key, text]));
}

test.each(globSync(['bitrix/**/lang/en/**/*.php', 'bitrix/**/lang/en/.*.php'], { cwd: CMS }))(
  '%s says the same in Russian',
  (file) => {
    const [english, russian] = [phpTexts(file), phpTexts(file.replace('/en/', '/ru/'))];
    expect(english.size).toBeGreaterThan(0);
    expect([...russian.keys()]).toEqual([...english.keys()]);
    for (const [key, text] of english)
      expect(russian.get(key)?.match(/#\w+#/g)).toEqual(text.match(/#\w+#/g));
  },
);

test.each(['ru-ru', 'de-de'])('OpenCart has every text in %s', (language) => {
  const english = phpTexts('opencart/language/en-gb/ringlet.php');
  const other = phpTexts(`opencart/language/${language}/ringlet.php`);
  expect(english.size).toBeGreaterThan(20);
  expect([...other.keys()]).toEqual([...english.keys()]);
  for (const [key, text] of english)
    expect(other.get(key)?.match(/%s/g)).toEqual(text.match(/%s/g));
});

test('windows-1251 holds what Russian needs, and says what it does not hold', () => {
  const text = 'Съешь «ещё» – № 5, …';
  expect(new TextDecoder('windows-1251').decode(toWindows1251(text))).toBe(text);
  expect(() => toWindows1251('漢')).toThrow('windows-1251 has no 漢');
});
