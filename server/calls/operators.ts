import type { SiteSettings } from '../../shared/site-settings.ts';
import type { Operator, OperatorGroup, Pbx } from '../pbx/pbx.ts';

/**
 * The operators of a department in the order in which its owner lists them, groups as their
 * members. For `null`, and for a department that the owner has removed meanwhile, those of all the
 * site's departments. Where nobody is named: the PBX's users marked as operators, or all users
 * where none is. Rejects with `PbxUnavailable` when only the PBX could tell and it does not.
 */
export async function operatorsOf(
  settings: SiteSettings,
  department: string | null,
  pbx: Pbx,
): Promise<Operator[]> {
  const pins = pinsOf(settings, department);
  if (pins.length === 0) return everybody(await pbx.operators());
  const known = await pbx.operators().catch(() => []);
  const groups = known.length > 0 ? await pbx.groups().catch(() => []) : [];
  const expanded = expandGroups(pins, groups, known);
  if (expanded.length === 0) return everybody(known);
  return expanded.map(
    (pin) => known.find((one) => one.pin === pin) ?? { pin, name: null, isOperator: true },
  );
}

function pinsOf({ departments = [] }: SiteSettings, department: string | null): string[] {
  const own = departments.find(({ id }) => id === department);
  const all = own ? [own] : departments;
  // One that names nobody stands for everybody, and so does the site then.
  return all.some(({ operators }) => operators.length === 0)
    ? []
    : all.flatMap(({ operators }) => operators);
}

/** Each PIN once, a group's in the place of the group; a PIN that the PBX does not list stays. */
export function expandGroups(
  pins: readonly string[],
  groups: readonly OperatorGroup[],
  users: readonly Operator[],
): string[] {
  const isUser = (pin: string) => users.some((user) => user.pin === pin);
  const membersOf = (pin: string) => groups.find((group) => group.pin === pin)?.members ?? [pin];
  return [...new Set(pins.flatMap((pin) => (isUser(pin) ? [pin] : membersOf(pin))))];
}

function everybody(users: Operator[]): Operator[] {
  const marked = users.filter(({ isOperator }) => isOperator);
  return marked.length > 0 ? marked : users;
}

/** Whoever has rested longest first, who never had a call before everybody; else as listed. */
export function byRest(
  operators: readonly Operator[],
  restingSince: ReadonlyMap<string, Date>,
): Operator[] {
  const since = ({ pin }: Operator) => restingSince.get(pin)?.getTime() ?? Number.NEGATIVE_INFINITY;
  return operators.toSorted((a, b) => (since(a) < since(b) ? -1 : since(a) > since(b) ? 1 : 0));
}
