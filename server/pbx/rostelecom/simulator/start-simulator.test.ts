import { describe, expect, test } from 'vitest';
import { signedHeaders } from '../signature.ts';
import {
  CREDENTIALS,
  DOMAIN,
  startTestBench,
  type TestBench,
  until,
  untilOver,
  VISITOR,
} from '../test-bench.ts';
import { isGenuine, numberInfoAnswer, readNumberInfo } from '../webhooks.ts';
import { twoTones } from './recordings.ts';

const CALL = { operator: '666', phone: VISITOR };

/** A signed request such as the driver would make, for methods it does not use yet. */
async function ask({ simulator }: TestBench, method: string, content: object): Promise<Response> {
  const body = JSON.stringify(content);
  const headers = signedHeaders(body, CREDENTIALS);
  return fetch(`${simulator.url}/${method}`, { method: 'POST', headers, body });
}

describe('telephones', () => {
  test('ring until somebody presses a button', async () => {
    await using bench = await startTestBench();
    const { simulator } = bench;
    simulator.setDefault('operator', { behaviour: 'manual' });
    simulator.setDefault('outside', { behaviour: 'manual' });
    const operator = simulator.phone('666');
    const visitor = simulator.phone('8 (912) 345-67-89');
    const seen: string[] = [];
    simulator.onChange(() => seen.push(`${operator.state}/${visitor.state}`));
    await bench.pbx.placeCall(CALL);
    await until(() => operator.state === 'ringing');
    expect(operator.with).toEqual({ number: VISITOR, name: null });
    expect(operator.press('answer')).toBe(true);
    await until(() => visitor.state === 'ringing');
    expect(visitor.with).toEqual({ number: '+74951234567', name: 'Тихий свет' });
    expect(visitor.press('answer')).toBe(true);
    await until(() => visitor.state === 'talking');
    expect(operator.press('answer')).toBe(false);
    expect(operator.press('hang_up')).toBe(true);
    await untilOver(bench);
    await until(() => visitor.state === 'idle');
    expect(seen).toEqual([
      'ringing/idle',
      'waiting/idle',
      'waiting/ringing',
      'talking/ringing',
      'talking/talking',
      'idle/talking',
      'idle/idle',
    ]);
    expect(visitor.press('hang_up')).toBe(false);
  });

  test('an operator who gives up waiting ends the call', async () => {
    await using bench = await startTestBench();
    bench.simulator.setBehaviour(VISITOR, 'manual');
    await bench.pbx.placeCall(CALL);
    const visitor = bench.simulator.phone(VISITOR);
    await until(() => visitor.state === 'ringing');
    bench.simulator.phone('666').press('hang_up');
    await untilOver(bench);
    expect([visitor.state, visitor.lastOutcome]).toEqual(['missed', 'missed']);
  });

  test('a phone in use is busy to the next caller and does not ring', async () => {
    await using bench = await startTestBench();
    bench.simulator.setBehaviour(VISITOR, 'answers', { hangUpAfterMs: null });
    await bench.pbx.placeCall(CALL);
    await until(() => bench.simulator.phone('666').state === 'talking');
    const second = await bench.pbx.placeCall({ ...CALL, phone: '+79990000000' });
    await until(() => bench.simulator.calls[1]?.endedAt !== null);
    const sessionId = second.kind === 'accepted' ? (second.sessionId ?? '') : '';
    expect(await bench.pbx.callDetails(sessionId)).toMatchObject({
      failed: { leg: 'operator', cause: 'busy' },
    });
    expect(bench.simulator.rings).toHaveLength(2);
    bench.simulator.phone(VISITOR).press('hang_up');
    await untilOver(bench);
  });
});

const rungPins = ({ simulator }: TestBench) => simulator.rings.map(({ phone }) => phone);

