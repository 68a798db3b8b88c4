import type { RequestHandler } from 'express';
import type { Store } from '../store/store.ts';
import type { Metrics } from '../watch/metrics.ts';

/** `GET /metrics`, for Prometheus. */
export function reportMetrics(metrics: Metrics, store: Store): RequestHandler {
  return async (_request, response) => {
    const text = await metrics.scrape(store);
    response.set({ 'Content-Type': metrics.contentType, 'Cache-Control': 'no-store' }).send(text);
  };
}
