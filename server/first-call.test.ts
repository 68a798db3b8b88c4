import { expect, test } from 'vitest';
import { startTestRelay, until, VISITOR } from './test-relay.ts';

test('a call goes from the page to two people talking, and every step is in its timeline', async () => {
  await using bench = await startTestRelay();
  const created = await bench.accepted({
    name: 'Анна',
    page: { url: 'https://shop.example/cart?secret=1' },
  });
  expect(created.call).toMatchObject({ state: 'queued', seq: 1, phone: '+7 ••• •••-67-89' });
  const call = await bench.reaches(created, 'ended');
  expect(call).toMatchObject({ outcome: 'completed', attempt: 1, operator: { name: 'Ольга' } });
  const detail = await bench.detail(call.id);
  expect(detail.timeline.filter(({ seq }) => seq !== null).map(({ what }) => what)).toEqual([
    'requested',
    'dialled',
    'operator_answered',
    'connected',
    'ended',
  ]);
  expect(detail).toMatchObject({
    phone: VISITOR,
    name: 'Анна',
    page: { url: 'https://shop.example/cart' },
  });
  expect(bench.simulator.rings.map(({ phone }) => phone)).toEqual(['666', VISITOR]);
  await until(() => bench.simulator.undelivered.length === 0);
});
