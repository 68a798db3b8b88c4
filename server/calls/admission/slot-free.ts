import type { Tables } from '../../store/store.ts';
import { halfHourOf } from '../half-hour.ts';
import { Refusal } from '../refusal.ts';
import type { Entrant, StoredRule } from './candidate.ts';

/** A chosen half-hour takes as many calls as the department has operators. */
export const slotFree: StoredRule = async ({ site, body, now, capacity }, _phoneKey, tables) => {
  if (!body.scheduledFor) return;
  const at = new Date(body.scheduledFor);
  await checkSlot(at, { site, department: body.department || null, now, capacity }, tables);
};

type Place = Pick<Entrant, 'site' | 'now' | 'capacity'> & {
  department: string | null;
  /** The call that is moved does not stand in its own way. */
  exceptId?: string;
};

/**
 * Inside the transaction that takes the place: of two who want the last one, the second waits
 * for the first and then finds the half-hour full.
 * @throws Refusal `slot_unavailable`
 */
export async function checkSlot(at: Date, place: Place, tables: Tables): Promise<void> {
  const { site, department, now, capacity, exceptId } = place;
  // What is due at once waits in the queue like every call that is asked for now.
  if (at <= now) return;
  const queue = { site: site.site, department };
  const halfHour = halfHourOf(at, site.settings.timezone);
  await tables.takeTurn('slot', `${site.site} ${department ?? ''} ${halfHour.from.toISOString()}`);
  const taken = await tables.calls.scheduledIn(queue, halfHour);
  if (taken.filter(({ id }) => id !== exceptId).length < capacity) return;
  throw new Refusal('slot_unavailable', { detail: 'This half-hour is taken. Choose another.' });
}
