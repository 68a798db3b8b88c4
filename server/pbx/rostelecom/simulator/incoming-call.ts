import { eventBody } from './event-body.ts';
import type { SimulatedUser } from './phones.ts';
import { type Exchange, runIncoming } from './ring-legs.ts';
import type { Webhooks } from './send-webhooks.ts';
import { logParty, newCall, type SimulatedCall } from './simulated-call.ts';

export type IncomingCall = {
  call: SimulatedCall;
  /** What `get_number_info` was answered; nulls when it was not, or too late. */
  displayName: string | null;
  pin: string | null;
  ended: Promise<void>;
};

type Context = {
  exchange: Exchange;
  webhooks: Webhooks;
  users: readonly SimulatedUser[];
  domain: string;
  calls: SimulatedCall[];
};

/**
 * Somebody calls the line: the PBX asks who that is and, at the same moment, reports the call;
 * then it rings the user it was told, or by the domain's own rules the first operator.
 */
export async function takeIncomingCall(phone: string, context: Context): Promise<IncomingCall> {
  const { exchange, users } = context;
  const first = users.find(({ isOperator }) => isOperator) ?? users[0];
  if (first === undefined) throw new Error('a PBX without users takes no calls');
  const call = newCall('incoming', { user: first, phone, hasOtherSession: false });
  context.calls.push(call);
  exchange.report(call, { state: 'new', leg: 'visitor' });
  const { displayName, pin } = await askWhoCalls(call, context);
  call.user = users.find((user) => user.pin === pin) ?? first;
  return { call, displayName, pin, ended: runIncoming(call, exchange) };
}

async function askWhoCalls(call: SimulatedCall, { exchange, webhooks, domain }: Context) {
  const { quirks, line } = exchange;
  const documented = {
    domain,
    from_number: logParty(call.phone),
    request_number: logParty(line.number),
  };
  const at = new Date();
  const article = eventBody(
    call,
    { state: 'new', leg: 'visitor' },
    { quirks, domain, lineNumber: line.number, at },
  );
  const body = quirks.numberInfoForm === 'documented' ? documented : article;
  const answer = await webhooks.send('get_number_info', body, quirks.numberInfoLimitMs);
  return readAnswer(answer);
}

function readAnswer(answer: unknown): { displayName: string | null; pin: string | null } {
  const fields = typeof answer === 'object' && answer !== null ? { ...answer } : {};
  const { result, displayName, PIN } = fields as Record<string, unknown>;
  if (String(result) !== '0') return { displayName: null, pin: null };
  return {
    displayName: typeof displayName === 'string' ? displayName : null,
    pin: typeof PIN === 'string' && PIN !== '' ? PIN : null,
  };
}
