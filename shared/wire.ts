/**
 * Every message between page and relay, declared once. The relay parses with these schemas, the
 * widget and the console import the types only (a schema library would double the script).
 */
import { z } from 'zod';
import type { ProblemCode } from './codes.ts';
import { siteSettings, timezone } from './site-settings.ts';
import { CALL_KINDS, CALL_STATES, OUTCOMES, REASONS } from './states.ts';

const instant = z.iso.datetime({ offset: true });
const line = (max: number) => z.string().trim().max(max);
/** What a page tells of itself is nobody's fault: too long is cut, never refused. */
const cut = (max: number) => z.string().transform((text) => text.trim().slice(0, max));

/** Body of `POST /v1/sites/{site}/calls`. Unknown fields are dropped, so that newer pages work. */
export const callRequest = z
  .object({
    kind: z.enum(CALL_KINDS),
    /** Any spelling: `8 (912) 345-67-89`, `+7 912…`; read in the light of `country`. */
    phone: line(64).optional(),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .nullish(),
    name: line(120).nullish(),
    note: line(1000).nullish(),
    department: line(64).nullish(),
    scheduledFor: instant.nullish(),
    timezone: timezone.nullish().catch(null),
    locale: line(35).nullish(),
    consents: z
      .array(z.object({ purpose: line(64), version: line(64) }))
      .max(20)
      .default([]),
    page: z
      .object({
        url: cut(2048).nullish(),
        title: cut(300).nullish(),
        referrer: cut(2048).nullish(),
        utm: z.record(cut(64), cut(300)).nullish(),
      })
      .nullish(),
    trigger: line(64).nullish(),
    solution: line(4096).nullish(),
    sdp: z.string().max(65_536).nullish(),
  })
  .refine((body) => body.kind !== 'callback' || body.phone !== undefined, {
    path: ['phone'],
    message: 'a callback needs a phone',
  });
export type CallRequest = z.infer<typeof callRequest>;
export type CallRequestInput = z.input<typeof callRequest>;

/** The call as its visitor sees it; also every `event: call` of the stream. */
const callView = z.object({
  id: z.string(),
  kind: z.enum(CALL_KINDS),
  state: z.enum(CALL_STATES),
  outcome: z.enum(OUTCOMES).nullable(),
  /** Grows by one with every change; the id of the stream's messages. */
  seq: z.int(),
  attempt: z.int(),
  scheduledFor: instant.nullable(),
  nextAttemptAt: instant.nullable(),
  cancelRequested: z.boolean(),
  reason: z.enum(REASONS).nullable(),
  connectedAt: instant.nullable(),
  talkSeconds: z.int().nullable(),
  /** Masked: enough to recognise one's own number, too little to learn one. */
  phone: z.string().nullable(),
  /** Place in the queue, 1 for the first; `null` when it does not wait for an operator. */
  position: z.int().nullable(),
  /** Until the operator is rung, from real talk times; `null` while there are too few to be honest. */
  estimatedSeconds: z.int().nullable(),
  /** The estimate passes the site's `limits.waitSeconds`: a chosen time is kinder than waiting. */
  longWait: z.boolean(),
  operator: z.object({ name: z.string() }).nullable(),
  callerId: z.object({ number: z.string(), label: z.string().nullable() }).nullable(),
  /** The visitor's rating, once given. */
  stars: z.int().nullable(),
  createdAt: instant,
  updatedAt: instant,
});
export type CallView = z.infer<typeof callView>;

/** Answer of `POST …/calls`. The token is given here and nowhere else. */
export type CallCreated = { call: CallView; token: string };

export const reschedule = z.object({ scheduledFor: instant.nullable() }).strict();
export const rating = z
  .object({ stars: z.int().min(1).max(5), comment: line(1000).nullish() })
  .strict();
export type Rating = z.input<typeof rating>;
/** `text/plain` body of `…/cancel`, since sendBeacon can set no header. */
export const cancelBeacon = z.object({ token: z.string() });

/** RFC 9457. `errors` points at the faulty fields of a body or a site's settings. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  code: ProblemCode;
  detail?: string;
  errors?: { path: string; message: string }[];
};

/**
 * How numbers of one country are written and checked, cut from libphonenumber's metadata.
 * Patterns are sources of regular expressions over national digits.
 */
export type CountryPhones = {
  country: string;
  /** In the visitor's language: `Россия`. */
  name: string;
  callingCode: string;
  /** Prefix dialled inside the country and dropped on the way out: `8` in Russia. */
  trunkPrefix: string | null;
  /** Whole national number of an allowed line type, unanchored. */
  pattern: string;
  lengths: number[];
  /** `[pattern, replacement, leading digits]`, first match wins: `["(\\d{3})(\\d{3})(\\d{2})(\\d{2})","$1 $2-$3-$4","[3489]"]`. */
  formats: [pattern: string, replacement: string, leading: string | null][];
  /** National, formatted; the field's placeholder. */
  example: string;
};

