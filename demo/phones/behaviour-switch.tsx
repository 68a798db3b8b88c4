import { setBehaviour } from '../relay.ts';
import { useWords } from '../texts/words.ts';
import { BEHAVIOURS, type Behaviour, type Side } from './phone-view.ts';

type Props = { side: Side; chosen: Behaviour };

/** What this phone does at the next call; native radios, so arrow keys work. */
export function BehaviourSwitch({ side, chosen }: Props) {
  const { pane } = useWords().texts;
  return (
    <fieldset class="behaviour">
      <legend>
        <span class="unseen">{pane.sides[side]}: </span>
        {pane.whenCalled}
      </legend>
      <div class="segments">
        {BEHAVIOURS.map((behaviour) => (
          <label key={behaviour}>
            <input
              type="radio"
              name={`behaviour-${side}`}
              value={behaviour}
              checked={behaviour === chosen}
              onChange={() => void setBehaviour(side, behaviour)}
            />
            <span>{pane.behaviours[behaviour]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
