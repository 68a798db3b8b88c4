import type { Request, RequestHandler } from 'express';
import type { Registry } from 'prom-client';
import { Counter, Histogram } from 'prom-client';
import { withInHand } from './in-hand.ts';

const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS'];

/** First in the app: counts every request by the template of its route and opens its log context. */
export function httpMetrics(registry: Registry): RequestHandler {
  const requests = new Histogram({
    name: 'ringlet_http_request_seconds',
    help: 'Requests by route and status; the time of an event stream is how long it was open',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers: [registry],
  });
  const refusals = new Counter({
    name: 'ringlet_refusals_total',
    help: 'Requests that were refused, by the code of the problem that they were answered',
    labelNames: ['code'],
    registers: [registry],
  });
  return (request, response, next) => {
    const begun = performance.now();
    response.once('close', () => {
      const method = METHODS.includes(request.method) ? request.method : 'other';
      const labels = { method, route: routeOf(request), status: String(response.statusCode) };
      requests.observe(labels, (performance.now() - begun) / 1000);
      const { problem } = response.locals as { problem?: string };
      if (problem !== undefined) refusals.inc({ code: problem });
    });
    withInHand({}, next);
  };
}

/**
 * `/v1/calls/:id/events`. Where the router stands has no parameters, so it is what the address has
 * in front of the route's own segments; what no route took is one name, however it was spelled.
 */
function routeOf({ route, originalUrl }: Request): string {
  const template: unknown = (route as { path?: unknown } | undefined)?.path;
  if (typeof template !== 'string' || template.includes('*')) return 'none';
  const own = segmentsOf(template);
  const all = segmentsOf(originalUrl.split('?')[0] ?? '');
  const mount = all.slice(0, Math.max(0, all.length - own.length));
  return `/${[...mount.map((name) => name.toLowerCase()), ...own].join('/')}`;
}

const segmentsOf = (path: string) => path.split('/').filter((segment) => segment !== '');
