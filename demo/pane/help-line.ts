import type { CallView } from '../../shared/wire.ts';
import type { PhonesView, PhoneView } from '../phones/phone-view.ts';

/** The part of the widget's call that the help line needs. */
export type CallNews = Pick<CallView, 'state' | 'outcome' | 'reason'> &
  Partial<Pick<CallView, 'nextAttemptAt' | 'talkSeconds'>>;

export type HelpStep =
  | 'lost'
  | 'start'
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
export type Failure =
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
export function helpLine(phones: PhonesView | null, call: CallNews | null): HelpLine {
  if (phones === null) return plain('lost');
  const step = stepOfPhones(phones);
  if (step !== null) return plain(step);
  if (call === null) return afterFailure(failureOfPhones(phones), phones, null);
  return stepOfCall(phones, call);
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
  const failure = failureOfPhones(phones) ?? failureOfReason(call);
  if (call.state === 'ended') {
    return { ...plain(call.outcome ?? 'completed'), talkSeconds: call.talkSeconds ?? null };
  }
  if (call.state === 'scheduled') {
    return failure === null
      ? { ...plain('waits'), nextTryAt: call.nextAttemptAt ?? null }
      : afterFailure(failure, phones, call.nextAttemptAt ?? null);
  }
  return failure !== null && call.reason !== null
    ? afterFailure(failure, phones, null)
    : plain('asked');
}

function failureOfReason({ reason }: CallNews): Failure | null {
  if (reason === 'operator_busy' || reason === 'visitor_busy') return reason;
  if (reason === 'operator_no_answer') return 'operator_missed';
  return reason === 'visitor_no_answer' ? 'visitor_missed' : null;
}

function failureOfPhones({ operator, visitor }: PhonesView): Failure | null {
  const ofOperator = failed(operator);
  if (ofOperator !== null) return `operator_${ofOperator}`;
  const ofVisitor = failed(visitor);
  return ofVisitor === null ? null : `visitor_${ofVisitor}`;
}

function failed(phone: PhoneView): 'declined' | 'missed' | null {
  if (phone.state === 'declined' || phone.state === 'missed') return phone.state;
  return phone.state === 'idle' ? phone.lastOutcome : null;
}

function afterFailure(
  failure: Failure | null,
  phones: PhonesView,
  nextTryAt: string | null,
): HelpLine {
  if (failure === null) return plain('start');
  const phone = failure.startsWith('operator') ? phones.operator : phones.visitor;
  return { ...plain(failure), nextTryAt, mustSwitch: phone.behaviour !== 'answers' };
}
