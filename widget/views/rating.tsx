import { Icon, STAR } from '../icons.tsx';
import { fill } from '../say.tsx';
import type { Visit } from '../visit.ts';
import { Button } from './button.tsx';

/** Stars are optional and ask one thing; nothing happens on closing. */
export function Rating({ visit }: { visit: Visit }) {
  const { call, site, stars } = visit.seen;
  const { rating, buttons, fields } = site.texts;
  if (call?.stars) return <p class="note">{rating.thanks}</p>;
  return (
    <>
      <fieldset>
        <legend>
          {rating.ask} <small>{fields.optional}</small>
        </legend>
        {[1, 2, 3, 4, 5].map((n) => (
          <label key={n}>
            <input
              type="radio"
              name="stars"
              aria-label={fill(rating.star, { n })}
              onChange={() => visit.set({ stars: n })}
              checked={n === stars}
            />
            <Icon path={STAR} solid={n <= stars} />
          </label>
        ))}
      </fieldset>
      {stars > 0 && (
        <Button look="primary" press={() => visit.act('rating', { stars })}>
          {buttons.rate}
        </Button>
      )}
    </>
  );
}
