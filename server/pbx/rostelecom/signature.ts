import { createHash, timingSafeEqual } from 'node:crypto';

/** The pair from the cabinet; both directions use the same one. */
export type Credentials = { clientId: string; signKey: string };

/**
 * `X-Client-Sign` of a body: lower-case hex of SHA-256(client id, body, signing key), plainly
 * joined. The body is the exact bytes on the wire: sign what is sent, check what has come.
 */
export function sign(body: string | Uint8Array, { clientId, signKey }: Credentials): string {
  return createHash('sha256').update(clientId).update(body).update(signKey).digest('hex');
}

/** Headers that prove a body to the other side. */
export function signedHeaders(body: string | Uint8Array, credentials: Credentials) {
  return {
    'content-type': 'application/json; charset=utf-8',
    'x-client-id': credentials.clientId,
    'x-client-sign': sign(body, credentials),
  };
}

export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/**
 * Whether the body carries a true signature of ours. Takes the same time for every wrong one and
 * never throws. Header names are lower-case, as Node gives them.
 */
export function isGenuine(headers: Headers, rawBody: Uint8Array, pair: Credentials): boolean {
  const isOurClient = isSame(one(headers['x-client-id']), pair.clientId);
  const isOurSign = isSame(one(headers['x-client-sign']).toLowerCase(), sign(rawBody, pair));
  return isOurClient && isOurSign;
}

function one(header: string | string[] | undefined): string {
  return typeof header === 'string' ? header : '';
}

/** Compares digests, so that neither length nor first difference shows in the time taken. */
function isSame(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
