import type { PbxEvent } from '../pbx/pbx.ts';
import type { Tables } from '../store/store.ts';
import type { OperatorCall } from './call.ts';
import { busyIn, hearOperators, tookPart, unheardCall } from './operator-call.ts';

/** What is heard of a call within this time is news enough; and so is an answer of the PBX. */
const NEWS_MS = 10_000;

export type BusyOperators = {
  pins: Set<string>;
  /** Calls of others that have been silent for so long that they may be over. */
  doubtful(pins: readonly string[]): string[];
};

/** Who is on the phone: in our own attempts, and in every other call that the PBX reported. */
export async function busyOperators(tables: Tables, now: Date): Promise<BusyOperators> {
  const own = await tables.attempts.busyOperators();
  const calls = await tables.operatorCalls.open(now);
  const isSilent = ({ heardAt, askedAt }: OperatorCall) =>
    now.getTime() - Math.max(heardAt.getTime(), askedAt?.getTime() ?? 0) >= NEWS_MS;
  return {
    pins: new Set([...own, ...calls.flatMap((call) => busyIn(call, now))]),
    doubtful: (pins) =>
      calls
        .filter((call) => isSilent(call) && busyIn(call, now).some((pin) => pins.includes(pin)))
        .map(({ sessionId }) => sessionId),
  };
}

type Heard = {
  event: PbxEvent;
  /** The operator of our attempt to which the event belongs: the attempt itself keeps him busy. */
  ownPin: string | null;
  now: Date;
  lapsesAt: Date;
};

/**
 * Keeps what an event tells of who is on the phone, whoever's call it is. `true` when somebody may
 * have become free by it.
 */
export async function noteOperators(heard: Heard, { operatorCalls }: Tables): Promise<boolean> {
  const { event, now } = heard;
  const { from = null, to = null } = event.users ?? {};
  const isEnd = event.step === 'ended';
  const others = [from, to].filter((pin) => pin !== null && pin !== heard.ownPin);
  // Most events are of our own attempts and tell nothing more; an end has to be remembered even of
  // a call that was never heard of, since its other events may be late.
  const isNews = others.length > 0 || (isEnd && heard.ownPin === null);
  if (!isNews || event.sessionId === '') return false;
  const known = await operatorCalls.lock(unheardCall(event.sessionId, heard));
  const next = hearOperators(known, event, heard);
  await operatorCalls.save(next);
  const hasJustEnded = next.endedAt !== null && known.endedAt === null;
  if (hasJustEnded) await operatorCalls.rest(tookPart(next), now);
  return hasJustEnded || busyIn(next, now).length < busyIn(known, now).length;
}

/** What the PBX says of a call, or the end of our own attempt, frees whoever was in it. */
export async function endOperatorCall(sessionId: string, { operatorCalls }: Tables, now: Date) {
  const known = await operatorCalls.find(sessionId);
  if (known === null || known.endedAt !== null) return false;
  await operatorCalls.save({ ...known, askAt: null, endedAt: now });
  await operatorCalls.rest(tookPart(known), now);
  return true;
}
