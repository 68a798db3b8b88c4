import type { Message } from './read-po.ts';

/** The part of a translation that the block's editor script asks for, as WordPress hands it over. */
export function editorWords(
  locale: string,
  messages: readonly Message[],
  ids: Set<string>,
): string {
  const asked = messages.filter(({ context, id }) => context === null && ids.has(id));
  const texts = Object.fromEntries(asked.map(({ id, text }) => [id, [text]]));
  const [header] = messages;
  const plurals = /^Plural-Forms: (.*)$/m.exec(header?.text ?? '')?.[1] ?? '';
  const head = { domain: 'messages', lang: locale, 'plural-forms': plurals };
  return JSON.stringify({
    domain: 'messages',
    locale_data: { messages: { '': head, ...texts } },
  });
}
