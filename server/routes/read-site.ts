import type { RequestHandler } from 'express';
import type { Waits } from '../calls/waits.ts';
import { publicSite } from '../sites/public-site.ts';
import type { Store } from '../store/store.ts';
import { siteForPage } from './site-for-page.ts';

type Parts = { store: Store; waits: Waits; now: () => Date };

/** `GET /v1/sites/{site}?locale=`: all that the widget needs before the visitor acts. */
export function readSite({ store, waits, now }: Parts): RequestHandler<{ site: string }> {
  return async (request, response) => {
    const site = await siteForPage(request, response, store);
    const locale = typeof request.query['locale'] === 'string' ? request.query['locale'] : null;
    const outlook = await waits.outlook(site.site);
    response
      .set('Cache-Control', 'no-cache')
      .json(publicSite(site, locale, { now: now(), outlook }));
  };
}
