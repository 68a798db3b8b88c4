/** What each of the 256 bytes means, from the platform's own decoder turned round. */
const BYTES = new Map(
  Array.from({ length: 256 }, (_, byte) => [
    new TextDecoder('windows-1251').decode(Uint8Array.of(byte)),
    byte,
  ]),
);

/** Throws at a character that windows-1251 does not have. */
export function toWindows1251(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => {
    const byte = BYTES.get(character);
    if (byte === undefined) throw new Error(`windows-1251 has no ${character}`);
    return byte;
  });
}
