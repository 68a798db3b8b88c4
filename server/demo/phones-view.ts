import type { OtherSide, Phone, PhoneState } from '../pbx/rostelecom/simulator/phone.ts';
import type { Simulator } from '../pbx/rostelecom/simulator/start-simulator.ts';

export const SIDES = ['operator', 'visitor'] as const;
export type Side = (typeof SIDES)[number];

/** `answers`: rings until a person presses the green button. */
export const DEMO_BEHAVIOURS = ['answers', 'declines', 'busy', 'silent'] as const;
export type DemoBehaviour = (typeof DEMO_BEHAVIOURS)[number];

/** One drawn phone, as `GET /demo/phones/events` sends it. */
export type PhoneView = {
  /** Whose phone it is; empty for the visitor's. */
  label: string;
  /** PIN of an operator, E.164 of a visitor. */
  number: string;
  behaviour: DemoBehaviour;
  state: PhoneState;
  with: OtherSide | null;
  /** ISO; since when the state holds, `null` at rest. */
  since: string | null;
  lastOutcome: 'declined' | 'missed' | null;
};
export type PhonesView = Record<Side, PhoneView>;

/** Named before anybody has called: the number that the demo page fills in. */
const FIRST_VISITOR = '+79123456789';

/** What both drawn phones show now. */
export function viewPhones(simulator: Simulator, labelOf: (pin: string) => string): PhonesView {
  const operator = shownPhone(simulator, 'operator');
  return {
    operator: viewPhone(operator, labelOf(operator.id)),
    visitor: viewPhone(shownPhone(simulator, 'visitor'), ''),
  };
}

/**
 * There are several operators and any number of visitors but one phone drawn for each side: the
 * one in use, else the one that rang last, else the first.
 */
export function shownPhone(simulator: Simulator, side: Side): Phone {
  const phones = simulator.phones().filter((phone) => isOperators(phone) === (side === 'operator'));
  const lastRung = simulator.rings.findLast(({ leg }) => leg === side)?.phone;
  return (
    phones.find(({ isEngaged }) => isEngaged) ??
    phones.find(({ id }) => id === lastRung) ??
    phones[0] ??
    simulator.phone(FIRST_VISITOR)
  );
}

function isOperators({ id }: Phone): boolean {
  return !id.startsWith('+');
}

function viewPhone(phone: Phone, label: string): PhoneView {
  const { behaviour } = phone.script;
  return {
    label,
    number: phone.id,
    behaviour: behaviour === 'manual' ? 'answers' : behaviour,
    state: phone.shownState,
    with: phone.with,
    since: phone.since?.toISOString() ?? null,
    lastOutcome: phone.lastOutcome,
  };
}
