import type { CallView } from '../shared/wire.ts';
import {
  afterChange,
  afterRefusal,
  afterWait,
  type Draft,
  isComplete,
  isLive,
  type Seen,
  UNASKED,
} from './call-flow.ts';
import type { Memory } from './memory.ts';
import { type Key, newKey, type Refused, type Relay, type Verb } from './relay.ts';
import { formOf, pageOf } from './request-body.ts';

/** What the visitor sees, and what may be done about it. Every change paints at once. */
export type Visit = {
  seen: Seen;
  set(change: Partial<Seen>): void;
  draft(change: Partial<Draft>): void;
  open(): void;
  close(): void;
  /** To the times to choose from, or back from them. */
  choose(choosing: boolean): void;
  /** Asks for the call, or points at what is missing. */
  send(): Promise<unknown>;
  /** The number as it stood in the field when it was last sent. */
  asked: string;
  /** `true` when the relay did it. */
  act(verb: Verb, body?: object): Promise<boolean>;
  relay: Relay;
  /** Back to the form, which stays filled. */
  forget(): void;
};
/** One of the DOM events of the contract. A call in it has no phone number. */
export type Tell = (event: string, detail?: object) => unknown;
type Parts = {
  relay: Relay;
  memory: Memory;
  paint: (visit: Visit) => void;
  tell: Tell;
  /** Aborted when the page takes the widget away. */
  gone: AbortSignal;
};

export function startVisit(given: Pick<Seen, 'site' | 'draft'>, parts: Parts): Visit {
  const { relay, memory, paint, tell, gone } = parts;
  let key: Key | null = null;
  let asked = { form: '', key: '' };
  let unfollow: (() => void) | undefined;
  let ticks = 0;

  const set = (change: Partial<Seen>) => {
    const before = visit.seen;
    const seen = { ...before, ...change };
    const { call, open, skew, marks } = seen;
    visit.seen = seen;
    if (key && call) memory.write({ ...key, open, skew, marks });
    paint(visit);
    if (before.open !== open) tell(open ? 'opened' : 'closed');
    if (call && (before.call?.state !== call.state || before.call.reason !== call.reason)) {
      tellOf('state', call);
      if (call.outcome) tellOf('ended', call);
    }
  };
  const tellOf = (event: string, { ...call }: Partial<CallView>) => {
    delete call.phone;
    tell(event, { call });
  };
  const changed = (call: CallView) => set(afterChange(visit.seen, call));
  const follow = (of: Key) => {
    key = of;
    unfollow = relay.follow(of, changed, forget);
  };
  const drop = () => {
    unfollow?.();
    key = null;
    memory.write(null);
  };
  const forget = () => {
    drop();
    set(UNASKED);
  };
  const refused = (code: Refused['code']) => {
    set(afterRefusal(visit.seen, code, Date.now()));
    tell('error', { code });
  };
  const send = async () => {
    const { seen } = visit;
    if (seen.sending) return;
    if (!isComplete(seen)) return set({ pressed: true, left: true });
    const body = formOf(seen);
    const form = JSON.stringify(body);
    if (asked.form !== form) asked = { form, key: newKey() };
    visit.asked = seen.draft.phone;
    set({ sending: true, problem: null, late: false });
    const answer = await relay.ask({ ...body, page: pageOf() }, asked.key);
    if (answer.code) return refused(answer.code);
    const { call, token } = answer;
    asked.form = '';
    drop();
    follow({ id: call.id, token });
    tellOf('requested', call);
    visit.seen = { ...visit.seen, ...UNASKED, skew: Date.parse(call.updatedAt) - Date.now() };
    changed(call);
  };
  const act: Visit['act'] = async (verb, body) => {
    const answer = key && (await relay.act(key, verb, body));
    if (!answer) return false;
    if (answer.code) refused(answer.code);
    else changed(answer);
    return !answer.code;
  };
  const sendKept = () => visit.seen.kept && send();

  const visit: Visit = {
    seen: { ...UNASKED, open: false, skew: 0, ...given },
    asked: '',
    set,
    forget,
    send,
    act,
    relay,
    choose: (choosing) => set({ choosing, pick: null, scheduledFor: null, problem: null }),
    draft: (change) => set({ draft: { ...visit.seen.draft, ...change } }),
    open() {
      if (visit.seen.call && !key) forget();
      // What could be chosen a while ago may be gone.
      set({ open: true, pick: null });
    },
    close() {
      // What has ended is over once it was put away; the card keeps showing it while it fades.
      if (visit.seen.call?.outcome) drop();
      set({ open: false });
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
    if (!(++ticks % 5)) void sendKept();
  }, 1e3);
  addEventListener('online', sendKept, { signal: gone });
  gone.onabort = () => {
    clearInterval(timer);
    unfollow?.();
  };
  return visit;
}
