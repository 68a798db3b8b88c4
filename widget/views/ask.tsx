import { hoursOf } from '../call-flow.ts';
import { nextOf } from '../head.ts';
import { fill, ltr, mark, when } from '../say.tsx';
import type { Visit } from '../visit.ts';
import { Button, Tel } from './button.tsx';
import { Caller } from './caller.tsx';
import { DepartmentField } from './department-field.tsx';
import { Fields } from './fields.tsx';
import { Trouble } from './trouble.tsx';

/** The form: one number, one button; a time instead is offered first where nobody is free for long. */
export function Ask({ visit }: { visit: Visit }) {
  const { sending, site, problem } = visit.seen;
  const { fallbackPhone, texts } = site;
  const { buttons } = texts;
  const opening = nextOf(visit.seen);
  const waits = hoursOf(visit.seen).longWait;
  const submit = (event: Event) => {
    event.preventDefault();
    void visit.send();
    // What is missing was marked at once; the first of it is where to go on.
    (event.target as Element).querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  };
  const now = (
    <button class={waits ? 'second' : 'primary pin'}>
      {sending ? (
        buttons.sending
      ) : opening ? (
        <span>{mark(fill(buttons.callWhen, { when: when(opening, site) }))}</span>
      ) : (
        buttons.call
      )}
    </button>
  );
  const choose = (
    <Button look={waits ? 'primary' : 'text'} press={() => visit.choose(true)}>
      {buttons.choose}
    </Button>
  );
  return (
    <form novalidate onSubmit={submit}>
      <DepartmentField visit={visit} />
      <Fields visit={visit} />
      <Trouble seen={visit.seen} />
      {waits ? [choose, now] : [now, choose]}
      <Caller site={site} />
      {problem && fallbackPhone && (
        <Tel look="quiet" to={fallbackPhone.number}>
          {fill(buttons.dial, { number: ltr(fallbackPhone.national) })}
        </Tel>
      )}
    </form>
  );
}
