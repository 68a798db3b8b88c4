/**
 * Codes of problem answers (RFC 9457) that a visitor's page can meet, with their HTTP status.
 * The widget has a text for each (checked by the compiler through `Texts`).
 */
export const PUBLIC_CODES = {
  invalid_request: 400,
  origin_not_allowed: 403,
  site_not_found: 404,
  call_not_found: 404,
  idempotency_conflict: 409,
  call_in_progress: 409,
  call_is_final: 409,
  payload_too_large: 413,
  invalid_phone: 422,
  country_not_allowed: 422,
  line_type_not_allowed: 422,
  number_refused: 422,
  consent_required: 422,
  slot_unavailable: 422,
  challenge_failed: 422,
  rate_limited: 429,
  not_accepting: 503,
} as const;
export type PublicCode = keyof typeof PUBLIC_CODES;

/** Codes that only the owner's side meets; the widget does not carry them. */
export const OWNER_CODES = {
  unauthorized: 401,
  csrf: 403,
  not_found: 404,
  site_exists: 409,
  stale: 412,
  precondition_required: 428,
  pbx_unavailable: 502,
} as const;
export type OwnerCode = keyof typeof OWNER_CODES;

export type ProblemCode = PublicCode | OwnerCode;
