import { useWords } from '../texts/words.ts';
import { GreenKey, RedKey } from './call-keys.tsx';
import { shownState } from './desk-screen.ts';
import type { PhoneView } from './phone-view.ts';
import { showNumber } from './show-number.ts';
import { clock, day, talkClock } from './show-time.ts';

type Props = { phone: PhoneView; now: number };

/** The visitor's own phone: a lock screen until it rings. */
export function Smartphone({ phone, now }: Props) {
  const state = shownState(phone);
  const isInCall = state === 'ringing' || state === 'talking' || state === 'waiting';
  return (
    <div class="device smart" data-ringing={state === 'ringing'}>
      <div class="glass" data-call={isInCall || state === 'busy'}>
        {isInCall && <CallScreen phone={phone} now={now} />}
        {state === 'busy' && <OtherCall phone={phone} now={now} />}
        {!isInCall && state !== 'busy' && <LockScreen phone={phone} now={now} />}
      </div>
    </div>
  );
}

function LockScreen({ phone, now }: Props) {
  const { locale, texts } = useWords();
  const state = shownState(phone);
  const failure =
    state === 'declined' ? texts.phone.declined : state === 'missed' ? texts.phone.missed : null;
  return (
    <>
      <p class="lock-clock">{clock(locale, now)}</p>
      <p class="lock-day">{day(locale, now)}</p>
      {failure !== null && (
        <p class="notice">
          <b>{callerName(phone) ?? texts.shop.name}</b>
          <span>{failure}</span>
        </p>
      )}
    </>
  );
}

function CallScreen({ phone, now }: Props) {
  const { texts } = useWords();
  const isRinging = phone.state === 'ringing';
  const number = phone.with === null ? '' : showNumber(phone.with.number);
  return (
    <>
      <p class="call-kind">{isRinging ? texts.phone.incoming : texts.phone.talk}</p>
      <p class="call-name">{callerName(phone) ?? number}</p>
      <p class="call-detail">{isRinging ? number : talkClock(phone.since, now)}</p>
      <div class="call-keys">
        <RedKey side="visitor" state={phone.state} />
        {isRinging && <GreenKey side="visitor" state={phone.state} />}
      </div>
    </>
  );
}

function OtherCall({ phone, now }: Props) {
  const { texts } = useWords();
  return (
    <>
      <p class="call-kind">{texts.phone.talk}</p>
      <p class="call-name">{callerName(phone) ?? texts.phone.otherCall}</p>
      <p class="call-detail">
        {phone.since === null ? texts.phone.busyText : talkClock(phone.since, now)}
      </p>
      <div class="call-keys">
        <RedKey side="visitor" state="busy" />
      </div>
    </>
  );
}

function callerName(phone: PhoneView): string | null {
  return phone.with?.name ?? null;
}
