import type { CallState } from '../shared/states.ts';
import type { Screen } from '../shared/texts/texts.ts';
import type { CallView, PublicSite } from '../shared/wire.ts';
import { type PhoneFault, phoneFault, type ReadPhone, readPhone } from './phone.ts';
import type { Pick } from './pick.ts';
import type { Refused } from './relay.ts';

/** When each state was entered, in the relay's milliseconds; only what this page has seen. */
export type Marks = Partial<Record<CallState, number>>;

export type Draft = {
  country: string;
  phone: string;
  name: string;
  note: string;
  department?: string | undefined;
  ticks: Record<string, boolean>;
};

/** All that decides what the visitor sees. */
export type Seen = {
  site: PublicSite;
  open: boolean;
  draft: Draft;
  /** Faults of the number show once its field was left, consents once the button was pressed. */
  left: boolean;
  pressed: boolean;
  sending: boolean;
  /** Since when a request waits for the network, in the page's milliseconds; 0 if none does. */
  kept: number;
  late: boolean;
  /** Wants to choose a time; out of hours that is where everybody begins. */
  choosing: boolean;
  /** What there is to choose from; `null` until it was looked for. */
  pick: Pick | null;
  /** The chosen time. */
  scheduledFor: string | null;
  problem: Refused['code'] | null;
  call: CallView | null;
  marks: Marks;
  /** Relay's clock minus the page's, in milliseconds. */
  skew: number;
  stars: number;
};

/** The form before anything happened to it; what was filled in stays. */
export const UNASKED = {
  left: false,
  pressed: false,
  sending: false,
  kept: 0,
  late: false,
  choosing: false,
  pick: null,
  scheduledFor: null,
  problem: null,
  call: null,
  marks: {},
  stars: 0,
} satisfies Partial<Seen>;

/** Later than this a kept request asks first: no phone rings at night for a forgotten form. */
const KEPT_MS = 15 * 60_000;

/** The relay told how the call stands; what is older than what is shown changes nothing. */
export function afterChange(seen: Seen, call: CallView): Seen {
  const { call: before } = seen;
  if (before?.id === call.id && call.seq < before.seq) return seen;
  // Who is choosing another time goes on, until it is too late for one.
  const { choosing, pick, scheduledFor } = seen;
  const goesOn = choosing && isMovable(call) && { choosing, pick, scheduledFor };
  const newRound = /sched/.test(`${before?.state}${call.state}`);
  const marks = { [call.state]: Date.parse(call.updatedAt), ...(newRound ? {} : seen.marks) };
  return { ...seen, ...UNASKED, ...goesOn, stars: seen.stars, call, marks };
}

/** Without an answer, a new request is kept and sent again; everything else says what is wrong. */
export function afterRefusal(seen: Seen, code: Refused['code'], at: number): Seen {
  const kept = code === 'unreachable' && !seen.call;
  return {
    ...seen,
    sending: false,
    problem: kept ? null : code,
    kept: kept ? seen.kept || at : 0,
  };
}

export const afterWait = (seen: Seen, at: number): Seen =>
  seen.kept && at - seen.kept > KEPT_MS ? { ...seen, kept: 0, late: true } : seen;

/** Hours of the chosen department, else the site's, and whether nobody there is free for long. */
export const hoursOf = ({ draft, site }: Seen): PublicSite['hours'] & { longWait: boolean } =>
  site.departments.find(({ id }) => id === draft.department) ?? {
    ...site.hours,
    longWait: site.longWait,
  };

/** Nothing of it rings yet, so it may have another time. */
export const isMovable = (call: CallView | null): boolean => /sched|queued/.test(call?.state ?? '');

export function screenOf(seen: Seen): Screen {
  const { call } = seen;
  if (seen.kept) return 'offline';
  if (seen.choosing) return 'choose';
  if (!call) {
    return seen.late ? 'late' : hoursOf(seen).openNow ? 'ask' : 'closed';
  }
  const { state, outcome, reason, talkSeconds } = call;
  if (state === 'ended') {
    const cutOff = outcome === 'completed' && talkSeconds !== null && talkSeconds < 5;
    return cutOff ? 'cut_off' : (outcome as Screen);
  }
  if (state === 'scheduled') {
    return reason?.startsWith('v')
      ? 'not_reached'
      : reason?.startsWith('op')
        ? 'operators_busy'
        : state;
  }
  if (state !== 'queued') return state;
  return reason === 'pbx_unavailable' ? 'still_trying' : call.position ? state : 'calling_operator';
}

/** A call that the launcher speaks of while the card is closed. */
export const isLive = ({ call }: Seen): boolean => !!call && !/ended|sch/.test(call.state);

/** Since when the visitor has been waiting in this round, in the page's milliseconds. */
export const startedAt = ({ marks, skew }: Seen): number =>
  Math.min(...Object.values(marks)) - skew;

/** Seconds from the start until a state was entered, `null` for one that was skipped. */
export function reachedAfter(seen: Seen, state: CallState): number | null {
  const mark = seen.marks[state];
  return mark ? Math.round((mark - seen.skew - startedAt(seen)) / 1e3) : null;
}

export const typedPhone = ({ draft, site }: Seen): ReadPhone =>
  readPhone(draft.phone, draft.country, site.countries);

export const phoneFaultOf = (seen: Seen): PhoneFault | null => phoneFault(typedPhone(seen));

/** Nothing leaves the page before there is a number and every consent that is required. */
export const isComplete = (seen: Seen): boolean =>
  !phoneFaultOf(seen) &&
  seen.site.consents.every(({ purpose, required }) => !required || seen.draft.ticks[purpose]);

/** Whether a problem's words belong under the phone field. */
export const isAboutPhone = (code: Refused['code'] | null): code is 'invalid_phone' =>
  /phone|country|line|numb/.test(code ?? '');
