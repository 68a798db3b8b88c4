import { expect, test } from 'vitest';
import type { SiteSettingsInput } from '../shared/site-settings.ts';
import { ORIGIN, startTestRelay, type TestRelay } from './test-relay.ts';

const sales = (changes: object = {}): SiteSettingsInput => ({
  departments: [{ id: 'sales', name: 'Sales', operators: ['666'], ...changes }],
});
const phoneOf = (index: number) => `+7912000020${index}`;
const change = async ({ own }: TestRelay, settings: SiteSettingsInput) => {
  const body = JSON.stringify({ name: 'S', origins: [ORIGIN], settings });
  const answer = await own('/sites/shop', { method: 'PUT', headers: { 'if-match': '*' }, body });
  expect(answer.status).toBe(200);
};

/** The one operator rings for somebody else, so that the next call waits for him. */
async function busyBench() {
  const bench = await startTestRelay({ settings: sales(), ringMs: 60_000 });
  bench.simulator.setBehaviour('666', 'manual');
  const first = await bench.accepted({ department: 'sales', phone: phoneOf(0) });
  await bench.reaches(first, 'calling_operator');
  return bench;
}
const WAITING = { department: 'sales', phone: phoneOf(1) };
const rungPins = ({ simulator }: TestRelay) =>
  simulator.rings.map(({ phone }) => phone).filter((phone) => !phone.startsWith('+'));

test.each<[string, SiteSettingsInput]>([
  ['removed', { departments: [{ id: 'support', name: 'Support', operators: ['703'] }] }],
  ['left without names', sales({ operators: [] })],
  ['given another operator', sales({ operators: ['666', '703'] })],
])('a call that waits for a department that is %s goes to who is left', async (_, settings) => {
  await using bench = await busyBench();
  const created = await bench.accepted(WAITING);
  await change(bench, { timezone: 'Europe/Moscow', ...settings });
  expect(await bench.reaches(created, 'ended')).toMatchObject({ outcome: 'completed' });
  expect(rungPins(bench)).toEqual(['666', '703']);
});

test('a call that waits for a department that is closed for good expires, and says why', async () => {
  await using bench = await busyBench();
  const created = await bench.accepted(WAITING);
  await change(bench, sales({ hours: {} }));
  expect(await bench.reaches(created, 'ended')).toMatchObject({
    outcome: 'expired',
    reason: 'out_of_hours',
  });
  expect(rungPins(bench)).toEqual(['666']);
});

test('calls that wait for a department that closes are all put off to its opening', async () => {
  await using bench = await busyBench();
  const created = await bench.accepted(WAITING);
  const behind = await bench.accepted({ department: 'sales', phone: phoneOf(2) });
  const tomorrow = new Date(Date.now() + 24 * 3_600_000);
  const day = (['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const)[tomorrow.getUTCDay()];
  await change(bench, {
    timezone: 'Etc/UTC',
    ...sales({ hours: { [day ?? 'mon']: ['12:00-13:00'] } }),
  });
  const opening = new Date(tomorrow.setUTCHours(12, 0, 0, 0)).toISOString();
  for (const call of [created, behind]) {
    expect(await bench.reaches(call, 'scheduled')).toMatchObject({
      scheduledFor: opening,
      reason: 'out_of_hours',
      attempt: 0,
    });
  }
});

test('a call of a site that is removed expires, and is not rung', async () => {
  await using bench = await busyBench();
  const created = await bench.accepted(WAITING);
  await bench.own('/sites/shop', { method: 'DELETE' });
  expect(await bench.reaches(created, 'ended')).toMatchObject({
    outcome: 'expired',
    reason: 'site_removed',
  });
  expect(rungPins(bench)).toEqual(['666']);
});
