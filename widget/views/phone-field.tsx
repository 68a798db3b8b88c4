import { isAboutPhone, phoneFaultOf, type Seen, typedPhone } from '../call-flow.ts';
import { FOLD, Icon } from '../icons.tsx';
import { caretAfter, formatPhone, readPhone } from '../phone.ts';
import { plural } from '../say.tsx';
import type { Visit } from '../visit.ts';
import { Alert } from './alert.tsx';

/** One field, any spelling. What is wrong is said on leaving it, never while typing. */
export function PhoneField({ visit, label }: { visit: Visit; label: string }) {
  const { draft, site, left } = visit.seen;
  const { countries, texts } = site;
  const typed = typedPhone(visit.seen);
  const { country } = typed;
  const fault = left && faultText(visit.seen);
  const type = (field: HTMLInputElement) => {
    const { value, selectionStart } = field;
    const read = readPhone(value, draft.country, countries);
    const phone = formatPhone(read);
    visit.draft({ phone, country: read.country.country });
    const caret = caretAfter(value, selectionStart ?? value.length, phone);
    field.setSelectionRange(caret, caret);
  };
  return (
    <span class="field">
      <label for="phone">{label}</label>
      <span class={`box ${fault ? 'bad' : ''}`} dir="ltr">
        +{country.callingCode}
        {countries.length > 1 && (
          <span class="code">
            <Icon path={FOLD} />
            <select
              aria-label={texts.fields.country}
              onChange={(event) => visit.draft({ country: event.currentTarget.value })}
              value={country.country}
            >
              {countries.map((one) => (
                <option key={one.country} value={one.country}>
                  {one.name} +{one.callingCode}
                </option>
              ))}
            </select>
          </span>
        )}
        <input
          id="phone"
          type="tel"
          autocomplete="tel"
          placeholder={country.example}
          value={formatPhone(typed)}
          aria-invalid={!!fault}
          aria-describedby="fault"
          onInput={(event) => type(event.currentTarget)}
          onBlur={() => draft.phone && visit.set({ left: true })}
        />
      </span>
      <span id="fault">
        <Alert look="fault" text={fault} />
      </span>
    </span>
  );
}

function faultText(seen: Seen): string | false {
  const { site, problem } = seen;
  const { faults, problems } = site.texts;
  const fault = phoneFaultOf(seen);
  if (!fault) return isAboutPhone(problem) && problems[problem];
  const { kind, off, total } = fault;
  const code = `+${typedPhone(seen).country.callingCode}`;
  return plural(faults[kind], off, site.locale, { total, code });
}
