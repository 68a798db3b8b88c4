import type { Request, Response } from 'express';
import type { OwnerSite } from '../../shared/wire.ts';
import { Refusal } from '../calls/refusal.ts';
import type { Store } from '../store/store.ts';

/**
 * The site that a page reads of. A same-origin GET carries no `Origin`; a page of another origin
 * must be on the site's list.
 * @throws Refusal `site_not_found`, `origin_not_allowed`
 */
export async function siteForPage(
  request: Request<{ site: string }>,
  response: Response,
  store: Store,
): Promise<OwnerSite> {
  const site = await store.sites.find(request.params.site);
  if (site === null) throw new Refusal('site_not_found');
  response.vary('Origin');
  const origin = request.get('origin');
  if (origin !== undefined && !site.origins.includes(origin))
    throw new Refusal('origin_not_allowed');
  return site;
}
