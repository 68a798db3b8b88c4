import { isAboutPhone } from '../call-flow.ts';
import { Icon } from '../icons.tsx';
import type { Visit } from '../visit.ts';

/** Why the relay said no, in words. What concerns the number stands under its field instead. */
export function Trouble({ visit }: { visit: Visit }) {
  const { problem, site } = visit.seen;
  const { problems, unreachable } = site.texts;
  return (
    <div role="alert">
      {problem && !isAboutPhone(problem) && (
        <p class="trouble">
          <Icon name="attention" />
          <span>{problem === 'unreachable' ? unreachable : problems[problem]}</span>
        </p>
      )}
    </div>
  );
}
