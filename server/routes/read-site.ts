import type { RequestHandler } from 'express';
import { publicSite } from '../sites/public-site.ts';
import type { Store } from '../store/store.ts';
import { siteForPage } from './site-for-page.ts';

/** `GET /v1/sites/{site}?locale=`: all that the widget needs before the visitor acts. */
export function readSite(store: Store, now: () => Date): RequestHandler<{ site: string }> {
  return async (request, response) => {
    const site = await siteForPage(request, response, store);
    const locale = typeof request.query['locale'] === 'string' ? request.query['locale'] : null;
    response.set('Cache-Control', 'no-cache').json(publicSite(site, locale, now()));
  };
}
