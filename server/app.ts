import compression from 'compression';
import type { Express, Request, Router } from 'express';
import express from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import type { Calls } from './calls/calls.ts';
import { Refusal } from './calls/refusal.ts';
import type { Waits } from './calls/waits.ts';
import type { Config } from './config.ts';
import { anyOrigin } from './http/any-origin.ts';
import { clientAddress } from './http/client-address.ts';
import { conditionalRequest } from './http/conditional-request.ts';
import { ownerOnly } from './http/owner-only.ts';
import { problemAnswer } from './http/problem-answer.ts';
import { requestLog } from './http/request-log.ts';
import type { Pbx } from './pbx/pbx.ts';
import { changeCall } from './routes/change-call.ts';
import { followCall } from './routes/follow-call.ts';
import { listCalls } from './routes/list-calls.ts';
import { listSlots } from './routes/list-slots.ts';
import { manageSites } from './routes/manage-sites.ts';
import { readSite } from './routes/read-site.ts';
import type { WebhookParts } from './routes/receive-rostelecom-event.ts';
import { receiveRostelecomEvent } from './routes/receive-rostelecom-event.ts';
import { reportHealth } from './routes/report-health.ts';
import { reportMetrics } from './routes/report-metrics.ts';
import { requestCall } from './routes/request-call.ts';
import type { WidgetFiles } from './routes/serve-widget.ts';
import { serveWidget } from './routes/serve-widget.ts';
import type { CallStreams } from './status/call-streams.ts';
import type { CallViews } from './status/call-views.ts';
import type { Store } from './store/store.ts';
import type { Metrics } from './watch/metrics.ts';

export type AppParts = {
  config: Config;
  log: Logger;
  store: Store;
  pbx: Pbx;
  calls: Calls;
  views: CallViews;
  waits: Waits;
  streams: CallStreams;
  ownerToken: string;
  webhooks: WebhookParts;
  widget: WidgetFiles;
  metrics: Metrics;
  /** Only with the simulated PBX. */
  demo: Router | null;
  publicUrl: () => string;
  isStopping: () => boolean;
  now: () => Date;
};

/** An offer with its candidates is the longest thing a page may send. */
const BODY_LIMIT = '128kb';
const STOPPING_RETRY_SECONDS = 2;
/** Only for what is long: an answer about one call is not, and its 50 µs count in a rush. */
const compressed = compression();

/** Every route of the relay, in the order in which a request meets them. */
export function createApp(parts: AppParts): Express {
  const { config, store, calls, views, streams, now } = parts;
  const app = express();
  app.set('trust proxy', config.trustProxy);
  app.disable('x-powered-by');
  app.use(parts.metrics.requests);
  app.use(requestLog(parts.log));
  app.use(
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"] } },
      // Whether the whole host speaks TLS only is for the proxy in front to say.
      strictTransportSecurity: false,
    }),
  );
  app.use(conditionalRequest);
  app.use((_request, response, next) => {
    // A client that went on asking over the same connection would keep a stopping relay alive.
    if (parts.isStopping()) response.set('Connection', 'close');
    next();
  });
  app.use(serveWidget(parts.widget, parts.publicUrl));
  app.use('/pbx/rostelecom', receiveRostelecomEvent(parts.webhooks));
  if (parts.demo) {
    app.use('/demo', parts.demo);
    app.get('/', (_request, response) => response.redirect('/demo/'));
  }
  app.use(reportHealth(store, parts.pbx, parts.isStopping));
  app.get('/metrics', ownerOnly(parts.ownerToken), compressed, reportMetrics(parts.metrics, store));
  app.use(
    '/v1/calls',
    anyOrigin,
    express.json({ limit: BODY_LIMIT }),
    followCall({ calls, views, streams }),
    changeCall({ calls, views }),
  );
  app.use('/v1/sites', anyOrigin, express.json({ limit: BODY_LIMIT }), visitorRoutes(parts));
  app.use(
    '/v1/owner',
    ownerOnly(parts.ownerToken),
    compressed,
    express.json({ limit: BODY_LIMIT }),
    ownerRoutes({ store, calls, now }),
  );
  app.use(() => {
    throw new Refusal('not_found');
  });
  app.use(problemAnswer);
  return app;
}

function visitorRoutes(parts: AppParts): Router {
  const { store, pbx, calls, views, waits, config, log, isStopping, now } = parts;
  const router = express.Router();
  const addressOf = clientAddress(config.trustProxy, log);
  router.get('/:site', compressed, readSite({ store, waits, now }));
  router.get('/:site/slots', compressed, listSlots({ store, pbx, now }));
  router.post('/:site/calls', (_request: Request, _response, next) => {
    if (isStopping())
      throw new Refusal('not_accepting', { retryAfterSeconds: STOPPING_RETRY_SECONDS });
    next();
  });
  router.post('/:site/calls', requestCall({ store, calls, views, addressOf }));
  return router;
}

function ownerRoutes({ store, calls, now }: Pick<AppParts, 'store' | 'calls' | 'now'>): Router {
  const router = express.Router();
  router.use('/sites', manageSites({ store, calls, now }));
  router.use('/calls', listCalls(store));
  return router;
}
