import type { Socket } from 'node:net';
import { connect } from 'node:net';
import type { SeededCall } from './seed.ts';

const AT_ONCE = 64;

export type HeldStreams = {
  /** Resolves with the time at which the next message of the call arrives. */
  next(id: string): Promise<number>;
  close(): void;
};

/** Many pages that follow one call each, on bare sockets: they must cost this process little. */
export async function holdStreams(url: string, calls: readonly SeededCall[]): Promise<HeldStreams> {
  const port = Number(new URL(url).port);
  const sockets: Socket[] = [];
  const waiting = new Map<string, (at: number) => void>();
  const open = (call: SeededCall) =>
    new Promise<void>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1');
      sockets.push(socket);
      socket.on('error', reject);
      socket.on('data', (chunk) => {
        const at = performance.now();
        const text = chunk.toString('latin1');
        if (text.startsWith('HTTP/1.1 200')) resolve();
        else if (text.startsWith('HTTP/')) reject(new Error(text.slice(0, 200)));
        if (!/^event: ?call/m.test(text)) return;
        waiting.get(call.id)?.(at);
        waiting.delete(call.id);
      });
      socket.write(
        `GET /v1/calls/${call.id}/events?token=${call.token} HTTP/1.1\r\nHost: bench\r\nAccept: text/event-stream\r\n\r\n`,
      );
    });
  const left = [...calls];
  const worker = async () => {
    for (let call = left.pop(); call; call = left.pop()) await open(call);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return {
    next(id) {
      const { promise, resolve } = Promise.withResolvers<number>();
      waiting.set(id, resolve);
      return promise;
    },
    close() {
      for (const socket of sockets) socket.destroy();
    },
  };
}
