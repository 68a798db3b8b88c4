import { nextOf } from '../head.ts';
import { fill, ltr, mark, when } from '../say.tsx';
import type { Visit } from '../visit.ts';
import { Tel } from './button.tsx';
import { Caller } from './caller.tsx';
import { Consents } from './consents.tsx';
import { PhoneField } from './phone-field.tsx';
import { Trouble } from './trouble.tsx';

/** The form: one number, one button; everything else only if the owner asks for it. */
export function Ask({ visit }: { visit: Visit }) {
  const { sending, site, problem, draft } = visit.seen;
  const { ask, departments, fallbackPhone, texts } = site;
  const { buttons, fields } = texts;
  const opening = nextOf(visit.seen);
  const submit = (event: Event) => {
    event.preventDefault();
    void visit.send();
    // What is missing was marked at once; the first of it is where to go on.
    (event.target as Element).querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  };
  return (
    <form novalidate onSubmit={submit}>
      {departments.length > 1 && (
        <label>
          {fields.department}
          <select
            class="box"
            onChange={({ currentTarget: { value } }) => visit.draft({ department: value })}
            value={draft.department ?? ''}
          >
            {departments.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <PhoneField visit={visit} label={fields.phone} />
      {ask.map((name) => (
        <label key={name}>
          <span>
            {fields[name]} <small>{fields.optional}</small>
          </span>
          <input
            class="box"
            autocomplete={name === 'name' ? name : 'off'}
            onInput={({ currentTarget: { value } }) => visit.draft({ [name]: value })}
            value={draft[name]}
          />
        </label>
      ))}
      <Consents visit={visit} />
      <Trouble seen={visit.seen} />
      <button class="primary pin">
        {sending
          ? buttons.sending
          : opening
            ? mark(fill(buttons.callWhen, { when: when(opening, site) }))
            : buttons.call}
      </button>
      <Caller site={site} />
      {problem && fallbackPhone && (
        <Tel look="quiet" to={fallbackPhone.number}>
          {fill(buttons.dial, { number: ltr(fallbackPhone.national) })}
        </Tel>
      )}
    </form>
  );
}
