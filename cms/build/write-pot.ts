import type { Word } from './find-words.ts';

const HEADER = [
  'Report-Msgid-Bugs-To: ',
  'MIME-Version: 1.0',
  'Content-Type: text/plain; charset=UTF-8',
  'Content-Transfer-Encoding: 8bit',
];

/** What a translator of another language starts from. */
export function writePot(version: string, words: readonly Word[]): string {
  const header = [`Project-Id-Version: Ringlet ${version}`, ...HEADER]
    .map((line) => `"${line}\\n"`)
    .join('\n');
  return `msgid ""\nmsgstr ""\n${header}\n\n${words.map(entryOf).join('\n')}`;
}

function entryOf({ context, id, hint, places }: Word): string {
  return [
    ...(hint === null ? [] : [`#. translators: ${hint}`]),
    ...places.map((place) => `#: ${place}`),
    ...(id.includes('%') ? ['#, php-format'] : []),
    ...(context === null ? [] : [`msgctxt ${quote(context)}`]),
    `msgid ${quote(id)}`,
    'msgstr ""\n',
  ].join('\n');
}

function quote(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
