import type { Slots } from '../shared/wire.ts';
import type { Refused } from './relay.ts';
import { dateOf, dayOf } from './say.tsx';

/** What there is to choose from, and what is looked at. Days are midnights as if of UTC. */
export type Pick = {
  /** The visitor's, if the relay knows it, else the site's. */
  zone?: string | undefined;
  names: Slots['zoneNames'];
  /** Instants, in order; `null` while they are looked for. */
  slots: string[] | null;
  /**
   * The day of each slot, told once: asking the calendar costs a browser more than drawing, and
   * everything is drawn after every key.
   */
  days: Record<string, number>;
  /** Days on which nobody works. */
  closed: number[];
  day: number;
  /** The visitor went to that day before the times were there. */
  stays: boolean;
  /** Somebody else was quicker with it. */
  taken: string | null;
  /** Looking takes so long that it has to be said. */
  slow: boolean;
  /** The number and the rest are asked for here. */
  asks: boolean;
  problem: Refused['code'] | null;
};

const DAY_MS = 864e5;

/** `среда, 25 ноября` */
export const dayName = (day: number, locale: string, weekday: 'long' | 'short' = 'long'): string =>
  dateOf(day, locale, { weekday, timeZone: 'UTC' });

export const today = (zone?: string): number => dayOf(Date.now(), zone);

/** Seven days, of which this is the first. */
export const daysFrom = (first: number): number[] =>
  [0, 1, 2, 3, 4, 5, 6].map((ahead) => first + ahead * DAY_MS);

/** The first free time, or the next one after that which was taken; `null` when there is none. */
export const nearest = ({ slots, taken }: Pick): string | null =>
  slots?.find((at) => at > (taken ?? '')) ?? slots?.[0] ?? null;

/** What can be chosen on a day; what has just gone is still shown among it. */
export const timesOn = ({ slots, taken, days }: Pick, day: number): string[] =>
  [...(slots ?? []), ...(taken ? [taken] : [])].filter((at) => days[at] === day).toSorted();

/** The relay told what is free: the nearest is chosen at once, unless another day is looked at. */
export function afterAnswer(
  pick: Pick,
  answer: Slots,
): { pick: Pick; scheduledFor: string | null } {
  const slots = answer.slots.map(({ at }) => at).filter((at) => at !== pick.taken);
  const calendar = new Intl.DateTimeFormat('sv', { timeZone: answer.timezone });
  const days = { ...pick.days };
  for (const at of slots) days[at] = Date.parse(calendar.format(new Date(at)));
  const told = {
    ...pick,
    days,
    slots,
    zone: answer.timezone,
    names: answer.zoneNames,
    closed: answer.closed.map((day) => Date.parse(day)),
  };
  if (pick.stays) return afterDay(told, pick.day);
  const scheduledFor = nearest(told);
  const day = days[scheduledFor ?? ''] ?? pick.day;
  return { pick: { ...told, day }, scheduledFor };
}

/** Another day is looked at: its first free time is chosen, if it has one. */
export function afterDay(pick: Pick, day: number): { pick: Pick; scheduledFor: string | null } {
  const scheduledFor = timesOn(pick, day).find((at) => at !== pick.taken) ?? null;
  return { pick: { ...pick, day, stays: !pick.slots }, scheduledFor };
}
