import type { Logger } from 'pino';
import { pino } from 'pino';
import { inHand } from './watch/in-hand.ts';

/** Anything by these names never reaches the log, at whatever depth up to three. */
const SECRETS = [
  'phone',
  'number',
  'name',
  'note',
  'comment',
  'token',
  'authorization',
  'signKey',
  'raw',
  // What Node could not read as a URL, as its errors quote it: a stream's token stands in one.
  'input',
];

export function createLog(level: string): Logger {
  return pino({
    level,
    base: null,
    // One search for the id of a call finds its whole life.
    mixin: inHand,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
      censor: '[redacted]',
    },
  });
}
