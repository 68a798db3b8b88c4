import { clock, duration } from '../phones/show-time.ts';
import { fill } from '../texts/fill.ts';
import type { DemoTexts } from '../texts/texts.ts';
import type { HelpLine } from './help-line.ts';

/** The help line in words, with its `{go}` and `{where}` marks. */
export function helpWords(
  line: HelpLine,
  { help, locale, operator }: { help: DemoTexts['help']; locale: string; operator: string },
): string {
  if (line.step === 'completed' && line.talkSeconds !== null) {
    return fill(help.completedAfter, { duration: duration(locale, line.talkSeconds) });
  }
  const sentences = [fill(help[line.step], { operator })];
  if (line.nextTryAt !== null) {
    sentences.push(fill(help.nextTry, { time: clock(locale, Date.parse(line.nextTryAt)) }));
  }
  if (line.mustSwitch) sentences.push(help.mustSwitch);
  return sentences.join(' ');
}
