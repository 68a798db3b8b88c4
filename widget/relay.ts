import type { PublicCode } from '../shared/codes.ts';
import type {
  CallCreated,
  CallRequestInput,
  CallView,
  PublicSite,
  Rating,
} from '../shared/wire.ts';

/** `unreachable`: no answer, or one that is not the relay's. */
export type Refused = { code: PublicCode | 'unreachable' };
export type Key = { id: string; token: string };
type Answer<T> = Promise<(T & { code?: undefined }) | Refused>;

export type Relay = {
  /** `GET /v1/sites/{site}?locale=` */
  settings(locale: string): Answer<PublicSite>;
  /** `POST …/calls`; repeat with the same key until an answer came. */
  ask(body: CallRequestInput, key: string): Answer<CallCreated>;
  act(call: Key, verb: 'cancel' | 'reschedule' | 'rating', body?: Action): Answer<CallView>;
  /** Tells every change until `ended` or until the returned function is called. */
  follow(call: Key, changed: (call: CallView) => void, gone: () => void): () => void;
};
type Action = { scheduledFor: null } | Rating;

/** The only file that talks to the network. `origin` is the script's own. */
export function relayAt(origin: string, site: string): Relay {
  const request = async <T>(
    path: string,
    headers: Record<string, string> = {},
    body?: object,
    method = 'POST',
  ): Answer<T> => {
    try {
      const answer = await fetch(`${origin}/v1/${path}`, {
        method,
        credentials: 'omit',
        headers: body ? { ...headers, 'Content-Type': 'application/json' } : headers,
        body: body ? JSON.stringify(body) : null,
        signal: AbortSignal.timeout?.(1e4) ?? null,
      });
      const said = await answer.json();
      return answer.ok || said.code ? said : { code: 'unreachable' };
    } catch {
      return { code: 'unreachable' };
    }
  };
  const bearer = ({ token }: Key) => ({ Authorization: `Bearer ${token}` });
  return {
    settings: (locale) => request(`sites/${site}?locale=${locale}`, {}, undefined, 'GET'),
    ask: (body, key) => request(`sites/${site}/calls`, { 'Idempotency-Key': key }, body),
    act: (call, verb, body) => request(`calls/${call.id}/${verb}`, bearer(call), body),
    follow: (call, changed, gone) =>
      follow(`${origin}/v1/calls/${call.id}/events?token=${call.token}`, changed, async () => {
        const now = await request<CallView>(`calls/${call.id}`, bearer(call), undefined, 'GET');
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
  let seq = -1;
  let timer = 0;
  const close = () => {
    stream?.close();
    stream = null;
    heard = false;
  };
  const stop = () => {
    close();
    seq = Number.POSITIVE_INFINITY;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', beat);
    removeEventListener('online', beat);
  };
  const take = (call: CallView) => {
    if (call.seq <= seq) return;
    seq = call.seq;
    if (call.state === 'ended') stop();
    changed(call);
  };
  const listen = () => {
    stream = new EventSource(url);
    stream.addEventListener('call', (event) => {
      heard = true;
      take(JSON.parse(event.data));
    });
    stream.onerror = () => {
      close();
      later(2e3);
    };
  };
  const later = (ms: number) => {
    clearTimeout(timer);
    timer = window.setTimeout(beat, ms);
  };
  async function beat() {
    if (document.hidden) close();
    else if (!stream) listen();
    later(heard ? 3e4 : 4e3);
    const now = await ask();
    if (now) take(now);
  }
  document.addEventListener('visibilitychange', beat);
  addEventListener('online', beat);
  if (document.hidden) later(1e3);
  else {
    listen();
    later(4e3);
  }
  return stop;
}

/** A UUID also where the page is plain HTTP and `crypto.randomUUID` is absent. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const at = (index: number) => bytes[index] as number;
  bytes[6] = (at(6) & 15) | 64;
  bytes[8] = (at(8) & 63) | 128;
  return [...bytes]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
