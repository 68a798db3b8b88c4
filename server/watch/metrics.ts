import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { StreamEar } from '../status/call-streams.ts';
import type { Store } from '../store/store.ts';
import { callMetrics } from './call-metrics.ts';
import { httpMetrics } from './http-metrics.ts';
import type { PbxMetrics } from './pbx-metrics.ts';
import { pbxMetrics } from './pbx-metrics.ts';
import { queueMetrics } from './queue-metrics.ts';
import { storeMetrics } from './store-metrics.ts';
import { streamMetrics } from './stream-metrics.ts';
import type { StoreEar } from './watch-store.ts';
import type { WebhookMetrics } from './webhook-metrics.ts';
import { webhookMetrics } from './webhook-metrics.ts';

const LAG_BUCKETS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];

/** What one relay tells Prometheus: the ears that listen at its edges, and the text of a scrape. */
export type Metrics = {
  store: StoreEar[];
  pbx: PbxMetrics;
  webhooks: WebhookMetrics;
  streams: StreamEar;
  requests: RequestHandler;
  /** Seconds from something being due until the dispatcher had looked at it. */
  dispatcherLooked(lagSeconds: number): void;
  contentType: string;
  /** Reads the queue with the given store, then tells everything. */
  scrape(store: Store): Promise<string>;
};

type About = { version: string; pbx: string; now: () => Date };

export function createMetrics({ version, pbx, now }: About): Metrics {
  // Of its own: several relays in one process must not count for each other.
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'ringlet_info',
    help: 'Always 1: version of the relay and the PBX behind it',
    labelNames: ['version', 'pbx'],
    registers: [registry],
  }).set({ version, pbx }, 1);
  const lags = new Histogram({
    name: 'ringlet_dispatcher_lag_seconds',
    help: 'From the dispatcher being woken until it had looked at what is due',
    buckets: LAG_BUCKETS,
    registers: [registry],
  });
  const readQueue = queueMetrics({ registry, now });
  return {
    store: [callMetrics(registry), storeMetrics(registry)],
    pbx: pbxMetrics(registry),
    webhooks: webhookMetrics(registry),
    streams: streamMetrics(registry),
    requests: httpMetrics(registry),
    dispatcherLooked: (lagSeconds) => lags.observe(lagSeconds),
    contentType: registry.contentType,
    async scrape(store) {
      await readQueue(store);
      return registry.metrics();
    },
  };
}
