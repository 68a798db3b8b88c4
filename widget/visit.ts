import type { CallView } from '../shared/wire.ts';
import {
  afterChange,
  afterRefusal,
  afterWait,
  type Draft,
  faultsOf,
  isLive,
  type Seen,
  UNASKED,
} from './call-flow.ts';
import type { Memory } from './memory.ts';
import { type Key, newKey, type Relay, type Verb } from './relay.ts';
import { formOf, pageOf } from './request-body.ts';

/** What the visitor sees, and what may be done about it. Every change paints at once. */
export type Visit = {
  seen: Seen;
  set(change: Partial<Seen>): void;
  draft(change: Partial<Draft>): void;
  open(): void;
  close(): void;
  /** Asks for the call, or points at what is missing. */
  send(): Promise<unknown>;
  /** A new call with everything kept; through the form where something is missing. */
  again(): void;
  /** `true` when the relay did it. */
  act(verb: Verb, body?: object): Promise<boolean>;
  /** Brings a planned retry forward; a corrected number is a new call. */
  retryNow(): Promise<unknown>;
  /** Back to the form, which stays filled. */
  forget(): void;
};
/** One of the DOM events of the contract. A call in it has no phone number. */
export type Tell = (event: string, detail?: object) => void;
type Parts = {
  relay: Relay;
  memory: Memory;
  paint: (visit: Visit) => void;
  tell: Tell;
  /** Aborted when the page takes the widget away. */
  gone: AbortSignal;
};

export function startVisit(draft: Pick<Seen, 'site' | 'draft'>, parts: Parts): Visit {
  const { relay, memory, paint, tell, gone } = parts;
  let key: Key | null = null;
  let asked = { form: '', phone: '', key: '' };
  let unfollow: (() => void) | undefined;
  let ticks = 0;

  const set = (change: Partial<Seen>) => {
    const { call: before, open: was } = visit.seen;
    const seen = { ...visit.seen, ...change };
    visit.seen = seen;
    const { call, open, skew, marks } = seen;
    if (key && call) {
      const ended = call.state === 'ended' && (memory.read()?.ended || Date.now());
      memory.write({ ...key, open, skew, marks, ended });
    }
    paint(visit);
    if (was !== open) tell(open ? 'opened' : 'closed');
    if (call && (before?.state !== call.state || before.reason !== call.reason)) {
      tellOf('state', call);
      if (call.state === 'ended') tellOf('ended', call);
    }
  };
  const tellOf = (event: string, { phone: _, ...call }: CallView) => tell(event, { call });
  const changed = (call: CallView) => set(afterChange(visit.seen, call));
  const follow = (of: Key) => {
    unfollow?.();
    key = of;
    unfollow = relay.follow(of, changed, forget);
  };
  const forget = () => {
    drop();
    set(UNASKED);
  };
  const drop = () => {
    unfollow?.();
    key = null;
    memory.write(null);
  };
  const refused = <T extends { code?: never } | { code: NonNullable<Seen['problem']> }>(
    answer: T,
  ) => {
    const { code } = answer;
    if (code) {
      set(afterRefusal(visit.seen, code, Date.now()));
      tell('error', { code });
    }
    return code;
  };
  const again = () => (faultsOf(visit.seen) ? forget() : visit.send());
  const sendKept = () => visit.seen.kept && visit.send();

  const visit: Visit = {
    seen: { ...UNASKED, open: false, skew: 0, ...draft },
    set,
    forget,
    again,
    draft: (change) => set({ draft: { ...visit.seen.draft, ...change } }),
    open() {
      if (visit.seen.call && !key) forget();
      set({ open: true });
    },
    close() {
      // What has ended is over once it was put away; the card keeps showing it while it fades.
      if (visit.seen.call?.state === 'ended') drop();
      set({ open: false });
    },
    async send() {
      if (visit.seen.sending) return;
      if (faultsOf(visit.seen)) return set({ pressed: true, left: true });
      const body = formOf(visit.seen);
      const form = JSON.stringify(body);
      if (asked.form !== form) asked = { form, phone: visit.seen.draft.phone, key: newKey() };
      set({ sending: true, problem: null, late: false });
      const answer = await relay.ask({ ...body, page: pageOf() }, asked.key);
      if (answer.code) return refused(answer);
      const { call, token } = answer;
      asked.form = '';
      follow({ id: call.id, token });
      tellOf('requested', call);
      visit.seen = { ...visit.seen, call: null, skew: Date.parse(call.updatedAt) - Date.now() };
      changed(call);
    },
    async act(verb, body) {
      const answer = key && (await relay.act(key, verb, body));
      if (!answer || refused(answer)) return false;
      changed(answer as CallView);
      return true;
    },
    async retryNow() {
      const { phone } = visit.seen.draft;
      if (!phone || phone === asked.phone) return visit.act('reschedule', { scheduledFor: null });
      if (faultsOf(visit.seen)?.phone) return set({ left: true });
      if (await visit.act('cancel')) again();
    },
  };

  const before = memory.read();
  if (before) {
    const { id, token, skew, marks, open } = before;
    // A sheet over the whole page is not something to meet unasked on a phone.
    Object.assign(visit.seen, { skew, marks, open: open && innerWidth >= 480 });
    follow({ id, token });
  }
  const timer = setInterval(() => {
    if (!visit.seen.kept && !isLive(visit.seen)) return;
    visit.seen = afterWait(visit.seen, Date.now());
    paint(visit);
    if (++ticks % 5 === 0) sendKept();
  }, 1e3);
  addEventListener('online', sendKept, { signal: gone });
  gone.onabort = () => {
    clearInterval(timer);
    unfollow?.();
  };
  return visit;
}
