import { once } from 'node:events';
import type { Server, Socket } from 'node:net';
import { connect, createServer } from 'node:net';

/**
 * `latency`: every byte comes later. `blackhole`: bytes vanish, connections stay open and never
 * hear anything again. `reset`: connections are reset. `cut`: the request passes, the answer breaks
 * off in its middle. `refuse`: nobody listens.
 */
export type FaultMode = 'pass' | 'latency' | 'blackhole' | 'reset' | 'cut' | 'refuse';

/** A cable between two programs on this machine that can be damaged while it is in use. */
export type FaultProxy = {
  readonly port: number;
  readonly mode: FaultMode;
  /** Resolves when the cable is as wished. */
  set(mode: FaultMode): Promise<void>;
  close(): Promise<void>;
};

type Cable = { near: Socket; far: Socket; isDeaf: boolean };
type Options = { port?: number; latencyMs?: number };

export async function startFaultProxy(
  targetPort: number,
  { port = 0, latencyMs = 200 }: Options = {},
): Promise<FaultProxy> {
  const cables = new Set<Cable>();
  let mode: FaultMode = 'pass';
  const server = createServer((near) => {
    if (mode === 'reset') return void near.resetAndDestroy();
    const cable = { near, far: connect(targetPort, '127.0.0.1'), isDeaf: false };
    cables.add(cable);
    near.once('close', () => cables.delete(cable));
    lay(cable);
  });
  const lay = (cable: Cable) => {
    const { near, far } = cable;
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      // What was sent before a side closed or died still arrives, as it would on a real line.
      from.on('data', (bytes: Buffer) => carry(bytes, { cable, from, to }));
      from.on('end', () => after(latency(), () => to.end()));
      from.on('error', () => to.resetAndDestroy());
      from.on('close', () => after(latency(), () => to.destroy()));
    }
  };
  const latency = () => (mode === 'latency' ? latencyMs : 0);
  const carry = (
    bytes: Buffer,
    { cable, from, to }: { cable: Cable; from: Socket; to: Socket },
  ) => {
    // A stream that has lost bytes can never go on.
    if (mode === 'blackhole') cable.isDeaf = true;
    if (cable.isDeaf) return;
    if (mode === 'cut' && from === cable.far) {
      to.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => snap(cable));
      return;
    }
    after(latency(), () => to.writable && to.write(bytes));
  };
  await listen(server, port);
  const address = server.address() as { port: number };
  return {
    port: address.port,
    get mode() {
      return mode;
    },
    async set(wished) {
      if (wished === mode) return;
      const was = mode;
      mode = wished;
      if (wished === 'reset') for (const cable of cables) snap(cable);
      if (wished === 'refuse') await shut(server, cables);
      else if (was === 'refuse') await listen(server, address.port);
    },
    close: () => shut(server, cables),
  };
}

/** At once when there is nothing to wait for, so that bytes and ends keep their order. */
function after(ms: number, act: () => void) {
  if (ms === 0) act();
  else setTimeout(act, ms);
}

function snap({ near, far }: Cable) {
  near.resetAndDestroy();
  far.resetAndDestroy();
}

async function listen(server: Server, port: number) {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
}

async function shut(server: Server, cables: Set<Cable>) {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  for (const cable of cables) snap(cable);
  await closed;
}
