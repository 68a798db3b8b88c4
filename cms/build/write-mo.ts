import type { Message } from './read-po.ts';

const MAGIC = 0x950412de;
const HEADER_BYTES = 28;
const ROW_BYTES = 8;

/**
 * gettext's binary form: originals and translations, each with a table of length and place.
 * https://www.gnu.org/software/gettext/manual/html_node/MO-Files.html
 */
export function writeMo(messages: readonly Message[]): Uint8Array {
  const rows = messages
    .filter(({ text }) => text !== '')
    .map(({ context, id, text }) => [context === null ? id : `${context}\u0004${id}`, text])
    .map((row) => row.map((part) => Buffer.from(part, 'utf8')) as [Buffer, Buffer])
    // Readers search by bytes.
    .toSorted(([a], [b]) => Buffer.compare(a, b));
  const tables = HEADER_BYTES + rows.length * ROW_BYTES * 2;
  const head = Buffer.alloc(tables);
  const originals = HEADER_BYTES;
  const translations = originals + rows.length * ROW_BYTES;
  for (const [place, word] of [MAGIC, 0, rows.length, originals, translations, 0, tables].entries())
    head.writeUInt32LE(word, place * 4);
  let at = tables;
  const texts: Buffer[] = [];
  for (const [table, column] of [
    [originals, 0],
    [translations, 1],
  ] as const) {
    for (const [index, row] of rows.entries()) {
      const text = row[column];
      head.writeUInt32LE(text.length, table + index * ROW_BYTES);
      head.writeUInt32LE(at, table + index * ROW_BYTES + 4);
      texts.push(text, Buffer.alloc(1));
      at += text.length + 1;
    }
  }
  return Buffer.concat([head, ...texts]);
}
