import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseJson } from '../answer.ts';
import { type Credentials, isGenuine } from '../signature.ts';
import { callBackReply, isReply, planCallBack } from './answer-call-back.ts';
import { callInfoReply } from './answer-call-info.ts';
import { usersReply } from './answer-users.ts';
import type { createCallHistory } from './call-history.ts';
import type { SimulatedUser } from './phones.ts';
import type { Quirks } from './quirks.ts';
import type { createRecordings } from './recordings.ts';
import { type Reply, sendFault, sendReply } from './reply.ts';
import type { SimulatedCall } from './simulated-call.ts';

type Body = Readonly<Record<string, unknown>>;
/** What was asked, as a test wants to see it. */
export type SeenRequest = { method: string; at: Date; body: Body };

export type RequestContext = Credentials & {
  quirks: Quirks;
  users: readonly SimulatedUser[];
  domain: string;
  lineNumber: string;
  calls: readonly SimulatedCall[];
  requests: SeenRequest[];
  history: ReturnType<typeof createCallHistory>;
  recordings: ReturnType<typeof createRecordings>;
  /** Makes the call known and gives back what starts its ringing. */
  admit(who: { user: SimulatedUser; phone: string }): { call: SimulatedCall; start: () => void };
};

const LARGEST_BODY = 1_000_000;
/** How far the events of a call run ahead of an answer that comes behind them. */
const EVENTS_LEAD_MS = 60;

export async function handleRequest(
  request: IncomingMessage,
  response: ServerResponse,
  context: RequestContext,
): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://simulator').pathname;
  const raw = await readAll(request);
  if (request.method === 'GET') {
    const reply = context.recordings.download(path, addressOf(request));
    return sendReply(response, reply, context.quirks);
  }
  if (!isGenuine(request.headers, raw, context)) return turnAway(request, response, context);
  const method = path.slice(1);
  const body = asObject(parseJson(raw));
  context.requests.push({ method, at: new Date(), body });
  if (method === 'call_back') return answerCallBack(response, body, context);
  const { readAnswer } = context.quirks;
  if (readAnswer !== 'normal') return sendFault(response, readAnswer);
  sendReply(
    response,
    answerRead(method, { body, address: addressOf(request) }, context),
    context.quirks,
  );
}

async function answerCallBack(
  response: ServerResponse,
  body: Body,
  context: RequestContext,
): Promise<void> {
  const { quirks } = context;
  const { answer, place } = planCallBack(body, context);
  const admitted = place && context.admit(place);
  const delayMs = Math.max(quirks.callBackDelayMs, quirks.eventsBeforeAnswer ? EVENTS_LEAD_MS : 0);
  // Phones ring behind the answer where there is one at once, else without waiting for it.
  if (delayMs === 0 && isReply(answer)) response.once('close', () => admitted?.start());
  else admitted?.start();
  await sleep(delayMs);
  if (!isReply(answer)) return sendFault(response, answer);
  const sessionId = admitted?.call.sessionId ?? null;
  sendReply(response, callBackReply(answer, { sessionId, quirks }), quirks);
}

function answerRead(
  method: string,
  { body, address }: { body: Body; address: string },
  context: RequestContext,
): Reply {
  const call = context.calls.find(
    ({ sessionId, eventSessionId }) =>
      body['session_id'] === sessionId || body['session_id'] === eventSessionId,
  );
  switch (method) {
    case 'call_info':
      return callInfoReply(call, context);
    case 'users_info':
      return usersReply(body, context);
    case 'get_record':
      return context.recordings.link(call, { body, address });
    case 'domain_call_history':
      return context.history.order(body);
    case 'download_call_history':
      return context.history.download(body);
    default:
      return { status: 404, type: 'text/html', bytes: '<html>404 Not Found</html>' };
  }
}

/** How the real one does it is a guess of one integration: 401 for the ID, 403 for the rest. */
function turnAway(
  request: IncomingMessage,
  response: ServerResponse,
  { clientId, quirks }: RequestContext,
): void {
  const isKnown = request.headers['x-client-id'] === clientId;
  const json = { result: '-1', resultMessage: isKnown ? 'Неверная подпись' : 'Неверный Client ID' };
  sendReply(response, { status: isKnown ? 403 : 401, json }, quirks);
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw new Error('body too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function asObject(value: unknown): Body {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** IPv4 as the vendor writes it, also where the socket is an IPv6 one. */
function addressOf({ socket }: IncomingMessage): string {
  return (socket.remoteAddress ?? '').replace('::ffff:', '');
}
