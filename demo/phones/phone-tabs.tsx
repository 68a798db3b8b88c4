import { useEffect, useState } from 'preact/hooks';
import { useWords } from '../texts/words.ts';
import { PhonePlace } from './phone-place.tsx';
import type { PhonesView, Side } from './phone-view.ts';

type Props = { phones: PhonesView; ringing: Side | null; now: number };
const SIDES: Side[] = ['operator', 'visitor'];

/** One phone at a time; the one that begins to ring comes to the front by itself. */
export function PhoneTabs({ phones, ringing, now }: Props) {
  const [front, setFront] = useState<Side>('operator');
  useEffect(() => {
    if (ringing !== null) setFront(ringing);
  }, [ringing]);
  return (
    <div class="tabs">
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
