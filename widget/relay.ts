import type { PublicCode } from '../shared/codes.ts';
import type { CallCreated, CallRequestInput, CallView, PublicSite, Slots } from '../shared/wire.ts';

/** `unreachable`: no answer, or one that is not the relay's. */
export type Refused = { code: PublicCode | 'unreachable' };
/** What a call is known and asked for by. */
export type Key = { id: string; token: string };
export type Answer<T> = Promise<(T & { code?: never }) | Refused>;
export type Verb = 'cancel' | 'reschedule' | 'rating';

export type Relay = {
  /** `GET /v1/sites/{site}?locale=` */
  settings(locale: string): Answer<PublicSite>;
  /** `GET …/slots?department=&timezone=` */
  slots(query: string): Answer<Slots>;
  /** `POST …/calls`; repeat with the same key until an answer came. */
  ask(body: CallRequestInput, key: string): Answer<CallCreated>;
  /** `POST /v1/calls/{id}/{verb}` */
  act(call: Key, verb: Verb, body?: object): Answer<CallView>;
  /** Tells every change until `ended` or until the returned function is called. */
  follow(call: Key, changed: (call: CallView) => void, gone: () => void): () => void;
};

/** The only file that talks to the network. `origin` is the script's own. */
export function relayAt(origin: string, site: string): Relay {
  const request = async <T>(path: string, options?: RequestInit): Answer<T> => {
    try {
      const signal = AbortSignal.timeout(1e4);
      const answer = await fetch(`${origin}/v1/${path}`, {
        signal,
        ...options,
      });
      const said = await answer.json();
      if (answer.ok || said.code) return said;
    } catch {}
    return { code: 'unreachable' };
  };
  const post = (headers: Record<string, string>, body: object): RequestInit => ({
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const holder = ({ token }: Key) => ({ Authorization: `Bearer ${token}` });
  return {
    settings: (locale) => request(`sites/${site}?locale=${locale}`),
    slots: (query) => request(`sites/${site}/slots?${query}`),
    ask: (body, key) => request(`sites/${site}/calls`, post({ 'Idempotency-Key': key }, body)),
    act: (key, verb, body = {}) => request(`calls/${key.id}/${verb}`, post(holder(key), body)),
    follow: (key, changed, gone) =>
      follow(`${origin}/v1/calls/${key.id}/events?token=${key.token}`, changed, async () => {
        const now = await request<CallView>(`calls/${key.id}`, { headers: holder(key) });
        if (now.code === 'call_not_found') gone();
        return now.code ? null : now;
      }),
  };
}

/**
 * Listens to the stream and asks as well: often while the stream is silent (some proxies hold it
 * back) or closed (a hidden tab gives its stream up), seldom while it is heard.
 */
function follow(
  url: string,
  changed: (call: CallView) => void,
  ask: () => Promise<CallView | null>,
): () => void {
  let stream: EventSource | null = null;
  let heard = false;
  let over = false;
  let timer = 0;
  let beats = 0;
  const close = () => {
    stream?.close();
    stream = null;
    heard = false;
  };
  const stop = () => {
    over = true;
    close();
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', beat);
  };
  const take = (call: CallView) => {
    if (over) return;
    if (call.state === 'ended') stop();
    changed(call);
  };
  const listen = () => {
    stream = new EventSource(url);
    stream.addEventListener('call', ({ data }) => {
      heard = true;
      take(JSON.parse(data));
    });
    // Not the browser's own way of coming back: it gives up on some answers, and never ends.
    stream.onerror = close;
  };
  async function beat() {
    clearTimeout(timer);
    timer = window.setTimeout(beat, 3e3);
    if (document.hidden) close();
    else if (!stream) listen();
    const now = !heard && beats++ && (await ask());
    if (now) take(now);
  }
  document.addEventListener('visibilitychange', beat);
  void beat();
  return stop;
}

/** A UUID (RFC 9562, version 4) also where the page is plain HTTP and `randomUUID` is absent. */
export const newKey = (): string =>
  'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replace(/x/g, () =>
    (Number(crypto.getRandomValues(new Uint8Array(1))) & 15).toString(16),
  );
