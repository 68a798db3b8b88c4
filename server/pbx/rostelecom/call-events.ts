import { z } from 'zod';
import type { LegCause, PbxEvent } from '../pbx.ts';
import { looseText, parseJson } from './answer.ts';
import { type Party, readParty } from './numbers.ts';
import { readVendorTime } from './vendor-time.ts';

/** Older bodies leave unused fields out, newer ones send them empty; both read as ''. */
const callEvent = z.looseObject({
  session_id: looseText,
  timestamp: looseText,
  type: looseText,
  state: looseText,
  from_number: looseText,
  from_pin: looseText,
  request_number: looseText,
  request_pin: looseText,
  disconnect_reason: looseText,
});
type CallEvent = z.infer<typeof callEvent>;

const STEPS: ReadonlyMap<string, PbxEvent['step']> = new Map([
  ['new', 'new'],
  ['calling', 'ringing'],
  ['connected', 'answered'],
  ['disconnected', 'parted'],
  ['end', 'ended'],
]);

/** `"0"` is a transfer: the call goes on. Codes that are not listed say nothing to us. */
const CAUSES: ReadonlyMap<string, LegCause> = new Map([
  ['3', 'busy'],
  ['4', 'hung_up'],
  ['5', 'hung_up'],
]);

/**
 * The body of a `call_events` request in our words; `null` when it is no JSON object or names no
 * call. A state the vendor adds later is kept as step `other`. `receivedAt` stands in for a
 * time-stamp that cannot be read.
 *
 * `operator` is the PIN, or the login where the event tells no PIN: the driver's `pinOf` turns
 * one into the other.
 */
export function readCallEvent(rawBody: Uint8Array, receivedAt = new Date()): PbxEvent | null {
  const event = callEvent.safeParse(parseJson(rawBody)).data;
  if (event === undefined || event.session_id === '') return null;
  const step = STEPS.get(event.state.toLowerCase()) ?? 'other';
  return {
    sessionId: event.session_id,
    at: readVendorTime(event.timestamp) ?? receivedAt,
    step,
    ...readParties(event),
    cause: step === 'parted' ? (CAUSES.get(event.disconnect_reason) ?? null) : null,
  };
}

/**
 * Which party is the outside one depends on the direction: the caller of an incoming call, the
 * called one of any other. Where that side names no phone, the other may (a user's mobile).
 */
function readParties(
  event: CallEvent,
): Pick<PbxEvent, 'users' | 'operator' | 'phone' | 'called' | 'isIncoming'> {
  const from = readParty(event.from_number);
  const called = readParty(event.request_number);
  const isIncoming = event.type.toLowerCase() === 'incoming';
  const caller = event.from_pin || user(from);
  const callee = event.request_pin || user(called);
  const outside = isIncoming ? phone(from) : (phone(called) ?? phone(from));
  const users = { from: isIncoming ? null : caller || null, to: callee || null };
  return {
    ...(users.from || users.to ? { users } : {}),
    operator: (isIncoming ? callee || caller : caller || callee) || null,
    phone: outside,
    called: calledSide(event, called),
    ...(isIncoming ? { isIncoming } : {}),
  };
}

function calledSide({ request_pin }: CallEvent, called: Party): 'operator' | 'phone' | null {
  if (request_pin !== '' || called.kind === 'user') return 'operator';
  return called.kind === 'phone' ? 'phone' : null;
}

function user(party: Party): string {
  return party.kind === 'user' ? party.user : '';
}

function phone(party: Party): string | null {
  return party.kind === 'phone' ? party.phone : null;
}
