import type { CallFilter, OwnerSite, SiteInput } from '../../shared/wire.ts';
import type { Attempt, Call, OperatorCall } from '../calls/call.ts';
import type { PbxEvent } from '../pbx/pbx.ts';

/**
 * The port: what the domain asks of any database. One implementation serves every dialect;
 * `store.contract.ts` is what an engine has to pass.
 */
export type Store = Tables & {
  /**
   * Runs `work` in one transaction: all of it is on disk when the promise resolves, or nothing.
   * Inside, only the given tables may be used. Changes are announced after the commit.
   */
  transaction<T>(work: (tables: Tables) => Promise<T>): Promise<T>;
  /**
   * Calls `listener` after every committed change of a call, by this relay or another one (of a
   * new call only the relay that made it hears). Returns the way to stop it.
   */
  onChange(listener: (change: CallChange) => void): () => void;
  /** Calls `listener` after every change of a site, by whichever relay. */
  onSiteChange(listener: (site: string) => void): () => void;
  /** Calls `listener` when changes by other relays may have gone unheard. */
  onMissed(listener: () => void): () => void;
  /** Other relays may be at work on the same database. */
  isShared: boolean;
  /** Counts what is not worth a row, per key in windows of so many seconds, for all relays together. */
  counter(name: string, seconds: number): RateCounter;
  /** HMAC of a text under this store's own key: equal numbers meet, none can be read back. */
  digest(text: string): string;
  /** Resolves when the database answers and takes writes, rejects otherwise. */
  ping(): Promise<void>;
  close(): Promise<void>;
};

export type RateCounter = {
  /** Counts one more; `count` includes it. */
  count(key: string): Promise<{ count: number; msBeforeReset: number }>;
};

export type Tables = {
  /**
   * Inside a transaction: waits until no other one that named the same turn is running, on any
   * relay. For rules that look before they write, such as "one live call per number". A
   * transaction that takes several takes them in one order: request, number, slot, operators.
   */
  takeTurn(kind: 'request' | 'number' | 'slot' | 'operators', name: string): Promise<void>;
  sites: SiteTable;
  calls: CallTable;
  attempts: AttemptTable;
  pbxEvents: PbxEventTable;
  operatorCalls: OperatorCallTable;
  timeline: TimelineTable;
  keys: KeyTable;
};

export type CallChange = { callId: string; seq: number; state: Call['state']; queue: Queue };

export type SiteTable = {
  find(site: string): Promise<OwnerSite | null>;
  list(): Promise<OwnerSite[]>;
  /** `false` when the name is taken. */
  insert(site: SiteInput, now: Date): Promise<boolean>;
  /** `false` when `version` is no longer the stored one. */
  replace(site: SiteInput, version: number, now: Date): Promise<boolean>;
  remove(site: string): Promise<boolean>;
};

/** Calls that wait for the same operators. */
export type Queue = { site: string; department: string | null };

/** How many of them are due, and since when the first one is. */
export type QueueLength = { department: string | null; waiting: number; oldest: Date };

/** What a call tells of how long visitors wait and talk; nothing of who it was. */
export type CallSample = Pick<
  Call,
  'department' | 'state' | 'outcome' | 'wantedNow' | 'waitedSeconds' | 'talkSeconds'
>;

export type CallTable = {
  find(id: string): Promise<Call | null>;
  /** As `find`, and no other transaction may change the call until this one ends. */
  lock(id: string): Promise<Call | null>;
  /** As `lock`, but does not wait: `null` also while another transaction holds the call. */
  lockIfFree(id: string): Promise<Call | null>;
  insert(call: Call): Promise<void>;
  /** Writes everything but the visitor's data, and announces the change. */
  save(call: Call): Promise<void>;
  saveComment(id: string, comment: string): Promise<void>;
  /** The live call of a number on a site, apart from `exceptId`. */
  liveOf(site: string, phoneKey: string, exceptId?: string): Promise<Call | null>;
  countScheduled(site: string, phoneKey: string): Promise<number>;
  /** Calls of a queue that are scheduled for a time in the span, `to` excluded. */
  scheduledIn(queue: Queue, span: { from: Date; to: Date }): Promise<{ id: string; at: Date }[]>;
  /** When the `nth` newest call since `since` was requested; `null` when there are fewer. */
  nthNewest(query: {
    site: string;
    phoneKey?: string;
    since: Date;
    nth: number;
  }): Promise<Date | null>;
  /** Sites and departments in which calls are due. */
  dueQueues(now: Date): Promise<Queue[]>;
  /** Ids of a queue's calls whose time has come, longest due first. */
  dueIn(queue: Queue, now: Date, limit: { queued: number; scheduled: number }): Promise<string[]>;
  /** When the next call will come due after `now`; `null` when none will. */
  nextDue(now: Date): Promise<Date | null>;
  /** How many calls are due, on every site, and since when the longest. */
  waitingNow(now: Date): Promise<{ queued: number; scheduled: number; oldest: Date | null }>;
  /** Place in the queue of its site, 1 for the first. */
  position(call: Call): Promise<number>;
  /** The queue's calls that are due and wait, in order. */
  line(queue: Queue, now: Date, limit: number): Promise<{ id: string; dueAt: Date }[]>;
  /** The queues of a site in which calls wait. */
  queuesOf(site: string, now: Date): Promise<QueueLength[]>;
  /** The newest of the site's calls that were requested in that time. */
  samples(query: { site: string; from: Date; to: Date; limit: number }): Promise<CallSample[]>;
  /** Last completed call of a number on a site since the moment. */
  completedSince(site: string, phoneKey: string, since: Date): Promise<boolean>;
  /** Newest call of a number, on any site, that came with a name. */
  newestNamedOf(phoneKey: string): Promise<Call | null>;
  /** Ids of every call that has not ended, of removed sites too. */
  unended(): Promise<string[]>;
  idsOf(site: string, states: readonly Call['state'][]): Promise<string[]>;
  /** Newest first. `nextCursor` is `null` on the last page. */
  list(filter: CallFilter): Promise<{ calls: Call[]; nextCursor: string | null }>;
};

