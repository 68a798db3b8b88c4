import { ATTENTION, Icon } from '../icons.tsx';

/** What is wrong and how to mend it; spoken as soon as it appears, and no room while it is not. */
export const Alert = ({ look, text }: { look: string; text: string | false | null }) => (
  <p role="alert" class={look}>
    {text && (
      <>
        <Icon path={ATTENTION} />
        <span>{text}</span>
      </>
    )}
  </p>
);
