/** What the relay's demo phones show, as `GET /demo/phones/events` sends it. */
export type Side = 'operator' | 'visitor';
export const BEHAVIOURS = ['answers', 'declines', 'busy', 'silent'] as const;
export type Behaviour = (typeof BEHAVIOURS)[number];
export type PhoneState =
  | 'idle'
  | 'ringing'
  | 'waiting'
  | 'talking'
  | 'busy'
  | 'declined'
  | 'missed';
export type PhoneView = {
  label: string;
  number: string;
  behaviour: Behaviour;
  state: PhoneState;
  with: { number: string; name: string | null } | null;
  since: string | null;
  lastOutcome: 'declined' | 'missed' | null;
};
export type PhonesView = Record<Side, PhoneView>;
export type Button = 'answer' | 'decline' | 'hang_up';
