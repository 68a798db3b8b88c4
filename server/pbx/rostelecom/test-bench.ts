import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { PbxEvent } from '../pbx.ts';
import { type RostelecomOptions, type RostelecomPbx, rostelecomPbx } from './rostelecom-pbx.ts';
import type { Quirks } from './simulator/quirks.ts';
import { type Simulator, startSimulator } from './simulator/start-simulator.ts';
import { ACKNOWLEDGED, isGenuine, readCallEvent } from './webhooks.ts';

export const CREDENTIALS = {
  clientId: '000003C405E6525C64C184258C44EC99',
  signKey: '00000716ABDA6D4DFF10F82BCBBFC532',
};
export const DOMAIN = 'quiet-light.14.rt.ru';
export const VISITOR = '+79123456789';
export const USERS = [
  { pin: '666', name: 'olga', displayName: 'Ольга', isOperator: true },
  { pin: '703', name: 'ivan', displayName: 'Иван', isOperator: true },
  { pin: '100', name: 'boss', displayName: 'Шеф', isOperator: false },
];

type Webhook = { method: string; headers: IncomingHttpHeaders; body: Buffer };

/** The real driver against the real simulator, with a receiver of webhooks in the relay's place. */
export type TestBench = AsyncDisposable & {
  pbx: RostelecomPbx;
  simulator: Simulator;
  webhooks: Webhook[];
  /** What arrived as call events, in order of arrival. */
  events: PbxEvent[];
  /** The receiver's answers; `null` refuses with 500. */
  answers: { current: (method: string) => object | null };
};

export async function startTestBench(
  quirks: Partial<Quirks> = {},
  options: Partial<RostelecomOptions> = {},
): Promise<TestBench> {
  const receiver = await startReceiver();
  const simulator = await startSimulator({
    ...CREDENTIALS,
    domain: DOMAIN,
    webhookUrl: receiver.url,
    users: USERS,
    lineNumber: '+74951234567',
    lineName: 'Тихий свет',
    ringMs: 150,
    quirks,
  });
  simulator.setDefault('operator', { behaviour: 'answers' });
  simulator.setDefault('outside', { behaviour: 'answers', hangUpAfterMs: 10 });
  const pbx = rostelecomPbx({
    ...CREDENTIALS,
    apiUrl: simulator.url,
    domain: DOMAIN,
    historyLagMs: 0,
    requestTimeoutMs: 1500,
    ...options,
  });
  return {
    pbx,
    simulator,
    ...receiver,
    async [Symbol.asyncDispose]() {
      await pbx.close();
      await simulator.close();
      receiver.close();
    },
  };
}

/** Takes webhooks as the relay would; a wrong signature is refused. */
async function startReceiver() {
  const webhooks: Webhook[] = [];
  const events: PbxEvent[] = [];
  const answers: TestBench['answers'] = { current: () => ACKNOWLEDGED };
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    const method = (request.url ?? '').replace('/pbx/', '');
    webhooks.push({ method, headers: request.headers, body });
    const answer = answers.current(method);
    const event = method === 'call_events' ? readCallEvent(body) : null;
    if (event !== null && answer !== null) events.push(event);
    const status = isGenuine(request.headers, body, CREDENTIALS) ? 200 : 403;
    response.writeHead(answer === null ? 500 : status).end(JSON.stringify(answer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${port}/pbx`, webhooks, events, answers, close };
}

/** Waits for something that comes about in another turn of the loop. */
export async function until(isTrue: () => boolean, patienceMs = 3000): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!isTrue()) {
    if (Date.now() > deadline) throw new Error(`waited in vain: ${isTrue.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Waits until the one call of the bench has ended and all its events have arrived. */
export async function untilOver({ simulator }: TestBench): Promise<void> {
  await until(
    () => simulator.calls.length > 0 && simulator.calls.every((call) => call.endedAt !== null),
  );
  await simulator.settled();
}
