import type { Tables } from '../store/store.ts';
import { checkSlot } from './admission/slot-free.ts';
import { checkTime } from './admission/time-offered.ts';
import type { Call } from './call.ts';
import { Refusal } from './refusal.ts';

type Scene = {
  tables: Tables;
  now: Date;
  /** How many calls the half-hour of the new time takes. */
  capacity: number;
};

/**
 * Whether a call may be moved to a time, or brought forward (`null`), inside the transaction that
 * does it.
 * @throws Refusal
 */
export async function checkReschedule(
  call: Call,
  to: Date | null,
  { tables, now, capacity }: Scene,
): Promise<void> {
  if (call.state === 'ended') throw new Refusal('call_is_final');
  if (!['scheduled', 'queued'].includes(call.state)) throw new Refusal('call_in_progress');
  const site = await tables.sites.find(call.site);
  if (site === null) throw new Refusal('site_not_found');
  if (to !== null) {
    const { department, id: exceptId } = call;
    checkTime(to, { site, department, now });
    return checkSlot(to, { site, department, now, capacity, exceptId }, tables);
  }
  const { phoneKey } = call.visitor;
  if (phoneKey && (await tables.calls.liveOf(call.site, phoneKey, call.id))) {
    throw new Refusal('call_in_progress');
  }
}
