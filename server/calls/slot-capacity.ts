import type { SiteSettings } from '../../shared/site-settings.ts';
import type { Pbx } from '../pbx/pbx.ts';
import { operatorsOf } from './operators.ts';

/**
 * How many calls one half-hour takes: one for each operator of the department. The PBX is asked
 * only where the department names nobody. One at least: who is not listed now may be by then, and
 * a call that is accepted for later is worth more than a closed door.
 */
export async function slotCapacity(
  settings: SiteSettings,
  department: string | null,
  pbx: Pbx,
): Promise<number> {
  const named = settings.departments?.find(({ id }) => id === department)?.operators ?? [];
  if (named.length > 0) return new Set(named).size;
  const listed = await operatorsOf(settings, department, pbx).catch(() => []);
  return Math.max(1, listed.length);
}
