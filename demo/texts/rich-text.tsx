import type { ComponentChildren } from 'preact';

/** `press the {go}green button{/go}`: marked words become `<span class="go">`. */
export function RichText({ text }: { text: string }) {
  return <>{splitMarks(text).map(asNode)}</>;
}

type Piece = { mark: string | null; text: string };

export function splitMarks(text: string): Piece[] {
  const pieces: Piece[] = [];
  let rest = 0;
  for (const found of text.matchAll(/\{(\w+)\}(.*?)\{\/\1\}/g)) {
    if (found.index > rest) pieces.push({ mark: null, text: text.slice(rest, found.index) });
    pieces.push({ mark: found[1] ?? null, text: found[2] ?? '' });
    rest = found.index + found[0].length;
  }
  if (rest < text.length) pieces.push({ mark: null, text: text.slice(rest) });
  return pieces;
}

function asNode({ mark, text }: Piece, index: number): ComponentChildren {
  return mark === null ? (
    text
  ) : (
    <span class={mark} key={index}>
      {text}
    </span>
  );
}
