import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import packageJson from '../package.json' with { type: 'json' };
import { createApp } from './app.ts';
import { createAdmission } from './calls/admission/admission.ts';
import type { TellOwner } from './calls/apply.ts';
import { createCalls } from './calls/calls.ts';
import type { Reached } from './calls/crash-point.ts';
import { startDispatcher } from './calls/dispatcher.ts';
import { createLongestCall } from './calls/longest-call.ts';
import { recordEvent } from './calls/record-event.ts';
import { createWaits } from './calls/waits.ts';
import type { Config, RostelecomConfig } from './config.ts';
import { SERVER_LIMITS } from './http/server-limits.ts';
import { knownCaller } from './known-caller.ts';
import { rostelecomPbx } from './pbx/rostelecom/rostelecom-pbx.ts';
import { createCallStreams } from './status/call-streams.ts';
import { createCallViews } from './status/call-views.ts';
import { openStore } from './store/open-store.ts';
import { startSweeping } from './sweep.ts';
import { withInHand } from './watch/in-hand.ts';
import { createWatch } from './watch/watch.ts';

export type Relay = {
  /** Where it listens, with the real port. */
  url: string;
  publicUrl: string;
  ownerToken: string;
  /** Finishes what is under way, tells pages to come back, closes everything. At most 10 s. */
  close(): Promise<void>;
};

export type RelayOptions = {
  /** Is told of every step between two that a crash may part; for the fault campaign. */
  reached?: Reached | undefined;
  /** Is told the text of every statement; to count them. */
  queried?: ((text: string) => void) | undefined;
};

const ROOT = join(import.meta.dirname, '..');
/** Two seconds of the promised ten are for writing down what was cut. */
const STOP_WITHIN_MS = 8_000;
const LOOK_FOR_IDLE_MS = 50;

/** The composition root: config, store, PBX, app, listen. Only here concrete adapters are known. */
export async function startRelay(
  config: Config,
  log: Logger,
  { reached, queried }: RelayOptions = {},
): Promise<Relay> {
  const now = () => new Date();
  const onError = (error: unknown, about?: object) =>
    log.error({ err: error, ...about }, 'unexpected error');
  const tellOwner: TellOwner = ({ id, site, reason }) =>
    log.warn({ callId: id, site, reason }, 'a call needs its owner: it will not be dialled again');
  const ownerToken = config.ownerToken ?? randomBytes(24).toString('base64url');
  let publicUrl = config.publicUrl ?? '';
  let isStopping = false;

  const watch = createWatch({ log, version: packageJson.version, pbx: config.pbx.kind, now });
  const { metrics } = watch;
  const store = watch.store(await openStore(config.databaseUrl, { query: queried }));
  if (reached) store.onChange(({ state }) => reached(`call_${state}`));
  const demo =
    config.pbx.kind === 'demo' ? await startDemo(() => `${address}/pbx/rostelecom`) : null;
  const rostelecom = demo?.rostelecom ?? (config.pbx as RostelecomConfig);
  const { exchanged } = watch;
  const pbx = watch.pbx(
    rostelecomPbx({ ...rostelecom, ca: rostelecom.ca ?? undefined, exchanged }),
  );
  const calls = createCalls({ store, pbx, admission: createAdmission(store), now, reached });
  const waits = createWaits({ store, pbx, now });
  const views = createCallViews({ store, waits, now });
  const streams = createCallStreams({ store, views, onError, ear: watch.streams });
  const longestCall = createLongestCall(store, now);
  const app = createApp({
    config,
    log,
    store,
    pbx,
    calls,
    views,
    waits,
    streams,
    ownerToken,
    webhooks: {
      clientId: rostelecom.clientId,
      signKey: rostelecom.signKey,
      allowedIps: rostelecom.webhookIps,
      pinOf: pbx.pinOf,
      async record(event, raw) {
        try {
          const record = () => recordEvent(event, raw, { store, pbx, now, longestCall, reached });
          const mustLook = await metrics.webhooks.stored(event.step, record);
          if (mustLook) dispatcher.wake();
        } catch (error) {
          // Whether the PBX sends it again is unknown.
          dispatcher.missReport();
          throw error;
        }
      },
      callerOf: (phone) => metrics.webhooks.lookedUp(() => knownCaller(phone, store)),
      refused: metrics.webhooks.refused,
      now,
    },
    widget: {
      folder: join(ROOT, 'dist/widget'),
      snippet: join(ROOT, 'public/snippet.html'),
      version: packageJson.version,
    },
    metrics,
    demo: demo?.routes(join(ROOT, 'dist/demo')) ?? null,
    publicUrl: () => publicUrl,
    isStopping: () => isStopping,
    now,
  });
  const server = createServer(SERVER_LIMITS, app);
  const unused = unusedConnections(server);
  await listen(server, config);
  const address = urlOf(server, config.host);
  // After listening: what it asks of the PBX makes the PBX call back.
  const dispatcher = startDispatcher({
    store,
    pbx,
    now,
    onError,
    tellOwner,
    reached,
    within: withInHand,
    looked: metrics.dispatcherLooked,
  });
  // Events may name operators by login, which the PBX's list of users turns into PINs.
  pbx.operators().catch((error: unknown) => log.warn({ err: error }, 'the PBX lists no users yet'));
  publicUrl ||= `http://localhost:${(server.address() as AddressInfo).port}`;
  if (demo) await demo.seed(store, [publicUrl, address], now());
  const stopSweeping = startSweeping(store, now, onError);
  log.info({ url: address, pbx: config.pbx.kind }, 'relay is listening');

  return {
    url: address,
    publicUrl,
    ownerToken,
    async close() {
      isStopping = true;
      stopSweeping();
      streams.close();
      demo?.endStreams();
      const closed = closeServer(server, unused);
      const stopped = dispatcher.stop();
      await Promise.race([stopped, sleep(STOP_WITHIN_MS, null, { ref: false })]);
      // What the PBX has not answered by now is uncertain, and is written down as that.
      await pbx.close();
      await stopped;
      await closed;
      await demo?.close();
      await store.close();
    },
  };
}

/** Loaded only here: a relay before a real PBX carries no simulated one. */
async function startDemo(webhookUrl: () => string) {
  const demo = await import('./demo/start-demo.ts');
  return demo.startDemo({ webhookUrl });
}

function listen(server: Server, { port, host }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
}

function urlOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  const isAny = host === '0.0.0.0' || host === '::';
  const name = isAny ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

/** Browsers connect ahead of need; Node would wait for a request on each of those to the last. */
function unusedConnections(server: Server): Set<Socket> {
  const unused = new Set<Socket>();
  server.on('connection', (socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  server.on('request', ({ socket }) => unused.delete(socket));
  return unused;
}

/** Requests under way finish, their connections with them; who is still there after that is cut. */
async function closeServer(server: Server, unused: Set<Socket>) {
  const cut = setTimeout(() => server.closeAllConnections(), STOP_WITHIN_MS);
  // Node lets a connection that was in use live on until its client has been silent for long.
  const idle = setInterval(() => server.closeIdleConnections(), LOOK_FOR_IDLE_MS);
  await new Promise((resolve) => {
    server.close(resolve);
    for (const socket of unused) socket.destroy();
  });
  clearTimeout(cut);
  clearInterval(idle);
}
