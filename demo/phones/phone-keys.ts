import type { Button, PhoneState } from './phone-view.ts';

/** Which of the two call keys of a phone work now, and what they ask of the relay. */
export type PhoneKeys = { green: 'answer' | null; red: Button | 'end_other_call' | null };

/**
 * The green key lives only while the phone rings; the red one declines first, then hangs up.
 * A busy phone is in a call that is not ours: to end it is to be free again.
 */
export function phoneKeys(state: PhoneState): PhoneKeys {
  if (state === 'ringing') return { green: 'answer', red: 'decline' };
  if (state === 'busy') return { green: null, red: 'end_other_call' };
  const isOnLine = state === 'waiting' || state === 'talking';
  return { green: null, red: isOnLine ? 'hang_up' : null };
}
