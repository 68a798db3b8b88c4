import { Temporal } from 'temporal-polyfill';

export const HALF_HOUR_MS = 30 * 60_000;

/** `to` belongs to the next one. */
export type Span = { from: Date; to: Date };

/** The half-hour on the clock of `zone` in which a moment lies. */
export function halfHourOf(at: Date, zone: string): Span {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
  const floor = { smallestUnit: 'minute', roundingIncrement: 30, roundingMode: 'floor' } as const;
  const from = local.round(floor).epochMilliseconds;
  return { from: new Date(from), to: new Date(from + HALF_HOUR_MS) };
}
