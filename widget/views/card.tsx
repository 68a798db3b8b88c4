import type { JSX } from 'preact';
import { accentOf } from '../accent.ts';
import { isLive, type Seen, screenOf } from '../call-flow.ts';
import { headOf } from '../head.ts';
import { CLOSE, FOLD, Icon } from '../icons.tsx';
import { ltr, mark, plain } from '../say.tsx';
import type { Visit } from '../visit.ts';
import { Ask } from './ask.tsx';
import { Tel } from './button.tsx';
import { Launcher } from './launcher.tsx';
import { Progress } from './progress.tsx';

export type View = (props: { visit: Visit }) => JSX.Element | null;

/** Until what is loaded later has come, or where it does not, the way out is the telephone. */
const Meanwhile: View = ({ visit }) => {
  const { fallbackPhone } = visit.seen.site;
  return (
    fallbackPhone && (
      <Tel look="primary" to={fallbackPhone.number}>
        {ltr(fallbackPhone.national)}
      </Tel>
    )
  );
};

export type Later = { Outcome: View; Choose: View };

export function viewOf(seen: Seen, later?: Later): View {
  const screen = screenOf(seen);
  const chooses = later && /cho|clo/.test(screen);
  if (chooses) return later.Choose;
  if (/ask|closed|late/.test(screen)) return Ask;
  return /ing_|queued/.test(screen) ? Progress : (later?.Outcome ?? Meanwhile);
}

/**
 * One head for every screen, and what it heads: as a card beside its launcher, with what is
 * announced of it, or as a part of the page (`inline`). That is always there, so what closes the
 * card brings the form back; it announces nothing, since the launcher's root does.
 */
type Props = { visit: Visit; View: View; prefersDark: boolean; inline: boolean };
export function Card({ visit, View, prefersDark, inline }: Props) {
  const { seen } = visit;
  const { theme, dir, texts, locale } = seen.site;
  const { accent, position, offset, scheme } = theme;
  const { title, lead } = headOf(seen);
  const live = isLive(seen);
  const screen = screenOf(seen);
  const rings = screen === 'calling_visitor';
  // Seconds are shown, not spoken.
  const news = plain(/_op|conn/.test(screen) && live ? title : `${title}. ${lead}`);
  const dark = scheme === 'dark' || (scheme === 'auto' && prefersDark);
  const colours = accentOf(accent);
  // However far from the edge, the card has to fit beside it.
  const side = `clamp(16px,100vw - 376px,${offset[0]}px)`;
  const vars = {
    '--a': dark ? colours.dark : accent,
    '--o': dark ? '#0a1a2b' : colours.on,
    '--l': dark ? colours.dark : colours.link,
    '--q': position === 'left' ? side : 'auto',
    '--r': position === 'left' ? 'auto' : side,
    '--y': `${offset[1]}px`,
    'color-scheme': dark ? 'dark' : 'light',
  };
  const folds = live && !inline;
  const content = (
    <>
      <hgroup>
        {screen === 'choose' && (
          <button aria-label={texts.back} onClick={() => visit.choose(false)}>
            <Icon path={FOLD} />
          </button>
        )}
        <h2 id="title" tabindex={-1}>
          {mark(title)}
        </h2>
        {(!inline || seen.call?.outcome) && (
          <button aria-label={folds ? texts.fold : texts.close} onClick={visit.close}>
            <Icon path={folds ? FOLD : CLOSE} />
          </button>
        )}
        <p>{mark(lead)}</p>
      </hgroup>
      <section>
        <View visit={visit} />
      </section>
    </>
  );
  return (
    <div class={dark ? 'dark' : ''} dir={dir} lang={locale} style={vars}>
      {inline ? (
        <article aria-labelledby="title">{content}</article>
      ) : (
        <>
          <Launcher visit={visit} />
          <dialog
            aria-labelledby="title"
            onClose={() => visit.seen.open && visit.close()}
            onKeyDown={({ key }) => key === 'Escape' && visit.close()}
          >
            {content}
          </dialog>
          <output>{seen.call && !rings && news}</output>
          <p role="alert">{rings && news}</p>
        </>
      )}
    </div>
  );
}
