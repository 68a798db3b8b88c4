import { randomUUID } from 'node:crypto';
import { looseText } from '../answer.ts';
import { phoneOf } from '../numbers.ts';
import type { SimulatedUser } from './phones.ts';
import type { CallBackAnswer, Fault, Quirks } from './quirks.ts';
import type { Reply } from './reply.ts';

export const DONE_TEXT = 'Операция выполнена успешно';
const FAILED_TEXT = 'Ошибка при попытке выполнения обратного вызова';

/** What to answer to `call_back`, and whom to connect with whom. */
export type CallBackPlan = {
  answer: CallBackAnswer;
  place: { user: SimulatedUser; phone: string } | null;
};

/** Faults behind which the call is likely to have been placed. */
const PLACED_BEHIND: ReadonlySet<CallBackAnswer> = new Set([
  'normal',
  'no_session',
  'empty',
  'garbage',
  'cut',
  'reset',
  'never',
]);

/** Decides on one request and uses up one of `callBackAnswersLeft`. */
export function planCallBack(
  body: Readonly<Record<string, unknown>>,
  { quirks, users }: { quirks: Quirks; users: readonly SimulatedUser[] },
): CallBackPlan {
  const answer = quirks.callBackAnswersLeft > 0 ? quirks.callBackAnswer : 'normal';
  if (quirks.callBackAnswer !== 'normal' && quirks.callBackAnswersLeft > 0) {
    quirks.callBackAnswersLeft -= 1;
  }
  const user = userOf(body, users);
  const phone = phoneOf(looseText.parse(body['request_number']));
  if (user === undefined || phone === null) return { answer: 'operator_failed', place: null };
  if (quirks.domainBlocked) return { answer: 'refused_for_now', place: null };
  const isPlaced = quirks.callBackPlaces ?? PLACED_BEHIND.has(answer);
  return { answer, place: isPlaced ? { user, phone } : null };
}

function userOf(body: Readonly<Record<string, unknown>>, users: readonly SimulatedUser[]) {
  const pin = body['from_pin'];
  const [login] = looseText.parse(body['from_sipuri']).replace(/^sip:/, '').split('@');
  return users.find((user) => user.pin === pin || user.name === login);
}

type Worded = Exclude<CallBackAnswer, Fault>;

/** Whether that answer is one at all. */
export function isReply(answer: CallBackAnswer): answer is Worded {
  return WORDED.has(answer);
}

const WORDED: ReadonlySet<CallBackAnswer> = new Set<Worded>([
  'normal',
  'no_session',
  'operator_failed',
  'refused_for_now',
  'test_stand',
]);

/** The words of an answer that is one. */
export function callBackReply(
  answer: Worded,
  { sessionId, quirks }: { sessionId: string | null; quirks: Quirks },
): Reply {
  const words: Record<Worded, Readonly<Record<string, unknown>>> = {
    normal: { result: '0', resultMessage: DONE_TEXT, session_id: sessionId },
    no_session: { result: '0', resultMessage: DONE_TEXT },
    operator_failed: { result: '-20', resultMessage: FAILED_TEXT },
    refused_for_now: { result: '-1', resultMessage: refusal(quirks) },
    test_stand: { result: '1', resultMessage: DONE_TEXT, session_id: sessionId ?? randomUUID() },
  };
  return { json: words[answer] };
}

function refusal({ domainBlocked }: Quirks): string {
  return domainBlocked ? 'Домен заблокирован' : 'Сервис временно недоступен';
}
