/**
 * States and outcomes of a call: the one table that relay, widget, console and tests share.
 * A driver reports only what its PBX shows, so skips forward are legal; going back never is.
 */
export const CALL_STATES = [
  'scheduled',
  'queued',
  'calling_operator',
  'calling_visitor',
  'connected',
  'ended',
] as const;
export type CallState = (typeof CALL_STATES)[number];

export const OUTCOMES = [
  'completed',
  'no_operator',
  'visitor_unreachable',
  'cancelled',
  'refused',
  'expired',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Why the call waits (`scheduled`, `queued`) or how it came to its outcome; `null` when plain. */
export const REASONS = [
  'out_of_hours',
  'operator_no_answer',
  'operator_busy',
  'visitor_no_answer',
  'visitor_busy',
  'pbx_unavailable',
  'pbx_refused',
  'unresolved',
  'too_old',
  'already_called',
  'site_removed',
] as const;
export type Reason = (typeof REASONS)[number];

export const CALL_KINDS = ['callback', 'browser'] as const;
export type CallKind = (typeof CALL_KINDS)[number];

/** States in which the PBX has been asked and has not yet reported the end. */
const DIALLING_STATES = ['calling_operator', 'calling_visitor', 'connected'] as const;

export function isDialling(state: CallState): boolean {
  return (DIALLING_STATES as readonly CallState[]).includes(state);
}
