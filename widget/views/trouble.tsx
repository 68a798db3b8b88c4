import { isAboutPhone, type Seen } from '../call-flow.ts';
import { Alert } from './alert.tsx';

/** Why the relay said no, in words. What concerns the number stands under its field instead. */
export const Trouble = ({ seen: { problem, site } }: { seen: Seen }) => (
  <Alert
    look="note trouble"
    text={problem && !isAboutPhone(problem) && site.texts.problems[problem]}
  />
);
