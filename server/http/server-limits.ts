import type { ServerOptions } from 'node:http';

/**
 * How long and how large a request may be before the relay stops listening to it. Bodies have
 * limits of their own in `app.ts`. There is no limit of connections: pages hold their streams open,
 * and a connection that says nothing costs a few kilobytes until it is cut.
 */
export const SERVER_LIMITS = {
  /** A page, a PBX or a proxy sends its headers at once; one byte a second is nobody's browser. */
  headersTimeout: 10_000,
  /** To the last byte of the body; a call with a browser's offer has 64 kB, on the worst of phones. */
  requestTimeout: 30_000,
  connectionsCheckingInterval: 2_000,
  /** Longer than a proxy keeps idle connections, so that it never sends into one that we close. */
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16 * 1024,
} satisfies ServerOptions;
