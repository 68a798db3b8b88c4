import { faultsOf, isAboutPhone, typedPhone } from '../call-flow.ts';
import { Icon } from '../icons.tsx';
import { caretAfter, formatPhone, readPhone } from '../phone.ts';
import { plural } from '../say.tsx';
import type { Visit } from '../visit.ts';

/** One field, any spelling. What is wrong is said on leaving it, never while typing. */
export function PhoneField({ visit, label }: { visit: Visit; label: string }) {
  const { draft, site, phoneLeft } = visit.seen;
  const { country } = typedPhone(visit.seen);
  const several = site.countries.length > 1;
  const fault = phoneLeft && faultText(visit);
  const type = (field: HTMLInputElement) => {
    const { value, selectionStart } = field;
    const read = readPhone(value, draft.country, site.countries);
    const phone = formatPhone(read.national, read.country);
    visit.draft({ phone, country: read.country.country });
    field.value = phone;
    const caret = caretAfter(value, selectionStart ?? value.length, phone);
    field.setSelectionRange(caret, caret);
  };
  return (
    <div class="field">
      <label for="phone">{label}</label>
      <div class={`phone ${fault ? 'bad' : ''}`} dir="ltr">
        <span class={several ? 'code' : ''}>
          +{country.callingCode}
          {several && (
            <>
              <Icon name="fold" />
              <select
                aria-label={site.texts.fields.country}
                value={country.country}
                onChange={(event) => visit.draft({ country: event.currentTarget.value })}
              >
                {site.countries.map((one) => (
                  <option value={one.country}>
                    {one.name} +{one.callingCode}
                  </option>
                ))}
              </select>
            </>
          )}
        </span>
        <input
          id="phone"
          type="tel"
          autocomplete="tel"
          placeholder={country.example}
          value={draft.phone}
          aria-invalid={!!fault}
          aria-describedby="fault"
          onInput={(event) => type(event.currentTarget)}
          onBlur={() => draft.phone && visit.set({ phoneLeft: true })}
        />
      </div>
      <p id="fault" class="fault" role="alert">
        {fault && (
          <>
            <Icon name="attention" />
            <span>{fault}</span>
          </>
        )}
      </p>
    </div>
  );
}

function faultText({ seen }: Visit): string | false {
  const { site, problem } = seen;
  const { faults, problems } = site.texts;
  const fault = faultsOf(seen).phone;
  if (!fault)
    return (
      problem !== null && problem !== 'unreachable' && isAboutPhone(problem) && problems[problem]
    );
  const { kind, off, total } = fault;
  const words = faults[kind];
  const code = `+${typedPhone(seen).country.callingCode}`;
  return typeof words === 'string' ? words : plural(words, off, site.locale, { total, code });
}
