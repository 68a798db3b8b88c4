import type { Screen, Texts } from '../../shared/texts/texts.ts';
import { type Seen, screenOf } from '../call-flow.ts';
import { nextOf, valuesOf } from '../head.ts';
import { AGAIN, GLOBE, Icon } from '../icons.tsx';
import { fill, ltr, mark, ownZone } from '../say.tsx';
import type { Visit } from '../visit.ts';
import { Button, Tel } from './button.tsx';
import { callAgain } from './call-again.ts';
import { Caller } from './caller.tsx';
import { Line } from './line.tsx';
import { PhoneField } from './phone-field.tsx';
import { Rating } from './rating.tsx';
import { Trouble } from './trouble.tsx';

type Way = keyof Texts['buttons'];
/** Always a way out: what can be pressed, in order. `callUs` dials the site's own number. */
const WAYS: Partial<Record<Screen, Way[]>> = {
  connected: [],
  completed: [],
  still_trying: ['callUs', 'cancel'],
  offline: ['callUs', 'discard'],
  scheduled: ['otherTime', 'cancel'],
  operators_busy: ['again', 'choose', 'callUs', 'stop'],
  no_operator: ['again', 'choose', 'callUs'],
  not_reached: ['again', 'stop'],
  cut_off: ['reconnect', 'finished'],
  cancelled: ['undo'],
  refused: ['callUs', 'otherNumber'],
};
const OTHERS: Way[] = ['again', 'callUs'];

/** How it went, or why it waits: one picture, one sentence, and always a way out. */
export function Outcome({ visit }: { visit: Visit }) {
  const { seen } = visit;
  const { fallbackPhone, texts } = seen.site;
  const { buttons, fields } = texts;
  const screen = screenOf(seen);
  const more = fill(texts.screens[screen].more ?? '', valuesOf(seen));
  const refused = screen === 'refused';
  const number = fallbackPhone && ltr(fallbackPhone.national);
  const cancel = () => visit.act('cancel');
  const again = () => callAgain(visit);
  const choose = () => visit.choose(true);
  const press: Partial<Record<Way, () => unknown>> = {
    again,
    choose,
    otherTime: choose,
    reconnect: again,
    finished: visit.close,
    cancel,
    stop: cancel,
  };
  return (
    <>
      {refused ? <b class="big">{number}</b> : <Line seen={seen} />}
      {more && <p class={screen === 'connected' ? 'note' : ''}>{mark(more)}</p>}
      {screen === 'scheduled' && (
        <>
          {seen.site.timezone !== ownZone() && (
            <aside>
              <Icon path={GLOBE} />
              <span>{mark(fill(texts.times.zone, { zone: offsetName(seen) }))}</span>
            </aside>
          )}
          <Caller site={seen.site} />
        </>
      )}
      {/not_r|unreach/.test(screen) && <PhoneField visit={visit} label={fields.checkPhone} />}
      <Trouble seen={seen} />
      {screen === 'completed' && <Rating visit={visit} />}
      <p class={screen === 'scheduled' ? 'pair' : 'ways'}>
        {(WAYS[screen] ?? OTHERS).map((way, at) => {
          if (way !== 'callUs') {
            const look = /canc|undo|oth|choo/.test(way) ? 'second' : at ? 'text' : 'primary';
            return (
              <Button key={way} look={look} press={press[way] ?? visit.forget}>
                {/ag|rec/.test(way) && <Icon path={AGAIN} />}
                {buttons[way]}
              </Button>
            );
          }
          return (
            fallbackPhone && (
              <Tel
                key={way}
                look={/off|ref/.test(screen) ? 'primary' : 'quiet'}
                to={fallbackPhone.number}
              >
                {refused ? buttons.callUs : number}
              </Tel>
            )
          );
        })}
      </p>
    </>
  );
}

/** `GMT+6`: browsers come without the names of most zones, and the relay is not asked again. */
const offsetName = (seen: Seen): string | undefined =>
  new Date(`${nextOf(seen)}`)
    .toLocaleDateString(seen.site.locale, { timeZoneName: 'short' })
    .split(' ')
    .pop();
