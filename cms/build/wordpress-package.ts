import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { editorWords } from './editor-words.ts';
import { mergeWords, type Word, wordsOf, wordsOfBlock, wordsOfHeader } from './find-words.ts';
import { readPo } from './read-po.ts';
import { writeMo } from './write-mo.ts';
import { writePot } from './write-pot.ts';
import type { Files } from './zip-package.ts';

/** Name that WordPress gives to the script of the block, and looks its translations up by. */
const EDITOR_HANDLE = 'ringlet-call-editor-script';
const EDITOR = 'block/editor.js';

/** The plugin as its owner uploads it: the sources, and translations in the forms WordPress reads. */
export function wordpressPackage(folder: string, version: string, licence: string): Files {
  const text = (file: string) => readFileSync(join(folder, file), 'utf8');
  const sources = filesIn(folder);
  const files = new Map<string, string | Uint8Array>([['license.txt', licence]]);
  for (const file of sources) files.set(file, text(file));
  const words = wordsIn(folder);
  files.set('languages/ringlet.pot', writePot(version, words));
  const asked = new Set(wordsOf(EDITOR, text(EDITOR)).map(({ id }) => id));
  for (const file of sources.filter((name) => name.endsWith('.po'))) {
    const messages = readPo(text(file));
    const locale = /ringlet-(\w+)\.po$/.exec(file)?.[1] ?? '';
    files.set(file.replace(/po$/, 'mo'), writeMo(messages));
    files.set(
      `languages/ringlet-${locale}-${EDITOR_HANDLE}.json`,
      editorWords(locale, messages, asked),
    );
  }
  const bytes = ([path, content]: [string, string | Uint8Array]) =>
    [`ringlet/${path}`, Buffer.from(content)] as const;
  return new Map([...files].map(bytes));
}

/** All that a translator is asked for. */
export function wordsIn(folder: string): Word[] {
  const text = (file: string) => readFileSync(join(folder, file), 'utf8');
  return mergeWords([
    ...wordsOfHeader('ringlet.php', text('ringlet.php')),
    ...filesIn(folder)
      .filter((file) => /\.(php|js)$/.test(file))
      .flatMap((file) => wordsOf(file, text(file))),
    ...wordsOfBlock('block/block.json', text('block/block.json')),
  ]);
}

function filesIn(folder: string): string[] {
  return globSync('**/*.*', { cwd: folder }).toSorted();
}
