import { isAboutPhone, type Seen } from '../call-flow.ts';
import { Alert } from './alert.tsx';

/** Why the relay said no, in words. What concerns the number stands under its field instead. */
export const Trouble = ({ seen: { problem, site } }: { seen: Seen }) => {
  const { problems, unreachable } = site.texts;
  const text = problem && !isAboutPhone(problem) && { ...problems, unreachable }[problem];
  return <Alert look="note trouble" text={text} />;
};
