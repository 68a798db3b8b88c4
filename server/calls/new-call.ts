import type { CallRequest, OwnerSite } from '../../shared/wire.ts';
import { newId } from '../new-id.ts';
import type { Call, VisitorPage } from './call.ts';
import { openingAt } from './opening-hours.ts';
import { earliestRetry } from './retry-hours.ts';

type Request = {
  site: OwnerSite;
  body: CallRequest;
  phone: { number: string; key: string };
  now: Date;
};

/** The call that an admitted request becomes: due now, at the chosen time, or at the next opening. */
export function newCall({ site, body, phone, now }: Request): Call {
  const department = body.department || null;
  const timezone = body.timezone ?? null;
  const when = startOf({ site, department, timezone, now }, body.scheduledFor ?? null);
  return {
    id: newId(now),
    site: site.site,
    kind: body.kind,
    state: when.scheduledFor === null ? 'queued' : 'scheduled',
    outcome: null,
    reason: when.isMoved ? 'out_of_hours' : null,
    seq: 1,
    attempt: 0,
    department,
    scheduledFor: when.scheduledFor,
    nextAttemptAt: null,
    dueAt: when.scheduledFor ?? now,
    cancelRequested: false,
    connectedAt: null,
    endedAt: null,
    talkSeconds: null,
    operator: null,
    retries: { tried: [], rounds: 0, visitorFailures: 0, deferrals: 0 },
    stars: null,
    chosenAt: when.isMoved ? null : (when.scheduledFor ?? now),
    wantedNow: when.scheduledFor === null && !when.isMoved,
    waitedSeconds: null,
    locale: body.locale || null,
    timezone,
    trigger: body.trigger || null,
    consents: body.consents.map((consent) => ({ ...consent, at: now.toISOString() })),
    visitor: {
      phone: phone.number,
      phoneKey: phone.key,
      name: body.name || null,
      note: body.note || null,
      comment: null,
      page: pageOf(body.page ?? null),
    },
    createdAt: now,
    updatedAt: now,
  };
}

type Place = {
  site: OwnerSite;
  department: string | null;
  timezone: string | null;
  now: Date;
};

function startOf({ site, now, ...place }: Place, chosen: string | null) {
  if (chosen !== null) {
    const at = new Date(chosen);
    return { scheduledFor: at > now ? at : null, isMoved: false };
  }
  const { openNow, nextOpening } = openingAt(site.settings, place.department, now);
  if (openNow) return { scheduledFor: null, isMoved: false };
  // Closed for good: it waits where it is and expires with its reason.
  const moved = nextOpening && earliestRetry(site.settings, place, nextOpening);
  return { scheduledFor: moved, isMoved: true };
}

function pageOf(page: CallRequest['page']): VisitorPage | null {
  if (!page) return null;
  return {
    url: withoutQuery(page.url),
    title: page.title || null,
    referrer: withoutQuery(page.referrer),
    utm: page.utm ?? null,
  };
}

/** Without query, fragment and password: only where a campaign sent the visitor from is kept. */
function withoutQuery(address: string | null | undefined): string | null {
  const url = address ? URL.parse(address) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  const campaign = [...url.searchParams].filter(([name]) => name.startsWith('utm_'));
  const query = new URLSearchParams(campaign).toString();
  return `${url.origin}${url.pathname}${query && `?${query}`}`;
}
