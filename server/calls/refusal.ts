import type { ProblemCode } from '../../shared/codes.ts';

export type FieldError = { path: string; message: string };
type Details = { detail?: string; errors?: FieldError[]; retryAfterSeconds?: number };

/** The one error type for what the asker can mend: becomes a problem answer with this code. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly code: ProblemCode;
  readonly details: Details;

  constructor(code: ProblemCode, details: Details = {}) {
    super(details.detail ?? code);
    this.code = code;
    this.details = details;
  }
}
