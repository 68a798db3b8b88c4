import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Fault, Quirks } from './quirks.ts';

/** What a method of the simulator answers, before quirks. */
export type Reply =
  | { json: Readonly<Record<string, unknown>>; status?: number }
  | { bytes: Uint8Array | string; type: string; status?: number };

export function sendReply(response: ServerResponse, reply: Reply, quirks: Quirks): void {
  if ('json' in reply) {
    const json = JSON.stringify(withResult(reply.json, quirks.resultAs));
    send(response, { status: reply.status ?? 200, type: 'application/json', bytes: json });
  } else send(response, { status: reply.status ?? 200, ...reply });
}

function withResult(json: Readonly<Record<string, unknown>>, form: Quirks['resultAs']) {
  if (form === 'documented') return json;
  const { result } = json;
  return { ...json, result: form === 'string' ? String(result) : Number(result) };
}

function send(
  response: ServerResponse,
  { status, type, bytes }: { status: number; type: string; bytes: Uint8Array | string },
): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(bytes) });
  response.end(bytes);
}

const HTML = '<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>';

/** Answers as something that has gone wrong between us and the PBX would. */
export function sendFault(response: ServerResponse, fault: Fault): void {
  switch (fault) {
    case 'server_error':
      return send(response, { status: 500, type: 'text/plain', bytes: 'Internal Server Error' });
    case 'html':
      return send(response, { status: 200, type: 'text/html', bytes: HTML });
    case 'empty':
      return send(response, { status: 200, type: 'application/json', bytes: '' });
    case 'garbage':
      return send(response, { status: 200, type: 'application/json', bytes: '{"result":"0","ses' });
    case 'cut':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 120 });
      response.write('{"result":"0",', () => response.socket?.destroy());
      return;
    case 'reset':
      reset(response.socket);
      return;
    case 'never':
  }
}

function reset(socket: Socket | null): void {
  socket?.resetAndDestroy();
}
