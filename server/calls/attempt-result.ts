import type { CallDetails } from '../pbx/pbx.ts';
import type { AttemptResult } from './transition.ts';

/**
 * What the PBX remembers of a call, as the outcome of an attempt. When it does not tell which leg
 * failed, that counts as the visitor's: it waits longest before anybody is rung again.
 */
export function resultOf({ talkSeconds, failed }: CallDetails): AttemptResult {
  if (talkSeconds !== null) return { kind: 'talked', talkSeconds, connectedAt: null };
  const isOperators = failed?.leg === 'operator';
  return { kind: isOperators ? 'operator_failed' : 'visitor_failed', cause: failed?.cause ?? null };
}
