import type { RequestHandler } from 'express';

/**
 * Express sends everything again when `If-None-Match` comes with `Cache-Control: no-cache`, which
 * is how `fetch()` asks. By RFC 9110 (13.1.2) the condition alone decides.
 */
export const conditionalRequest: RequestHandler = (request, _response, next) => {
  if (request.headers['if-none-match'] !== undefined) delete request.headers['cache-control'];
  next();
};
