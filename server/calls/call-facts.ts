import type { CallView } from '../../shared/wire.ts';
import type { Call } from './call.ts';

const iso = (date: Date | null) => date?.toISOString() ?? null;

type Personal = 'phone' | 'operator' | 'position' | 'estimatedSeconds' | 'longWait' | 'callerId';

/** What a visitor and an owner see alike of a call. */
export function callFacts(call: Call): Omit<CallView, Personal> {
  return {
    id: call.id,
    kind: call.kind,
    state: call.state,
    outcome: call.outcome,
    seq: call.seq,
    attempt: call.attempt,
    scheduledFor: iso(call.scheduledFor),
    nextAttemptAt: iso(call.nextAttemptAt),
    cancelRequested: call.cancelRequested,
    reason: call.reason,
    connectedAt: iso(call.connectedAt),
    talkSeconds: call.talkSeconds,
    stars: call.stars,
    createdAt: call.createdAt.toISOString(),
    updatedAt: call.updatedAt.toISOString(),
  };
}
