import { Temporal } from 'temporal-polyfill';
import type { SiteSettings, WeekHours } from '../../shared/site-settings.ts';
import type { Span } from './half-hour.ts';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
/** A year and a bit: an owner who closes for longer is closed for good. */
const HORIZON_DAYS = 400;

export type Opening = { openNow: boolean; nextOpening: Date | null };

/**
 * Whether a department (or the site, for `null`) is open at a moment, and when it opens next if it
 * is not. Days and clock times are those of the site's zone, daylight saving included.
 */
export function openingAt(settings: SiteSettings, department: string | null, at: Date): Opening {
  const week = weekOf(settings, department);
  const holidays = holidaysOf(settings);
  if (week === null && holidays.size === 0) return { openNow: true, nextOpening: null };
  const moment = Temporal.Instant.fromEpochMilliseconds(at.getTime());
  const today = moment.toZonedDateTimeISO(settings.timezone).toPlainDate();
  for (let days = 0; days <= HORIZON_DAYS; days++) {
    const date = today.add({ days });
    for (const interval of intervalsOn(date, week, holidays)) {
      const { from, to } = instantsOf(interval, date, settings.timezone);
      if (at < from) return { openNow: false, nextOpening: from };
      if (at < to) return { openNow: true, nextOpening: null };
    }
  }
  return { openNow: false, nextOpening: null };
}

/** First moment at or after `from` in which the department is open; `null`: never. */
export function nextOpen(
  settings: SiteSettings,
  department: string | null,
  from: Date,
): Date | null {
  const opening = openingAt(settings, department, from);
  return opening.openNow ? from : opening.nextOpening;
}

/** When the department is open within a span, cut to it; what adjoins is one. */
export function openSpans(
  settings: SiteSettings,
  department: string | null,
  { from, to }: Span,
): Span[] {
  const week = weekOf(settings, department);
  const holidays = holidaysOf(settings);
  if (week === null && holidays.size === 0) return [{ from, to }];
  const moment = Temporal.Instant.fromEpochMilliseconds(from.getTime());
  const first = moment.toZonedDateTimeISO(settings.timezone).toPlainDate();
  const spans: Span[] = [];
  for (let date = first; startOf(date, settings.timezone) < to; date = date.add({ days: 1 })) {
    for (const interval of intervalsOn(date, week, holidays)) {
      const open = cut(instantsOf(interval, date, settings.timezone), { from, to });
      const last = spans.at(-1);
      if (open.from >= open.to) continue;
      if (last && open.from <= last.to) last.to = open.to > last.to ? open.to : last.to;
      else spans.push(open);
    }
  }
  return spans;
}

function cut(span: Span, { from, to }: Span): Span {
  return { from: span.from > from ? span.from : from, to: span.to < to ? span.to : to };
}

function startOf(date: Temporal.PlainDate, zone: string): Date {
  return new Date(date.toZonedDateTime({ timeZone: zone }).epochMilliseconds);
}

function weekOf(settings: SiteSettings, department: string | null): WeekHours | null {
  const own = settings.departments?.find(({ id }) => id === department)?.hours;
  return own ?? settings.hours ?? null;
}

function holidaysOf(settings: SiteSettings): Map<string, string[]> {
  return new Map(
    (settings.holidays ?? []).map((entry) =>
      typeof entry === 'string' ? [entry, []] : [entry.date, entry.hours],
    ),
  );
}

function intervalsOn(
  date: Temporal.PlainDate,
  week: WeekHours | null,
  holidays: Map<string, string[]>,
): string[] {
  const usual = week === null ? ['00:00-24:00'] : (week[DAYS[date.dayOfWeek - 1] ?? 'mon'] ?? []);
  return [...(holidays.get(date.toString()) ?? usual)].toSorted();
}

function instantsOf(interval: string, date: Temporal.PlainDate, zone: string): Span {
  const [from = '', to = ''] = interval.split('-');
  return { from: instantOf(from, date, zone), to: instantOf(to, date, zone) };
}

function instantOf(clock: string, date: Temporal.PlainDate, zone: string): Date {
  const isMidnight = clock === '24:00';
  const day = isMidnight ? date.add({ days: 1 }) : date;
  const time = Temporal.PlainTime.from(isMidnight ? '00:00' : clock);
  return new Date(day.toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds);
}
