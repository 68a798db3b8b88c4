import type { CallView } from '../../shared/wire.ts';
import type { PhonesView, PhoneView } from '../phones/phone-view.ts';

/** The part of the widget's call that the help line needs. */
export type CallNews = Pick<CallView, 'state' | 'outcome' | 'reason'> &
  Partial<Pick<CallView, 'nextAttemptAt' | 'talkSeconds'>>;

export type WidgetState = { call: CallNews | null; isOpen: boolean };

export type HelpStep =
  | 'lost'
  | 'start'
  | 'form'
  | 'asked'
  | 'operator_rings'
  | 'operator_silent'
  | 'operator_answered'
  | 'visitor_rings'
  | 'visitor_silent'
  | 'talking'
  | Failure
  | 'waits'
  | 'completed'
  | 'cancelled'
  | 'no_operator'
  | 'visitor_unreachable'
  | 'refused'
  | 'expired';
type Failure =
  | 'operator_busy'
  | 'operator_declined'
  | 'operator_missed'
  | 'visitor_busy'
  | 'visitor_declined'
  | 'visitor_missed';

export type HelpLine = {
  step: HelpStep;
  /** ISO instant of the next try, where one is planned. */
  nextTryAt: string | null;
  /** The phone that failed would fail again until its switch is put back. */
  mustSwitch: boolean;
  talkSeconds: number | null;
};

const plain = (step: HelpStep): HelpLine => ({
  step,
  nextTryAt: null,
  mustSwitch: false,
  talkSeconds: null,
});

/** What to press now. `phones` is `null` while the relay is not heard. */
export function helpLine(phones: PhonesView | null, { call, isOpen }: WidgetState): HelpLine {
  if (phones === null) return plain('lost');
  const step = stepOfPhones(phones);
  if (step !== null) return plain(step);
  if (call !== null) return stepOfCall(phones, call);
  const failure = failureOfPhones(phones);
  if (failure !== null) return afterFailure(failure, phones, null);
  return plain(isOpen ? 'form' : 'start');
}

function stepOfPhones({ operator, visitor }: PhonesView): HelpStep | null {
  if (operator.state === 'talking' || visitor.state === 'talking') return 'talking';
  if (visitor.state === 'ringing')
    return visitor.behaviour === 'silent' ? 'visitor_silent' : 'visitor_rings';
  if (operator.state === 'ringing')
    return operator.behaviour === 'silent' ? 'operator_silent' : 'operator_rings';
  return operator.state === 'waiting' ? 'operator_answered' : null;
}

function stepOfCall(phones: PhonesView, call: CallNews): HelpLine {
  if (call.state === 'ended') {
    return { ...plain(call.outcome ?? 'completed'), talkSeconds: call.talkSeconds ?? null };
  }
  const nextTryAt = call.nextAttemptAt ?? null;
  const failure = failureOfCall(phones, call);
  if (failure !== null) return afterFailure(failure, phones, nextTryAt);
  return call.state === 'scheduled' ? { ...plain('waits'), nextTryAt } : plain('asked');
}

/** The PBX tells which side failed; the phone itself often knows better how. */
function failureOfCall(phones: PhonesView, { reason }: CallNews): Failure | null {
  if (reason === 'operator_busy') return `operator_${fault(phones.operator) ?? 'busy'}`;
  if (reason === 'operator_no_answer') return `operator_${fault(phones.operator) ?? 'missed'}`;
  if (reason === 'visitor_busy') return `visitor_${fault(phones.visitor) ?? 'busy'}`;
  if (reason === 'visitor_no_answer') return `visitor_${fault(phones.visitor) ?? 'missed'}`;
  return null;
}

/** While the widget tells nothing, only what is happening now counts, not what once happened. */
function failureOfPhones({ operator, visitor }: PhonesView): Failure | null {
  if (isFailure(operator.state)) return `operator_${operator.state}`;
  return isFailure(visitor.state) ? `visitor_${visitor.state}` : null;
}

function isFailure(state: PhoneView['state']): state is 'declined' | 'missed' {
  return state === 'declined' || state === 'missed';
}

function fault({ state, lastOutcome }: PhoneView): 'busy' | 'declined' | 'missed' | null {
  if (state === 'busy' || isFailure(state)) return state;
  return state === 'idle' ? lastOutcome : null;
}

function afterFailure(failure: Failure, phones: PhonesView, nextTryAt: string | null): HelpLine {
  const phone = failure.startsWith('operator') ? phones.operator : phones.visitor;
  return { ...plain(failure), nextTryAt, mustSwitch: phone.behaviour !== 'answers' };
}
