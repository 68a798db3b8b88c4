import { faultsOf } from '../call-flow.ts';
import { nextOf } from '../head.ts';
import { Icon } from '../icons.tsx';
import { fill, ltr, mark, when } from '../say.tsx';
import type { Visit } from '../visit.ts';
import { Tel } from './button.tsx';
import { Caller } from './caller.tsx';
import { PhoneField } from './phone-field.tsx';
import { Trouble } from './trouble.tsx';

/** The form: one number, one button; everything else only if the owner asks for it. */
export function Ask({ visit }: { visit: Visit }) {
  const { sending, site, problem } = visit.seen;
  const { texts, fallbackPhone } = site;
  const { buttons } = texts;
  const opening = nextOf(visit.seen);
  return (
    <form
      novalidate
      onSubmit={(event) => {
        event.preventDefault();
        visit.send();
      }}
    >
      {site.departments.length > 1 && <Department visit={visit} />}
      <PhoneField visit={visit} label={texts.fields.phone} />
      {site.ask.map((name) => (
        <div class="field">
          <label for={name}>
            {texts.fields[name]} <small>{texts.fields.optional}</small>
          </label>
          <input
            id={name}
            maxLength={name === 'name' ? 120 : 1000}
            autocomplete={name === 'name' ? name : 'off'}
            value={visit.seen.draft[name]}
            onInput={(event) => visit.draft({ [name]: event.currentTarget.value })}
          />
        </div>
      ))}
      <Consents visit={visit} />
      <Trouble visit={visit} />
      <button type="submit" class="primary pin">
        {sending
          ? buttons.sending
          : opening
            ? mark(fill(buttons.callWhen, { when: when(opening, site) }))
            : buttons.call}
      </button>
      <Caller site={site} />
      {problem && fallbackPhone && (
        <Tel look="quiet" to={fallbackPhone.number}>
          {fill(buttons.callYourself, { number: ltr(fallbackPhone.national) })}
        </Tel>
      )}
    </form>
  );
}

const Department = ({ visit }: { visit: Visit }) => (
  <div class="field">
    <label for="department">{visit.seen.site.texts.fields.department}</label>
    <div class="select">
      <select
        id="department"
        value={visit.seen.draft.department}
        onChange={(event) => visit.draft({ department: event.currentTarget.value })}
      >
        {visit.seen.site.departments.map(({ id, name }) => (
          <option value={id}>{name}</option>
        ))}
      </select>
      <Icon name="fold" />
    </div>
  </div>
);

function Consents({ visit }: { visit: Visit }) {
  const { draft, pressed, site } = visit.seen;
  const missing = faultsOf(visit.seen).consents;
  return (
    <>
      {site.consents.map(({ purpose, text, url, required }) => {
        const bad = pressed && missing.includes(purpose);
        return (
          <label class={`tick ${bad ? 'bad' : ''}`}>
            <input
              type="checkbox"
              checked={!!draft.ticks[purpose]}
              aria-invalid={bad}
              onChange={(event) =>
                visit.draft({ ticks: { ...draft.ticks, [purpose]: event.currentTarget.checked } })
              }
            />
            <Icon name="check" />
            <span>
              {mark(text, url)}
              {!required && <small> ({site.texts.fields.optional})</small>}
              {bad && <em role="alert">{site.texts.faults.consent}</em>}
            </span>
          </label>
        );
      })}
    </>
  );
}
