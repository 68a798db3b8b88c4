import { describe, expect, test } from 'vitest';
import type { FoundCall } from '../pbx.ts';
import type { Quirks } from './simulator/quirks.ts';
import { startTestBench, untilOver, VISITOR } from './test-bench.ts';

const CALL = { operator: '666', phone: VISITOR };
const LOST: Partial<Quirks> = { callBackAnswer: 'reset', noEvents: true };

/** Searches until there is an answer; how many times it had to be asked. */
async function search(
  find: () => Promise<FoundCall>,
): Promise<{ found: FoundCall; asked: number }> {
  for (let asked = 1; ; asked += 1) {
    const found = await find();
    if (found.kind !== 'unknown' || asked > 50) return { found, asked };
    const waitMs = found.askAgainAt.getTime() - Date.now();
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
}

describe('a call whose answer was lost', () => {
  const lists: [string, Partial<Quirks>][] = [
    ['a ZIP with semicolons', {}],
    ['gzip with commas', { historyFormat: 'gzip', historyDelimiter: ',' }],
    ['plain text', { historyFormat: 'plain' }],
    ['14 columns', { historyColumns: 14 }],
    ['trunk groups in the numbers', { numberForm: 'sip_tgrp' }],
    ['trunk groups and 14 columns', { numberForm: 'sip_tgrp', historyColumns: 14 }],
    ['bare numbers and 14 columns', { numberForm: 'bare', historyColumns: 14 }],
    ['a period that was ordered already', { historyExistsTimes: 2 }],
    ['no call_info', { callInfoForgets: true }],
    ['another id in the list', { otherSessionId: true }],
  ];

  test.each(lists)('is found in a list with %s', async (_, quirks) => {
    await using bench = await startTestBench({ ...LOST, ...quirks });
    const askedAt = new Date();
    expect(await bench.pbx.placeCall(CALL)).toMatchObject({ kind: 'uncertain', sessionId: null });
    await untilOver(bench);
    const found = await bench.pbx.findCall({ ...CALL, askedAt });
    expect(found).toMatchObject({
      kind: 'found',
      details: { talkSeconds: 0, failed: null, hasRecording: true },
    });
    expect(bench.simulator.rings).toHaveLength(2);
  });

  test('is found with the leg that failed', async () => {
    await using bench = await startTestBench(LOST);
    bench.simulator.setBehaviour('666', 'declines');
    const askedAt = new Date();
    await bench.pbx.placeCall(CALL);
    await untilOver(bench);
    expect(await bench.pbx.findCall({ ...CALL, askedAt })).toMatchObject({
      kind: 'found',
      details: { talkSeconds: null, failed: { leg: 'operator', cause: 'busy' } },
    });
  });

  test.each(['html', 'json'] as const)(
    'is found when the file is ready, told by %s until then, from one order',
    async (historyNotReady) => {
      const quirks: Partial<Quirks> = { ...LOST, historyNotReady, historyFileLagMs: 250 };
      await using bench = await startTestBench(quirks, { historyLagMs: 300 });
      const askedAt = new Date();
      await bench.pbx.placeCall(CALL);
      await untilOver(bench);
      const { found, asked } = await search(() => bench.pbx.findCall({ ...CALL, askedAt }));
      expect(found.kind).toBe('found');
      expect(asked).toBeGreaterThan(1);
      const orders = bench.simulator.requests.filter(
        ({ method }) => method === 'domain_call_history',
      );
      expect(orders).toHaveLength(1);
    },
  );

  test('is found although its row comes late, and is not called absent before', async () => {
    const quirks: Partial<Quirks> = { ...LOST, historyRowLagMs: 1100 };
    await using bench = await startTestBench(quirks, { historyLagMs: 3000 });
    const askedAt = new Date();
    await bench.pbx.placeCall(CALL);
    await untilOver(bench);
    const { found } = await search(() => bench.pbx.findCall({ ...CALL, askedAt }));
    expect(found.kind).toBe('found');
  });

  test('is not taken for another one', async () => {
    await using bench = await startTestBench({ noEvents: true });
    const askedAt = new Date();
    const placed = await bench.pbx.placeCall(CALL);
    await untilOver(bench);
    const { pbx } = bench;
    const sessionId = placed.kind === 'accepted' ? (placed.sessionId ?? '') : '';
    const others = [
      { ...CALL, askedAt, operator: '703' },
      { ...CALL, askedAt, phone: '+79990000000' },
      { ...CALL, askedAt: new Date(askedAt.getTime() + 120_000) },
      { ...CALL, askedAt, otherSessions: [sessionId] },
    ];
    const found = await Promise.all(others.map((other) => pbx.findCall(other)));
    expect(found.map(({ kind }) => kind)).not.toContain('found');
  });
});

describe('absence', () => {
  test('is proved by a whole list that is old enough', async () => {
    await using bench = await startTestBench({}, { historyLagMs: 200 });
    const askedAt = new Date();
    const { found, asked } = await search(() => bench.pbx.findCall({ ...CALL, askedAt }));
    expect(found.kind).toBe('absent');
    expect(asked).toBeGreaterThan(1);
    expect(Date.now() - askedAt.getTime()).toBeGreaterThanOrEqual(200);
  });

  const blind: [string, Partial<Quirks>][] = [
    ['the list cannot be ordered', { historyExistsTimes: 99 }],
    ['nothing can be read', { readAnswer: 'html' }],
    ['answers are cut', { readAnswer: 'cut' }],
    ['the file never comes', { historyFileLagMs: 60_000 }],
  ];
  test.each(blind)('is not proved when %s', async (_, quirks) => {
    await using bench = await startTestBench(quirks);
    const askedAt = new Date(Date.now() - 10 * 60_000);
    const found = await bench.pbx.findCall({ ...CALL, askedAt });
    expect(found.kind).toBe('unknown');
    const wait = found.kind === 'unknown' ? found.askAgainAt.getTime() - Date.now() : 0;
    expect(wait).toBeGreaterThan(0);
  });

  test('is not proved while the PBX is away', async () => {
    await using bench = await startTestBench();
    await bench.simulator.goDown();
    const askedAt = new Date(Date.now() - 10 * 60_000);
    expect((await bench.pbx.findCall({ ...CALL, askedAt })).kind).toBe('unknown');
  });

  test('an order that is never served is given up for a new one', async () => {
    let time = Date.now();
    const clock = { now: () => new Date(time), historyLagMs: 1000 };
    await using bench = await startTestBench({ historyFileLagMs: 60_000 }, clock);
    const askedAt = new Date(time);
    await bench.pbx.findCall({ ...CALL, askedAt });
    time += 10_000;
    await bench.pbx.findCall({ ...CALL, askedAt });
    const orders = bench.simulator.requests.filter(
      ({ method }) => method === 'domain_call_history',
    );
    expect(orders).toHaveLength(2);
  });
});
