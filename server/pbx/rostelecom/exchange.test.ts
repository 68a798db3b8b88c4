import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, type Server, type Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { createClient } from './client.ts';
import { ROOT_CERTIFICATE, SERVER_CERTIFICATE, SERVER_KEY } from './test-certificates.ts';

const PAIR = { clientId: 'ID', signKey: 'KEY' };
const TIMEOUT_MS = 1000;

/** A server on any socket, and a client of it; `apiUrl` may differ from where the server is. */
async function connect<T extends Server>(
  server: T,
  options: { scheme?: string; host?: string; ca?: string } = {},
) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const { scheme = 'http', host = '127.0.0.1', ca } = options;
  const apiUrl = `${scheme}://${host}:${port}/api/`;
  const client = createClient({ ...PAIR, apiUrl, ca, requestTimeoutMs: TIMEOUT_MS });
  return {
    client,
    server,
    async [Symbol.asyncDispose]() {
      await client.close();
      server.close();
    },
  };
}

const ANSWER = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: keep-alive\r\n\r\n{}';

const answerNothing = (socket: Socket) => socket.write(ANSWER);

/** Plays the given reactions to the requests of all connections together, counting them. */
function scripted(...reactions: ((socket: Socket) => void)[]) {
  const requests: string[] = [];
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      const text = bytes.toString();
      if (!text.startsWith('POST')) return;
      requests.push(text);
      reactions[requests.length - 1]?.(socket);
    });
  });
  return { server, requests };
}

describe('not delivered', () => {
  test('nobody listens', async () => {
    await using peer = await connect(createServer());
    peer.server.close();
    expect(await peer.client.post('call_back', {})).toEqual({
      kind: 'not_delivered',
      why: 'ECONNREFUSED',
    });
  });

  test('no such host', async () => {
    const apiUrl = 'http://nowhere.invalid';
    const client = createClient({ ...PAIR, apiUrl, requestTimeoutMs: 2000 });
    expect(await client.post('call_back', {})).toMatchObject({ kind: 'not_delivered' });
    await client.close();
  });

  test('the driver has been closed', async () => {
    await using peer = await connect(createServer());
    await peer.client.close();
    expect(await peer.client.post('call_back', {})).toMatchObject({ kind: 'not_delivered' });
  });

  test('the connection is made but TLS never answers', async () => {
    await using peer = await connect(
      createServer(() => undefined),
      { scheme: 'https' },
    );
    expect(await peer.client.post('call_back', {})).toMatchObject({ kind: 'not_delivered' });
  });

  test('the connection breaks in the middle of TLS', async () => {
    const server = createServer((socket) => socket.once('data', () => socket.destroy()));
    await using peer = await connect(server, { scheme: 'https' });
    expect(await peer.client.post('call_back', {})).toMatchObject({ kind: 'not_delivered' });
  });
});

describe('the answer is lost', () => {
  test('a reset after the request', async () => {
    const { server, requests } = scripted((socket) => socket.resetAndDestroy());
    await using peer = await connect(server);
    expect(await peer.client.post('call_back', {})).toMatchObject({ kind: 'answer_lost' });
    expect(requests).toHaveLength(1);
  });

  test('a reset on a reused keep-alive connection, and nothing is sent again', async () => {
    const { server, requests } = scripted(
      answerNothing,
      (socket) => socket.resetAndDestroy(),
      answerNothing,
    );
    await using peer = await connect(server);
    expect(await peer.client.post('users_info', {})).toMatchObject({ kind: 'answered' });
    expect(await peer.client.post('call_back', {})).toMatchObject({ kind: 'answer_lost' });
    expect(requests).toHaveLength(2);
  });

  test('silence', async () => {
    const { server, requests } = scripted(() => undefined);
    await using peer = await connect(server);
    expect(await peer.client.post('call_back', {})).toEqual({
      kind: 'answer_lost',
      why: `no answer in ${TIMEOUT_MS} ms`,
    });
    expect(requests).toHaveLength(1);
  });

  test('an answer that stops in the middle', async () => {
    const half = 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"result":';
    const { server } = scripted((socket) => socket.end(half));
    await using peer = await connect(server);
    expect(await peer.client.post('call_back', {})).toMatchObject({ kind: 'answer_lost' });
  });

  test('an answer that drips on and on', async () => {
    const server = createHttpServer((_request, response) => {
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drip));
    });
    await using peer = await connect(server);
    expect(await peer.client.post('call_back', {})).toMatchObject({ kind: 'answer_lost' });
  });

  test('no HTTP at all', async () => {
    const { server } = scripted((socket) => socket.end('SIP/2.0 400 Bad Request\r\n\r\n'));
    await using peer = await connect(server);
    expect(await peer.client.post('call_back', {})).toMatchObject({ kind: 'answer_lost' });
  });
});

test('sends the very bytes it signs, under the path of the API', async () => {
  const { server, requests } = scripted(answerNothing);
  await using peer = await connect(server);
  await peer.client.post('call_back', { request_number: '+74951234567', name: 'Ольга' });
  const [head = '', body] = (requests[0] ?? '').split('\r\n\r\n');
  expect(head).toMatch(/^POST \/api\/call_back HTTP/);
  expect(head).toContain('x-client-id: ID');
  expect(body).toBe('{"request_number":"+74951234567","name":"Ольга"}');
});

const secure = () =>
  createHttpsServer({ cert: SERVER_CERTIFICATE, key: SERVER_KEY }, (_request, response) =>
    response.end('{"result":0}'),
  );

describe('TLS', () => {
  const localhost = { scheme: 'https', host: 'localhost' };

  test('an authority that no store knows is refused before anything is sent', async () => {
    await using peer = await connect(secure(), localhost);
    expect(await peer.client.post('call_back', {})).toMatchObject({ kind: 'not_delivered' });
  });

  test.each([
    ['authority', ROOT_CERTIFICATE],
    ['server certificate alone', SERVER_CERTIFICATE],
  ])('the %s in the CA file is trusted', async (_, ca) => {
    await using peer = await connect(secure(), { ...localhost, ca });
    expect(await peer.client.post('call_back', {})).toMatchObject({
      kind: 'answered',
      status: 200,
    });
  });

  test('a certificate for another name is refused all the same', async () => {
    await using peer = await connect(secure(), { scheme: 'https', ca: ROOT_CERTIFICATE });
    expect(await peer.client.post('call_back', {})).toEqual({
      kind: 'not_delivered',
      why: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
  });
});
