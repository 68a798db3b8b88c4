import type { CallKind, CallState, Outcome, Reason } from '../../shared/states.ts';

/** A call as the domain holds it. What identifies a person is `null` once it has been erased. */
export type Call = {
  /** ULID: sorts by the time of the request. */
  id: string;
  site: string;
  kind: CallKind;
  state: CallState;
  outcome: Outcome | null;
  reason: Reason | null;
  /** Grows by one with every change; the number of the newest timeline row. */
  seq: number;
  /** How often the PBX has been asked. */
  attempt: number;
  department: string | null;
  /** The time the visitor chose, or the opening the relay moved the call to. */
  scheduledFor: Date | null;
  nextAttemptAt: Date | null;
  /** When the dispatcher should look at it next; only read in `scheduled` and `queued`. */
  dueAt: Date;
  cancelRequested: boolean;
  connectedAt: Date | null;
  endedAt: Date | null;
  talkSeconds: number | null;
  operator: { pin: string; name: string | null } | null;
  retries: RetryCounters;
  stars: number | null;
  /**
   * The moment for which the visitor himself wanted to be rung; `null` once the relay has moved the
   * call or rings again by its own plan. His own choice may lie in his night, a machine's may not.
   */
  chosenAt: Date | null;
  /** Was asked for "now" and neither visitor nor opening hours put it off: its wait tells what to promise. */
  wantedNow: boolean;
  /** Of a call wanted now: whole seconds from the request until the visitor's phone first rang. */
  waitedSeconds: number | null;
  locale: string | null;
  timezone: string | null;
  trigger: string | null;
  consents: { purpose: string; version: string; at: string }[];
  visitor: Visitor;
  createdAt: Date;
  updatedAt: Date;
};

export type RetryCounters = {
  /** PINs that were tried in this round and did not take the call. */
  tried: string[];
  /** Rounds in which every operator of the department was tried. */
  rounds: number;
  visitorFailures: number;
  /** Times in a row that the PBX could not even be asked. */
  deferrals: number;
};

/** Everything that points at a person, kept in columns of its own so that it can be erased. */
export type Visitor = {
  /** E.164. */
  phone: string | null;
  /** HMAC of the number: equal numbers meet without being readable. */
  phoneKey: string | null;
  name: string | null;
  note: string | null;
  comment: string | null;
  page: VisitorPage | null;
};

/** Without query strings (`utm_*` aside): they carry tokens and names more often than anything useful. */
export type VisitorPage = {
  url: string | null;
  title: string | null;
  referrer: string | null;
  utm: Record<string, string> | null;
};

/** One asking of the PBX. */
export type Attempt = {
  id: string;
  callId: string;
  site: string;
  number: number;
  operator: { pin: string; name: string | null };
  phoneKey: string | null;
  /**
   * `intended`: the intent is on disk, the PBX is being asked. `uncertain`: it may or may not ring.
   * `placed`: the PBX said yes or sent an event. `ended`: nothing of it rings any more.
   */
  state: 'intended' | 'uncertain' | 'placed' | 'ended';
  askedAt: Date;
  /** The id from the PBX's answer. */
  sessionId: string | null;
  /** The id seen in events, where it differs from the answer's or came without one. */
  eventSessionId: string | null;
  /** When the PBX should be asked what became of it; `null` when nobody need ask. */
  checkAt: Date | null;
  checks: number;
  endedAt: Date | null;
  result: string | null;
};

/** A call of operators, whoever placed it, as the PBX's events tell it: who is on the phone. */
export type OperatorCall = {
  /** The PBX's id. */
  sessionId: string;
  /** By PIN, everybody who takes part. */
  parties: Record<string, PartyMarks>;
  /** By our clock. */
  heardAt: Date;
  /** From then on it occupies nobody, even if its end was never heard of. */
  lapsesAt: Date;
  /** A call waits for somebody in it: the PBX is to be asked whether it is over. */
  askAt: Date | null;
  askedAt: Date | null;
  endedAt: Date | null;
};

/**
 * When something last happened to one user, in milliseconds of the PBX's clock. The newest of each
 * kind is all that is kept, so that events may come twice and in any order.
 */
export type PartyMarks = Partial<Record<'placed' | 'rang' | 'talked' | 'parted', number>>;
