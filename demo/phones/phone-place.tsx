import { useWords } from '../texts/words.ts';
import { BehaviourSwitch } from './behaviour-switch.tsx';
import { DeskPhone } from './desk-phone.tsx';
import type { PhoneView, Side } from './phone-view.ts';
import { showNumber } from './show-number.ts';
import { Smartphone } from './smartphone.tsx';

type Props = { side: Side; phone: PhoneView; now: number };

/** One phone with its name, its number and the switch under it. */
export function PhonePlace({ side, phone, now }: Props) {
  const { texts } = useWords();
  const Drawn = side === 'operator' ? DeskPhone : Smartphone;
  return (
    <div class="phone-place" data-side={side} data-state={phone.state}>
      <Drawn phone={phone} now={now} />
      <div class="phone-name">
        <b>{texts.pane.sides[side]}</b>
        <span>{ownerOf(side, phone)}</span>
      </div>
      <BehaviourSwitch side={side} chosen={phone.behaviour} />
    </div>
  );
}

function ownerOf(side: Side, phone: PhoneView): string {
  if (side === 'visitor') return showNumber(phone.number);
  return [phone.label, phone.number].filter((part) => part !== '').join(' · ');
}
