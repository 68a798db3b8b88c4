import { useWords } from '../texts/words.ts';
import { GreenKey, RedKey } from './call-keys.tsx';
import { deskScreen } from './desk-screen.ts';
import type { PhoneView } from './phone-view.ts';

type Props = { phone: PhoneView; now: number };

/** The operator's phone: handset, display, two call keys, a keypad that is only drawn. */
export function DeskPhone({ phone, now }: Props) {
  const { locale, texts } = useWords();
  const screen = deskScreen(phone, { words: texts.phone, locale, now });
  return (
    <div class="device desk" data-ringing={phone.state === 'ringing'}>
      <div class="cradle" data-off={screen.isOffHook} aria-hidden="true">
        <svg class="handset" viewBox="0 0 24 240" width="24" height="240">
          <rect x="7" y="36" width="10" height="168" rx="5" class="handset-bar" />
          <rect x="1" y="2" width="22" height="56" rx="10" class="handset-ear" />
          <rect x="1" y="182" width="22" height="56" rx="10" class="handset-ear" />
          <rect x="8" y="44" width="8" height="152" rx="4" class="handset-bar" />
        </svg>
      </div>
      <div class="face">
        <div class="display" data-lit={screen.isLit}>
          {screen.clock !== null && <span class="display-clock">{screen.clock}</span>}
          <b>{screen.title}</b>
          {screen.lines.map((line) => (
            <span key={line}>{line}</span>
          ))}
          {screen.note !== null && <span class="display-note">{screen.note}</span>}
        </div>
        <div class="call-keys">
          <GreenKey side="operator" state={phone.state} />
          <RedKey side="operator" state={phone.state} />
        </div>
        <Keypad />
      </div>
    </div>
  );
}

const KEYS = Array.from({ length: 12 }, (_, index) => index);

function Keypad() {
  return (
    <div class="keypad" aria-hidden="true">
      {KEYS.map((key) => (
        <i key={key} />
      ))}
    </div>
  );
}
