import { z } from 'zod';

/** `HH:MM-HH:MM`, the end may be `24:00`; an interval never crosses midnight (write two). */
const interval = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must look like 09:00-18:00')
  .refine((text) => text.slice(0, 5) < text.slice(6), 'must end after it begins');

const date = z.iso.date();
const day = z.array(interval);

/** With `hours` set, a day that is not named is closed. */
const weekHours = z
  .object({ mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day })
  .partial()
  .strict();
export type WeekHours = z.infer<typeof weekHours>;

const holiday = z.union([date, z.object({ date, hours: day.default([]) }).strict()]);

/** A text in several languages: `{"ru":"Продажи","en":"Sales"}`, or one string for all. */
export const localized = z.union([z.string(), z.record(z.string(), z.string())]);

const departmentId = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/i);

const department = z
  .object({
    id: departmentId,
    name: localized,
    operators: z.array(z.string().min(1)).default([]),
    order: z.enum(['in_turn', 'longest_idle']).default('in_turn'),
    hours: weekHours.nullable().default(null),
  })
  .strict();
export type Department = z.infer<typeof department>;

const consent = z
  .object({
    purpose: z.string().regex(/^[a-z][a-z0-9_]{0,63}$/),
    version: z.string().min(1),
    url: z
      .url({ protocol: /^https?$/ })
      .nullable()
      .default(null),
    required: z.boolean().default(true),
    /** Replaces the built-in wording of the purpose; `{link}…{/link}` marks the linked words. */
    text: localized.nullable().default(null),
  })
  .strict();
export type Consent = z.infer<typeof consent>;

const e164 = z.string().regex(/^\+[1-9]\d{5,14}$/, 'must be E.164, such as +74951234567');
const country = z.string().regex(/^[A-Z]{2}$/, 'must be an ISO 3166 code, such as RU');

function isTimezone(zone: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
export const timezone = z
  .string()
  .refine(isTimezone, 'must be an IANA zone, such as Europe/Moscow');

/** Line types as libphonenumber tells them, folded to what an owner thinks in. */
const LINE_TYPES = ['mobile', 'fixed', 'voip', 'toll_free', 'other'] as const;
export type LineType = (typeof LINE_TYPES)[number];

const limits = z
  .object({
    perNumberPerDay: z.int().min(1).default(3),
    perAddressPerHour: z.int().min(1).default(5),
    perSitePerDay: z.int().min(1).default(500),
    parallelCalls: z.int().min(1).default(5),
    waitSeconds: z.int().min(10).default(180),
    moneyPerDay: z.number().positive().nullable().default(null),
  })
  .strict();

const minutes = z
  .array(
    z
      .number()
      .positive()
      .max(7 * 24 * 60),
  )
  .max(10);
const retries = z
  .object({
    operatorMinutes: minutes.default([2, 10]),
    visitorMinutes: minutes.default([5, 30]),
    maxAgeHours: z.number().positive().max(720).default(48),
  })
  .strict();
export type RetryRules = z.infer<typeof retries>;

const theme = z
  .object({
    accent: z
      .string()
      .regex(/^#[0-9a-f]{6}$/i, 'must look like #0b6bcb')
      .default('#0b6bcb'),
    /** `none`: no button floats while nothing is going on; elements of the page open the card. */
    position: z.enum(['left', 'right', 'none']).default('right'),
    /** Pixels from the side and from the bottom. */
    offset: z.tuple([z.int().min(0), z.int().min(0)]).default([24, 24]),
    scheme: z.enum(['auto', 'light', 'dark']).default('auto'),
  })
  .strict();

/** Everything an owner can set for one site. Every field has a default or may be absent. */
export const siteSettings = z
  .object({
    timezone: timezone.default('Europe/Moscow'),
    hours: weekHours.optional(),
    holidays: z.array(holiday).optional(),
    departments: z.array(department).min(1).optional(),
    offers: z.array(z.enum(['callback', 'browser'])).default(['callback', 'browser']),
    /** What the form asks beside the phone; both are optional for the visitor. */
    ask: z.array(z.enum(['name', 'note'])).default([]),
    countries: z.array(country).min(1).default(['RU']),
    lineTypes: z.array(z.enum(LINE_TYPES)).min(1).default(['mobile', 'fixed']),
    consents: z.array(consent).optional(),
    limits: limits.prefault({}),
    challenge: z.enum(['off', 'auto', 'always']).default('off'),
    ringSeconds: z.int().min(1).max(120).default(30),
    maxCallMinutes: z.int().min(1).max(600).default(60),
    retries: retries.prefault({}),
    callerId: z
      .object({ number: e164, label: z.string().max(80).nullable().default(null) })
      .strict()
      .optional(),
    fallbackPhone: e164.optional(),
    theme: theme.prefault({}),
    retentionDays: z.int().min(1).max(3650).default(180),
  })
  .strict()
  .superRefine((settings, context) => {
    const seen = new Set<string>();
    for (const [index, { id }] of (settings.departments ?? []).entries()) {
      if (seen.has(id)) {
        context.addIssue({
          code: 'custom',
          path: ['departments', index, 'id'],
          message: `twice: ${id}`,
        });
      }
      seen.add(id);
    }
  });
export type SiteSettings = z.infer<typeof siteSettings>;
export type SiteSettingsInput = z.input<typeof siteSettings>;
