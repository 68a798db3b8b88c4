import type { RequestHandler } from 'express';

const DAY_SECONDS = '86400';

/**
 * CORS for what pages call: any origin may read the answer, so that a refusal is told from a dead
 * network. Whether a call is accepted is decided per site by admission; there are no cookies.
 */
export const anyOrigin: RequestHandler = (request, response, next) => {
  response.set({
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': 'Retry-After, ETag',
    'Cross-Origin-Resource-Policy': 'cross-origin',
  });
  if (request.method !== 'OPTIONS') return next();
  response.set({
    'Access-Control-Allow-Methods': 'GET, POST, DELETE',
    'Access-Control-Allow-Headers': 'Authorization, Content-Type, Idempotency-Key, Last-Event-ID',
    'Access-Control-Max-Age': DAY_SECONDS,
  });
  response.sendStatus(204);
};
