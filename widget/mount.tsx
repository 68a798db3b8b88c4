import { type Seen, screenOf } from './call-flow.ts';
import { headOf } from './head.ts';
import { lent } from './lent.ts';
import { type Place, placeIn } from './place.tsx';
import { Card, viewOf } from './views/card.tsx';
import type { Visit } from './visit.ts';

/** What the build makes of `later.ts`. */
type Module = { default: (borrowed: typeof lent) => typeof import('./later.ts') };

/**
 * The launcher and its card at the end of the page, and the form in every element that asks for
 * it, now or later. The page's own elements are otherwise never touched. Returns how to paint all
 * of them. `gone` takes them away again.
 */
export function mount(css: string, origin: string, gone: AbortSignal): (visit: Visit) => void {
  const signal = { signal: gone };
  const dark = matchMedia('(prefers-color-scheme:dark)');
  const { body } = document;
  const page = placeIn(body, [], gone);
  const places = new WeakMap<Element, Place>([[body, page]]);
  const elements = () => [body, ...document.querySelectorAll('[data-ringlet-inline]')];
  const sheets: CSSStyleSheet[] = [];
  const $ = (selector: string) => page.root.querySelector<HTMLDialogElement>(selector);
  let last: Visit | undefined;
  let later: ReturnType<Module['default']> | undefined;
  let loading: unknown;
  let title = '';

  const paint = (visit: Visit) => {
    last = visit;
    const { seen } = visit;
    const View = viewOf(seen, later);
    const all = elements();
    for (const element of all) {
      const place = places.get(element) ?? placeIn(element, [...element.childNodes], gone);
      places.set(element, place);
      place.seen = seen;
      if (place.root.adoptedStyleSheets.length < sheets.length) {
        place.root.adoptedStyleSheets = sheets;
      }
      const inline = place !== page;
      // In the page it is always there: what closes the card brings the form back.
      const here = inline ? Object.assign(Object.create(visit), { close: visit.forget }) : visit;
      place.draw(
        <Card visit={here} View={View} prefersDark={dark.matches} inline={inline} />,
        View,
      );
    }
    toggle(seen);
    // Asked for again at the next change where it did not come.
    if (seen.open || (all[1] && screenOf(seen) !== 'ask')) {
      loading ||= import(/* @vite-ignore */ origin + LATER).then(take, () => {
        loading = 0;
      });
    }
    retitle(visit);
  };
  const toggle = (seen: Seen) => {
    const { open } = seen;
    const card = $('dialog');
    if (!card || card.open === open) return;
    if (!open) return card.close();
    if (innerWidth < 480) card.showModal();
    else card.show();
    ($(screenOf(seen) === 'closed' ? 'h2' : '#phone') ?? $('h2'))?.focus();
  };
  /** The tab tells when the phone rings, and only then; the page's own title comes back. */
  const retitle = ({ seen }: Visit) => {
    const rings = screenOf(seen) === 'calling_visitor';
    if (rings === !!title) return;
    [document.title, title] = rings ? [headOf(seen).title, document.title] : [title, ''];
  };

  const take = (module: Module) => {
    later = module.default(lent);
    dress(later.css);
    repaint();
  };
  const repaint = () => last && paint(last);
  /** Not a `<style>`: a strict CSP blocks that, but not a constructed sheet. */
  const dress = (rules: string) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
    sheets.push(sheet);
  };

  dress(css);
  document.addEventListener(
    'pointerdown',
    (event) => {
      const path = event.composedPath();
      const outside = path[0] === $('dialog') || !path.includes(page.host);
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
      page.host.style.setProperty('--f', `${innerHeight - height - offsetTop}px`);
    },
    signal,
  );
  // Pages that change without a reload bring such elements late, or again.
  const watch = new MutationObserver(
    () => elements().some((one) => places.get(one)?.seen !== last?.seen) && repaint(),
  );
  watch.observe(body, { childList: true, subtree: true });
  gone.addEventListener('abort', () => watch.disconnect());
  // After a while without requests the next one would wait for a new connection.
  page.host.addEventListener('pointerover', () => {
    const link = document.createElement('link');
    page.host.replaceChildren(
      Object.assign(link, { rel: 'preconnect', href: origin, crossOrigin: '' }),
    );
  });
  return paint;
}
