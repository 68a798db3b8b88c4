import type { Pbx, PlaceCallRequest } from '../pbx.ts';
import { readAnswer } from './answer.ts';
import { callBackRequest, readCallBack } from './call-back.ts';
import { readCallInfo } from './call-info.ts';
import { createCallList } from './call-list.ts';
import { createClient, type ExchangeEar } from './client.ts';
import { createFindCall } from './find-call.ts';
import { progressOf } from './progress.ts';
import { createUserDirectory } from './users-info.ts';

export type RostelecomOptions = {
  /** `https://api.cloudpbx.rt.ru`. */
  apiUrl: string;
  /** Both from the cabinet: 32 upper-case hex characters. */
  clientId: string;
  signKey: string;
  /** The customer's domain in the PBX, such as `example.14.rt.ru`. */
  domain: string;
  /** PEM text of the authority or certificate to trust beside the standard ones. */
  ca?: string | undefined;
  /** After how long a call is sure to be in the call list. Default 5 minutes. */
  historyLagMs?: number | undefined;
  /** From connecting to the last byte of the answer. Default 10 seconds. */
  requestTimeoutMs?: number | undefined;
  /** Values of `result` that mean "no, and never" for this domain. Default none. */
  refusedResults?: readonly string[] | undefined;
  now?: (() => Date) | undefined;
  exchanged?: ExchangeEar | undefined;
};

export type RostelecomPbx = Pbx & {
  /**
   * PIN of a user whom an event calls by login; any other text is given back as it is. Known from
   * the first `operators()` on; before that a login stays a login.
   */
  pinOf(user: string): string;
};

/** `/readyz` may be asked often; the vendor limits requests. */
const REACHABLE_FOR_MS = 2000;

export function rostelecomPbx(options: RostelecomOptions): RostelecomPbx {
  const { now = () => new Date(), historyLagMs = 300_000, requestTimeoutMs = 10_000 } = options;
  const refusedResults = new Set(options.refusedResults);
  const client = createClient({ ...options, requestTimeoutMs });
  const directory = createUserDirectory(client, { domain: options.domain, now });
  const pinOf = (user: string) =>
    directory.known().find(({ login }) => login === user)?.pin ?? user;
  const findCall = createFindCall({
    callList: createCallList(client),
    pinOf,
    areUsersKnown: () => directory.list().then(isAnswer, isNoAnswer),
    callDetails,
    historyLagMs,
    now,
  });

  async function placeCall(request: PlaceCallRequest) {
    return readCallBack(await client.post('call_back', callBackRequest(request)), refusedResults);
  }

  async function callDetails(sessionId: string) {
    const exchange = await client.post('call_info', { session_id: sessionId });
    return readCallInfo(readAnswer(exchange), sessionId);
  }

  return {
    name: 'rostelecom',
    can: { hangUp: false, findsLostCalls: true },
    placesWithinMs: requestTimeoutMs,
    placeCall,
    progressOf,
    callDetails,
    pinOf,
    findCall,
    async operators() {
      const users = await directory.list();
      return users.map(({ pin, name, isOperator }) => ({ pin, name, isOperator }));
    },
    groups: async () => [...(await directory.groups())],
    isReachable: remembered(() => directory.refresh().then(isAnswer, isNoAnswer), now),
    close: () => client.close(),
  };
}

const isAnswer = () => true;
const isNoAnswer = () => false;

function remembered(ask: () => Promise<boolean>, now: () => Date): () => Promise<boolean> {
  let answer: Promise<boolean> | null = null;
  let askedAt = 0;
  return () => {
    if (answer === null || now().getTime() - askedAt > REACHABLE_FOR_MS) {
      askedAt = now().getTime();
      answer = ask();
    }
    return answer;
  };
}
