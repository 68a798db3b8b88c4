import type { Button, PhoneState } from './phone-view.ts';

/** Which of the two call keys of a phone work now, and what they ask of the relay. */
export type PhoneKeys = { green: Button | null; red: Button | null };

/** The green key lives only while the phone rings; the red one declines first, then hangs up. */
export function phoneKeys(state: PhoneState): PhoneKeys {
  if (state === 'ringing') return { green: 'answer', red: 'decline' };
  const isOnLine = state === 'waiting' || state === 'talking';
  return { green: null, red: isOnLine ? 'hang_up' : null };
}