/** Answer of `GET /v1/sites/{site}?locale=`: all that the widget may know of a site. */
export type PublicSite = {
  site: string;
  name: string;
  locale: string;
  dir: 'ltr' | 'rtl';
  texts: import('./texts/texts.ts').Texts;
  theme: z.infer<typeof siteSettings>['theme'];
  /** Cut to what the PBX behind this relay can do. */
  offers: ('callback' | 'browser')[];
  ask: ('name' | 'note')[];
  departments: {
    id: string;
    name: string;
    openNow: boolean;
    nextOpening: string | null;
    /** As the site's `longWait`, for this department. */
    longWait: boolean;
  }[];
  timezone: string;
  hours: { openNow: boolean; nextOpening: string | null };
  /** Who asks now would wait longer than `limits.waitSeconds`: "now" must not be promised. */
  longWait: boolean;
  /** From this site's last real waits; `null` while there are too few to be honest. */
  promise: { medianSeconds: number; p90Seconds: number } | null;
  /** `text` holds `{link}…{/link}` around the words that link to `url`. */
  consents: {
    purpose: string;
    version: string;
    url: string | null;
    required: boolean;
    text: string;
  }[];
  /** `national` is how a person of that country writes it: `+7 495 123-45-67`. */
  callerId: { number: string; national: string; label: string | null } | null;
  fallbackPhone: { number: string; national: string } | null;
  countries: CountryPhones[];
  ringSeconds: number;
};

/**
 * Query of `GET /v1/sites/{site}/slots`. A zone that is none is the site's, as in a request; `locale`
 * is for the names of zones.
 */
export const slotsQuery = z.object({
  department: line(64).optional(),
  timezone: timezone.optional().catch(undefined),
  locale: line(35).optional().catch(undefined),
});
/**
 * Its answer: starts of half-hours, of today and the six days after it in `timezone`. `closed` are
 * those of the days (`2026-11-28`) that have no hours left; the others without a slot are taken.
 * `zoneNames` are what people call both zones (`Москва`), since browsers come without those names.
 */
export type Slots = {
  timezone: string;
  slots: { at: string }[];
  closed: string[];
  zoneNames: { visitor: string; site: string };
};

/** A site as the owner writes it. */
export const siteInput = z
  .object({
    site: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'lower-case letters, digits and hyphens'),
    name: line(120).min(1),
    origins: z
      .array(z.string().refine(isOrigin, 'must be an origin, such as https://shop.example'))
      .max(200),
    settings: siteSettings.prefault({}),
  })
  .strict();
export type SiteInput = z.infer<typeof siteInput>;
/** `version` is also the ETag that `PUT` wants back in `If-Match`. */
export type OwnerSite = SiteInput & { version: number; createdAt: string; updatedAt: string };

function isOrigin(text: string): boolean {
  try {
    return new URL(text).origin === text && /^https?:/.test(text);
  } catch {
    return false;
  }
}

/** Query of `GET /v1/owner/calls`. */
export const callFilter = z
  .object({
    state: z.enum(CALL_STATES).optional(),
    outcome: z.enum(OUTCOMES).optional(),
    /** `unresolved`: what no machine dials again and somebody should look into. */
    reason: z.enum(REASONS).optional(),
    kind: z.enum(CALL_KINDS).optional(),
    direction: z.enum(['callback', 'incoming', 'outgoing', 'internal']).optional(),
    site: z.string().optional(),
    from: instant.optional(),
    to: instant.optional(),
    cursor: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  })
  .strict();
export type CallFilter = z.infer<typeof callFilter>;

/** A call as the owner sees it: whole number, name, note, page. */
export type OwnerCall = Omit<
  CallView,
  'phone' | 'operator' | 'position' | 'estimatedSeconds' | 'longWait' | 'callerId'
> & {
  site: string;
  direction: 'callback';
  phone: string | null;
  name: string | null;
  note: string | null;
  department: string | null;
  operator: { pin: string; name: string | null } | null;
  locale: string | null;
  timezone: string | null;
  trigger: string | null;
  consents: { purpose: string; version: string; at: string }[];
  page: {
    url: string | null;
    title: string | null;
    referrer: string | null;
    utm: Record<string, string> | null;
  } | null;
  endedAt: string | null;
};
export type OwnerCallPage = { calls: OwnerCall[]; nextCursor: string | null };

export type OwnerAttempt = {
  id: string;
  number: number;
  operator: { pin: string; name: string | null };
  state: 'intended' | 'uncertain' | 'placed' | 'ended';
  askedAt: string;
  sessionId: string | null;
  endedAt: string | null;
  result: string | null;
};
export type OwnerTimelineRow = {
  seq: number | null;
  at: string;
  what: string;
  why: string | null;
  state: (typeof CALL_STATES)[number];
  attempt: string | null;
};
export type OwnerCallDetail = OwnerCall & {
  attempts: OwnerAttempt[];
  timeline: OwnerTimelineRow[];
};

/** Answer of `GET /v1/embed`: what a page may pin. */
export type Embed = { version: string; src: string; integrity: string; snippet: string };
