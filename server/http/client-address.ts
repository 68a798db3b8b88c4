import type { Request } from 'express';
import type { Logger } from 'pino';

/**
 * Tells a client's address for the limits. `null` when a proxy stands before the relay that it was
 * not told to trust: then every visitor would be one, and none may be held to the others' account.
 */
export function clientAddress(
  trustProxy: unknown,
  log: Logger,
): (request: Request) => string | null {
  let hasWarned = false;
  return (request) => {
    const isBehindProxy = request.get('x-forwarded-for') !== undefined;
    if (!isBehindProxy || trustProxy !== false) return request.ip ?? null;
    if (!hasWarned) {
      log.warn('X-Forwarded-For seen while TRUST_PROXY is unset: limits per address are off');
      hasWarned = true;
    }
    return null;
  };
}
