import type { Registry } from 'prom-client';
import { Counter, Histogram } from 'prom-client';
import type { PbxEvent } from '../pbx/pbx.ts';

const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1];

export type WebhookMetrics = {
  refused(why: 'wrong_address' | 'wrong_signature'): void;
  /** Gives what `store` gives; counts whether the event got onto disk. */
  stored<T>(step: PbxEvent['step'], store: () => Promise<T>): Promise<T>;
  /** Times the search for an incoming caller's name. */
  lookedUp<T>(search: () => Promise<T>): Promise<T>;
};

export function webhookMetrics(registry: Registry): WebhookMetrics {
  const webhooks = new Counter({
    name: 'ringlet_webhooks_total',
    help: 'Reports of the PBX by what they tell and what became of them: stored, store_failed, wrong_address, wrong_signature',
    labelNames: ['step', 'result'],
    registers: [registry],
  });
  const lookUps = new Histogram({
    name: 'ringlet_number_info_seconds',
    help: 'How long the PBX waited for the name of an incoming caller: known, stranger, failed',
    labelNames: ['result'],
    buckets: BUCKETS,
    registers: [registry],
  });
  return {
    refused: (result) => webhooks.inc({ step: 'unread', result }),
    async stored(step, store) {
      try {
        const value = await store();
        webhooks.inc({ step, result: 'stored' });
        return value;
      } catch (error) {
        webhooks.inc({ step, result: 'store_failed' });
        throw error;
      }
    },
    async lookedUp(search) {
      const stop = lookUps.startTimer();
      try {
        const found = await search();
        stop({ result: found === null ? 'stranger' : 'known' });
        return found;
      } catch (error) {
        stop({ result: 'failed' });
        throw error;
      }
    },
  };
}
