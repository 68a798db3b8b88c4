import type { OwnerCall } from '../../shared/wire.ts';
import type { Call } from './call.ts';

const iso = (date: Date | null) => date?.toISOString() ?? null;

/** The call as its owner sees it: the whole number, and what the visitor wrote. */
export function ownerCall(call: Call): OwnerCall {
  const { phone, name, note, page } = call.visitor;
  return {
    id: call.id,
    site: call.site,
    direction: 'callback',
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
    phone,
    name,
    note,
    department: call.department,
    operator: call.operator,
    stars: call.stars,
    locale: call.locale,
    timezone: call.timezone,
    trigger: call.trigger,
    consents: call.consents,
    page,
    createdAt: call.createdAt.toISOString(),
    updatedAt: call.updatedAt.toISOString(),
    endedAt: iso(call.endedAt),
  };
}
