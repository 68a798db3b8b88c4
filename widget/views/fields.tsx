import type { Visit } from '../visit.ts';
import { Consents } from './consents.tsx';
import { PhoneField } from './phone-field.tsx';

/** What a call needs: one number; everything else only if the owner asks for it. */
export function Fields({ visit }: { visit: Visit }) {
  const { site, draft } = visit.seen;
  const { fields } = site.texts;
  return (
    <>
      <PhoneField visit={visit} label={fields.phone} />
      {site.ask.map((name) => (
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
    </>
  );
}
