import type { OwnerCall } from '../../shared/wire.ts';
import type { Call } from './call.ts';
import { callFacts } from './call-facts.ts';

/** The call as its owner sees it: the whole number, and what the visitor wrote. */
export function ownerCall(call: Call): OwnerCall {
  const { phone, name, note, page } = call.visitor;
  return {
    ...callFacts(call),
    site: call.site,
    direction: 'callback',
    phone,
    name,
    note,
    department: call.department,
    operator: call.operator,
    locale: call.locale,
    timezone: call.timezone,
    trigger: call.trigger,
    consents: call.consents,
    page,
    endedAt: call.endedAt?.toISOString() ?? null,
  };
}
