import { render } from 'preact';
import { screenOf } from './call-flow.ts';
import { headOf } from './head.ts';
import css from './styles.css?inline';
import { Card, viewOf } from './views/card.tsx';
import type { Visit } from './visit.ts';

/**
 * One shadow root at the end of the page; the page's own elements are never touched. Returns how
 * to paint into it. `gone` takes it away again.
 */
export function mount(nonce: string | undefined, gone: AbortSignal): (visit: Visit) => void {
  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'open' });
  const signal = { signal: gone };
  const dark = matchMedia('(prefers-color-scheme:dark)');
  const $ = (selector: string) => root.querySelector<HTMLDialogElement>(selector);
  let last: Visit | undefined;
  let view: unknown;
  let title = '';

  const paint = (visit: Visit) => {
    last = visit;
    const inside = root.activeElement;
    render(<Card visit={visit} prefersDark={dark.matches} />, root);
    toggle(visit.seen.open);
    const shown = viewOf(visit.seen);
    if (inside && view !== shown) $('h2')?.focus();
    view = shown;
    retitle(visit);
  };
  const toggle = (open: boolean) => {
    const card = $('dialog');
    if (!card || card.open === open) return;
    if (!open) return card.close();
    if (innerWidth < 480) card.showModal();
    else card.show();
    ($('#phone') ?? $('h2'))?.focus();
  };
  /** The tab tells when the phone rings, and only then; the page's own title comes back. */
  const retitle = ({ seen }: Visit) => {
    const rings = screenOf(seen) === 'calling_visitor';
    if (rings === !!title) return;
    [document.title, title] = rings ? [headOf(seen).title, document.title] : [title, ''];
  };

  style(root, nonce);
  document.body.append(host);
  root.addEventListener('keydown', (event) => {
    if ((event as KeyboardEvent).key === 'Escape') last?.close();
  });
  document.addEventListener(
    'pointerdown',
    (event) => {
      const path = event.composedPath();
      const outside = path[0] === $('dialog') || !path.includes(host);
      if (last?.seen.open && outside) last.close();
    },
    signal,
  );
  dark.addEventListener('change', () => last && paint(last), signal);
  // A keyboard on the screen covers the bottom of the page without telling the layout.
  visualViewport?.addEventListener(
    'resize',
    ({ target }) => {
      const { height, offsetTop } = target as VisualViewport;
      host.style.setProperty('--f', `${innerHeight - height - offsetTop}px`);
    },
    signal,
  );
  gone.addEventListener('abort', () => host.remove());
  return paint;
}

/** A strict CSP blocks a `<style>` without its nonce, but not a constructed sheet. */
function style(root: ShadowRoot, nonce = ''): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    const element = document.createElement('style');
    element.nonce = nonce;
    element.textContent = css;
    root.append(element);
  }
}
