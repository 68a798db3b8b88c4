import { toVendorTimestamp } from '../vendor-time.ts';
import type { Quirks } from './quirks.ts';
import type { EventState, Leg } from './ring-legs.ts';
import { logParty, type SimulatedCall } from './simulated-call.ts';

export type Report = { state: EventState; leg: Leg; reason?: string };

type Context = { quirks: Quirks; domain: string; lineNumber: string; at: Date };

/** The body of one `call_events` request, in the form that the quirks choose. */
export function eventBody(call: SimulatedCall, report: Report, context: Context) {
  const { quirks, at } = context;
  const body = {
    session_id: call.eventSessionId,
    timestamp: toVendorTimestamp(at),
    type: call.kind === 'incoming' ? 'incoming' : 'outbound',
    state: report.state,
    ...parties(call, report, context),
    disconnect_reason: report.reason ?? '',
    is_record: report.state === 'end' && call.talked ? 'true' : '',
  };
  return quirks.unusedFields === 'absent' ? withoutEmpty(body) : body;
}

function parties(call: SimulatedCall, { state, leg }: Report, context: Context) {
  const { quirks, domain, lineNumber } = context;
  const user = `${call.user.name}@${domain}`;
  const outside = writeNumber(call.phone, quirks.numberForm);
  if (call.kind === 'incoming') {
    const called =
      state === 'new'
        ? { request_number: writeNumber(lineNumber, quirks.numberForm), request_pin: '' }
        : { request_number: user, request_pin: call.user.pin };
    return { from_number: outside, from_pin: '', ...called };
  }
  const from = { from_number: `sip:${user}`, from_pin: call.user.pin };
  return quirks.eventParties === 'leg' && leg === 'operator'
    ? { ...from, request_number: user, request_pin: call.user.pin }
    : { ...from, request_number: outside, request_pin: '' };
}

/** A number in one of the spellings that public integrations met. */
export function writeNumber(phone: string, form: Quirks['numberForm']): string {
  const digits = logParty(phone);
  const spellings: Record<Quirks['numberForm'], string> = {
    sip_plus: `sip:${phone}@192.0.2.33`,
    sip_plain: `sip:${digits}@0.0.0.0`,
    sip_trunk: `sip:${digits.replace(/^7/, '8')}`,
    sip_tgrp: `sip:${phone};tgrp=gw1;trunk-context=rt.ru@192.0.2.33`,
    bare: digits,
  };
  return spellings[form];
}

function withoutEmpty(body: Record<string, string>) {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== ''));
}
