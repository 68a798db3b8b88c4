/**
 * The port: what the domain asks of any PBX, and what a PBX declares it can do. Drivers translate
 * the vendor's words at this edge; nothing behind it knows a vendor's field name.
 */

export type Pbx = {
  readonly name: 'rostelecom' | 'asterisk';
  readonly can: PbxCapabilities;
  /** `placeCall` has answered after this long, whatever the PBX does. Milliseconds. */
  readonly placesWithinMs: number;

  /**
   * Rings the operator, then the phone, and joins them. Never throws: what went wrong on the way
   * is an answer, because only the caller knows what may be repeated.
   */
  placeCall(request: PlaceCallRequest): Promise<PlaceCallAnswer>;

  /** Reads how far a call has come from everything the PBX has said of it so far, in any order. */
  progressOf(events: readonly PbxEvent[]): CallProgress;

  /**
   * What the PBX itself remembers of a call whose id is known. `unknown`: it does not say (not
   * reachable, no such call yet, still talking). Never throws.
   */
  callDetails(sessionId: string): Promise<CallDetails | 'unknown'>;

  /**
   * Looks for a call whose id was never learned, by operator, number and time. `absent` only from
   * a source that would show it by now; `unknown` means ask again at `askAgainAt`. Never throws.
   */
  findCall(search: CallSearch): Promise<FoundCall>;

  /** Users who can be rung, from the PBX, cached. Rejects with `PbxUnavailable`. */
  operators(): Promise<Operator[]>;

  /** Numbers that stand for several users, from the PBX, cached. Rejects with `PbxUnavailable`. */
  groups(): Promise<OperatorGroup[]>;

  /** Whether the PBX answers our signed requests now (`/readyz`). Never throws. */
  isReachable(): Promise<boolean>;

  close(): Promise<void>;
};

export type PbxCapabilities = {
  /** A ringing or talking call can be ended from here. */
  hangUp: boolean;
  /** A source exists that shows calls whose answer was lost, so absence can be proved. */
  findsLostCalls: boolean;
};

export type PlaceCallRequest = {
  /** The operator's PIN (internal number), as in `Operator.pin`. */
  operator: string;
  /** E.164. */
  phone: string;
};

export type PlaceCallAnswer =
  | { kind: 'accepted'; sessionId: string | null }
  /** The operator's leg failed at once: as "did not answer". */
  | { kind: 'operator_failed'; why: string }
  /** Certainly not placed, worth another try: not delivered, or refused for the moment. */
  | { kind: 'temporary'; why: string }
  /** Certainly not placed and never will be. */
  | { kind: 'refused'; why: string }
  /** The request was sent and the answer is lost or makes no sense: it may be ringing. */
  | { kind: 'uncertain'; why: string; sessionId: string | null };

/** One report of the PBX about a call, in our words. */
export type PbxEvent = {
  /** The vendor's id of the call. */
  sessionId: string;
  /** When it happened, by the PBX's clock. */
  at: Date;
  step: 'new' | 'ringing' | 'answered' | 'parted' | 'ended' | 'other';
  /** PINs of the users on either side, where the event names any: both in an internal call. */
  users?: { from: string | null; to: string | null };
  /** PIN of the operator who takes part, if the event tells. */
  operator: string | null;
  /** The outside number in E.164, if the event tells one. */
  phone: string | null;
  /** Why audio ended, in our words, where the vendor tells. */
  cause: LegCause | null;
  /** Whom the event names as the called side, where it tells; only a hint to `progressOf`. */
  called?: 'operator' | 'phone' | null;
  /** The outside number called in by itself: whatever this is, it is no attempt of ours. */
  isIncoming?: boolean;
};

export type LegCause = 'hung_up' | 'busy' | 'no_answer' | 'declined' | 'unreachable';

export type CallProgress = {
  stage: 'none' | 'operator_ringing' | 'visitor_ringing' | 'connected' | 'ended';
  operatorAnsweredAt: Date | null;
  connectedAt: Date | null;
  /**
   * The visitor's own answer was reported. `false` with a `connectedAt`: reports are missing, and
   * what is taken for the talk may have been the operator's answer alone.
   */
  isTalkProven: boolean;
  endedAt: Date | null;
};

export type CallDetails = {
  sessionId: string;
  startedAt: Date | null;
  /** Whole seconds both sides talked; `null` when they did not. */
  talkSeconds: number | null;
  /** Which leg failed when they did not talk; `null` when the PBX does not tell. */
  failed: { leg: 'operator' | 'visitor'; cause: LegCause | null } | null;
  hasRecording: boolean;
};

export type CallSearch = {
  operator: string;
  phone: string;
  /** When the PBX was (or was about to be) asked. */
  askedAt: Date;
  /** Calls known to be other attempts: never the one looked for. */
  otherSessions?: readonly string[];
};

export type FoundCall =
  | { kind: 'found'; details: CallDetails }
  | { kind: 'absent' }
  | { kind: 'unknown'; askAgainAt: Date };

export type Operator = {
  pin: string;
  name: string | null;
  /** Marked by the PBX as taking outside calls. */
  isOperator: boolean;
};

export type OperatorGroup = {
  pin: string;
  /** PINs of users, in the PBX's order. */
  members: string[];
};

/** The PBX did not answer a read that has no useful substitute. */
export class PbxUnavailable extends Error {
  override name = 'PbxUnavailable';
}
