import { expect, test } from 'vitest';
import { readGroups, readUsers } from './users-info.ts';

const SAMPLE = [
  {
    display_name: 'test_user_1',
    name: 'admin',
    pin: '666',
    is_supervisor: true,
    is_operator: false,
    email: 'test_user_1@mail.gov',
    recording: 1,
  },
  { display_name: '', name: 'test', pin: 703, is_operator: 'true' },
];
const ADMIN = { pin: '666', login: 'admin', name: 'test_user_1', isOperator: false };

test('reads a list and a bare object', () => {
  expect(readUsers(SAMPLE)).toEqual([
    ADMIN,
    { pin: '703', login: 'test', name: 'test', isOperator: true },
  ]);
  expect(readUsers(SAMPLE[0])).toEqual([ADMIN]);
});

test('leaves out what nobody can ring', () => {
  expect(readUsers([{ name: 'x' }, null, 'text', { pin: '' }])).toEqual([]);
  expect(readUsers(undefined)).toEqual([]);
});

test('reads groups, their members as texts, and none where there is none', () => {
  const group = { name: 'testAPI', pin: 500, distribution: 1, users_list: ['666', 703, ''] };
  expect(readGroups([group, { pin: '' }, null, { pin: '501' }])).toEqual([
    { pin: '500', members: ['666', '703'] },
    { pin: '501', members: [] },
  ]);
  expect(readGroups(group)).toHaveLength(1);
  expect(readGroups(undefined)).toEqual([]);
});
