import type { ComponentChildren } from 'preact';
import { isMovable, reachedAfter, screenOf } from '../call-flow.ts';
import { operatorOf, phoneOf } from '../head.ts';
import { CHECK, Icon } from '../icons.tsx';
import { clock, fill, ltr, plural } from '../say.tsx';
import type { Visit } from '../visit.ts';
import { Button } from './button.tsx';
import { Caller } from './caller.tsx';
import { Trouble } from './trouble.tsx';

/** Three steps that fill as the PBX reports them; a skipped one fills without a time. */
export function Progress({ visit }: { visit: Visit }) {
  const { seen } = visit;
  const { site, call, draft } = seen;
  const { callerId, departments, locale, texts } = site;
  const { steps } = texts;
  const screen = screenOf(seen);
  const rings = screen === 'calling_visitor';
  const ahead = (call?.position ?? 1) - 1;
  const first = call?.state === 'queued' ? steps.waits : steps.calls;
  const about = ahead
    ? plural(texts.ahead, ahead, locale)
    : departments[1] && departments.find(({ id }) => id === draft.department)?.name;
  return (
    <>
      {rings ? (
        <ol>
          <Step look="done" after={reachedAfter(seen, 'calling_operator')}>
            {steps.called}
          </Step>
          <Step look="done" after={reachedAfter(seen, screen)}>
            {fill(steps.answered, { name: operatorOf(seen) })}
          </Step>
          <Step look="now rings">{fill(steps.rings, { phone: phoneOf(seen) })}</Step>
        </ol>
      ) : (
        <ol>
          <Step look="now">
            {first}
            <small>{about}</small>
          </Step>
          <Step>{steps.answer}</Step>
          <Step>{steps.ring}</Step>
        </ol>
      )}
      {rings && callerId && (
        <p class="screen">
          <small>{texts.onScreen}</small>
          <b>{ltr(callerId.national)}</b>
          <small>{callerId.label}</small>
        </p>
      )}
      <Trouble seen={seen} />
      {!call?.cancelRequested && (
        <Button look="second pin" press={() => visit.act('cancel')}>
          {texts.buttons.cancel}
        </Button>
      )}
      {call?.longWait && isMovable(call) && (
        <Button look="text" press={() => visit.choose(true)}>
          {texts.buttons.choose}
        </Button>
      )}
      {screen === 'queued' ? <aside>{texts.away}</aside> : !rings && <Caller site={site} />}
    </>
  );
}

/** `after`: seconds since the start, where the PBX has told it. */
type StepProps = {
  look?: string;
  now?: boolean;
  after?: number | null;
  children: ComponentChildren;
};
const Step = ({ look, after, children }: StepProps) => (
  <li class={look} aria-current={look?.[0] === 'n' && 'step'}>
    <i>{look === 'done' && <Icon path={CHECK} />}</i>
    <span>{children}</span>
    {after != null && <time>{clock(after)}</time>}
  </li>
);
