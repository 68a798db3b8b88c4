import type { PublicSite } from '../../shared/wire.ts';
import { isMovable } from '../call-flow.ts';
import { phoneOf } from '../head.ts';
import { GLOBE, Icon } from '../icons.tsx';
import { look } from '../look.ts';
import type { Pick } from '../pick.ts';
import { fill, mark, timeOf, when } from '../say.tsx';
import type { Visit } from '../visit.ts';
import { Button } from './button.tsx';
import { Days } from './days.tsx';
import { DepartmentField } from './department-field.tsx';
import { Fields } from './fields.tsx';
import { Times } from './times.tsx';
import { Trouble } from './trouble.tsx';

/** Seven days, their half-hours, and a button that repeats the choice in words. */
export function Choose({ visit }: { visit: Visit }) {
  const { seen } = visit;
  const pick = seen.pick ?? look(visit, null);
  const { call, scheduledFor, sending, site } = visit.seen;
  const { zone, names, asks } = pick;
  const { buttons, times } = site.texts;
  const moves = isMovable(call);
  const submit = async (event: Event) => {
    event.preventDefault();
    const form = event.target as Element;
    if (moves) {
      if (await visit.act('reschedule', { scheduledFor })) visit.choose(false);
    } else await visit.send();
    const { problem, pick: now } = visit.seen;
    if (problem === 'slot_unavailable') {
      look(visit, scheduledFor);
      visit.set({});
    } else if (problem && now) visit.set({ pick: { ...now, asks: !moves } });
    form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  };
  return (
    <form novalidate onSubmit={submit}>
      {!seen.choosing && <DepartmentField visit={visit} />}
      <Days visit={visit} pick={pick} />
      <Times visit={visit} pick={pick} />
      <aside class="zone">
        {names.visitor && <Icon path={GLOBE} />}
        <span>
          {mark(fill(times.zone, { zone: names.visitor || null }))}
          {scheduledFor && elsewhere(scheduledFor, pick, site)}
        </span>
      </aside>
      {asks && <Fields visit={visit} />}
      <Trouble seen={seen} />
      <footer>
        {!asks && (
          <p>
            <span>{mark(fill(times.phone, { phone: phoneOf(seen) }))}</span>
            {!moves && (
              <Button look="text" press={() => visit.set({ pick: { ...pick, asks: true } })}>
                {buttons.change}
              </Button>
            )}
          </p>
        )}
        <button class={scheduledFor ? 'primary' : 'quiet'} disabled={!scheduledFor || undefined}>
          {sending ? (
            buttons.sending
          ) : scheduledFor ? (
            <span>{mark(fill(buttons.callWhen, { when: when(scheduledFor, site, zone) }))}</span>
          ) : (
            times.wait
          )}
        </button>
      </footer>
    </form>
  );
}

/** The same moment on the owner's clock, where that shows something else. */
function elsewhere(at: string, { zone, names }: Pick, { locale, texts, timezone }: PublicSite) {
  const time = timeOf(at, locale, timezone);
  if (time === timeOf(at, locale, zone)) return null;
  return ['. ', mark(fill(texts.times.ours, { zone: names.site, time }))];
}
