import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SiteSettingsInput } from '../../shared/site-settings.ts';
import { siteSettings } from '../../shared/site-settings.ts';
import type { Operator, OperatorGroup, Pbx } from '../pbx/pbx.ts';
import { PbxUnavailable } from '../pbx/pbx.ts';
import { byRest, expandGroups, operatorsOf } from './operators.ts';

const user = (pin: string, isOperator = true): Operator => ({ pin, name: `n${pin}`, isOperator });
const USERS = [user('666'), user('703'), user('100', false)];
const GROUPS: OperatorGroup[] = [
  { pin: '500', members: ['703', '666'] },
  { pin: '501', members: [] },
];
/** As much of a PBX as the question needs: the directory of its users. */
const directory = (users: Operator[] | null) =>
  ({
    operators: async () => users ?? Promise.reject(new PbxUnavailable('down')),
    groups: async () => (users ? GROUPS : Promise.reject(new PbxUnavailable('down'))),
  }) as unknown as Pbx;
const departments = (...lists: string[][]): SiteSettingsInput => ({
  departments: lists.map((operators, index) => ({ id: `d${index}`, name: 'D', operators })),
});
const pins = async (
  input: SiteSettingsInput,
  department: string | null,
  users: Operator[] | null = USERS,
) => {
  const operators = await operatorsOf(siteSettings.parse(input), department, directory(users));
  return operators.map(({ pin }) => pin);
};

describe('the operators of a department', () => {
  test('are rung in the listed order, groups as their members, nobody twice', async () => {
    expect(await pins(departments(['100', '500', '666']), 'd0')).toEqual(['100', '703', '666']);
    expect(await pins(departments(['666', '500']), 'd0')).toEqual(['666', '703']);
  });
  test('whom the PBX does not list stay; a list that comes to nobody is everybody', async () => {
    expect(await pins(departments(['999', '500']), 'd0')).toEqual(['999', '703', '666']);
    expect(await pins(departments(['501']), 'd0')).toEqual(['666', '703']);
    expect(await pins(departments([]), 'd0')).toEqual(['666', '703']);
    expect(await pins(departments([]), 'd0', [user('1', false), user('2', false)])).toEqual([
      '1',
      '2',
    ]);
  });
  test('of a department that is gone, and of none, are all that the site names', async () => {
    expect(await pins(departments(['666'], ['703', '666']), 'gone')).toEqual(['666', '703']);
    expect(await pins(departments(['666'], ['703']), null)).toEqual(['666', '703']);
    expect(await pins(departments(['100'], []), 'gone')).toEqual(['666', '703']);
    expect(await pins({}, 'gone')).toEqual(['666', '703']);
  });
  test('need the PBX only where it alone could tell', async () => {
    expect(await pins(departments(['666', '500']), 'd0', null)).toEqual(['666', '500']);
    await expect(pins({}, null, null)).rejects.toBeInstanceOf(PbxUnavailable);
  });
  test('groups never lose a listed PIN, and never double one', () => {
    const pin = fc.constantFrom('666', '703', '100', '500', '501', '9');
    fc.assert(
      fc.property(fc.array(pin), (listed) => {
        const all = expandGroups(listed, GROUPS, USERS);
        expect(new Set(all).size).toBe(all.length);
        const own = listed.filter((one) => !GROUPS.some((group) => group.pin === one));
        expect(all).toEqual(expect.arrayContaining(own));
      }),
    );
  });
});

test('the longest idle is first, whoever never had a call before all, the rest as listed', () => {
  const since = new Map([
    ['666', new Date('2026-11-23T09:00:00Z')],
    ['703', new Date('2026-11-23T08:00:00Z')],
  ]);
  const order = (list: Operator[]) => byRest(list, since).map(({ pin }) => pin);
  expect(order(USERS)).toEqual(['100', '703', '666']);
  expect(order([user('1'), user('703'), user('2')])).toEqual(['1', '2', '703']);
});
