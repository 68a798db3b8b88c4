import { accentOf } from '../accent.ts';
import { isLive, type Seen, screenOf } from '../call-flow.ts';
import { headOf } from '../head.ts';
import { Icon } from '../icons.tsx';
import { mark, plain } from '../say.tsx';
import type { Visit } from '../visit.ts';
import { Ask } from './ask.tsx';
import { Launcher } from './launcher.tsx';
import { Outcome } from './outcome.tsx';
import { Progress } from './progress.tsx';

export function viewOf(seen: Seen): typeof Ask {
  const screen = screenOf(seen);
  return /ask|closed|late/.test(screen) ? Ask : /ing_|queued/.test(screen) ? Progress : Outcome;
}

/** The launcher and its card: one head for every screen, and what is announced of it. */
export function Card({ visit, prefersDark }: { visit: Visit; prefersDark: boolean }) {
  const { seen } = visit;
  const { theme, dir, texts, locale } = seen.site;
  const { accent, position, offset, scheme } = theme;
  const View = viewOf(seen);
  const { title, lead } = headOf(seen);
  const live = isLive(seen);
  const screen = screenOf(seen);
  const rings = screen === 'calling_visitor';
  // Seconds are shown, not spoken.
  const news = /_op|conn/.test(screen) && live ? title : `${title}. ${plain(lead)}`;
  const dark = scheme === 'dark' || (scheme === 'auto' && prefersDark);
  const colours = accentOf(accent);
  const side = `${offset[0]}px`;
  const vars = {
    '--a': dark ? colours.dark : accent,
    '--o': dark ? '#0a1a2b' : colours.on,
    '--l': dark ? colours.dark : colours.link,
    '--x':
      position === 'left' ? `auto auto ${offset[1]}px ${side}` : `auto ${side} ${offset[1]}px auto`,
    '--y': `${offset[1]}px`,
    'color-scheme': dark ? 'dark' : 'light',
  };
  return (
    <div class={dark ? 'dark' : ''} dir={dir} lang={locale} style={vars}>
      <Launcher visit={visit} />
      <dialog aria-labelledby="title" onClose={() => visit.seen.open && visit.close()}>
        <header>
          <h2 id="title" tabindex={-1}>
            {mark(title)}
          </h2>
          <button type="button" aria-label={live ? texts.fold : texts.close} onClick={visit.close}>
            <Icon name={live ? 'fold' : 'close'} />
          </button>
          <p>{mark(lead)}</p>
        </header>
        <section>
          <View visit={visit} />
        </section>
      </dialog>
      <p role="status">{seen.call && !rings && news}</p>
      <p role="alert">{rings && news}</p>
    </div>
  );
}
