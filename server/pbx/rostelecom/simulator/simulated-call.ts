import { randomBytes, randomUUID } from 'node:crypto';
import type { LogEntry } from '../session-log.ts';
import type { SimulatedUser } from './phones.ts';

/** A call as the simulated PBX remembers it. */
export type SimulatedCall = {
  kind: 'call_back' | 'incoming';
  /** Given in the answer to `call_back`. */
  sessionId: string;
  /** Used in events and lists; the same one unless a quirk says otherwise. */
  eventSessionId: string;
  user: SimulatedUser;
  /** E.164. */
  phone: string;
  startedAt: Date;
  endedAt: Date | null;
  log: LogEntry[];
  talked: boolean;
  /** SIP's; `0` for none. */
  statusCode: '0' | '486' | '480';
};

export function newCall(
  kind: SimulatedCall['kind'],
  {
    user,
    phone,
    hasOtherSession,
  }: { user: SimulatedUser; phone: string; hasOtherSession: boolean },
): SimulatedCall {
  const sessionId = kind === 'call_back' ? randomUUID() : sipCallId();
  return {
    kind,
    sessionId,
    eventSessionId: hasOtherSession ? sipCallId() : sessionId,
    user,
    phone,
    startedAt: new Date(),
    endedAt: null,
    log: [],
    talked: false,
    statusCode: '0',
  };
}

/** The shape of ids in live events, which a border controller makes of SIP Call-IDs. */
function sipCallId(): string {
  return `SD${randomBytes(10).toString('base64url')}`;
}

export function note(call: SimulatedCall, code: string, party: string): void {
  const second = Math.floor((Date.now() - call.startedAt.getTime()) / 1000);
  call.log.push({ second, code, party });
}

/** A number as `session_log` writes it. */
export function logParty(phone: string): string {
  return phone.replace('+', '');
}
