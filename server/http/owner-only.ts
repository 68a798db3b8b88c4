import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';
import { Refusal } from '../calls/refusal.ts';
import { bearerToken } from './bearer-token.ts';

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Lets only the holder of the owner token pass; compared in constant time. */
export function ownerOnly(ownerToken: string): RequestHandler {
  const expected = digest(ownerToken);
  return (request, response, next) => {
    const token = bearerToken(request);
    if (token !== null && timingSafeEqual(digest(token), expected)) return next();
    response.set('WWW-Authenticate', 'Bearer');
    throw new Refusal('unauthorized', { detail: 'Send the owner token: Authorization: Bearer …' });
  };
}
