import { render } from 'preact';
import { accentOf } from './accent.ts';
import { isLive, screenOf } from './call-flow.ts';
import { headOf } from './head.ts';
import { Icon } from './icons.tsx';
import { mark, plain } from './say.tsx';
import css from './styles.css?inline';
import { Ask } from './views/ask.tsx';
import { Launcher } from './views/launcher.tsx';
import { Outcome } from './views/outcome.tsx';
import { Progress } from './views/progress.tsx';
import type { Visit } from './visit.ts';

export type Mounted = { paint(visit: Visit): void; destroy(): void };

const PHONE = '(max-width:479px)';

/** One shadow root at the end of the page; the page's own elements are never touched. */
export function mount(nonce: string | undefined): Mounted {
  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'open' });
  style(root, nonce);
  document.body.append(host);
  const dark = matchMedia('(prefers-color-scheme:dark)');
  let last: Visit | undefined;
  let view: unknown;
  let title = '';

  const $ = <T extends HTMLElement>(selector: string) => root.querySelector<T>(selector);
  const paint = (visit: Visit) => {
    last = visit;
    const inside = root.activeElement;
    const shown = viewOf(visit);
    render(<Widget visit={visit} View={shown} dark={dark.matches} />, root);
    toggle(visit);
    if (visit.seen.open && inside && (view !== shown || !root.activeElement)) $('h2')?.focus();
    view = shown;
    retitle(visit);
  };
  const toggle = ({ seen }: Visit) => {
    const card = $<HTMLDialogElement>('dialog');
    if (!card || card.open === seen.open) return;
    if (!seen.open) return card.close();
    if (matchMedia(PHONE).matches) card.showModal();
    else card.show();
    ($('#phone') ?? $('h2'))?.focus();
  };
  /** The tab tells when the phone rings, and only then; the page's own title comes back. */
  const retitle = ({ seen }: Visit) => {
    const ringing = screenOf(seen) === 'calling_visitor' ? headOf(seen).title : '';
    if (ringing && !title) title = document.title;
    if (ringing) document.title = ringing;
    else if (title) document.title = title;
    if (!ringing) title = '';
  };
  const repaint = () => last && paint(last);
  const leave = (event: Event) => {
    const [target, ...path] = event.composedPath();
    if (last?.seen.open && (target === $('dialog') || ![target, ...path].includes(host)))
      last.close();
  };
  const lift = () => {
    const view = visualViewport;
    if (view) host.style.setProperty('--k', `${innerHeight - view.height - view.offsetTop}px`);
  };
  root.addEventListener('keydown', (event) => {
    if ((event as KeyboardEvent).key === 'Escape') last?.close();
  });
  dark.addEventListener('change', repaint);
  document.addEventListener('pointerdown', leave);
  visualViewport?.addEventListener('resize', lift);
  return {
    paint,
    destroy() {
      dark.removeEventListener('change', repaint);
      document.removeEventListener('pointerdown', leave);
      visualViewport?.removeEventListener('resize', lift);
      host.remove();
    },
  };
}

function viewOf({ seen }: Visit): typeof Ask {
  const screen = screenOf(seen);
  return /ask|closed|late/.test(screen) ? Ask : /ing_|queued/.test(screen) ? Progress : Outcome;
}

/** A strict CSP blocks a `<style>` without its nonce, but not a constructed sheet. */
function style(root: ShadowRoot, nonce: string | undefined): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    const element = document.createElement('style');
    element.nonce = nonce ?? '';
    element.textContent = css;
    root.append(element);
  }
}

type Props = { visit: Visit; View: typeof Ask; dark: boolean };
function Widget({ visit, View, dark: prefersDark }: Props) {
  const { seen } = visit;
  const { theme, dir, texts, locale } = seen.site;
  const { title, lead } = headOf(seen);
  const live = isLive(seen);
  const dark = theme.scheme === 'dark' || (theme.scheme === 'auto' && prefersDark);
  const { fill, on, link, dark: light } = accentOf(theme.accent);
  const [x, y] = theme.offset;
  const vars = {
    '--a': dark ? light : fill,
    '--o': dark ? '#0a1a2b' : on,
    '--l': dark ? light : link,
    '--x': `${x}px`,
    '--y': `${y}px`,
  };
  const rings = screenOf(seen) === 'calling_visitor';
  const quiet = /calling_op|connected/.test(screenOf(seen));
  const news = quiet ? title : `${title}. ${plain(lead)}`;
  return (
    <div
      class={`root ${theme.position} ${dark ? 'dark' : ''}`}
      dir={dir}
      lang={locale}
      style={vars}
    >
      <Launcher visit={visit} />
      <dialog aria-labelledby="title" onClose={() => seen.open && visit.close()}>
        <header>
          <h2 id="title" tabIndex={-1}>
            {mark(title)}
          </h2>
          <button type="button" aria-label={live ? texts.fold : texts.close} onClick={visit.close}>
            <Icon name={live ? 'fold' : 'close'} />
          </button>
          <p>{mark(lead)}</p>
        </header>
        <div class="body">
          <View visit={visit} />
        </div>
      </dialog>
      <p role="status">{seen.call && !rings && news}</p>
      <p role="alert">{rings && news}</p>
    </div>
  );
}
