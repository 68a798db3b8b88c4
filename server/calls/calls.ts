import type { CallRequest, OwnerSite, Rating } from '../../shared/wire.ts';
import type { Pbx } from '../pbx/pbx.ts';
import type { Store, Tables } from '../store/store.ts';
import type { Admission } from './admission/admission.ts';
import { readPhone } from './admission/phone-allowed.ts';
import { apply, settingsOf } from './apply.ts';
import type { Call } from './call.ts';
import { hashOf, newToken } from './call-token.ts';
import { refuseManyChanges } from './change-limit.ts';
import { checkReschedule } from './check-reschedule.ts';
import type { Reached } from './crash-point.ts';
import { newCall } from './new-call.ts';
import { Refusal } from './refusal.ts';
import { slotCapacity } from './slot-capacity.ts';
import type { CallEvent } from './transition.ts';

const HOUR_MS = 3_600_000;
const IDEMPOTENCY_HOURS = 24;
/** How long after its end a call can still be looked at with its token. */
const TOKEN_HOURS = 24;

export type CallAsked = {
  site: OwnerSite;
  body: CallRequest;
  idempotencyKey: string;
  origin: string | null;
  address: string | null;
};
export type CallAccepted = { call: Call; token: string; isNew: boolean };

/** The things that a visitor can make happen to a call. Every refusal is thrown as `Refusal`. */
export type Calls = {
  /** Resolves after the call is on disk; the same key and body again give the same call. */
  request(asked: CallAsked): Promise<CallAccepted>;
  /** The call, for the holder of one of its tokens; `call_not_found` for everybody else. */
  find(id: string, token: string | null): Promise<Call>;
  cancel(id: string): Promise<Call>;
  /** `null`: as soon as possible. */
  reschedule(id: string, to: Date | null): Promise<Call>;
  rate(id: string, rating: Rating): Promise<Call>;
  /** Ends what waits for a site that its owner removed. */
  expireSite(site: string): Promise<void>;
};

type Parts = {
  store: Store;
  pbx: Pbx;
  admission: Admission;
  now: () => Date;
  reached?: Reached | undefined;
};

export function createCalls({ store, pbx, admission, now, reached }: Parts): Calls {
  const change = async (
    id: string,
    decide: (call: Call, tables: Tables) => Promise<CallEvent | null>,
  ) => {
    const changed = await store.transaction(async (tables) => {
      const call = await tables.calls.lock(id);
      if (call === null) throw new Refusal('call_not_found');
      const event = await decide(call, tables);
      if (event === null) return call;
      const next = await apply(call, event, {
        tables,
        settings: await settingsOf(call.site, tables),
        now: now(),
      });
      reached?.('change_uncommitted');
      return next;
    });
    reached?.('change_stored');
    return changed;
  };
  return {
    request: (asked) => request(asked, { store, pbx, admission, now: now(), reached }),
    async find(id, token) {
      const isHolder = token !== null && (await store.keys.holdsToken(hashOf(token), id));
      const call = isHolder ? await store.calls.find(id) : null;
      if (call === null || isTokenExpired(call, now())) throw new Refusal('call_not_found');
      return call;
    },
    cancel: (id) => change(id, async (call) => cancelEvent(call, pbx.can.hangUp)),
    async reschedule(id, to) {
      const capacity = to && (await capacityFor(await store.calls.find(id), { store, pbx }));
      return change(id, async (call, tables) => {
        await checkReschedule(call, to, { tables, now: now(), capacity: capacity ?? 0 });
        return { type: 'rescheduled', to };
      });
    },
    rate: (id, rating) => rate(id, rating, store, now()),
    async expireSite(site) {
      for (const id of await store.calls.idsOf(site, ['scheduled', 'queued'])) {
        await change(id, async () => ({ type: 'expired', reason: 'site_removed' }));
      }
    },
  };
}

type Setting = {
  store: Store;
  pbx: Pbx;
  admission: Admission;
  now: Date;
  reached: Reached | undefined;
};

