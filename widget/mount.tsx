import { render } from 'preact';
import { screenOf } from './call-flow.ts';
import { headOf } from './head.ts';
import { Card, type View, viewOf } from './views/card.tsx';
import type { Visit } from './visit.ts';

/**
 * One shadow root at the end of the page; the page's own elements are never touched. Returns how
 * to paint into it. `gone` takes it away again.
 */
export function mount(css: string, origin: string, gone: AbortSignal): (visit: Visit) => void {
  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'open' });
  const signal = { signal: gone };
  const dark = matchMedia('(prefers-color-scheme:dark)');
  const $ = (selector: string) => root.querySelector<HTMLDialogElement>(selector);
  let last: Visit | undefined;
  let view: View | undefined;
  let outcome: View | undefined;
  let loading: unknown;
  let title = '';

  const paint = (visit: Visit) => {
    last = visit;
    const { seen } = visit;
    const inside = root.activeElement;
    const shown = viewOf(seen, outcome);
    render(<Card visit={visit} View={shown} prefersDark={dark.matches} />, root);
    toggle(seen.open);
    // Asked for again at the next change where it did not come.
    if (seen.open) {
      loading ||= import(/* @vite-ignore */ origin + LATER).then(take, () => {
        loading = 0;
      });
    }
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

  const take = (later: typeof import('./later.ts')) => {
    outcome = later.Outcome;
    dress(later.css);
    repaint();
  };
  const repaint = () => last && paint(last);
  /** Not a `<style>`: a strict CSP blocks that, but not a constructed sheet. */
  const dress = (rules: string) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
    root.adoptedStyleSheets.push(sheet);
  };

  dress(css);
  document.body.append(host);
  document.addEventListener(
    'pointerdown',
    (event) => {
      const path = event.composedPath();
      const outside = path[0] === $('dialog') || !path.includes(host);
      if (last?.seen.open && outside) last.close();
    },
    signal,
  );
  dark.addEventListener('change', repaint, signal);
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
