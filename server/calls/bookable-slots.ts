import { Temporal } from 'temporal-polyfill';
import type { SiteSettings } from '../../shared/site-settings.ts';
import { HALF_HOUR_MS, halfHourOf } from './half-hour.ts';
import { openSpans } from './opening-hours.ts';

const DAYS = 7;
/** Who chooses needs a moment, and a call at once is what "call me now" is for. */
const MARGIN_MS = 5 * 60_000;

type Place = {
  department: string | null;
  /** The visitor's: whose days are counted. The half-hours are those of the owner's clock. */
  zone: string;
  now: Date;
};

/**
 * Starts of the half-hours, of today and the six days after it, that lie wholly within the
 * department's hours; how many calls they already hold is another question (`freeSlots`).
 */
export function bookableSlots(settings: SiteSettings, { department, zone, now }: Place): Date[] {
  const from = new Date(now.getTime() + MARGIN_MS);
  const until = endOfDays(now, zone);
  const to = new Date(until.getTime() + HALF_HOUR_MS);
  return openSpans(settings, department, { from, to }).flatMap((span) => {
    const first = halfHourOf(span.from, settings.timezone);
    const start = first.from < span.from ? first.to : first.from;
    const slots: Date[] = [];
    for (
      let at = start;
      at.getTime() + HALF_HOUR_MS <= span.to.getTime() && at < until;
      at = new Date(at.getTime() + HALF_HOUR_MS)
    ) {
      slots.push(at);
    }
    return slots;
  });
}

/** Those of the slots that hold fewer calls than there are operators to make them. */
export function freeSlots(slots: Date[], taken: readonly Date[], capacity: number): Date[] {
  return slots.filter((slot) => {
    const end = slot.getTime() + HALF_HOUR_MS;
    return taken.filter((at) => at >= slot && at.getTime() < end).length < capacity;
  });
}

/** Which of the seven days (`2026-11-28`, in `zone`) hold none of the slots. */
export function daysWithout(slots: Date[], { zone, now }: Omit<Place, 'department'>): string[] {
  const dateOf = (at: Date) => localDate(at, zone).toString();
  const held = new Set(slots.map(dateOf));
  const today = localDate(now, zone);
  const days = Array.from({ length: DAYS }, (_, ahead) => today.add({ days: ahead }).toString());
  return days.filter((day) => !held.has(day));
}

function endOfDays(now: Date, zone: string): Date {
  const end = localDate(now, zone).add({ days: DAYS }).toZonedDateTime({ timeZone: zone });
  return new Date(end.epochMilliseconds);
}

function localDate(at: Date, zone: string): Temporal.PlainDate {
  const moment = Temporal.Instant.fromEpochMilliseconds(at.getTime());
  return moment.toZonedDateTimeISO(zone).toPlainDate();
}
