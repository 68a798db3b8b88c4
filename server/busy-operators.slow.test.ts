import { expect, test } from 'vitest';
import type { SiteSettingsInput } from '../shared/site-settings.ts';
import type { TestRelay } from './test-relay.ts';
import { startTestRelay, until } from './test-relay.ts';

const CALLER = '+79161112233';
const OTHERS = ['+79120000001', '+79120000002', '+79120000003'] as const;

const rungPins = ({ simulator }: TestRelay) =>
  simulator.rings.map(({ phone }) => phone).filter((phone) => !phone.startsWith('+'));
const benchWith = (operators: string[], order: 'in_turn' | 'longest_idle' = 'in_turn') => {
  const settings: SiteSettingsInput = {
    departments: [{ id: 'sales', name: 'Sales', operators, order }],
  };
  return startTestRelay({ settings });
};
/** Somebody calls the shop; the first operator takes it and talks until hung up. */
async function talking(bench: TestRelay) {
  bench.simulator.setBehaviour(CALLER, 'manual', { hangUpAfterMs: null });
  const incoming = await bench.simulator.incomingCall(CALLER);
  await until(() => bench.simulator.phone('666').state === 'talking');
  await bench.simulator.settled();
  return {
    async hangUp() {
      bench.simulator.phone(CALLER).press('hang_up');
      await incoming.ended;
      await bench.simulator.settled();
    },
  };
}
const ask = (bench: TestRelay, phone: string = OTHERS[0]) =>
  bench.accepted({ department: 'sales', phone });

test('an operator who talks in a call of others is not rung; the next one is', async () => {
  await using bench = await benchWith(['666', '703']);
  const incoming = await talking(bench);
  expect(await bench.reaches(await ask(bench), 'ended')).toMatchObject({
    outcome: 'completed',
    operator: { name: 'Иван' },
  });
  expect(rungPins(bench)).toEqual(['666', '703']);
  await incoming.hangUp();
  await bench.reaches(await ask(bench, OTHERS[1]), 'ended');
  expect(rungPins(bench)).toEqual(['666', '703', '666']);
});

test('a call waits for the only operator and is rung as soon as he hangs up', async () => {
  await using bench = await benchWith(['666']);
  const incoming = await talking(bench);
  const created = await ask(bench);
  const behind = await ask(bench, OTHERS[1]);
  expect(await bench.view(created)).toMatchObject({ state: 'queued', position: 1 });
  expect(await bench.view(behind)).toMatchObject({ state: 'queued', position: 2 });
  expect(rungPins(bench)).toEqual(['666']);
  await incoming.hangUp();
  expect(await bench.reaches(created, 'ended')).toMatchObject({ outcome: 'completed' });
  expect(await bench.reaches(behind, 'ended')).toMatchObject({ outcome: 'completed' });
});

test('an end that is never reported blocks nobody for ever: the PBX is asked', async () => {
  await using bench = await benchWith(['666']);
  const incoming = await talking(bench);
  bench.simulator.quirks.skippedStates = ['disconnected', 'end'];
  await incoming.hangUp();
  bench.simulator.quirks.skippedStates = [];
  const created = await ask(bench);
  const asked = () =>
    bench.simulator.requests.filter(({ method }) => method === 'call_info').length;
  expect((await bench.view(created)).state).toBe('queued');
  expect(asked()).toBe(0);
  const call = await bench.reaches(created, 'ended', 18_000);
  expect(call).toMatchObject({ outcome: 'completed', attempt: 1 });
  expect(asked()).toBe(1);
}, 30_000);

test('a group stands for its members; the longest idle is rung first', async () => {
  await using bench = await benchWith(['500'], 'longest_idle');
  for (const phone of OTHERS) await bench.reaches(await ask(bench, phone), 'ended');
  expect(rungPins(bench)).toEqual(['666', '703', '666']);
});

test('a call of others counts as work too for who has rested longest', async () => {
  await using bench = await benchWith(['666', '703'], 'longest_idle');
  await (await talking(bench)).hangUp();
  await bench.reaches(await ask(bench), 'ended');
  expect(rungPins(bench)).toEqual(['666', '703']);
});
