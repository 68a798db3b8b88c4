import { writeNumber } from './event-body.ts';
import type { Quirks } from './quirks.ts';
import type { Reply } from './reply.ts';
import { logParty, type SimulatedCall } from './simulated-call.ts';

type Context = { quirks: Quirks; domain: string; lineNumber: string };

/** `call_info`: nothing while the call lives, all of it afterwards. */
export function callInfoReply(call: SimulatedCall | undefined, context: Context): Reply {
  const { callInfoForgets, callInfoLagMs } = context.quirks;
  const isKnown =
    call?.endedAt != null &&
    !callInfoForgets &&
    Date.now() - call.endedAt.getTime() >= callInfoLagMs;
  if (!isKnown) return { json: { result: 1, resultMessage: 'Вызов не найден', info: null } };
  return { json: { result: 0, resultMessage: '', info: info(call, context) } };
}

function info(call: SimulatedCall, { quirks, domain, lineNumber }: Context) {
  const user = `sip:${call.user.name}@${domain}`;
  const outside = writeNumber(call.phone, quirks.numberForm);
  const isIncoming = call.kind === 'incoming';
  return {
    call_type: isIncoming ? 1 : 3,
    direction: isIncoming ? 1 : 2,
    state: call.talked ? 1 : 2,
    orig_number: isIncoming ? outside : user,
    orig_pin: isIncoming ? null : call.user.pin,
    dest_number: isIncoming ? writeNumber(lineNumber, quirks.numberForm) : outside,
    answering_sipuri: call.talked ? user : null,
    answering_pin: call.talked ? call.user.pin : null,
    start_call_date: String(Math.floor(call.startedAt.getTime() / 1000)),
    duration: durationOf(call),
    session_log: sessionLog(call, quirks.sessionLog),
    is_voicemail: false,
    is_record: call.talked,
    is_fax: false,
    status_code: call.statusCode,
    status_string: call.statusCode === '0' ? '' : 'Call failed',
  };
}

/** As the vendor counts: the whole call, ringing included; 0 when nobody talked. */
export function durationOf(call: SimulatedCall): number {
  return call.talked ? (call.log.at(-1)?.second ?? 0) : 0;
}

function sessionLog(call: SimulatedCall, form: Quirks['sessionLog']): string {
  if (form === 'none') return '';
  const visitor = logParty(call.phone);
  return call.log
    .filter(({ party }) => form === 'both_legs' || party !== visitor)
    .map(({ second, code, party }) => `${second}:${code}:${party};`)
    .join('');
}
