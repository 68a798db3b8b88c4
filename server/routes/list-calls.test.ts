import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CallCreated, OwnerCallPage } from '../../shared/wire.ts';
import { makeSite, startTestRelay, type TestRelay } from '../test-relay.ts';
import { expectProblem, freshPhone } from './expect-problem.ts';

let bench: TestRelay;
/** Oldest first: one that talked, one cancelled, two that wait, one that waits on another site. */
const made: CallCreated[] = [];
beforeAll(async () => {
  bench = await startTestRelay();
  await makeSite(bench, {}, 'other');
  const scheduledFor = new Date(Date.now() + 24 * 3_600_000).toISOString();
  const talked = await bench.accepted({
    phone: freshPhone(),
    name: 'Анна',
    note: 'заказ 17',
    page: { url: 'https://shop.example/cart' },
  });
  await bench.reaches(talked, 'ended');
  const cancelled = await bench.accepted({ phone: freshPhone(), scheduledFor });
  await bench.visit(`/v1/calls/${cancelled.call.id}/cancel`, {
    method: 'POST',
    headers: { authorization: `Bearer ${cancelled.token}` },
  });
  const waiting = await bench.accepted({ phone: freshPhone(), scheduledFor });
  const also = await bench.accepted({ phone: freshPhone(), scheduledFor });
  const elsewhere = await bench.visit('/v1/sites/other/calls', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify({ kind: 'callback', phone: freshPhone(), scheduledFor }),
  });
  made.push(talked, cancelled, waiting, also, await elsewhere.json());
});
afterAll(() => bench[Symbol.asyncDispose]());

const id = (index: number) => made[index]?.call.id ?? '';
async function list(query: string): Promise<OwnerCallPage> {
  const answer = await bench.own(`/calls${query}`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  return answer.json();
}
const idsOf = async (query: string) => (await list(query)).calls.map((call) => call.id);

describe('the list', () => {
  test('is newest first, with the whole number and what the visitor wrote', async () => {
    const { calls, nextCursor } = await list('');
    expect(calls.map((call) => call.id)).toEqual([4, 3, 2, 1, 0].map(id));
    expect(nextCursor).toBeNull();
    expect(calls.at(-1)).toMatchObject({
      phone: expect.stringMatching(/^\+7912\d{7}$/),
      name: 'Анна',
      note: 'заказ 17',
      page: { url: 'https://shop.example/cart' },
      direction: 'callback',
      operator: { pin: '666', name: 'Ольга' },
      endedAt: expect.any(String),
    });
    // A secret of the visitor's is none of the owner's.
    for (const { token } of made) expect(JSON.stringify(calls)).not.toContain(token);
  });

  test.each([
    ['?state=ended', [1, 0]],
    ['?state=scheduled', [4, 3, 2]],
    ['?state=queued', []],
    ['?outcome=completed', [0]],
    ['?outcome=cancelled', [1]],
    ['?reason=unresolved', []],
    ['?site=other', [4]],
    ['?site=nowhere', []],
    ['?kind=browser', []],
    ['?kind=callback&site=shop&state=scheduled', [3, 2]],
    ['?direction=callback', [4, 3, 2, 1, 0]],
    ['?direction=incoming', []],
    ['?from=2000-01-01T00:00:00Z&to=2000-01-02T00:00:00Z', []],
    ['?from=2000-01-01T00:00:00%2B03:00&to=2100-01-01T00:00:00Z', [4, 3, 2, 1, 0]],
  ])('%s', async (query, expected) => {
    expect(await idsOf(query)).toEqual(expected.map(id));
  });

  test('from is included, to is not', async () => {
    const at = encodeURIComponent(made[2]?.call.createdAt ?? '');
    expect(await idsOf(`?from=${at}`)).toContain(id(2));
    expect(await idsOf(`?to=${at}`)).not.toContain(id(2));
  });

  test('comes in pages that leave nothing out and show nothing twice', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    for (let pages = 0; cursor !== null && pages < 9; pages += 1) {
      const page: OwnerCallPage = await list(`?limit=2${cursor && `&cursor=${cursor}`}`);
      expect(page.calls.length).toBeLessThanOrEqual(2);
      seen.push(...page.calls.map((call) => call.id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual([4, 3, 2, 1, 0].map(id));
    expect((await list('?limit=5')).nextCursor).toBeNull();
    expect(await idsOf('?cursor=0')).toEqual([]);
  });

  test.each([
    '?state=flying',
    '?reason=bored',
    '?state=ended&state=queued',
    '?limit=0',
    '?limit=201',
    '?limit=2.5',
    '?limit=',
    '?from=yesterday',
    '?phone=%2B79120000000',
    '?state[]=ended',
  ])('%s is refused, not guessed at', async (query) => {
    await expectProblem(await bench.own(`/calls${query}`), 'invalid_request');
  });
});

describe('one call', () => {
  test('comes with attempts and timeline, every change of state once', async () => {
    const detail = await bench.detail(id(0));
    expect(detail.attempts).toMatchObject([
      { number: 1, state: 'ended', operator: { pin: '666', name: 'Ольга' }, result: 'talked' },
    ]);
    const changes = detail.timeline.filter(({ seq }) => seq !== null);
    expect(changes.map(({ seq }) => seq)).toEqual(changes.map((_, index) => index + 1));
    expect(changes.at(-1)).toMatchObject({ what: 'ended', state: 'ended', seq: detail.seq });
    // The timeline refers to people by id alone, so that erasing them leaves it whole.
    expect(JSON.stringify(detail.timeline)).not.toMatch(/912|Анна|Ольга/);
  });

  test.each(['01JD0000000000000000000000', 'x', '%00', "' or 1=1 --", '..%2Fsites'])(
    '%s is not found',
    async (name) => {
      await expectProblem(await bench.own(`/calls/${name}`), 'not_found');
    },
  );

  test('is shown to the owner on no page', async () => {
    const answer = await bench.own(`/calls/${id(0)}`);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });
});
