/**
 * The script behind the tag. The page may talk to it before it has loaded:
 *
 *     (window.ringlet ||= []).push(['open'], ['on', 'ended', (detail) => …]);
 *
 * From `ringlet:ready` on, `window.ringlet` has `open() close() call() cancel() update({phone, name, note})
 * destroy() on(event, fn)`, and `push` still works. Events also come to `window` as
 * `ringlet:ready opened closed requested state ended error`; none of them holds a phone number.
 *
 * Attributes of the tag: `data-site`, and for this page only `data-locale`, `data-theme`
 * (`light`, `dark`, `auto`), `data-position`, `data-color`, `data-department`, `data-open` (CSS
 * selector of elements that open the card). `data-ringlet-open` opens it as well, and every element
 * with `data-ringlet-inline` is filled with the form. `data-nonce` is
 * taken and not needed: every browser of the build target has constructed style sheets.
 */

import { memoryOf } from './memory.ts';
import { mount } from './mount.tsx';
import { relayAt } from './relay.ts';
import css from './styles.css?inline';
import { startVisit, type Tell } from './visit.ts';

type Command = [name: string, ...values: never[]];
/** Before the widget is ready a list of commands, afterwards what carries them out. */
type Queue = { push(...commands: Command[]): unknown; awake?: boolean };
type Page = { ringlet?: Queue };

const tell: Tell = (event, detail) =>
  dispatchEvent(new CustomEvent(`ringlet:${event}`, { detail }));

/** The only catch-all: whatever breaks in here must not break the shop. */
const guarded =
  <T extends unknown[]>(run: (...values: T) => unknown) =>
  async (...values: T): Promise<void> => {
    try {
      await run(...values);
    } catch (error) {
      console.error(error);
    }
  };

async function wake(tag: HTMLScriptElement): Promise<unknown> {
  const { site = '', locale, theme, position, color, department, open } = tag.dataset;
  const page = window as Page;
  const waiting = (page.ringlet ??= [] as Queue);
  // Pasted twice, or by two plugins: the first one stays.
  if (waiting.awake) return;
  waiting.awake = true;

  const { origin } = new URL(tag.src);
  const relay = relayAt(origin, site);
  const settings = await relay.settings(
    locale || document.documentElement.lang || navigator.language,
  );
  const { code } = settings;
  if (code) {
    // Without the site's texts there is nothing to show yet, so the page is left alone meanwhile.
    waiting.awake = false;
    if (code === 'unreachable') setTimeout(guarded(wake), 3e4, tag);
    return tell('error', { code });
  }
  Object.assign(
    settings.theme,
    theme && { scheme: theme },
    position && { position },
    color && { accent: color },
  );
  const away = new AbortController();
  const gone = away.signal;
  const paint = mount(css, origin, gone);
  const draft = {
    country: '',
    phone: '',
    name: '',
    note: '',
    department: department || settings.departments[0]?.id,
    ticks: {},
  };
  const seen = { site: settings, draft };
  const visit = startVisit(seen, { relay, memory: memoryOf(site), paint, tell, gone });
  const commands: Record<string, (...values: never[]) => unknown> = {
    open: visit.open,
    close: visit.close,
    call: visit.send,
    cancel: () => visit.act('cancel'),
    update: visit.draft,
    on: (event: string, hear: (detail: unknown) => void) =>
      addEventListener(`ringlet:${event}`, (told) => hear((told as CustomEvent).detail)),
    destroy() {
      away.abort();
      delete page.ringlet;
    },
    push(...all: Command[]) {
      for (const [name, ...values] of all) api[name]?.(...values);
    },
  };
  const api: typeof commands = {};
  for (const name in commands) api[name] = guarded(commands[name] as () => unknown);
  page.ringlet = Object.assign(api, { awake: true }) as unknown as Queue;
  const opener = guarded((event: Event) => {
    const selector = `[data-ringlet-open]${open ? `,${open}` : ''}`;
    if (!(event.target as Element).closest?.(selector)) return;
    // A link that opens the card leads elsewhere only while there is no card.
    event.preventDefault();
    visit.open();
  });
  document.addEventListener('click', opener, { signal: gone });
  visit.set({});
  page.ringlet.push(...(waiting as unknown as Command[]));
  tell('ready');
}

const tag = document.currentScript ?? document.querySelector('script[data-site][src*=widget]');
const start = guarded(() => wake(tag as HTMLScriptElement));
if (document.body) void start();
else addEventListener('DOMContentLoaded', start);
