import type { QuirkView } from '../server/demo/demo-quirks.ts';
import type { Locale } from './locale.ts';
import type { Behaviour, Button, PhonesView, Side } from './phones/phone-view.ts';

/** The only file of the demo page that talks to the relay (`/demo/phones`, `/demo/quirks`). */

/** `EventSource` comes back by itself from a lost line but gives up on an HTTP error. */
const REOPEN_MS = 2000;

/**
 * Follows both phones; every message is the whole picture, so a reconnect needs no catching up.
 * `onView(null)`: the relay is not heard at the moment. Returns how to stop.
 */
export function followPhones(
  locale: Locale,
  onView: (view: PhonesView | null) => void,
): () => void {
  let source = open();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function open(): EventSource {
    const opened = new EventSource(`/demo/phones/events?locale=${locale}`);
    opened.addEventListener('message', ({ data }: MessageEvent<string>) => {
      const view: unknown = JSON.parse(data);
      if (isPhones(view)) onView(view);
    });
    opened.addEventListener('error', () => {
      onView(null);
      if (opened.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(() => {
        source = open();
      }, REOPEN_MS);
    });
    return opened;
  }

  return () => {
    clearTimeout(timer);
    source.close();
  };
}

export async function press(side: Side, button: Button): Promise<void> {
  await send('POST', `/demo/phones/${side}/press`, { button });
}

export async function setBehaviour(side: Side, behaviour: Behaviour): Promise<void> {
  await send('PUT', `/demo/phones/${side}/behaviour`, { behaviour });
}

/** Ways in which the simulated PBX can misbehave, named in the page's language. */
export async function readQuirks(locale: Locale): Promise<QuirkView[]> {
  return quirksOf(await send('GET', `/demo/quirks?locale=${locale}`));
}

export async function setQuirk(id: string, on: boolean, locale: Locale): Promise<QuirkView[]> {
  return quirksOf(await send('PUT', `/demo/quirks?locale=${locale}`, { [id]: on }));
}

/**
 * Failures are silent (`null`): the help line already says when the relay is not heard, and the
 * next snapshot shows what is true.
 */
async function send(method: string, path: string, body?: object): Promise<unknown> {
  try {
    const init = { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
    const answer = await fetch(path, { method, ...(body === undefined ? {} : init) });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

function isPhones(view: unknown): view is PhonesView {
  return typeof view === 'object' && view !== null && 'operator' in view && 'visitor' in view;
}

function quirksOf(answer: unknown): QuirkView[] {
  return hasQuirks(answer) ? answer.quirks : [];
}

function hasQuirks(answer: unknown): answer is { quirks: QuirkView[] } {
  return typeof answer === 'object' && answer !== null && 'quirks' in answer;
}
