import { afterDay, dayName, daysFrom, type Pick, timesOn, today } from '../pick.ts';
import type { Visit } from '../visit.ts';

const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, Home: -9, End: 9 };

/** Today and the six days after it, as tabs; one without free times can be reached and says why. */
export function Days({ visit, pick }: { visit: Visit; pick: Pick }) {
  const { locale, texts, dir } = visit.seen.site;
  const days = daysFrom(today(pick.zone));
  const show = (day: number) => visit.set(afterDay(pick, day));
  const walk = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const turned = dir === 'rtl' && step ** 2 < 2 ? -step : step;
    const at = Math.min(6, Math.max(0, days.indexOf(pick.day) + turned));
    show(days[at] ?? pick.day);
    const tab = (event.currentTarget as Element).parentElement?.children[at];
    (tab as HTMLElement).focus();
  };
  return (
    <span role="tablist" class="days" aria-label={texts.times.days}>
      {days.map((day) => (
        <button
          key={day}
          type="button"
          role="tab"
          class={pick.slots && !timesOn(pick, day)[0] ? 'off' : ''}
          aria-label={dayName(day, locale)}
          aria-selected={day === pick.day}
          tabindex={day === pick.day ? 0 : -1}
          onKeyDown={walk}
          onClick={() => show(day)}
        >
          <small>
            {new Date(day).toLocaleDateString(locale, { weekday: 'short', timeZone: 'UTC' })}
          </small>
          {new Date(day).getUTCDate()}
        </button>
      ))}
    </span>
  );
}
