import { Temporal } from 'temporal-polyfill';
import type { SiteSettings } from '../../shared/site-settings.ts';
import { nextOpen } from './opening-hours.ts';

/** Nobody is rung at night by a machine's decision; the visitor's own choice is another matter. */
const DAY_BEGINS = Temporal.PlainTime.from('08:00');
const DAY_ENDS = Temporal.PlainTime.from('21:00');

/**
 * First moment at or after `from` that lies within the department's hours and, in the visitor's
 * own zone, between 08:00 and 21:00; `null` when the two never meet within two weeks.
 */
export function earliestRetry(
  settings: SiteSettings,
  call: { department: string | null; timezone: string | null },
  from: Date,
): Date | null {
  const zone = call.timezone ?? settings.timezone;
  const horizon = from.getTime() + 14 * 24 * 3_600_000;
  let at = from;
  while (at.getTime() <= horizon) {
    const open = nextOpen(settings, call.department, at);
    if (open === null) return null;
    const awake = nextDaytime(open, zone);
    if (awake.getTime() === open.getTime()) return open;
    at = awake;
  }
  return null;
}

function nextDaytime(at: Date, zone: string): Date {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
  const time = local.toPlainTime();
  const tooEarly = Temporal.PlainTime.compare(time, DAY_BEGINS) < 0;
  if (!tooEarly && Temporal.PlainTime.compare(time, DAY_ENDS) < 0) return at;
  const date = tooEarly ? local.toPlainDate() : local.toPlainDate().add({ days: 1 });
  return new Date(
    date.toZonedDateTime({ timeZone: zone, plainTime: DAY_BEGINS }).epochMilliseconds,
  );
}
