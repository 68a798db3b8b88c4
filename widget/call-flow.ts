import type { CallState } from '../shared/states.ts';
import type { Screen } from '../shared/texts/texts.ts';
import type { CallView, PublicSite } from '../shared/wire.ts';
import { type PhoneFault, phoneFault, readPhone } from './phone.ts';
import type { Refused } from './relay.ts';

/** When each state was entered, in the relay's milliseconds; only what this page has seen. */
export type Marks = Partial<Record<CallState, number>>;

export type Draft = {
  country: string;
  phone: string;
  name: string;
  note: string;
  department: string;
  ticks: Record<string, boolean>;
};

/** All that decides what the visitor sees. */
export type Seen = {
  site: PublicSite;
  open: boolean;
  draft: Draft;
  /** Faults show once the field was left, consents once the button was pressed. */
  phoneLeft: boolean;
  pressed: boolean;
  sending: boolean;
  /** Since when a request waits for the network, in the page's milliseconds. */
  keptSince: number | null;
  late: boolean;
  problem: Refused['code'] | null;
  call: CallView | null;
  marks: Marks;
  /** Relay's clock minus the page's, in milliseconds. */
  skew: number;
  stars: number;
};

export type Happened =
  | { what: 'sent' }
  | { what: 'created'; call: CallView; at: number }
  | { what: 'changed'; call: CallView }
  | { what: 'refused'; code: Refused['code']; at: number }
  | { what: 'ticked'; at: number };

/** Later than this a kept request asks first: no phone rings at night for a forgotten form. */
const KEPT_MS = 15 * 60_000;

export function callFlow(seen: Seen, event: Happened): Seen {
  switch (event.what) {
    case 'sent':
      return { ...seen, sending: true, problem: null, late: false };
    case 'created':
      return changed(
        { ...seen, call: null, skew: Date.parse(event.call.updatedAt) - event.at, stars: 0 },
        event.call,
      );
    case 'changed':
      return changed(seen, event.call);
    case 'refused':
      return refused(seen, event.code, event.at);
    case 'ticked':
      return seen.keptSince && event.at - seen.keptSince > KEPT_MS
        ? { ...seen, keptSince: null, late: true }
        : seen;
  }
}

function changed(seen: Seen, call: CallView): Seen {
  const { call: before, marks } = seen;
  if (before?.id === call.id && call.seq < before.seq) return seen;
  const fresh = before?.state === 'scheduled' || call.state === 'scheduled';
  return {
    ...seen,
    call,
    marks: { [call.state]: Date.parse(call.updatedAt), ...(fresh ? {} : marks) },
    sending: false,
    keptSince: null,
    problem: null,
    phoneLeft: false,
    pressed: false,
  };
}

function refused(seen: Seen, code: Refused['code'], at: number): Seen {
  const kept = code === 'unreachable' && !seen.call;
  return {
    ...seen,
    sending: false,
    problem: kept ? null : code,
    keptSince: kept ? (seen.keptSince ?? at) : null,
  };
}

/** Hours of the chosen department, else the site's. */
export function hoursOf({ draft, site }: Seen): PublicSite['hours'] {
  return site.departments.find(({ id }) => id === draft.department) ?? site.hours;
}

export function screenOf(seen: Seen): Screen {
  const { call } = seen;
  if (!call) {
    return seen.keptSince
      ? 'offline'
      : seen.late
        ? 'late'
        : hoursOf(seen).openNow
          ? 'ask'
          : 'closed';
  }
  const { state, outcome, reason, talkSeconds } = call;
  if (state === 'ended') {
    const cutOff = outcome === 'completed' && talkSeconds !== null && talkSeconds < 5;
    return cutOff ? 'cut_off' : (outcome ?? 'expired');
  }
  if (state === 'scheduled') {
    return reason?.startsWith('visitor')
      ? 'not_reached'
      : reason?.startsWith('operator')
        ? 'operators_busy'
        : state;
  }
  if (state === 'queued') {
    return reason === 'pbx_unavailable'
      ? 'still_trying'
      : call.position
        ? state
        : 'calling_operator';
  }
  return state;
}

/** A call that the launcher speaks of while the card is closed. */
export const isLive = ({ call }: Seen): boolean => !!call && !/ended|sched/.test(call.state);

/** Since when the visitor has been waiting in this round, in the page's milliseconds. */
export function startedAt({ marks, skew }: Seen): number {
  return Math.min(...Object.values(marks)) - skew;
}

/** Seconds from the start until a state was entered, `null` for one that was skipped. */
export function reachedAfter(seen: Seen, state: CallState): number | null {
  const mark = seen.marks[state];
  return mark ? Math.round((mark - seen.skew - startedAt(seen)) / 1e3) : null;
}

export function typedPhone({ draft, site }: Seen): ReturnType<typeof readPhone> {
  return readPhone(draft.phone, draft.country, site.countries);
}

/** What keeps the request from leaving the page. */
export function faultsOf(seen: Seen): { phone: PhoneFault | null; consents: string[] } {
  const { country, national } = typedPhone(seen);
  return {
    phone: phoneFault(national, country),
    consents: seen.site.consents
      .filter(({ purpose, required }) => required && !seen.draft.ticks[purpose])
      .map(({ purpose }) => purpose),
  };
}

/** Whether a problem's words belong under the phone field. */
export const isAboutPhone = (code: string | null): boolean =>
  /phone|countr|line|numb/.test(code ?? '');
