import type { CallDetails, CallProgress } from '../pbx/pbx.ts';
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

/** The talk that the reports tell of, whether proven or not; `null` when they tell of none. */
export function talkOf({ connectedAt, endedAt }: CallProgress): AttemptResult | null {
  if (connectedAt === null || endedAt === null) return null;
  const talkSeconds = Math.max(0, Math.round((endedAt.getTime() - connectedAt.getTime()) / 1000));
  return { kind: 'talked', talkSeconds, connectedAt };
}
