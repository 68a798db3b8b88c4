/** Ways in which an answer is none. */
export type Fault = 'server_error' | 'html' | 'empty' | 'garbage' | 'cut' | 'reset' | 'never';

export type CallBackAnswer =
  | 'normal'
  /** `-20`: the vendor's one documented refusal. */
  | 'operator_failed'
  /** Another non-zero `result`, no session: nothing was placed. */
  | 'refused_for_now'
  /** The test stand's canned words: `"1"`, a text of success, a session. */
  | 'test_stand'
  /** `"0"` without a `session_id`. */
  | 'no_session'
  | Fault;

/**
 * Everything the real PBX is known or feared to do differently. The defaults are the documented
 * behaviour; each switch may be turned while the simulator runs.
 */
export type Quirks = {
  /** `result` as each method's sample shows it, or everywhere the same. */
  resultAs: 'documented' | 'string' | 'number';
  callBackAnswer: CallBackAnswer;
  /** How many more `call_back` requests get that answer before it is normal again. */
  callBackAnswersLeft: number;
  /** Whether the call is placed behind a faulty answer; `null`: as is likely for that fault. */
  callBackPlaces: boolean | null;
  /** The call starts at once, the answer comes so much later. */
  callBackDelayMs: number;
  eventsBeforeAnswer: boolean;
  /** For every method that only reads. */
  readAnswer: 'normal' | Fault;
  /** Negative balance: reads work, calls are refused. */
  domainBlocked: boolean;

  noEvents: boolean;
  eventsDoubled: boolean;
  /** `reversed`: all of a call's events after its end, last first. */
  eventOrder: 'kept' | 'shuffled' | 'reversed';
  eventDelayMs: number;
  /** States that are never reported. */
  skippedStates: readonly string[];
  /** 1: only the talk is reported as `connected`, not the operator's answer. */
  connectedEvents: 1 | 2;
  /** Events carry another id than the answer to `call_back` did. */
  otherSessionId: boolean;
  analyticsEvent: boolean;
  unusedFields: 'empty' | 'absent';
  /** `call`: every event names operator and visitor; `leg`: only who is being rung. */
  eventParties: 'call' | 'leg';
  numberForm: 'sip_plus' | 'sip_plain' | 'sip_trunk' | 'sip_tgrp' | 'bare';

  /** How long after the end `call_info` begins to know the call. */
  callInfoLagMs: number;
  callInfoForgets: boolean;
  /** `session_log` with both legs, the first one only, or nothing. */
  sessionLog: 'both_legs' | 'operator_only' | 'none';

  historyFileLagMs: number;
  /** How long after its end a call appears in the list. */
  historyRowLagMs: number;
  historyFormat: 'zip' | 'gzip' | 'plain';
  historyDelimiter: ';' | ',';
  historyColumns: 16 | 14;
  historyNotReady: 'html' | 'json';
  /** How many more orders meet "уже существует". */
  historyExistsTimes: number;

  recordingNotReadyTimes: number;
  /** How long an incoming call waits for `get_number_info`. */
  numberInfoLimitMs: number;
  numberInfoForm: 'documented' | 'article';
};

export const NO_QUIRKS: Quirks = {
  resultAs: 'documented',
  callBackAnswer: 'normal',
  callBackAnswersLeft: Number.POSITIVE_INFINITY,
  callBackPlaces: null,
  callBackDelayMs: 0,
  eventsBeforeAnswer: false,
  readAnswer: 'normal',
  domainBlocked: false,
  noEvents: false,
  eventsDoubled: false,
  eventOrder: 'kept',
  eventDelayMs: 0,
  skippedStates: [],
  connectedEvents: 2,
  otherSessionId: false,
  analyticsEvent: false,
  unusedFields: 'empty',
  eventParties: 'call',
  numberForm: 'sip_plus',
  callInfoLagMs: 0,
  callInfoForgets: false,
  sessionLog: 'both_legs',
  historyFileLagMs: 0,
  historyRowLagMs: 0,
  historyFormat: 'zip',
  historyDelimiter: ';',
  historyColumns: 16,
  historyNotReady: 'html',
  historyExistsTimes: 0,
  recordingNotReadyTimes: 0,
  numberInfoLimitMs: 2000,
  numberInfoForm: 'documented',
};
