import type { DemoTexts } from '../texts/texts.ts';
import type { PhoneView } from './phone-view.ts';
import { showNumber } from './show-number.ts';
import { clock, talkClock } from './show-time.ts';

/** What the grey display of the operator's phone says, and how it looks. */
export type DeskScreen = {
  /** Only while idle. */
  clock: string | null;
  title: string;
  lines: string[];
  /** Under a hairline: what the PBX told beside the number. */
  note: string | null;
  isLit: boolean;
  isOffHook: boolean;
};

type Setting = { words: DemoTexts['phone']; locale: string; now: number };

export function deskScreen(phone: PhoneView, { words, locale, now }: Setting): DeskScreen {
  const number = phone.with === null ? [] : [showNumber(phone.with.number)];
  const lit = { clock: null, note: null, isLit: true, isOffHook: false };
  switch (shownState(phone)) {
    case 'ringing':
      return { ...lit, title: words.fromSite, lines: number, note: phone.with?.name ?? null };
    case 'waiting':
      return {
        ...lit,
        title: words.dialling,
        lines: number,
        note: words.stayOnLine,
        isOffHook: true,
      };
    case 'talking': {
      const lines = [...number, talkClock(phone.since, now)];
      return { ...lit, title: words.talk, lines, note: phone.with?.name ?? null, isOffHook: true };
    }
    case 'busy':
      return { ...lit, title: words.otherCall, lines: [words.busyText], isOffHook: true };
    case 'declined':
      return { ...lit, title: words.declined, lines: [words.declinedText] };
    case 'missed':
      return { ...lit, title: words.missed, lines: [...number, words.missedText] };
    default:
      return {
        ...lit,
        clock: clock(locale, now),
        title: nameplate(phone),
        lines: [words.free],
        isLit: false,
      };
  }
}

/** A phone at rest keeps saying how its last call failed, as real ones do. */
export function shownState(phone: PhoneView): PhoneView['state'] {
  return phone.state === 'idle' && phone.lastOutcome !== null ? phone.lastOutcome : phone.state;
}

function nameplate(phone: PhoneView): string {
  return [phone.label, phone.number].filter((part) => part !== '').join(' · ');
}
