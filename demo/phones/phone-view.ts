import type { DemoBehaviour } from '../../server/demo/phones-view.ts';

/** What the relay's demo phones send and take; declared at the relay, types only here. */
export type {
  DemoBehaviour as Behaviour,
  PhonesView,
  PhoneView,
  Side,
} from '../../server/demo/phones-view.ts';
export type { Button, PhoneState } from '../../server/pbx/rostelecom/simulator/phone.ts';

/** In the order in which the switch shows them. */
export const BEHAVIOURS = [
  'answers',
  'declines',
  'busy',
  'silent',
] as const satisfies readonly DemoBehaviour[];
