import type { ComponentChildren } from 'preact';
import type { Plural } from '../shared/texts/texts.ts';
import type { PublicSite } from '../shared/wire.ts';

export type Values = Record<string, string | number | null | undefined>;

/** Puts values into a text; markup stays. A text that needs a `null` value is not said at all. */
export function fill(text: string, values: Values): string {
  let known = true;
  const said = text.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = values[name];
    if (value === null) known = false;
    return value === undefined ? whole : `${value}`;
  });
  return known ? said : '';
}

/** `{b}…{/b}` as bold, `{link}…{/link}` as a link. Never innerHTML: texts come over the network. */
export function mark(text: string, url?: string | null): ComponentChildren {
  return text.split(/\{(b|link)\}(.*?)\{\/\1\}/).map((part, at, all) => {
    if (at % 3 === 1) return null;
    const tag = at % 3 === 2 && all[at - 1];
    return tag === 'b' ? (
      <b key={part}>{part}</b>
    ) : tag && url ? (
      <a key={part} href={url} target="_blank" rel="noopener">
        {part}
      </a>
    ) : (
      part
    );
  });
}

export const plain = (text: string): string => text.replace(/\{\/?\w+\}/g, '');

/** Numbers keep their direction inside Arabic. */
export const ltr = (text: string): string => `\u2066${text}\u2069`;

/** `1:24` */
export const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${`${seconds % 60}`.padStart(2, '0')}`;

/** A text that does not count anything is taken as it is. */
export function plural(
  forms: Plural | string,
  n: number,
  locale: string,
  values: Values = {},
): string {
  const rule = new Intl.PluralRules(locale).select(n);
  const form = typeof forms === 'string' ? forms : (forms[rule] ?? forms.other);
  return fill(form, { n, ...values });
}

/** `40 seconds`, `2 minutes`: in the case that stands after "in". */
export const span = (seconds: number, { locale, texts }: PublicSite): string =>
  seconds < 90
    ? plural(texts.seconds, seconds, locale)
    : plural(texts.minutes, Math.round(seconds / 60), locale);

/** `6 s`, `4 min 12 s`: a measured time. */
export function measured(seconds: number, { locale }: PublicSite): string {
  const unit = (n: number, name: string) => n.toLocaleString(locale, { style: 'unit', unit: name });
  const minutes = Math.floor(seconds / 60);
  return `${minutes ? `${unit(minutes, 'minute')} ` : ''}${unit(seconds % 60, 'second')}`;
}

export const timeOf = (instant: string, locale: string, timeZone?: string): string =>
  new Date(instant).toLocaleTimeString(locale, { timeStyle: 'short', timeZone });

/** Midnight of the day in which an instant lies there, as if it were UTC. */
export const dayOf = (instant: string | number, timeZone?: string): number =>
  Date.parse(new Date(instant).toLocaleDateString('sv', { timeZone }));

/** An instant in words, in the visitor's own time unless told otherwise. */
export function when(instant: string, { locale, texts }: PublicSite, timeZone?: string): string {
  const day = dayOf(instant, timeZone);
  const days = (day - dayOf(Date.now(), timeZone)) / 864e5;
  return fill(
    texts.when[days < 1 ? 'today' : days < 2 ? 'tomorrow' : days < 7 ? 'week' : 'later'],
    {
      time: timeOf(instant, locale, timeZone),
      on: texts.weekdays[new Date(day).getUTCDay()],
      day: dateOf(instant, locale, { timeZone }),
    },
  );
}

/** `25 November`, and what else is wanted of it. */
export const dateOf = (
  instant: string | number,
  locale: string,
  options: Intl.DateTimeFormatOptions,
): string =>
  new Date(instant).toLocaleDateString(locale, { day: 'numeric', month: 'long', ...options });

export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
