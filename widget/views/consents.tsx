import { CHECK, Icon } from '../icons.tsx';
import { mark } from '../say.tsx';
import type { Visit } from '../visit.ts';

/** One unticked box per purpose; a required one that is missing is pointed at in place. */
export function Consents({ visit }: { visit: Visit }) {
  const { draft, pressed, site } = visit.seen;
  const { fields, faults } = site.texts;
  return site.consents.map(({ purpose, text, url, required }) => {
    const bad = pressed && required && !draft.ticks[purpose];
    return (
      <label key={purpose} class="tick">
        <input
          type="checkbox"
          class={bad ? 'bad' : ''}
          checked={!!draft.ticks[purpose]}
          aria-invalid={bad}
          onChange={({ currentTarget: { checked } }) =>
            visit.draft({ ticks: { ...draft.ticks, [purpose]: checked } })
          }
        />
        <Icon path={CHECK} />
        <span>
          {mark(text, url)}
          {!required && <small> ({fields.optional})</small>}
          <span role="alert" class="fault">
            {bad && faults.consent}
          </span>
        </span>
      </label>
    );
  });
}
