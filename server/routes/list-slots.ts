import type { RequestHandler } from 'express';
import { textsFor } from '../../shared/texts/index.ts';
import type { Slots } from '../../shared/wire.ts';
import { slotsQuery } from '../../shared/wire.ts';
import { bookableSlots, daysWithout, freeSlots } from '../calls/bookable-slots.ts';
import { HALF_HOUR_MS } from '../calls/half-hour.ts';
import { Refusal } from '../calls/refusal.ts';
import { slotCapacity } from '../calls/slot-capacity.ts';
import { readInput } from '../http/read-input.ts';
import type { Pbx } from '../pbx/pbx.ts';
import { zoneName } from '../sites/zone-name.ts';
import type { Store } from '../store/store.ts';
import { siteForPage } from './site-for-page.ts';

type Parts = { store: Store; pbx: Pbx; now: () => Date };

/** `GET /v1/sites/{site}/slots?department=&timezone=`: the half-hours that a visitor may choose. */
export function listSlots({ store, pbx, now }: Parts): RequestHandler<{ site: string }> {
  return async (request, response) => {
    const { site, settings } = await siteForPage(request, response, store);
    const query = readInput(slotsQuery, request.query);
    const department = query.department || null;
    if (department && !settings.departments?.some(({ id }) => id === department)) {
      const message = 'This site has no such department.';
      throw new Refusal('invalid_request', { errors: [{ path: 'department', message }] });
    }
    const timezone = query.timezone ?? settings.timezone;
    const place = { department, zone: timezone, now: now() };
    const all = bookableSlots(settings, place);
    const [from, last] = [all[0], all.at(-1)];
    const to = last && new Date(last.getTime() + HALF_HOUR_MS);
    const taken =
      from && to ? await store.calls.scheduledIn({ site, department }, { from, to }) : [];
    const capacity = await slotCapacity(settings, department, pbx);
    const times = taken.map(({ at }) => at);
    const free = freeSlots(all, times, capacity).map((at) => ({ at: at.toISOString() }));
    const { locale } = textsFor(query.locale);
    const slots: Slots = {
      timezone,
      slots: free,
      closed: daysWithout(all, place),
      zoneNames: {
        visitor: zoneName(timezone, locale),
        site: zoneName(settings.timezone, locale),
      },
    };
    response.set('Cache-Control', 'no-cache').json(slots);
  };
}
