import { useWords } from '../texts/words.ts';
import type { GlazeId } from './products.ts';

type Props = { glazes: GlazeId[]; chosen: GlazeId; onChoose: (glaze: GlazeId) => void };

/** Colour dots with the chosen one's name beside them: the colour is never the only word. */
export function GlazeChoice({ glazes, chosen, onChoose }: Props) {
  const { label, names } = useWords().texts.shop.glazes;
  return (
    <fieldset class="glazes">
      <legend class="unseen">{label}</legend>
      {glazes.map((glaze) => (
        <label key={glaze} class="glaze" data-glaze={glaze}>
          <input
            type="radio"
            name="glaze"
            checked={glaze === chosen}
            onChange={() => onChoose(glaze)}
          />
          <span class="unseen">{names[glaze]}</span>
        </label>
      ))}
      <span class="glaze-name" aria-hidden="true">
        {names[chosen]}
      </span>
    </fieldset>
  );
}
