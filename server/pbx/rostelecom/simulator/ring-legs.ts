import type { Phone, RingOutcome } from './phone.ts';
import type { Phones } from './phones.ts';
import type { Quirks } from './quirks.ts';
import { logParty, note, type SimulatedCall } from './simulated-call.ts';

export type EventState = 'new' | 'calling' | 'connected' | 'disconnected' | 'end' | 'analytics';
export type Leg = 'operator' | 'visitor';

/** One ring of one phone; what a test counts to see that nobody was rung twice. */
export type Ring = { phone: string; leg: Leg; at: Date; sessionId: string };

/** What a running call touches. */
export type Exchange = {
  phones: Phones;
  quirks: Quirks;
  ringMs: number;
  /** The number that both sides see calling. */
  line: { number: string; name: string | null };
  rings: Ring[];
  report(call: SimulatedCall, event: { state: EventState; leg: Leg; reason?: string }): void;
};

/** A `call_back` call: the operator first, then the visitor, then both talk. */
export async function runCallBack(call: SimulatedCall, exchange: Exchange): Promise<void> {
  const operator = exchange.phones.phone(call.user.pin);
  const visitor = exchange.phones.phone(call.phone);
  exchange.report(call, { state: 'new', leg: 'operator' });
  if (await reach('operator', call, exchange)) {
    if (exchange.quirks.connectedEvents === 2) {
      exchange.report(call, { state: 'connected', leg: 'operator' });
    }
    operator.wait();
    // The operator may hang up while the visitor's phone rings: then nobody is there to talk to.
    void operator.hungUp.then(() => visitor.stopRinging());
    if (await reach('visitor', call, exchange)) await talk(call, exchange, { operator, visitor });
    else operator.release();
  }
  finish(call, exchange);
}

/** A call from outside that the PBX sends to one user. */
export async function runIncoming(call: SimulatedCall, exchange: Exchange): Promise<void> {
  const operator = exchange.phones.phone(call.user.pin);
  const visitor = exchange.phones.phone(call.phone);
  visitor.dial(exchange.line);
  void visitor.hungUp.then(() => operator.stopRinging());
  if (await reach('operator', call, exchange)) await talk(call, exchange, { operator, visitor });
  visitor.release();
  finish(call, exchange);
}

async function reach(leg: Leg, call: SimulatedCall, exchange: Exchange): Promise<boolean> {
  const phone = exchange.phones.phone(leg === 'operator' ? call.user.pin : call.phone);
  const party = leg === 'operator' ? call.user.name : logParty(call.phone);
  exchange.report(call, { state: 'calling', leg });
  note(call, 'ct', party);
  if (phone.canRing) {
    exchange.rings.push({ phone: phone.id, leg, at: new Date(), sessionId: call.sessionId });
  }
  const outcome = await phone.ring(otherSide(leg, call, exchange), exchange.ringMs);
  note(call, outcome === 'answered' ? 'cc' : 'cd', party);
  call.statusCode = statusOf(outcome);
  return outcome === 'answered';
}

function otherSide(leg: Leg, call: SimulatedCall, { line }: Exchange) {
  return leg === 'operator' ? { number: call.phone, name: null } : line;
}

/** A phone that declines looks busy from outside; the vendor tells the two apart nowhere. */
function statusOf(outcome: RingOutcome): SimulatedCall['statusCode'] {
  if (outcome === 'answered') return '0';
  return outcome === 'missed' ? '480' : '486';
}

async function talk(
  call: SimulatedCall,
  exchange: Exchange,
  { operator, visitor }: { operator: Phone; visitor: Phone },
): Promise<void> {
  call.talked = true;
  exchange.report(call, { state: 'connected', leg: 'visitor' });
  operator.talk();
  visitor.talk();
  await Promise.race([operator.hungUp, visitor.hungUp]);
  exchange.report(call, { state: 'disconnected', leg: 'visitor', reason: '5' });
  note(call, 'cd', logParty(call.phone));
  operator.release();
  visitor.release();
}

function finish(call: SimulatedCall, exchange: Exchange): void {
  if (call.log.at(-1)?.party !== call.user.name || call.log.at(-1)?.code !== 'cd') {
    note(call, 'cd', call.user.name);
  }
  call.endedAt = new Date();
  exchange.report(call, { state: 'end', leg: 'visitor' });
  if (exchange.quirks.analyticsEvent) exchange.report(call, { state: 'analytics', leg: 'visitor' });
}
