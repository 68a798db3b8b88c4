/**
 * Rows as they lie in the database. Times are ISO 8601 in UTC with milliseconds, so that they sort
 * as text on every engine; flags are 0 or 1; JSON is text. Columns marked *personal* are all that
 * an erasure has to empty; nothing else may hold a number, a name or what somebody wrote.
 */
export type Schema = {
  secrets: { name: string; value: string };
  sites: {
    id: string;
    name: string;
    origins: string;
    settings: string;
    version: number;
    created_at: string;
    updated_at: string;
    removed_at: string | null;
  };
  calls: CallRow;
  attempts: AttemptRow;
  timeline: TimelineRowStored;
  pbx_events: PbxEventRow;
  operator_calls: OperatorCallRow;
  operator_rests: { operator_pin: string; since: string };
  call_tokens: { hash: string; call_id: string; created_at: string };
  idempotency_keys: {
    site_id: string;
    key: string;
    fingerprint: string;
    call_id: string;
    created_at: string;
  };
};

export type CallRow = {
  id: string;
  site_id: string;
  kind: string;
  state: string;
  outcome: string | null;
  reason: string | null;
  seq: number;
  attempt: number;
  department: string | null;
  scheduled_for: string | null;
  next_attempt_at: string | null;
  due_at: string;
  cancel_requested: number;
  connected_at: string | null;
  ended_at: string | null;
  talk_seconds: number | null;
  operator_pin: string | null;
  operator_name: string | null;
  retries: string;
  stars: number | null;
  locale: string | null;
  timezone: string | null;
  opened_by: string | null;
  consents: string;
  chosen_at: string | null;
  wanted_now: number;
  waited_seconds: number | null;
  created_at: string;
  updated_at: string;
  /** personal */
  phone: string | null;
  /** personal: HMAC of the number */
  phone_key: string | null;
  /** personal */
  visitor_name: string | null;
  /** personal */
  note: string | null;
  /** personal */
  comment: string | null;
  /** personal */
  page: string | null;
};

export type AttemptRow = {
  id: string;
  call_id: string;
  site_id: string;
  number: number;
  operator_pin: string;
  operator_name: string | null;
  /** personal: HMAC of the number */
  phone_key: string | null;
  state: string;
  asked_at: string;
  session_id: string | null;
  event_session_id: string | null;
  check_at: string | null;
  checks: number;
  ended_at: string | null;
  result: string | null;
};

export type TimelineRowStored = {
  id: string;
  call_id: string;
  seq: number | null;
  at: string;
  what: string;
  why: string | null;
  state: string;
  attempt_id: string | null;
};

export type OperatorCallRow = {
  session_id: string;
  parties: string;
  heard_at: string;
  lapses_at: string;
  ask_at: string | null;
  asked_at: string | null;
  ended_at: string | null;
};

export type PbxEventRow = {
  id: string;
  attempt_id: string | null;
  session_id: string;
  happened_at: string;
  received_at: string;
  step: string;
  operator_pin: string | null;
  called: string | null;
  cause: string | null;
  /** personal */
  phone: string | null;
  /** personal: HMAC of the number */
  phone_key: string | null;
  /** personal: the vendor's body as received */
  raw: string | null;
};
