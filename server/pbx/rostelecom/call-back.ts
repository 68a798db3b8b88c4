import type { PlaceCallAnswer, PlaceCallRequest } from '../pbx.ts';
import { type Answer, looseText, readAnswer } from './answer.ts';
import type { Exchange } from './exchange.ts';

/** The domain user is rung first, then `request_number`; there is no field for anything else. */
export function callBackRequest({ operator, phone }: PlaceCallRequest) {
  return { request_number: phone, from_pin: operator };
}

/** A gateway that says so has not looked at the request: bad signature, address not allowed, too many. */
const TURNED_AWAY = new Set([401, 403, 429]);

/**
 * What an answer to `call_back` proves. Only a whole JSON answer with a `result` counts; anything
 * else that came after sending leaves open whether a phone is ringing. `refusedResults` are the
 * codes that an owner has declared final.
 */
export function readCallBack(
  exchange: Exchange,
  refusedResults: ReadonlySet<string>,
): PlaceCallAnswer {
  if (exchange.kind === 'not_delivered') return { kind: 'temporary', why: exchange.why };
  if (exchange.kind === 'answer_lost') return uncertain(exchange.why, null);
  if (TURNED_AWAY.has(exchange.status)) {
    return { kind: 'temporary', why: `HTTP ${exchange.status}` };
  }
  const answer = readAnswer(exchange);
  if (answer === null) return uncertain(senseless(exchange.status, exchange.body), null);
  // A server that failed half-way may say anything about what it had done before.
  if (exchange.status >= 500) return uncertain(`HTTP ${exchange.status}`, sessionOf(answer));
  return readResult(answer, refusedResults);
}

function sessionOf(answer: Answer): string | null {
  return looseText.parse(answer['session_id']) || null;
}

function readResult(answer: Answer, refusedResults: ReadonlySet<string>): PlaceCallAnswer {
  const sessionId = sessionOf(answer);
  const why = [`result ${answer.result}`, answer.resultMessage].filter(Boolean).join(': ');
  if (answer.result === '0') return { kind: 'accepted', sessionId };
  if (answer.result === '-20') return { kind: 'operator_failed', why };
  // The test stand answers "1" with a session and a text of success: it may have placed the call.
  if (sessionId !== null) return uncertain(why, sessionId);
  return { kind: refusedResults.has(answer.result) ? 'refused' : 'temporary', why };
}

function uncertain(why: string, sessionId: string | null): PlaceCallAnswer {
  return { kind: 'uncertain', why, sessionId };
}

function senseless(status: number, body: Uint8Array): string {
  return body.length === 0 ? `HTTP ${status}, empty` : `HTTP ${status}, no readable answer`;
}
