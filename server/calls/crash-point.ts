/**
 * Moments between two steps of a call's life at which a process may die, so that the second step
 * never happens. The names are told in the order of a call's life; those that end in `_uncommitted`
 * lie inside a transaction, all others before or after one.
 */
export const CRASH_POINTS = [
  // Asking: admitted, written, and on disk before the 201 leaves.
  'request_admitted',
  'call_uncommitted',
  'call_stored',
  'change_uncommitted',
  'change_stored',
  // Dialling: the intent, the request on its way, the answer in hand and on disk.
  'intent_uncommitted',
  'intent_written',
  'pbx_asked',
  'pbx_answered',
  'answer_uncommitted',
  'answer_written',
  // Hearing: a report arrived, written, and on disk before it is acknowledged.
  'event_received',
  'event_uncommitted',
  'event_stored',
  // Asking what became of it.
  'check_begun',
  'check_answered',
  'verdict_uncommitted',
  'verdict_written',
  // A state was committed and nobody has been told of it yet.
  'call_scheduled',
  'call_queued',
  'call_calling_operator',
  'call_calling_visitor',
  'call_connected',
  'call_ended',
] as const;
export type CrashPoint = (typeof CRASH_POINTS)[number];

/** Is told of each of them. Nobody listens but the fault campaign, which kills the process there. */
export type Reached = (point: CrashPoint) => void;
