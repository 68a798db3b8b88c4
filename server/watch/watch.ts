import type { Logger } from 'pino';
import type { Pbx } from '../pbx/pbx.ts';
import type { ExchangeEar } from '../pbx/rostelecom/client.ts';
import type { StreamEar } from '../status/call-streams.ts';
import type { Store } from '../store/store.ts';
import { logCalls } from './log-calls.ts';
import type { Metrics } from './metrics.ts';
import { createMetrics } from './metrics.ts';
import { watchPbx } from './watch-pbx.ts';
import { watchStore } from './watch-store.ts';

/** All that listens at the edges of one relay, for its metrics and its log. */
export type Watch = {
  metrics: Metrics;
  store(store: Store): Store;
  pbx<Driver extends Pbx>(pbx: Driver): Driver;
  exchanged: ExchangeEar;
  streams: StreamEar;
};

type About = { log: Logger; version: string; pbx: string; now: () => Date };

export function createWatch({ log, ...about }: About): Watch {
  const metrics = createMetrics(about);
  return {
    metrics,
    store: (store) => watchStore(store, [...metrics.store, logCalls(log)]),
    pbx: (pbx) => watchPbx(pbx, metrics.pbx),
    exchanged(method, exchange, seconds) {
      metrics.pbx.exchanged(method, exchange, seconds);
      const { body: _body, ...told } = { body: null, ...exchange };
      const isWell = exchange.kind === 'answered' && exchange.status < 400;
      const line = { pbxMethod: method, ...told, ms: Math.round(seconds * 1000) };
      if (isWell) log.debug(line, 'PBX answered');
      else log.warn(line, 'PBX did not answer well');
    },
    streams: {
      opened(callId) {
        metrics.streams.opened(callId);
        log.debug({ callId }, 'stream opened');
      },
      closed(callId) {
        metrics.streams.closed(callId);
        log.debug({ callId }, 'stream closed');
      },
      written: metrics.streams.written,
    },
  };
}
