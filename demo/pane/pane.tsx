import { useEffect, useState } from 'preact/hooks';
import { Cable } from '../phones/cable.tsx';
import type { PhonesView, PhoneView } from '../phones/phone-view.ts';
import { Phones } from '../phones/phones.tsx';
import { followPhones } from '../relay.ts';
import { useWords } from '../texts/words.ts';
import { followCall, VISITOR_PHONE } from '../widget-tag.ts';
import { Faults } from './faults.tsx';
import { type CallNews, helpLine } from './help-line.ts';
import { HelpLineView } from './help-line-view.tsx';
import { OwnerCard } from './owner-card.tsx';
import { PaneHead } from './pane-head.tsx';

/** The telephones beside the shop, and the one line that says what to press now. */
export function Pane() {
  const { texts } = useWords();
  const [phones, setPhones] = useState<PhonesView | null>(null);
  const [isHeard, setHeard] = useState<boolean | null>(null);
  const [call, setCall] = useState<CallNews | null>(null);
  useEffect(() => followCall(setCall), []);
  useEffect(
    () =>
      followPhones((view) => {
        setHeard(view !== null);
        if (view !== null) setPhones(view);
      }),
    [],
  );
  const shown = phones ?? QUIET;
  // Until the first answer nothing is known, and nothing alarming is said.
  const heard = isHeard === false ? null : shown;
  return (
    <aside class="pane" aria-label={texts.pane.label}>
      <PaneHead />
      <HelpLineView line={helpLine(heard, call)} operator={shown.operator.label} />
      <section class="wires" aria-label={texts.pane.phones}>
        <Cable operator={shown.operator.state} visitor={shown.visitor.state} />
        <Phones phones={shown} />
      </section>
      <div class="pane-rest">
        <OwnerCard />
        <Faults />
        <p class="pane-note">{texts.pane.local}</p>
      </div>
    </aside>
  );
}

const quiet = (number: string): PhoneView => ({
  label: '',
  number,
  behaviour: 'answers',
  state: 'idle',
  with: null,
  since: null,
  lastOutcome: null,
});
/** Drawn until the relay has spoken. */
const QUIET: PhonesView = { operator: quiet(''), visitor: quiet(VISITOR_PHONE) };
