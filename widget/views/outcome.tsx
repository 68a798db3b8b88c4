import type { ComponentChildren } from 'preact';
import type { Screen } from '../../shared/texts/texts.ts';
import { screenOf } from '../call-flow.ts';
import { headOf } from '../head.ts';
import { ltr, mark } from '../say.tsx';
import type { Visit } from '../visit.ts';
import { Button, Tel } from './button.tsx';
import { Line } from './line.tsx';
import { PhoneField } from './phone-field.tsx';
import { Rating } from './rating.tsx';
import { Trouble } from './trouble.tsx';

/** How it went, or why it waits: one picture, one sentence, and always a way out. */
export function Outcome({ visit }: { visit: Visit }) {
  const { seen } = visit;
  const { texts } = seen.site;
  const screen = screenOf(seen);
  const { more } = headOf(seen);
  return (
    <>
      {screen !== 'refused' && <Line seen={seen} />}
      {more && <p class={screen === 'connected' ? 'note' : 'more'}>{mark(more)}</p>}
      {/not_r|unreach/.test(screen) && <PhoneField visit={visit} label={texts.fields.checkPhone} />}
      <Trouble visit={visit} />
      {screen === 'completed' ? <Rating visit={visit} /> : <Ways visit={visit} screen={screen} />}
    </>
  );
}

function Ways({ visit, screen }: { visit: Visit; screen: Screen }) {
  const { fallbackPhone, texts } = visit.seen.site;
  const { buttons } = texts;
  const button = (look: 'primary' | 'second' | 'text', text: string, press: () => void) => (
    <Button look={look} {...(text === buttons.again && { icon: 'again' })} press={press}>
      {text}
    </Button>
  );
  const tel = (look: 'primary' | 'quiet', text?: string): ComponentChildren =>
    fallbackPhone && (
      <Tel look={look} to={fallbackPhone.number}>
        {text ?? ltr(fallbackPhone.national)}
      </Tel>
    );
  switch (screen) {
    case 'connected':
      return null;
    case 'still_trying':
      return [tel('quiet'), button('text', buttons.cancel, visit.cancel)];
    case 'offline':
      return [tel('primary'), button('text', buttons.discard, visit.forget)];
    case 'scheduled':
      return button('second', buttons.cancel, visit.cancel);
    case 'operators_busy':
    case 'not_reached':
      return [
        button('primary', buttons.again, visit.retryNow),
        screen === 'operators_busy' && tel('quiet'),
        button('text', buttons.stop, visit.cancel),
      ];
    case 'cut_off':
      return [
        button('primary', buttons.reconnect, visit.again),
        button('text', buttons.finished, visit.close),
      ];
    case 'cancelled':
      return button('second', buttons.undo, visit.forget);
    case 'refused':
      return [
        fallbackPhone && <p class="big">{ltr(fallbackPhone.national)}</p>,
        tel('primary', buttons.callUs),
        button('text', buttons.otherNumber, visit.forget),
      ];
    default:
      return [button('primary', buttons.again, visit.again), tel('quiet')];
  }
}
