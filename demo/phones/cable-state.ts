import type { PhoneState } from './phone-view.ts';

/** How a leg between the PBX and a phone is drawn: grey dots, accent dots, solid accent. */
export type LegState = 'none' | 'ringing' | 'up';

const LEGS: Record<PhoneState, LegState> = {
  idle: 'none',
  ringing: 'ringing',
  waiting: 'up',
  talking: 'up',
  // Busy is a call with somebody else: nothing of it runs over our cable.
  busy: 'none',
  declined: 'none',
  missed: 'none',
};

/** The grammar of the widget's line: solid where the PBX confirmed it, dotted where not. */
export function legState(phone: PhoneState): LegState {
  return LEGS[phone];
}