async function request(
  asked: CallAsked,
  { store, pbx, admission, now, reached }: Setting,
): Promise<CallAccepted> {
  const fingerprint = store.digest(fingerprintOf(asked.body));
  const replayed = await replay(asked, fingerprint, store, now);
  if (replayed) return giveToken(replayed, store, now);
  const candidate = { ...asked, now };
  await admission.knock(candidate);
  const { scheduledFor, department } = asked.body;
  // The PBX may be slow, so it is asked before the transaction.
  const capacity = scheduledFor
    ? await slotCapacity(asked.site.settings, department || null, pbx)
    : 0;
  reached?.('request_admitted');
  const { number } = readPhone(
    asked.body.phone ?? '',
    asked.body.country ?? null,
    asked.site.settings,
  );
  const call = newCall({ ...asked, phone: { number, key: store.digest(number) }, now });
  const accepted = await store.transaction(async (tables) => {
    await tables.takeTurn('request', `${asked.site.site} ${asked.idempotencyKey}`);
    // Asked again inside: the same request may have come twice at once.
    const twin = await replay(asked, fingerprint, tables, now);
    if (twin) return giveToken(twin, tables, now);
    await tables.takeTurn('number', `${asked.site.site} ${call.visitor.phoneKey}`);
    await admission.enter({ ...candidate, capacity }, call.visitor.phoneKey ?? '', tables);
    await insert(call, tables);
    const key = { callId: call.id, fingerprint };
    await tables.keys.saveRequest(asked.site.site, asked.idempotencyKey, key, now);
    const given = await giveToken(call, tables, now);
    reached?.('call_uncommitted');
    return { ...given, isNew: true };
  });
  reached?.('call_stored');
  return accepted;
}

async function insert(call: Call, tables: Tables) {
  await tables.calls.insert(call);
  await tables.timeline.append({
    callId: call.id,
    seq: call.seq,
    at: call.createdAt,
    what: 'requested',
    why: call.reason,
    state: call.state,
    attemptId: null,
  });
}

async function replay(
  { site, idempotencyKey }: CallAsked,
  fingerprint: string,
  tables: Tables,
  now: Date,
): Promise<Call | null> {
  const since = new Date(now.getTime() - IDEMPOTENCY_HOURS * HOUR_MS);
  const earlier = await tables.keys.findRequest(site.site, idempotencyKey, since);
  if (earlier === null) return null;
  if (earlier.fingerprint !== fingerprint) throw new Refusal('idempotency_conflict');
  return tables.calls.find(earlier.callId);
}

function isTokenExpired({ endedAt }: Call, now: Date): boolean {
  return endedAt !== null && now.getTime() - endedAt.getTime() > TOKEN_HOURS * HOUR_MS;
}

/** Answers are lost, so a repeated request gets a token of its own; earlier ones stay valid. */
async function giveToken(call: Call, { keys }: Tables, now: Date): Promise<CallAccepted> {
  const { token, hash } = newToken();
  await keys.saveToken(hash, call.id, now);
  return { call, token, isNew: false };
}

/** What makes two requests the same: all of the body but where it was sent from and its proof. */
function fingerprintOf({ page: _page, solution: _solution, ...body }: CallRequest): string {
  return JSON.stringify(body, Object.keys(body).concat('purpose', 'version').toSorted());
}

function cancelEvent(call: Call, stoppable: boolean): CallEvent | null {
  const isRepeated = call.cancelRequested || call.outcome === 'cancelled';
  if (isRepeated) return null;
  if (call.state === 'ended') throw new Refusal('call_is_final');
  return { type: 'cancelAsked', stoppable };
}

async function capacityFor(call: Call | null, { store, pbx }: Pick<Setting, 'store' | 'pbx'>) {
  if (call === null) throw new Refusal('call_not_found');
  return slotCapacity(await settingsOf(call.site, store), call.department, pbx);
}

function rate(id: string, rating: Rating, store: Store, now: Date): Promise<Call> {
  return store.transaction(async (tables) => {
    const call = await tables.calls.lock(id);
    if (call === null) throw new Refusal('call_not_found');
    if (call.outcome !== 'completed') {
      throw new Refusal('invalid_request', { detail: 'Only a completed call can be rated.' });
    }
    await refuseManyChanges({ callId: id, what: 'rated' }, { tables, now });
    // A fact learned after the end: the call itself stays as it ended, so `seq` stays too.
    const rated = { ...call, stars: rating.stars, updatedAt: now };
    await tables.calls.save(rated);
    if (rating.comment) await tables.calls.saveComment(id, rating.comment);
    await tables.timeline.append({
      callId: id,
      seq: null,
      at: now,
      what: 'rated',
      why: String(rating.stars),
      state: call.state,
      attemptId: null,
    });
    return rated;
  });
}
