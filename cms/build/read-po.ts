/** One text of a translation. `context` tells apart what is the same in English only. */
export type Message = { context: string | null; id: string; text: string };

const LINE = /^(?:(msgctxt|msgid|msgstr)\s+)?"(.*)"$/;
const FIELDS = { msgctxt: 'context', msgid: 'id', msgstr: 'text' } as const;

/**
 * Reads as much of gettext's format as we write: no plurals, no obsolete entries. The first
 * message, of an empty id, is the header. Throws at the first line that is none of that.
 */
export function readPo(source: string): Message[] {
  const messages: Message[] = [];
  let field: keyof Message = 'id';
  for (const [index, line] of source.split('\n').entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [, keyword, quoted] = LINE.exec(line.trim()) ?? [];
    if (quoted === undefined) throw new Error(`line ${index + 1} of the translation: ${line}`);
    if (keyword === 'msgctxt' || (keyword === 'msgid' && field !== 'context')) {
      messages.push({ context: null, id: '', text: '' });
    }
    if (keyword !== undefined) field = FIELDS[keyword as keyof typeof FIELDS];
    const message = messages.at(-1);
    if (message) message[field] = (keyword ? '' : message[field]) + unquote(quoted);
  }
  return messages;
}

function unquote(quoted: string): string {
  return quoted.replace(/\\(.)/g, (_, letter: string) => (letter === 'n' ? '\n' : letter));
}
