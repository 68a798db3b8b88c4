import type { Request } from 'express';

/** The token of `Authorization: Bearer …`, or `null`. */
export function bearerToken(request: Request): string | null {
  return /^Bearer +(\S+)$/i.exec(request.get('authorization') ?? '')?.[1] ?? null;
}
