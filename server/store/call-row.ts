import type { Call } from '../calls/call.ts';
import type { CallRow } from './schema.ts';

const iso = (date: Date | null) => date?.toISOString() ?? null;
const date = (text: string | null) => (text === null ? null : new Date(text));
const json = (value: unknown) => (value === null ? null : JSON.stringify(value));

/** Everything of a call that points at nobody: what `save` writes. */
export function impersonalColumns(call: Call) {
  return {
    state: call.state,
    outcome: call.outcome,
    reason: call.reason,
    seq: call.seq,
    attempt: call.attempt,
    department: call.department,
    scheduled_for: iso(call.scheduledFor),
    next_attempt_at: iso(call.nextAttemptAt),
    due_at: call.dueAt.toISOString(),
    cancel_requested: call.cancelRequested ? 1 : 0,
    connected_at: iso(call.connectedAt),
    ended_at: iso(call.endedAt),
    talk_seconds: call.talkSeconds,
    operator_pin: call.operator?.pin ?? null,
    operator_name: call.operator?.name ?? null,
    retries: JSON.stringify(call.retries),
    stars: call.stars,
    chosen_at: iso(call.chosenAt),
    wanted_now: call.wantedNow ? 1 : 0,
    waited_seconds: call.waitedSeconds,
    updated_at: call.updatedAt.toISOString(),
  };
}

export function toRow(call: Call): CallRow {
  return {
    ...impersonalColumns(call),
    id: call.id,
    site_id: call.site,
    kind: call.kind,
    locale: call.locale,
    timezone: call.timezone,
    opened_by: call.trigger,
    consents: JSON.stringify(call.consents),
    created_at: call.createdAt.toISOString(),
    phone: call.visitor.phone,
    phone_key: call.visitor.phoneKey,
    visitor_name: call.visitor.name,
    note: call.visitor.note,
    comment: call.visitor.comment,
    page: json(call.visitor.page),
  };
}

export function toCall(row: CallRow): Call {
  return {
    id: row.id,
    site: row.site_id,
    kind: row.kind as Call['kind'],
    state: row.state as Call['state'],
    outcome: row.outcome as Call['outcome'],
    reason: row.reason as Call['reason'],
    seq: row.seq,
    attempt: row.attempt,
    department: row.department,
    scheduledFor: date(row.scheduled_for),
    nextAttemptAt: date(row.next_attempt_at),
    dueAt: new Date(row.due_at),
    cancelRequested: row.cancel_requested === 1,
    connectedAt: date(row.connected_at),
    endedAt: date(row.ended_at),
    talkSeconds: row.talk_seconds,
    operator: row.operator_pin === null ? null : { pin: row.operator_pin, name: row.operator_name },
    retries: JSON.parse(row.retries),
    stars: row.stars,
    chosenAt: date(row.chosen_at),
    wantedNow: row.wanted_now === 1,
    waitedSeconds: row.waited_seconds,
    locale: row.locale,
    timezone: row.timezone,
    trigger: row.opened_by,
    consents: JSON.parse(row.consents),
    visitor: {
      phone: row.phone,
      phoneKey: row.phone_key,
      name: row.visitor_name,
      note: row.note,
      comment: row.comment,
      page: row.page === null ? null : JSON.parse(row.page),
    },
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  };
}