describe('an incoming call', () => {
  test.each(['documented', 'article'] as const)(
    'asks who that is in the %s form and rings whom it is told',
    async (numberInfoForm) => {
      await using bench = await startTestBench({ numberInfoForm });
      bench.answers.current = (method) =>
        method === 'get_number_info' ? numberInfoAnswer({ displayName: 'Анна', pin: '703' }) : {};
      const incoming = await bench.simulator.incomingCall(VISITOR);
      expect(incoming).toMatchObject({ displayName: 'Анна', pin: '703' });
      await incoming.ended;
      await bench.simulator.settled();
      const asked = bench.webhooks.find(({ method }) => method === 'get_number_info');
      expect(readNumberInfo(asked?.body ?? Buffer.alloc(0))).toEqual({ phone: VISITOR });
      expect(isGenuine(asked?.headers ?? {}, asked?.body ?? Buffer.alloc(0), CREDENTIALS)).toBe(
        true,
      );
      expect(rungPins(bench)).toEqual(['703']);
      expect(bench.events.map(({ step }) => step)).toEqual([
        'new',
        'ringing',
        'answered',
        'parted',
        'ended',
      ]);
      expect(bench.events.at(-1)).toMatchObject({ operator: '703', phone: VISITOR });
    },
  );

  test('goes by the domain’s own rules when the caller is unknown or the answer too late', async () => {
    await using bench = await startTestBench({ numberInfoLimitMs: 1 });
    bench.answers.current = () => numberInfoAnswer(null);
    const unknown = await bench.simulator.incomingCall(VISITOR);
    expect(unknown).toMatchObject({ displayName: null, pin: null });
    await unknown.ended;
    expect(rungPins(bench)).toEqual(['666']);
  });
});

async function talked(bench: TestBench): Promise<string> {
  await bench.pbx.placeCall(CALL);
  await untilOver(bench);
  return bench.simulator.calls[0]?.sessionId ?? '';
}

describe('recordings', () => {
  test('come by a link that works once', async () => {
    await using bench = await startTestBench({ recordingNotReadyTimes: 1 });
    const session_id = await talked(bench);
    const tooSoon = await (await ask(bench, 'get_record', { session_id })).json();
    expect(tooSoon).toMatchObject({ result: '1', url: null });
    const { url } = await (await ask(bench, 'get_record', { session_id })).json();
    const first = await fetch(url);
    expect(first.headers.get('content-type')).toBe('audio/wav');
    expect(Buffer.from(await first.arrayBuffer())).toEqual(twoTones());
    expect((await fetch(url)).status).toBe(404);
  });

  test('are bound to an address', async () => {
    await using bench = await startTestBench();
    const session_id = await talked(bench);
    const ip_adress = '203.0.113.7';
    const { url } = await (await ask(bench, 'get_record', { session_id, ip_adress })).json();
    expect((await fetch(url)).status).toBe(404);
  });

  test('are small and real', () => {
    const wav = twoTones();
    expect(wav.length).toBeLessThan(30_000);
    expect(wav.toString('latin1', 0, 4) + wav.toString('latin1', 8, 16)).toBe('RIFFWAVEfmt ');
    expect(wav.readUInt32LE(40)).toBe(wav.length - 44);
    expect(new Set(wav.subarray(44)).size).toBeGreaterThan(40);
  });
});

describe('the API', () => {
  test('turns away what is not signed', async () => {
    await using bench = await startTestBench();
    const response = await fetch(`${bench.simulator.url}/users_info`, {
      method: 'POST',
      body: '{}',
    });
    expect(response.status).toBe(401);
    expect(bench.simulator.requests).toEqual([]);
  });

  test('refuses a call list by epoch seconds, and the same period twice', async () => {
    await using bench = await startTestBench();
    const order = async (dates: object) =>
      (await ask(bench, 'domain_call_history', { ...dates, direction: 0, state: 0 })).json();
    const day = { date_start: '2026-11-23 00:00:00', date_end: '2026-11-23 12:00:00' };
    expect(await order({ date_start: 1_795_428_005, date_end: 1_795_428_006 })).toMatchObject({
      resultMessage: 'Невозможно получить call_history_id',
    });
    expect(await order(day)).toMatchObject({ result: '0' });
    expect((await order(day)).resultMessage).toContain('уже существует');
    await until(() => bench.webhooks.some(({ method }) => method === 'history_file_completed'));
  });

  test('gives one user as a bare object', async () => {
    await using bench = await startTestBench();
    const answer = await (
      await ask(bench, 'users_info', { domain: DOMAIN, user_pin: '703' })
    ).json();
    expect(answer.users).toMatchObject({ pin: '703', name: 'ivan' });
  });
});
