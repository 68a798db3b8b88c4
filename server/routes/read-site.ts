import type { RequestHandler } from 'express';
import { Refusal } from '../calls/refusal.ts';
import { publicSite } from '../sites/public-site.ts';
import type { Store } from '../store/store.ts';

/** `GET /v1/sites/{site}?locale=`: all that the widget needs before the visitor acts. */
export function readSite(store: Store, now: () => Date): RequestHandler<{ site: string }> {
  return async (request, response) => {
    const site = await store.sites.find(request.params.site);
    if (site === null) throw new Refusal('site_not_found');
    response.vary('Origin');
    // A same-origin GET carries no `Origin`; a page of another origin must be on the list.
    const origin = request.get('origin');
    if (origin !== undefined && !site.origins.includes(origin))
      throw new Refusal('origin_not_allowed');
    const locale = typeof request.query['locale'] === 'string' ? request.query['locale'] : null;
    response.set('Cache-Control', 'no-cache').json(publicSite(site, locale, now()));
  };
}
