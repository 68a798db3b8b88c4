import type { Request } from 'express';
import { Router } from 'express';
import { z } from 'zod';
import type { OwnerSite, SiteInput } from '../../shared/wire.ts';
import { siteInput } from '../../shared/wire.ts';
import type { Calls } from '../calls/calls.ts';
import { Refusal } from '../calls/refusal.ts';
import { readInput } from '../http/read-input.ts';
import { checkCountries } from '../sites/check-countries.ts';
import type { Store } from '../store/store.ts';

type Parts = { store: Store; calls: Calls; now: () => Date };

const fields = z.record(z.string(), z.unknown());

/** The owner's sites. `PUT` wants the version it changes in `If-Match`. */
export function manageSites({ store, calls, now }: Parts): Router {
  const router = Router();
  const find = async (name: string): Promise<OwnerSite> => {
    const site = await store.sites.find(name);
    if (site === null) throw new Refusal('not_found', { detail: 'There is no such site.' });
    return site;
  };
  router.get('/', async (_request, response) => {
    response.json({ sites: await store.sites.list() });
  });
  router.post('/', async (request, response) => {
    const input = readInput(siteInput, request.body);
    checkCountries(input.settings.countries);
    if (!(await store.sites.insert(input, now()))) throw new Refusal('site_exists');
    const site = await find(input.site);
    response
      .status(201)
      .location(`${request.originalUrl}/${site.site}`)
      .set('ETag', etagOf(site))
      .json(site);
  });
  router.get('/:site', async (request, response) => {
    const site = await find(request.params.site);
    response.set('ETag', etagOf(site)).json(site);
  });
  router.put('/:site', async (request, response) => {
    const present = await find(request.params.site);
    const version = expectedVersion(request, present);
    const input = readChange(request.body, present);
    checkCountries(input.settings.countries);
    if (!(await store.sites.replace(input, version, now()))) throw new Refusal('stale');
    const site = await find(present.site);
    response.set('ETag', etagOf(site)).json(site);
  });
  router.delete('/:site', async (request, response) => {
    const { site } = await find(request.params.site);
    await store.sites.remove(site);
    await calls.expireSite(site);
    response.status(204).end();
  });
  return router;
}

/** As it was read, with changes: what only the relay writes is passed over. */
function readChange(body: unknown, { site }: OwnerSite): SiteInput {
  const { version: _, createdAt: __, updatedAt: ___, ...given } = readInput(fields, body ?? {});
  const input = readInput(siteInput, { site, ...given });
  if (input.site === site) return input;
  const errors = [{ path: 'site', message: 'a site keeps its name' }];
  throw new Refusal('invalid_request', { errors });
}

function etagOf(site: OwnerSite): string {
  return `"${site.version}"`;
}

/** Two owners in two tabs must not undo each other unseen. */
function expectedVersion(request: Request, present: OwnerSite): number {
  const match = request.get('if-match');
  if (match === undefined) {
    throw new Refusal('precondition_required', { detail: 'Send If-Match with the ETag you read.' });
  }
  if (match !== '*' && match !== etagOf(present)) throw new Refusal('stale');
  return present.version;
}
