import { z } from 'zod';
import type { CallDetails, LegCause } from '../pbx.ts';
import { type Answer, looseFlag, looseText } from './answer.ts';
import { phoneOf } from './numbers.ts';
import { readLegs, readSessionLog } from './session-log.ts';
import { readVendorTime } from './vendor-time.ts';

const info = z.looseObject({
  state: looseText,
  dest_number: looseText,
  start_call_date: looseText,
  session_log: looseText,
  is_record: looseFlag,
  status_code: looseText,
});

const ANSWERED = '1';

/**
 * The facts in an answer to `call_info`. `unknown` while the vendor has none: another `result`, no
 * `info`, or a talk without an end. `duration` is not used: it counts the ringing too.
 */
export function readCallInfo(answer: Answer | null, sessionId: string): CallDetails | 'unknown' {
  if (answer === null || answer.result !== '0') return 'unknown';
  const facts = info.safeParse(answer['info']).data;
  if (facts === undefined) return 'unknown';
  const visitor = phoneOf(facts.dest_number);
  const legs = readLegs(readSessionLog(facts.session_log), {
    isVisitor: (party) => visitor !== null && phoneOf(party) === visitor,
    wasAnswered: facts.state === ANSWERED,
  });
  if (legs.isStillTalking) return 'unknown';
  return {
    sessionId,
    startedAt: readVendorTime(facts.start_call_date),
    talkSeconds: legs.talkSeconds,
    failed: legs.failedLeg && { leg: legs.failedLeg, cause: causeOf(facts.status_code) },
    hasRecording: facts.is_record,
  };
}

/**
 * OUR ASSUMPTION: the field is documented as "connection error code" without values, so the two
 * numberings in use are read, SIP (RFC 3261) and Q.850.
 */
const CAUSES: Readonly<Record<string, LegCause>> = {
  '486': 'busy',
  '600': 'busy',
  '17': 'busy',
  '408': 'no_answer',
  '480': 'no_answer',
  '487': 'no_answer',
  '18': 'no_answer',
  '19': 'no_answer',
  '603': 'declined',
  '21': 'declined',
  '404': 'unreachable',
  '484': 'unreachable',
  '503': 'unreachable',
  '20': 'unreachable',
  '27': 'unreachable',
};

function causeOf(statusCode: string): LegCause | null {
  return Object.hasOwn(CAUSES, statusCode) ? (CAUSES[statusCode] ?? null) : null;
}
