import type { CallView } from '../shared/wire.ts';
import { callFlow, type Draft, faultsOf, isLive, type Seen } from './call-flow.ts';
import type { Memory, Remembered } from './memory.ts';
import { type Key, newKey, type Relay } from './relay.ts';
import { formOf, pageOf } from './request-body.ts';

/** What the visitor sees, and what may be done about it. Every change paints at once. */
export type Visit = {
  seen: Seen;
  /** What opened the card: `click`, `api`, later a trigger's name. */
  trigger: string;
  set(change: Partial<Seen>): void;
  draft(change: Partial<Draft>): void;
  resume(what: Remembered): void;
  open(trigger?: string): void;
  close(): void;
  /** Asks for the call, or points at what is missing. */
  send(): Promise<void>;
  /** A new call with everything kept; through the form where something is missing. */
  again(): Promise<void>;
  cancel(): Promise<void>;
  /** Brings a planned retry forward; a corrected number is a new call. */
  retryNow(): Promise<void>;
  rate(): Promise<void>;
  /** Back to the form, which stays filled. */
  forget(): void;
  destroy(): void;
};
/** One of the DOM events of the contract. */
export type Tell = (event: string, detail?: object) => void;
type Parts = { relay: Relay; memory: Memory; paint: (visit: Visit) => void; tell: Tell };

const UNASKED = {
  phoneLeft: false,
  pressed: false,
  sending: false,
  keptSince: null,
  late: false,
  problem: null,
  call: null,
  marks: {},
  stars: 0,
} satisfies Partial<Seen>;

export function startVisit(seen: Pick<Seen, 'site' | 'draft'>, parts: Parts): Visit {
  const { relay, memory, paint, tell } = parts;
  let key: Key | null = null;
  let asked = { form: '', phone: '', key: '' };
  let unfollow: (() => void) | undefined;
  let timer = 0;
  let ticks = 0;

  const remember = () => {
    const { call, marks, open, skew } = visit.seen;
    if (!key || !call) return;
    const ended = call.state === 'ended' ? (memory.read()?.ended ?? Date.now()) : undefined;
    memory.write({ ...key, open, skew, marks, ended });
  };
  const show = () => {
    paint(visit);
    clearTimeout(timer);
    if (isLive(visit.seen) || visit.seen.keptSince) timer = window.setTimeout(tick, 1e3);
  };
  const tick = () => {
    visit.seen = callFlow(visit.seen, { what: 'ticked', at: Date.now() });
    show();
    if (++ticks % 5 === 0) retryKept();
  };
  const retryKept = () => {
    if (visit.seen.keptSince) visit.send();
  };
  const changed = (call: CallView) => {
    const before = visit.seen.call;
    visit.set(callFlow(visit.seen, { what: 'changed', call }));
    announce(before, call);
  };
  const announce = (before: CallView | null, { phone: _, ...call }: CallView) => {
    if (before?.state === call.state && before.reason === call.reason) return;
    tell('state', { call });
    if (call.state === 'ended') tell('ended', { call });
  };
  const follow = ({ id, token }: Key) => {
    unfollow?.();
    key = { id, token };
    unfollow = relay.follow(key, changed, visit.forget);
  };
  const act = async (verb: Parameters<Relay['act']>[1], body?: Parameters<Relay['act']>[2]) => {
    const answer = key && (await relay.act(key, verb, body));
    if (answer?.code) visit.set({ problem: answer.code });
    else if (answer) changed(answer);
    return !answer?.code;
  };
  addEventListener('online', retryKept);

  const visit: Visit = {
    trigger: 'click',
    seen: { ...UNASKED, open: false, skew: 0, ...seen },
    set(change) {
      const was = visit.seen.open;
      visit.seen = { ...visit.seen, ...change };
      remember();
      show();
      if (was !== visit.seen.open) tell(was ? 'closed' : 'opened');
    },
    draft: (change) => visit.set({ draft: { ...visit.seen.draft, ...change } }),
    resume({ open, skew, marks, ...call }) {
      visit.seen = { ...visit.seen, skew, marks };
      follow(call);
      // A sheet over the whole page is not something to meet unasked on a phone.
      if (open && innerWidth >= 480) visit.set({ open });
    },
    open(trigger = 'click') {
      visit.trigger = trigger;
      if (visit.seen.call && !key) visit.forget();
      visit.set({ open: true });
    },
    close() {
      if (visit.seen.call?.state === 'ended') {
        key = null;
        memory.write(null);
      }
      visit.set({ open: false });
    },
    async send() {
      const { phone, consents } = faultsOf(visit.seen);
      if (visit.seen.sending) return;
      if (phone || consents.length) return visit.set({ pressed: true, phoneLeft: true });
      const body = formOf(visit.seen, visit.trigger);
      const form = JSON.stringify(body);
      if (asked.form !== form) asked = { form, phone: visit.seen.draft.phone, key: newKey() };
      visit.set(callFlow(visit.seen, { what: 'sent' }));
      const answer = await relay.ask({ ...body, page: pageOf() }, asked.key);
      const at = Date.now();
      const { code } = answer;
      if (code) {
        visit.set(callFlow(visit.seen, { what: 'refused', code, at }));
        return tell('error', { code });
      }
      const { call, token } = answer;
      asked.form = '';
      follow({ id: call.id, token });
      visit.set(callFlow(visit.seen, { what: 'created', call, at }));
      const { phone: _, ...shown } = call;
      tell('requested', { call: shown });
      announce(null, call);
    },
    async again() {
      const { phone, consents } = faultsOf(visit.seen);
      if (phone || consents.length) visit.forget();
      else await visit.send();
    },
    async cancel() {
      await act('cancel');
    },
    async retryNow() {
      const { phone } = visit.seen.draft;
      if (!phone || phone === asked.phone) await act('reschedule', { scheduledFor: null });
      else if (faultsOf(visit.seen).phone) visit.set({ phoneLeft: true });
      else if (await act('cancel')) await visit.again();
    },
    async rate() {
      await act('rating', { stars: visit.seen.stars });
    },
    forget() {
      unfollow?.();
      key = null;
      memory.write(null);
      visit.set(UNASKED);
    },
    destroy() {
      unfollow?.();
      clearTimeout(timer);
      removeEventListener('online', retryKept);
    },
  };
  return visit;
}
