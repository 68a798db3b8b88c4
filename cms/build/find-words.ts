/** A text in the plugin's source that translators are asked for. */
export type Word = {
  context: string | null;
  id: string;
  /** What the programmer tells the translator. */
  hint: string | null;
  /** `file:line`, for the translator who wants to look. */
  places: string[];
};

const CALL =
  /\b(?:__|_e|esc_html__|esc_html_e|esc_attr__|esc_attr_e)\(\s*'((?:\\'|[^'])*)',\s*'ringlet'/g;
const HINT = /\/\*\s*translators:\s*(.*?)\s*\*\/[^;]*$/;
const BLOCK_CONTEXTS = { title: 'block title', description: 'block description' } as const;

/** Texts of a PHP or JavaScript source. */
export function wordsOf(file: string, source: string): Word[] {
  return [...source.matchAll(CALL)].map((match) => {
    const before = source.slice(0, match.index);
    const hint = HINT.exec(before.slice(before.lastIndexOf(';') + 1));
    return {
      context: null,
      id: (match[1] ?? '').replaceAll("\\'", "'"),
      hint: hint?.[1] ?? null,
      places: [`${file}:${before.split('\n').length}`],
    };
  });
}

/** Texts of a block.json: WordPress looks them up by these contexts. */
export function wordsOfBlock(file: string, source: string): Word[] {
  const block = JSON.parse(source) as { title: string; description: string; keywords: string[] };
  const word = (context: string, id: string) => ({ context, id, hint: null, places: [file] });
  return [
    word(BLOCK_CONTEXTS.title, block.title),
    word(BLOCK_CONTEXTS.description, block.description),
    ...block.keywords.map((keyword) => word('block keyword', keyword)),
  ];
}

/** What the list of plugins shows. */
export function wordsOfHeader(file: string, source: string): Word[] {
  const [, id = ''] = /^ \* Description:\s*(.*)$/m.exec(source) ?? [];
  return [{ context: null, id, hint: 'Description of the plugin', places: [file] }];
}

/** Each text once, with all its places, in the order of the source. */
export function mergeWords(words: readonly Word[]): Word[] {
  const merged = new Map<string, Word>();
  for (const word of words) {
    const key = `${word.context}\u0004${word.id}`;
    const known = merged.get(key);
    if (known) known.places.push(...word.places);
    else merged.set(key, { ...word, places: [...word.places] });
  }
  return [...merged.values()];
}
