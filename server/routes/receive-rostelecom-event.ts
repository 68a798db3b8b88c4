import type { BlockList } from 'node:net';
import { isIPv6 } from 'node:net';
import type { Request, RequestHandler } from 'express';
import { Router, raw } from 'express';
import type { PbxEvent } from '../pbx/pbx.ts';
import type { KnownCaller } from '../pbx/rostelecom/webhooks.ts';
import {
  ACKNOWLEDGED,
  isGenuine,
  numberInfoAnswer,
  readCallEvent,
  readNumberInfo,
} from '../pbx/rostelecom/webhooks.ts';

export type WebhookParts = {
  clientId: string;
  signKey: string;
  /** `null`: from anywhere. */
  allowedIps: BlockList | null;
  /** PIN of a user whom an event calls by login. */
  pinOf: (user: string) => string;
  /** Resolves after the event is on disk. */
  record: (event: PbxEvent, raw: string) => Promise<void>;
  /** Who has called with this number before; `null` for a stranger. */
  callerOf: (phone: string) => Promise<KnownCaller | null>;
  now: () => Date;
  /** Something came that is not from the PBX; nothing of it was read. */
  refused?: ((why: 'wrong_address' | 'wrong_signature') => void) | undefined;
};

/** The PBX waits for this answer before it routes the call: better none than a late one. */
const CALLER_LOOKUP_MS = 1_000;

/** `/pbx/rostelecom/*`: raw bytes, signature first, vendor's words to ours, answer after the disk. */
export function receiveRostelecomEvent(parts: WebhookParts): Router {
  const router = Router();
  router.use(raw({ type: () => true, limit: '256kb' }), genuineOnly(parts));
  router.post('/call_events', async (request, response) => {
    const body = bytesOf(request);
    const event = readCallEvent(body) ?? unreadable(parts.now());
    await parts.record(withPins(event, parts.pinOf), body.toString('utf8'));
    response.json(ACKNOWLEDGED);
  });
  router.post('/history_file_completed', async (request, response) => {
    await parts.record(unreadable(parts.now()), bytesOf(request).toString('utf8'));
    response.json(ACKNOWLEDGED);
  });
  router.post('/get_number_info', async (request, response) => {
    const phone = readNumberInfo(bytesOf(request))?.phone ?? null;
    response.json(numberInfoAnswer(phone === null ? null : await callerInTime(phone, parts)));
  });
  return router;
}

/** Users are known by PIN here, however the event calls them. */
function withPins(event: PbxEvent, pinOf: (user: string) => string): PbxEvent {
  const pin = (user: string | null) => (user === null ? null : pinOf(user));
  const { operator, users } = event;
  return {
    ...event,
    operator: pin(operator),
    ...(users ? { users: { from: pin(users.from), to: pin(users.to) } } : {}),
  };
}

/** Wrong address or signature: 403, nothing is read and nothing changes. */
function genuineOnly({ clientId, signKey, allowedIps, refused }: WebhookParts): RequestHandler {
  return (request, response, next) => {
    const ip = request.ip ?? '';
    const isAllowed = allowedIps === null || allowedIps.check(ip, isIPv6(ip) ? 'ipv6' : 'ipv4');
    if (isAllowed && isGenuine(request.headers, bytesOf(request), { clientId, signKey }))
      return next();
    refused?.(isAllowed ? 'wrong_signature' : 'wrong_address');
    request.log.warn(
      { isAllowed, path: request.path },
      'webhook refused: wrong address or signature',
    );
    response.status(403).json({ result: '-1', resultMessage: 'Forbidden' });
  };
}

/** Signed but not to be understood: kept as it came, belongs to no call. */
function unreadable(at: Date): PbxEvent {
  return { sessionId: '', at, step: 'other', operator: null, phone: null, cause: null };
}

function bytesOf(request: Request): Buffer {
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}

async function callerInTime(
  phone: string,
  { callerOf }: WebhookParts,
): Promise<KnownCaller | null> {
  const { promise, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(() => resolve(null), CALLER_LOOKUP_MS);
  try {
    return await Promise.race([callerOf(phone), promise]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
