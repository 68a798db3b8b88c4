import type { PublicCode } from '../codes.ts';
import type { Outcome, Reason } from '../states.ts';

/**
 * What the visitor can be looking at. Named after states and outcomes of the call where the two
 * coincide: `closed` is the form out of hours, `late` the form of a request that waited too long
 * for the network, `offline` a request kept until the network is back, `choose` the times to choose
 * from.
 */
export type Screen =
  | 'ask'
  | 'closed'
  | 'late'
  | 'choose'
  | 'offline'
  | 'queued'
  | 'calling_operator'
  | 'calling_visitor'
  | 'connected'
  | 'still_trying'
  | 'scheduled'
  | 'operators_busy'
  | 'not_reached'
  | 'cut_off'
  | Outcome;

/** One form per plural category of the language (`Intl.PluralRules`); `other` is the fallback. */
export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/**
 * `title` and `lead` head the card, `more` stands in its middle.
 *
 * Values: `{when}` an instant in words (from `when`), `{in}` how far away it is, `{span}` the
 * promised wait, `{usual}` the same as an aside or nothing, `{elapsed}`, `{talk}` durations,
 * `{spoken}` operator and duration of the talk, `{name}` the operator, `{phone}` the visitor's
 * number, `{position}` in the queue, `{reason}` from `reasons` or nothing, `{day}` the
 * date of `{when}`.
 */
export type ScreenText = { title: string; lead?: string; more?: string };

/**
 * Every word the widget shows, in one language. `{name}` marks a value, `{b}…{/b}` what is set
 * in bold, `{link}…{/link}` what is linked. One file per language implements this type, so a
 * missing text does not compile.
 */
export type Texts = {
  /** Accessible name of the launcher. */
  launcher: string;
  close: string;
  fold: string;
  back: string;
  screens: Record<Screen, ScreenText>;
  /** Replaces the lead of the form while nobody is free for long. */
  longWait: string;
  /** Replaces the lead once a ring that cannot be stopped was asked to stop. */
  cancelRequested: string;
  /** `{span}`; follows `{elapsed}` where a promise is known. */
  usual: string;
  steps: {
    waits: string;
    calls: string;
    called: string;
    answer: string;
    /** `{name}`, of either gender. */
    answered: string;
    ring: string;
    /** `{phone}` */
    rings: string;
  };
  /** `{n}` people before the visitor. */
  ahead: Plural;
  away: string;
  fields: {
    phone: string;
    country: string;
    department: string;
    name: string;
    note: string;
    optional: string;
    checkPhone: string;
  };
  /** `{n}` digits missing or too many, `{total}` digits after `{code}`. */
  faults: { empty: string; missing: Plural; extra: Plural; unknown: string; consent: string };
  callerId: string;
  onScreen: string;
  buttons: {
    call: string;
    /** `{when}` */
    callWhen: string;
    sending: string;
    cancel: string;
    choose: string;
    otherTime: string;
    /** Of the number. */
    change: string;
    retry: string;
    again: string;
    stop: string;
    reconnect: string;
    finished: string;
    undo: string;
    otherNumber: string;
    callUs: string;
    /** `{number}` */
    dial: string;
    discard: string;
    rate: string;
  };
  rating: { ask: string; star: string; thanks: string };
  operator: string;
  you: string;
  /** `{time}`, `{on}` from `weekdays`, `{day}`: how an instant reads inside a sentence. */
  when: { today: string; tomorrow: string; week: string; later: string };
  /** "On Sunday" and so on, as it stands inside a sentence. */
  weekdays: [
    sun: string,
    mon: string,
    tue: string,
    wed: string,
    thu: string,
    fri: string,
    sat: string,
  ];
  times: {
    /** Accessible name of the row of days. */
    days: string;
    loading: string;
    /** `{zone}` */
    zone: string;
    /** The same moment where the owner is: `{zone}`, `{time}`. */
    ours: string;
    /** `{phone}` */
    phone: string;
    /** `{on}`: nobody works on that day. */
    closed: string;
    /** `{on}`: every time of that day is taken. */
    full: string;
    /** Nothing in all the days that are shown. */
    none: string;
    /** `{when}` */
    nearest: string;
    /** `{time}`, `{next}` */
    taken: string;
    /** What the button waits for. */
    wait: string;
  };
  /** `{n}`, in the case that `{span}` and `{in}` need. */
  seconds: Plural;
  minutes: Plural;
  /** `{span}` from now. */
  in: string;
  /** `unreachable`: no answer came at all. */
  problems: Record<PublicCode | 'unreachable', string>;
  reasons: Record<Reason, string>;
  /** Built-in wording of the common purposes; others need the owner's `text`. */
  consents: { processing: string; marketing: string; recording: string; other: string };
};
