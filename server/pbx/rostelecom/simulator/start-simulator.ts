import type { Credentials } from '../signature.ts';
import { createCallHistory } from './call-history.ts';
import { handleRequest, type RequestContext, type SeenRequest } from './handle-request.ts';
import { type IncomingCall, takeIncomingCall } from './incoming-call.ts';
import type { Behaviour, Phone, Script } from './phone.ts';
import { createPhones, type PhoneDefaults, type SimulatedUser } from './phones.ts';
import { NO_QUIRKS, type Quirks } from './quirks.ts';
import { createRecordings } from './recordings.ts';
import { listenOnLoopback, type RestartableServer } from './restartable-server.ts';
import { type Exchange, type Ring, runCallBack } from './ring-legs.ts';
import { createWebhooks, type Undelivered } from './send-webhooks.ts';
import { newCall, type SimulatedCall } from './simulated-call.ts';

export type SimulatorOptions = Credentials & {
  /** 0, the default, takes a free one. */
  port?: number;
  domain: string;
  /** Base to which the method's name is added: `http://localhost:8080/pbx/rostelecom`. */
  webhookUrl: string | (() => string);
  users: readonly SimulatedUser[];
  /** E.164 of the line that visitors see calling, and its name on their screen. */
  lineNumber: string;
  lineName?: string | null;
  /** How long each phone rings. */
  ringMs: number;
  quirks?: Partial<Quirks>;
  log?: (line: string) => void;
};

/** Rostelecom's PBX as an HTTP server on the loopback, with telephones one can press. */
export type Simulator = {
  readonly url: string;
  readonly port: number;
  /** Switches; turn them at any time. */
  readonly quirks: Quirks;
  readonly calls: readonly SimulatedCall[];
  /** Every ring of a phone; a busy one does not ring. */
  readonly rings: readonly Ring[];
  readonly requests: readonly SeenRequest[];
  readonly undelivered: readonly Undelivered[];
  /** By PIN or number; a number never spoken of before gets its phone now. */
  phone: (pinOrNumber: string) => Phone;
  phones: () => Phone[];
  setBehaviour: (pinOrNumber: string, behaviour: Behaviour, timing?: Partial<Script>) => void;
  /** For every phone of that kind without a behaviour of its own. */
  setDefault: (who: keyof PhoneDefaults, script: Partial<Script>) => void;
  /** Any phone has changed. Gives back what ends the listening. */
  onChange: (listener: () => void) => () => void;
  incomingCall: (from: string) => Promise<IncomingCall>;
  redeliver: () => Promise<void>;
  /** Resolves when no webhook is on its way. */
  settled: () => Promise<void>;
  /** The API refuses connections; calls go on and webhooks are sent. */
  goDown: () => Promise<void>;
  comeBack: () => Promise<void>;
  close: () => Promise<void>;
};

export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const parts = assemble(options, () => `http://127.0.0.1:${server.port}`);
  const server = await listenOnLoopback((request, response) => {
    handleRequest(request, response, parts.context).catch((error: unknown) => {
      options.log?.(`request failed: ${String(error)}`);
      response.destroy();
    });
  }, options.port ?? 0);
  return surface(parts, server);
}

type Parts = ReturnType<typeof assemble>;

/** Everything but the socket. `url` is asked only once it listens. */
function assemble(options: SimulatorOptions, url: () => string) {
  const { domain, lineNumber, lineName = null, log = () => undefined } = options;
  const quirks: Quirks = { ...NO_QUIRKS, ...options.quirks };
  const calls: SimulatedCall[] = [];
  const phones = createPhones(options.users);
  const webhooks = createWebhooks({ ...options, quirks, log });
  const line = { number: lineNumber, name: lineName };
  const rings: Ring[] = [];
  const { report } = webhooks;
  const exchange: Exchange = { phones, quirks, ringMs: options.ringMs, line, rings, report };
  const announce = (order_id: string) =>
    void webhooks.send('history_file_completed', { order_id, result: '0' });
  const context: RequestContext = {
    ...options,
    quirks,
    calls,
    requests: [],
    history: createCallHistory({ quirks, calls, domain, lineNumber, announce }),
    recordings: createRecordings({ quirks, url }),
    admit(who) {
      const call = newCall('call_back', { ...who, hasOtherSession: quirks.otherSessionId });
      calls.push(call);
      return { call, start: () => void runCallBack(call, exchange) };
    },
  };
  return { context, calls, exchange, phones, webhooks };
}

function surface(parts: Parts, server: RestartableServer): Simulator {
  const { context, calls, exchange, phones, webhooks } = parts;
  return {
    get url() {
      return `http://127.0.0.1:${server.port}`;
    },
    get port() {
      return server.port;
    },
    quirks: context.quirks,
    calls,
    requests: context.requests,
    rings: exchange.rings,
    undelivered: webhooks.undelivered,
    phone: phones.phone,
    phones: phones.all,
    setBehaviour: (id, behaviour, timing) => phones.setScript(id, { ...timing, behaviour }),
    setDefault: phones.setDefault,
    onChange: phones.onChange,
    incomingCall: (from) => takeIncomingCall(from, { ...context, calls, exchange, webhooks }),
    redeliver: webhooks.redeliver,
    settled: webhooks.settled,
    goDown: server.goDown,
    comeBack: server.comeBack,
    close: () => {
      phones.unplug();
      return server.goDown();
    },
  };
}
