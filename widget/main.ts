/**
 * The script behind the tag. The page may talk to it before it has loaded:
 *
 *     (window.ringlet ||= []).push(['open'], ['on', 'ended', (detail) => …]);
 *
 * Afterwards `window.ringlet` has `open() close() call() cancel() update({phone, name, note})
 * destroy() on(event, fn)`, and `push` still works. Events also come to `window` as
 * `ringlet:ready opened closed requested state ended error`; none of them holds a phone number.
 *
 * Attributes of the tag: `data-site`, and for this page only `data-locale`, `data-theme`
 * (`light`, `dark`, `auto`), `data-position`, `data-color`, `data-department`, `data-open` (CSS
 * selector of elements that open the card), `data-nonce`. `data-ringlet-open` opens it as well.
 */
import type { PublicSite } from '../shared/wire.ts';
import type { Draft } from './call-flow.ts';
import { memoryOf } from './memory.ts';
import { type Mounted, mount } from './mount.tsx';
import { relayAt } from './relay.ts';
import { startVisit, type Tell, type Visit } from './visit.ts';

type Listener = (detail: unknown) => void;
type Command = [name: string, ...values: unknown[]];
type Page = { ringlet?: { push(...commands: Command[]): void } };

const tell: Tell = (event, detail) =>
  dispatchEvent(new CustomEvent(`ringlet:${event}`, { detail }));

/** The only catch-all: whatever breaks in here must not break the shop. */
function guarded<T extends unknown[]>(run: (...values: T) => unknown): (...values: T) => void {
  const fail = (error: unknown) => console.error('ringlet:', error);
  return (...values) => {
    try {
      Promise.resolve(run(...values)).catch(fail);
    } catch (error) {
      fail(error);
    }
  };
}

async function wake(tag: HTMLScriptElement): Promise<void> {
  const { site = '', locale, theme, position, color, department, open, nonce } = tag.dataset;
  const page = window as Page;
  const waiting = page.ringlet;
  // Pasted twice, or by two plugins: the first one stays.
  if (waiting && !Array.isArray(waiting)) return;
  let visit: Visit | undefined;
  let mounted: Mounted | undefined;
  const queue: Command[] = [...(waiting ?? [])];
  const relay = relayAt(new URL(tag.src).origin, site);

  const commands: Record<string, (...values: never[]) => unknown> = {
    open: () => visit?.open('api'),
    close: () => visit?.close(),
    call: () => visit?.send(),
    cancel: () => visit?.cancel(),
    update: (change: Partial<Draft>) => visit?.draft(change),
    on: (event: string, listener: Listener) =>
      addEventListener(`ringlet:${event}`, (told) => listener((told as CustomEvent).detail)),
    destroy() {
      visit?.destroy();
      mounted?.destroy();
      document.removeEventListener('click', opener);
      delete page.ringlet;
    },
  };
  const push = guarded((...all: Command[]) => {
    for (const [name, ...values] of all) {
      if (visit || name === 'on') commands[name]?.(...(values as never[]));
      else queue.push([name, ...values]);
    }
  });
  const opener = guarded(({ target }: Event) => {
    const asked = '[data-ringlet-open]' + (open ? `,${open}` : '');
    if ((target as Element).closest?.(asked)) visit?.open();
  });
  const api = Object.keys(commands).map((name) => [
    name,
    (...values: unknown[]) => push([name, ...values]),
  ]);
  page.ringlet = { push, ...Object.fromEntries(api) };
  document.addEventListener('click', opener);

  const language = locale || document.documentElement.lang || navigator.language;
  const settings = await settled(() => relay.settings(language));
  Object.assign(
    settings.theme,
    theme && { scheme: theme },
    position && { position },
    color && { accent: color },
  );
  mounted = mount(nonce || tag.nonce);
  const memory = memoryOf(site);
  const draft = {
    country: '',
    phone: '',
    name: '',
    note: '',
    department: department ?? settings.departments[0]?.id ?? '',
    ticks: {},
  };
  visit = startVisit({ site: settings, draft }, { relay, memory, paint: mounted.paint, tell });
  const before = memory.read();
  visit.set({});
  if (before) visit.resume(before);
  tell('ready');
  push(...queue.splice(0));
}

/** Without the site's texts there is nothing to show yet, so the page is left alone meanwhile. */
async function settled(ask: () => ReturnType<ReturnType<typeof relayAt>['settings']>) {
  for (let wait = 4e3; ; wait *= 2) {
    const answer = await ask();
    if (!answer.code) return answer as PublicSite;
    tell('error', { code: answer.code });
    if (answer.code !== 'unreachable') throw answer.code;
    await new Promise((done) => setTimeout(done, wait));
  }
}

guarded(() => {
  const tag = (document.currentScript ??
    document.querySelector('script[data-site][src*="widget"]')) as HTMLScriptElement;
  const start = guarded(() => wake(tag));
  if (document.body) start();
  else addEventListener('DOMContentLoaded', start);
})();
