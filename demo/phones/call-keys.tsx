import { press, setBehaviour } from '../relay.ts';
import { useWords } from '../texts/words.ts';
import { phoneKeys } from './phone-keys.ts';
import type { PhoneState, Side } from './phone-view.ts';

type KeyProps = { side: Side; state: PhoneState };

/** Picks the call up. Dead unless the phone rings. */
export function GreenKey({ side, state }: KeyProps) {
  const { pane, phone } = useWords().texts;
  const { green } = phoneKeys(state);
  return (
    <button
      type="button"
      class="key green"
      aria-label={`${phone.answer}: ${pane.sides[side]}`}
      disabled={green === null}
      onClick={() => green !== null && void press(side, green)}
    >
      <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
        <path d={HANDSET} />
      </svg>
    </button>
  );
}

/** Declines a ringing call, hangs up a running one. */
export function RedKey({ side, state }: KeyProps) {
  const { pane, phone } = useWords().texts;
  const { red } = phoneKeys(state);
  const act = () =>
    red === 'end_other_call' ? setBehaviour(side, 'answers') : red !== null && press(side, red);
  const words = red === 'decline' ? phone.decline : phone.hangUp;
  return (
    <button
      type="button"
      class="key red"
      aria-label={`${words}: ${pane.sides[side]}`}
      disabled={red === null}
      onClick={() => void act()}
    >
      <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
        <path transform="rotate(135 12 12)" d={HANDSET} />
      </svg>
    </button>
  );
}

const HANDSET =
  'M6.600 3.500h1.900a1.500 1.500 0 0 1 1.450 1.100l.75 2.700a1.500 1.500 0 0 1-.4 1.480L8.900 10.150a11.500 11.500 0 0 0 4.950 4.950l1.370-1.400a1.500 1.500 0 0 1 1.480-.4l2.700.75a1.500 1.500 0 0 1 1.100 1.450v1.900a2.600 2.600 0 0 1-2.750 2.600C10.200 19.500 4.500 13.800 4 6.250A2.600 2.600 0 0 1 6.600 3.500Z';
