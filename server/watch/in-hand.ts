import { AsyncLocalStorage } from 'node:async_hooks';

/** The call that a piece of work is about, as far as it is known by now. */
export type InHand = {
  callId?: string | undefined;
  attemptId?: string | undefined;
  /** The PBX's id of a call that is not ours. */
  sessionId?: string | undefined;
};

const current = new AsyncLocalStorage<InHand>();

/** Runs a job and all that it begins; what becomes known of its call joins its log lines. */
export function withInHand<T>(known: InHand, job: () => T): T {
  return current.run({ ...known }, job);
}

/** Learns which call the present piece of work is about. Outside of one it is forgotten. */
export function takeInHand(known: InHand): void {
  Object.assign(current.getStore() ?? {}, known);
}

/**
 * For the log: what every line of the present piece of work carries. A copy, since pino writes
 * each line's own fields into what it is given, and the next line would repeat them.
 */
export function inHand(): InHand {
  return { ...current.getStore() };
}
