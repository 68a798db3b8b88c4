import { useEffect, useRef, useState } from 'preact/hooks';
import { useWords } from '../texts/words.ts';
import { foldWidget } from '../widget-tag.ts';
import { PhonePlace } from './phone-place.tsx';
import type { PhonesView, Side } from './phone-view.ts';

type Props = { phones: PhonesView; now: number };
const SIDES: Side[] = ['operator', 'visitor'];

/** How long the widget's sheet stays in sight before it makes room for the phone that rings. */
const SHEET_SEEN_MS = 1600;

/** One phone at a time; the one that begins to ring comes to the front by itself. */
export function PhoneTabs({ phones, now }: Props) {
  const [front, setFront] = useState<Side>('operator');
  const place = useRef<HTMLDivElement>(null);
  const ringing = SIDES.find((side) => phones[side].state === 'ringing') ?? null;
  useEffect(() => {
    if (ringing === null) return undefined;
    setFront(ringing);
    const timer = setTimeout(() => {
      foldWidget();
      place.current?.scrollIntoView({ block: 'start' });
    }, SHEET_SEEN_MS);
    return () => clearTimeout(timer);
  }, [ringing]);
  return (
    <div class="tabs" ref={place}>
      <TabList phones={phones} front={front} onChoose={setFront} />
      <div role="tabpanel" id="phone-panel" aria-labelledby={`tab-${front}`}>
        <PhonePlace side={front} phone={phones[front]} now={now} />
      </div>
    </div>
  );
}

type TabListProps = { phones: PhonesView; front: Side; onChoose: (side: Side) => void };

function TabList({ phones, front, onChoose }: TabListProps) {
  const { pane } = useWords().texts;
  const follow = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    const other: Side = front === 'operator' ? 'visitor' : 'operator';
    onChoose(other);
    document.querySelector<HTMLElement>(`#tab-${other}`)?.focus();
  };
  return (
    <div class="tab-list" role="tablist" aria-label={pane.phones}>
      {SIDES.map((side) => (
        <button
          key={side}
          type="button"
          role="tab"
          id={`tab-${side}`}
          aria-controls="phone-panel"
          aria-selected={side === front}
          tabIndex={side === front ? 0 : -1}
          data-state={phones[side].state}
          onClick={() => onChoose(side)}
          onKeyDown={follow}
        >
          {pane.sides[side]}
        </button>
      ))}
    </div>
  );
}
