import type { SiteSettings } from '../../shared/site-settings.ts';
import type { Operator, Pbx } from '../pbx/pbx.ts';

/**
 * The operators of a department in the order in which they are to be rung; for `null`, and for a
 * department that names none, the PBX's users marked as operators, or all users where none is.
 * Rejects with `PbxUnavailable` when only the PBX could tell and it does not.
 */
export async function operatorsOf(
  settings: SiteSettings,
  department: string | null,
  pbx: Pbx,
): Promise<Operator[]> {
  const pins = settings.departments?.find(({ id }) => id === department)?.operators ?? [];
  if (pins.length === 0) return everybody(await pbx.operators());
  const known = await pbx.operators().catch(() => []);
  return pins.map(
    (pin) => known.find((one) => one.pin === pin) ?? { pin, name: null, isOperator: true },
  );
}

function everybody(users: Operator[]): Operator[] {
  const marked = users.filter(({ isOperator }) => isOperator);
  return marked.length > 0 ? marked : users;
}