export type AttemptTable = {
  insert(attempt: Attempt): Promise<void>;
  save(attempt: Attempt): Promise<void>;
  find(id: string): Promise<Attempt | null>;
  ofCall(callId: string): Promise<Attempt[]>;
  /** The attempt that is not ended, if the call has one. */
  openOf(callId: string): Promise<Attempt | null>;
  /** By either id of the PBX, newest first. */
  bySession(sessionId: string): Promise<Attempt | null>;
  /** Open attempts without an event so far, asked within the window, newest first. */
  silent(search: {
    operator: string;
    phoneKey: string;
    from: Date;
    to: Date;
  }): Promise<Attempt | null>;
  /** The PBX's ids of all other attempts at the same number, of whichever call. */
  otherSessions(attempt: Attempt): Promise<string[]>;
  /** PINs of operators that open attempts occupy, on every site. */
  busyOperators(): Promise<string[]>;
  countOpen(site: string): Promise<number>;
  countOpenByState(): Promise<Record<Exclude<Attempt['state'], 'ended'>, number>>;
  /**
   * Ids of open attempts that the PBX should be asked about now. They are this relay's until
   * `until`; if it dies, another one asks then. An intent that comes up here was never seen to be
   * answered, so it becomes `uncertain`.
   */
  claimChecks(now: Date, until: Date, limit: number): Promise<string[]>;
  nextCheck(): Promise<Date | null>;
  /**
   * After a relay died: what was being asked is `uncertain`, and everything under way is to be
   * asked about now, since its events may have been lost. Gives the number of open attempts.
   */
  resume(now: Date): Promise<number>;
  /** Has the PBX asked about everything that it was told of: its events may have been lost. */
  askAgain(now: Date): Promise<number>;
};

export type StoredEvent = PbxEvent & { id: string; attemptId: string | null };

export type PbxEventTable = {
  /** `raw` is the vendor's body as received. */
  insert(
    event: StoredEvent,
    received: { raw: string; at: Date; phoneKey: string | null },
  ): Promise<void>;
  /** Everything the PBX said of an attempt. */
  ofAttempt(attemptId: string): Promise<PbxEvent[]>;
};

/** Who is on the phone in calls of any kind, and since when each operator rests. */
export type OperatorCallTable = {
  /** Inside a transaction nobody else changes the call until it ends. */
  find(sessionId: string): Promise<OperatorCall | null>;
  /** As `find`, after storing `fresh` where there was none. */
  lock(fresh: OperatorCall): Promise<OperatorCall>;
  save(call: OperatorCall): Promise<void>;
  /** Calls that have not ended nor lapsed: as many as the PBX has running, whatever is stored. */
  open(now: Date): Promise<OperatorCall[]>;
  /** A call waits for somebody in these. */
  askSoon(sessionIds: readonly string[], now: Date): Promise<void>;
  toAsk(limit: number): Promise<string[]>;
  /** `true` for one relay of those that want to ask. */
  claimAsk(sessionId: string, now: Date): Promise<boolean>;
  /** The last call of these operators has just ended. */
  rest(pins: readonly string[], now: Date): Promise<void>;
  /** When the last call of each ended; whoever never had one is missing. */
  restingSince(pins: readonly string[]): Promise<Map<string, Date>>;
  /** Drops what lapsed before the moment. */
  sweep(before: Date): Promise<void>;
};

export type TimelineRow = {
  callId: string;
  /** `null` for what was noted and changed nothing. */
  seq: number | null;
  at: Date;
  what: string;
  why: string | null;
  state: Call['state'];
  attemptId: string | null;
};

export type TimelineTable = {
  append(row: TimelineRow): Promise<void>;
  ofCall(callId: string): Promise<TimelineRow[]>;
  /** When the `nth` newest row of a kind since `since` was written; `null` when there are fewer. */
  nthNewest(query: {
    callId: string;
    what: string;
    since: Date;
    nth: number;
  }): Promise<Date | null>;
};

export type IdempotentRequest = { callId: string; fingerprint: string };

/** Secrets of calls (hashed) and keys of requests. */
export type KeyTable = {
  saveToken(hash: string, callId: string, now: Date): Promise<void>;
  holdsToken(hash: string, callId: string): Promise<boolean>;
  saveRequest(site: string, key: string, request: IdempotentRequest, now: Date): Promise<void>;
  findRequest(site: string, key: string, since: Date): Promise<IdempotentRequest | null>;
  /** Drops keys of requests older than `before`, and tokens of calls that ended before it. */
  sweep(before: Date): Promise<void>;
};
