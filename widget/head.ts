import { hoursOf, type Seen, screenOf, startedAt, typedPhone } from './call-flow.ts';
import { formatPhone } from './phone.ts';
import { clock, dateOf, fill, ltr, measured, span, type Values, when } from './say.tsx';

/** Title and lead of what is seen now, with every value in place. */
export function headOf(seen: Seen): { title: string; lead: string } {
  const { texts } = seen.site;
  const screen = screenOf(seen);
  const { title, lead = '' } = texts.screens[screen];
  const values = valuesOf(seen);
  return {
    title: fill(title, values),
    lead: seen.call?.cancelRequested
      ? texts.cancelRequested
      : screen === 'ask' && hoursOf(seen).longWait
        ? texts.longWait
        : fill(lead, values),
  };
}

/** The visitor's number: as typed on this page, else as the relay masks it. */
export function phoneOf(seen: Seen): string {
  const read = typedPhone(seen);
  return ltr(
    read.national ? `+${read.country.callingCode} ${formatPhone(read)}` : (seen.call?.phone ?? ''),
  );
}

export const operatorOf = ({ call, site }: Seen): string =>
  call?.operator?.name ?? site.texts.operator;

/** The instant this screen is about: the next try, or the next opening. */
export const nextOf = (seen: Seen): string | null =>
  seen.call ? (seen.call.nextAttemptAt ?? seen.call.scheduledFor) : hoursOf(seen).nextOpening;

export const secondsSince = (at: number): number =>
  Math.max(0, Math.round((Date.now() - at) / 1e3));

/** A value that is `null` makes the sentence that needs it vanish. */
export function valuesOf(seen: Seen): Values {
  const { call, site, skew } = seen;
  const { texts, promise } = site;
  const next = nextOf(seen);
  const wait = next && Math.round((Date.parse(next) - skew - Date.now()) / 1e3);
  const ahead = call?.estimatedSeconds ?? wait;
  const usual = promise && Math.ceil(promise.medianSeconds / 10) * 10;
  const talk = !call
    ? null
    : call.state === 'connected'
      ? clock(secondsSince(Date.parse(`${call.connectedAt}`) - skew))
      : call.talkSeconds !== null
        ? measured(call.talkSeconds, site)
        : null;
  return {
    when: next && when(next, site),
    day: next && dateOf(next, site.locale, {}),
    in: ahead && fill(texts.in, { span: span(Math.max(1, ahead), site) }),
    span: usual && span(usual, site),
    usual: usual ? fill(texts.usual, { span: measured(usual, site) }) : '',
    elapsed: call && measured(secondsSince(startedAt(seen)), site),
    talk,
    spoken: [call?.operator?.name, talk && `{b}${talk}{/b}`].filter(Boolean).join(', '),
    name: operatorOf(seen),
    phone: phoneOf(seen),
    position: call?.position ?? '',
    reason: call?.reason ? texts.reasons[call.reason] : '',
  };
}
