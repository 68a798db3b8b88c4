import type { Behaviour, Button, PhonesView, Side } from './phones/phone-view.ts';

/** The only file of the demo page that talks to the relay (`/demo/phones`, `/demo/quirks`). */

/**
 * Follows both phones; every message is the whole picture, so a reconnect needs no catching up.
 * `onView(null)`: the relay is not heard at the moment. Returns how to stop.
 */
export function followPhones(onView: (view: PhonesView | null) => void): () => void {
  const source = new EventSource('/demo/phones/events');
  const take = ({ data }: MessageEvent<string>) => {
    const view: unknown = JSON.parse(data);
    if (isPhones(view)) onView(view);
  };
  source.addEventListener('message', take);
  source.addEventListener('phones', take);
  source.addEventListener('error', () => onView(null));
  return () => source.close();
}

export function press(side: Side, button: Button): Promise<void> {
  return send('POST', `/demo/phones/${side}/press`, { button });
}

export function setBehaviour(side: Side, behaviour: Behaviour): Promise<void> {
  return send('PUT', `/demo/phones/${side}/behaviour`, { behaviour });
}

/** Refusals are silent here: the next snapshot shows what is true. */
async function send(method: string, path: string, body: unknown): Promise<void> {
  await fetch(path, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => undefined);
}

function isPhones(view: unknown): view is PhonesView {
  return typeof view === 'object' && view !== null && 'operator' in view && 'visitor' in view;
}
