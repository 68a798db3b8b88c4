import { useEffect, useState } from 'preact/hooks';
import { Cable } from '../phones/cable.tsx';
import type { PhonesView, PhoneView } from '../phones/phone-view.ts';
import { Phones } from '../phones/phones.tsx';
import { followPhones } from '../relay.ts';
import { useWords } from '../texts/words.ts';
import { followWidget, VISITOR_PHONE, type WidgetNews } from '../widget-tag.ts';
import { Faults } from './faults.tsx';
import { helpLine, type WidgetState } from './help-line.ts';
import { HelpLineView } from './help-line-view.tsx';
import { OwnerCard } from './owner-card.tsx';
import { PaneHead } from './pane-head.tsx';

/** The telephones beside the shop, and the one line that says what to press now. */
export function Pane() {
  const { locale, texts } = useWords();
  const [phones, setPhones] = useState<PhonesView | null>(null);
  const [isHeard, setHeard] = useState<boolean | null>(null);
  const widget = useWidget();
  useEffect(
    () =>
      followPhones(locale, (view) => {
        setHeard(view !== null);
        if (view !== null) setPhones(view);
      }),
    [locale],
  );
  const shown = phones ?? QUIET;
  // Until the first answer nothing is known, and nothing alarming is said.
  const heard = isHeard === false ? null : shown;
  return (
    <aside class="pane" aria-label={texts.pane.label} onPointerDown={keepWidgetOpen}>
      <PaneHead />
      <HelpLineView line={helpLine(heard, widget)} operator={shown.operator.label} />
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

/**
 * The widget folds when the shop beside it is pressed. A press on a drawn phone is no such press:
 * in life the phone lies beside the screen, and the open card tells what the press has done.
 */
function keepWidgetOpen(event: Event): void {
  event.stopPropagation();
}

/** What the widget has told so far; every piece of news changes only its own part. */
function useWidget(): WidgetState {
  const [widget, setWidget] = useState<WidgetState>({ call: null, isOpen: false });
  useEffect(() => {
    const take = (news: WidgetNews) => setWidget((before) => ({ ...before, ...news }));
    return followWidget(take);
  }, []);
  return widget;
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
