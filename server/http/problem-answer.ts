import type { ErrorRequestHandler, Response } from 'express';
import type { ProblemCode } from '../../shared/codes.ts';
import { OWNER_CODES, PUBLIC_CODES } from '../../shared/codes.ts';
import type { Problem } from '../../shared/wire.ts';
import { Refusal } from '../calls/refusal.ts';
import { isStoreFailing } from '../store/is-store-failing.ts';

const STATUS: Record<ProblemCode, number> = { ...PUBLIC_CODES, ...OWNER_CODES };
const STORE_RETRY_SECONDS = 10;

/** Turns what a route throws into `application/problem+json`; what is our fault stays bare. */
export const problemAnswer: ErrorRequestHandler = (error: unknown, request, response, next) => {
  if (response.headersSent) return next(error);
  // What is refused now may be granted in a minute, or to somebody else.
  response.set('Cache-Control', 'no-store');
  const refusal = refusalOf(error);
  if (refusal !== null) return sendProblem(response, refusal);
  request.log.error({ err: error }, 'unexpected error');
  response
    .status(500)
    .type('application/problem+json')
    .json({ type: 'about:blank', title: 'Internal error', status: 500 });
};

function sendProblem(response: Response, { code, details }: Refusal) {
  const { detail, errors, retryAfterSeconds } = details;
  // For whoever counts refusals.
  response.locals['problem'] = code;
  const problem: Problem = {
    type: `urn:ringlet:problem:${code}`,
    title: code.replaceAll('_', ' '),
    status: STATUS[code],
    code,
    ...(detail ? { detail } : {}),
    ...(errors ? { errors } : {}),
  };
  if (retryAfterSeconds !== undefined) response.set('Retry-After', String(retryAfterSeconds));
  response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}

function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error;
  if (isStoreFailing(error))
    return new Refusal('not_accepting', { retryAfterSeconds: STORE_RETRY_SECONDS });
  // body-parser and the router mark what the client sent wrongly with a `status`.
  const { status, type } = (error ?? {}) as { status?: unknown; type?: unknown };
  if (status === 413) return new Refusal('payload_too_large');
  if (typeof status !== 'number' || status < 400 || status >= 500) return null;
  return new Refusal('invalid_request', {
    detail: `The request cannot be read (${typeof type === 'string' ? type : status}).`,
  });
}
