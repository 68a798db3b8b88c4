import type { Registry } from 'prom-client';
import { Histogram } from 'prom-client';
import type { StoreEar } from './watch-store.ts';

const BUCKETS = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2];

export function storeMetrics(registry: Registry): StoreEar {
  const operations = new Histogram({
    name: 'ringlet_store_seconds',
    help: 'Work of the database by operation, a transaction as a whole; failed: the database could not, refused: the rules of the relay said no inside it',
    labelNames: ['operation', 'result'],
    buckets: BUCKETS,
    registers: [registry],
  });
  return {
    operated: (operation, seconds, result) => operations.observe({ operation, result }, seconds),
  };
}
