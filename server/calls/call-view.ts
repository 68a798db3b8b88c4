import type { SiteSettings } from '../../shared/site-settings.ts';
import type { CallView } from '../../shared/wire.ts';
import type { Call } from './call.ts';
import { callFacts } from './call-facts.ts';
import type { Place } from './waits.ts';

export type ViewContext = {
  settings: SiteSettings;
  /** In the queue, if the call waits in one. */
  place: Place;
  /** `+7 912 345-67-89` → `+7 ••• •••-67-89`. */
  mask: (phone: string) => string;
};

/** The call as its visitor may see it. */
export function callView(call: Call, { settings, place, mask }: ViewContext): CallView {
  const { callerId } = settings;
  return {
    ...callFacts(call),
    phone: call.visitor.phone === null ? null : mask(call.visitor.phone),
    ...place,
    operator: operatorName(call),
    callerId: callerId ? { number: callerId.number, label: callerId.label } : null,
  };
}

/** Who is named only once he or she is on the line: a name that did not answer is no promise. */
function operatorName(call: Call): CallView['operator'] {
  const isOnLine = ['calling_visitor', 'connected', 'ended'].includes(call.state);
  return isOnLine && call.operator?.name ? { name: call.operator.name } : null;
}
