import { useWords } from '../texts/words.ts';
import { legState } from './cable-state.ts';
import type { PhoneState } from './phone-view.ts';

type Props = { operator: PhoneState; visitor: PhoneState };

/** The line between the phones, with the PBX in the middle; each leg follows its own phone. */
export function Cable({ operator, visitor }: Props) {
  const { texts } = useWords();
  const legs = [legState(operator), legState(visitor)] as const;
  return (
    <div class="cable">
      <svg viewBox="0 0 384 48" aria-hidden="true">
        <path class="leg" data-leg={legs[0]} d="M192 15H100a10 10 0 0 0-10 10V46" />
        <path class="leg" data-leg={legs[1]} d="M192 15h92a10 10 0 0 1 10 10V46" />
      </svg>
      <span class="pbx">{texts.pane.pbx}</span>
      <span class="unseen">
        {`${texts.pane.sides.operator}: ${texts.pane.cable[legs[0]]}. `}
        {`${texts.pane.sides.visitor}: ${texts.pane.cable[legs[1]]}.`}
      </span>
    </div>
  );
}
