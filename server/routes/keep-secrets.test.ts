import { request } from 'node:http';
import { expect, test } from 'vitest';
import { signedHeaders } from '../pbx/rostelecom/signature.ts';
import { CREDENTIALS } from '../pbx/rostelecom/test-bench.ts';
import { testDatabase } from '../test-database.ts';
import { freePort, relayProcess } from '../test-process.ts';
import { client, makeSite, OWNER_TOKEN, startTestRelay, VISITOR } from '../test-relay.ts';

const NAME = 'Аристарх';
const NOTE = 'заметка-о-заказе';

/** With a `Host` that no address can be made of; `fetch` would not send it. */
function follow(url: string, host: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  request(url, { headers: { host } }, (response) => {
    resolve(response.statusCode ?? 0);
    response.destroy();
  })
    .on('error', reject)
    .end();
  return promise;
}

test('the log of a whole life of a call names no person and holds no secret', async () => {
  await using bench = await startTestRelay();
  // The same environment as a process of its own, so that all it prints is seen.
  const database = await testDatabase();
  const relay = relayProcess(await freePort(), {
    ...bench.environment,
    DATABASE_URL: database.url,
    LOG_LEVEL: 'trace',
  });
  await relay.start();
  const tokens: string[] = [];
  let callId = '';
  try {
    const page = client(() => relay.url);
    await makeSite(page, {});
    const created = await page.accepted({ name: NAME, note: NOTE });
    const { call, token } = created;
    tokens.push(token);
    callId = call.id;
    const stream = await page.visit(`/v1/calls/${call.id}/events?token=${token}`);
    const wrong = await page.visit(`/v1/calls/${call.id}/events?token=wrong-${token}`);
    expect([stream.status, wrong.status]).toEqual([200, 404]);
    expect(await follow(`${relay.url}/v1/calls/${call.id}/events?token=${token}`, '[')).toBe(200);
    // The PBX reports to the bench's own relay: what it says is brought here by hand.
    for (const state of ['calling', 'connected', 'calling', 'connected', 'end']) {
      const body = JSON.stringify({
        session_id: bench.simulator.calls[0]?.sessionId ?? 'stranger',
        timestamp: String(Math.floor(Date.now() / 1000)),
        type: 'outbound',
        state,
        from_number: 'sip:olga@quiet-light.14.rt.ru',
        from_pin: '666',
        request_number: `sip:${VISITOR}@192.0.2.33`,
      });
      const headers = signedHeaders(body, CREDENTIALS);
      const url = `${relay.url}/pbx/rostelecom/call_events`;
      expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(200);
      const forged = { ...headers, 'x-client-sign': 'f'.repeat(64) };
      expect((await fetch(url, { method: 'POST', headers: forged, body })).status).toBe(403);
    }
    await page.visit(`/v1/calls/${call.id}/cancel`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify({ token }),
    });
    await page.ask({ phone: VISITOR, name: NAME, note: '' });
    await page.ask({ phone: `${VISITOR}0` });
    await page.own(`/calls/${call.id}`);
    await page.own('/sites', { headers: { authorization: `Bearer ${OWNER_TOKEN}wrong` } });
    await stream.body?.cancel();
  } finally {
    await relay.stop();
    await database.drop();
  }
  const output = relay.output();
  // One search for the id shows the call's life: what it became, what the PBX and the pages did.
  const life = output
    .split('\n')
    .filter((line) => line.includes(`"callId":"${callId}"`))
    .map((line) => JSON.parse(line) as { msg: string; what?: string; level: number });
  const told = (msg: string) => life.filter((line) => line.msg === msg);
  const changes = told('call changed').map(({ what }) => what);
  expect(changes.slice(0, 3)).toEqual(['requested', 'dialled', 'operator_answered']);
  expect(new Set(changes).size).toBe(changes.length);
  expect(told('call changed').every(({ level }) => level === 30)).toBe(true);
  const others = ['PBX answered', 'stream opened', 'stream closed', 'request completed'];
  expect(others.filter((msg) => told(msg).length === 0)).toEqual([]);
  // It did log: a silent log would prove nothing.
  expect(output).toContain('/v1/sites/shop/calls');
  expect(output).toContain('webhook refused');
  const secrets = [
    '9123456789',
    '345-67-89',
    NAME,
    NOTE,
    ...tokens,
    'token=',
    OWNER_TOKEN,
    CREDENTIALS.signKey,
  ];
  expect(secrets.filter((secret) => output.includes(secret))).toEqual([]);
});
