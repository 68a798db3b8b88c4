import type { PublicSite } from '../../shared/wire.ts';
import { Icon, MOON } from '../icons.tsx';
import { dayName, nearest, type Pick, timesOn, today } from '../pick.ts';
import { dayOf, fill, timeOf } from '../say.tsx';
import type { Visit } from '../visit.ts';
import { Alert } from './alert.tsx';
import { Button } from './button.tsx';

type Props = { visit: Visit; pick: Pick };

/** What can be chosen on the day that is looked at, or why nothing can. */
export function Times({ visit, pick }: Props) {
  const { site } = visit.seen;
  const { locale, texts } = site;
  const { day, slots, taken, slow, problem, zone } = pick;
  const next = nearest(pick);
  const gone = taken && {
    time: timeOf(taken, locale, zone),
    next: next && spoken(next, pick, site),
  };
  const date = dayName(day, locale);
  const list = timesOn(pick, day);
  return (
    <span role="tabpanel" class="panel" aria-label={date}>
      <Alert
        look="note trouble"
        text={problem ? texts.problems[problem] : slots && gone && fill(texts.times.taken, gone)}
      />
      {problem ? (
        <Button look="second" press={() => visit.set({ pick: null })}>
          {texts.buttons.retry}
        </Button>
      ) : (
        <small>{slots || !slow ? date : texts.times.loading}</small>
      )}
      {!slots && !problem && (
        <span class="times">
          {[1, 2, 3, 4, 5, 6, 7, 8].map((n) => (
            <i key={n} class={slow ? 'time quiet' : 'time'} />
          ))}
        </span>
      )}
      {slots && list[0] && <Slots visit={visit} pick={pick} list={list} />}
      {slots && !list[0] && <Nothing visit={visit} pick={pick} />}
    </span>
  );
}

function Slots({ visit, pick: { taken, zone, day }, list }: Props & { list: string[] }) {
  const { scheduledFor, site } = visit.seen;
  const { locale } = site;
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: zone });
  const said = list.map((at) => clock.format(new Date(at)));
  return (
    <fieldset
      role="radiogroup"
      class={said.some((time) => time.length > 5) ? 'times wide' : 'times'}
      aria-label={dayName(day, locale)}
    >
      {list.map((at, index) => (
        <label
          key={at}
          class={`time ${at === taken ? 'quiet' : at === scheduledFor ? 'primary' : 'second'}`}
        >
          <input
            type="radio"
            name="time"
            disabled={at === taken || undefined}
            checked={at === scheduledFor}
            onChange={() => visit.set({ scheduledFor: at })}
          />
          {said[index]}
        </label>
      ))}
    </fieldset>
  );
}

function Nothing({ visit, pick }: Props) {
  const { texts } = visit.seen.site;
  const { day, zone, closed } = pick;
  const next = nearest(pick);
  // Whose hours of today are over has not been closed today.
  const isClosed = closed.includes(day) && day !== today(zone);
  const text = next ? texts.times[isClosed ? 'closed' : 'full'] : texts.times.none;
  const show = () =>
    next && visit.set({ pick: { ...pick, day: dayOf(next, zone) }, scheduledFor: next });
  return (
    <p class="nothing">
      <Icon path={MOON} />
      <span>{fill(text, { on: texts.weekdays[new Date(day).getUTCDay()] })}</span>
      {next && (
        <Button look="second" press={show}>
          {fill(texts.times.nearest, { when: spoken(next, pick, visit.seen.site) })}
        </Button>
      )}
    </p>
  );
}

/** `15:00`, or with its date where that is not the one that is looked at. */
function spoken(at: string, { day, zone }: Pick, { locale }: PublicSite): string {
  const that = dayOf(at, zone);
  const date = that === day ? '' : `${dayName(that, locale, 'short')}, `;
  return date + timeOf(at, locale, zone);
}
