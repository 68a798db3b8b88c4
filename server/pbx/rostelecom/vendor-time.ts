/**
 * The vendor writes times as `YYYY-MM-DD HH:mm:ss[.SSS]` without a zone, in Moscow time; some
 * fields hold Unix seconds as a string. Moscow has kept UTC+3 all year since 2014-10-26, before
 * the service existed, so a fixed offset is exact and needs no zone table.
 */
const MOSCOW_AHEAD_MS = 3 * 60 * 60 * 1000;

const WRITTEN = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(?:[.,](\d{1,6}))?$/;
const UNIX_SECONDS = /^\d{9,11}$/;

/** `null` for anything that is neither form. */
export function readVendorTime(text: string | number | null | undefined): Date | null {
  const trimmed = String(text ?? '').trim();
  if (UNIX_SECONDS.test(trimmed)) return new Date(Number(trimmed) * 1000);
  const [, day, time, fraction = ''] = WRITTEN.exec(trimmed) ?? [];
  if (day === undefined || time === undefined) return null;
  const asUtc = Date.parse(`${day}T${time}.${fraction.padEnd(3, '0').slice(0, 3)}Z`);
  return Number.isNaN(asUtc) ? null : new Date(asUtc - MOSCOW_AHEAD_MS);
}

/** `2026-11-23 10:00:00.123`: the form of event timestamps. */
export function toVendorTimestamp(at: Date): string {
  return new Date(at.getTime() + MOSCOW_AHEAD_MS).toISOString().slice(0, 23).replace('T', ' ');
}

/** `2026-11-23 10:00:00`: the form of a call list's period; epoch seconds are rejected there. */
export function toVendorTime(at: Date): string {
  return toVendorTimestamp(at).slice(0, 19);
}
