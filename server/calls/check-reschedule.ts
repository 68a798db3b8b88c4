import type { Tables } from '../store/store.ts';
import { checkSlot } from './admission/slot-free.ts';
import { checkTime } from './admission/time-offered.ts';
import type { Call } from './call.ts';
import { refuseManyChanges } from './change-limit.ts';
import { Refusal } from './refusal.ts';

type Scene = {
  tables: Tables;
  now: Date;
  /** How many calls the half-hour of the new time takes. */
  capacity: number;
};

/** A call that is put off again and again is at last asked for anew, with the site's limits. */
const LONGEST_LIFE_MS = 30 * 24 * 3_600_000;

/**
 * Whether a call may be moved to a time, or brought forward (`null`), inside the transaction that
 * does it.
 * @throws Refusal
 */
export async function checkReschedule(call: Call, to: Date | null, scene: Scene): Promise<void> {
  const { tables, now, capacity } = scene;
  if (call.state === 'ended') throw new Refusal('call_is_final');
  if (!['scheduled', 'queued'].includes(call.state)) throw new Refusal('call_in_progress');
  const site = await tables.sites.find(call.site);
  if (site === null) throw new Refusal('site_not_found');
  await refuseManyChanges({ callId: call.id, what: 'rescheduled' }, scene);
  if (to !== null) {
    const { department, id: exceptId } = call;
    checkTime(to, { site, department, now });
    if (to.getTime() > call.createdAt.getTime() + LONGEST_LIFE_MS) {
      throw new Refusal('slot_unavailable', { detail: 'This call has been put off for too long.' });
    }
    return checkSlot(to, { site, department, now, capacity, exceptId }, tables);
  }
  const { phoneKey } = call.visitor;
  if (phoneKey && (await tables.calls.liveOf(call.site, phoneKey, call.id))) {
    throw new Refusal('call_in_progress');
  }
}
