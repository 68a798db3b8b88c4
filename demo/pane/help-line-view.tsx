import { RichText } from '../texts/rich-text.tsx';
import { useWords } from '../texts/words.ts';
import type { HelpLine } from './help-line.ts';
import { helpWords } from './help-words.ts';

type Props = { line: HelpLine; operator: string };

/** Pinned to the top on small screens; announced politely wherever it is. */
export function HelpLineView({ line, operator }: Props) {
  const { locale, texts } = useWords();
  return (
    <output class="help" data-step={line.step}>
      <span class="help-words">
        <RichText text={helpWords(line, { help: texts.help, locale, operator })} />
      </span>
    </output>
  );
}
